"""A private server that was killed is started again while it is watched over; one that was stopped is not."""

import os
import signal
import time

from hub.cluster import PrivateCluster
from hub.cluster.watch import Watch


def _kill(cluster: PrivateCluster) -> int:
    pid = int((cluster.data / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGKILL)
    while cluster.running():
        time.sleep(0.05)
    return pid


def test_a_killed_server_is_started_again_with_its_data(fresh: PrivateCluster) -> None:
    fresh.ensure()
    assert not fresh.revive()
    fresh.psql("-c", "CREATE TABLE kept AS SELECT 7 AS seven")
    _kill(fresh)
    with Watch(fresh):
        while not fresh.running():
            time.sleep(0.05)
    assert fresh.psql("-At", "-c", "SELECT seven FROM kept") == "7\n"
    # It is still the cluster of this process, which stops it as its last user.
    fresh.leave()
    assert not fresh.running()


def test_a_server_that_was_stopped_stays_so(fresh: PrivateCluster) -> None:
    fresh.ensure()
    assert fresh.stop()
    assert not fresh.revive()
    assert not fresh.running()
