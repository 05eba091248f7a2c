"""`merezha serve` and `demo` as processes: they answer, and end cleanly on Ctrl-C and SIGTERM."""

import gc
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from hub.cli.serving import spare_collections
from hub.cluster import PrivateCluster, server
from hub.cluster.errors import ClusterSilent
from hub.processes import family_of, frozen_of
from hub.settings import ClusterSettings
from tests.cli.conftest import Merezha
from tests.cli.test_signals import SIGNALS


@contextmanager
def _serving(*arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start a serving command on any free port; give the process and its address once it listens."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "hub.cli", *arguments, "--port", "0"],
        env={**os.environ, **environment},
        stderr=subprocess.PIPE,
        text=True,
        # A shell that starts jobs in the background lets them ignore Ctrl-C.
        preexec_fn=lambda: [signal.signal(asked, signal.SIG_DFL) for asked, _, _ in SIGNALS],
    )
    assert process.stderr is not None
    try:
        lines = iter(process.stderr.readline, "")
        found = next(match for line in lines if (match := re.search(r"Serving on (http://\S+) ", line)))
        yield process, found[1]
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


@pytest.mark.parametrize(
    ("asked", "code", "sentence"),
    [
        (
            signal.SIGINT,
            130,
            "ENDED: Ctrl-C (SIGINT) ended the command; what it had not finished was undone.",
        ),
        (signal.SIGHUP, 129, "ENDED: SIGHUP ended the command; what it had not finished was undone."),
        # Service managers stop a server so, and take any other code for a failure.
        (signal.SIGTERM, 0, "SIGTERM stopped the server."),
    ],
)
def test_it_answers_and_ends_without_a_traceback(
    demo_url: str, asked: signal.Signals, code: int, sentence: str
) -> None:
    with _serving("serve", MEREZHA_DATABASE_URL=demo_url) as (process, address):
        assert _release(address) == 7
        process.send_signal(asked)
        assert process.wait() == code
        assert process.stderr is not None
        assert process.stderr.read().strip() == sentence


def test_a_killed_postgresql_is_started_again_and_ctrl_c_stops_it(home: Path) -> None:
    with _serving("serve", MEREZHA_HOME=str(home), MEREZHA_DATABASE_URL="") as (process, address):
        cluster = PrivateCluster(ClusterSettings(home=home))
        assert _release(address) is None
        killed = _server_of(home)
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        until = time.monotonic() + 120
        while time.monotonic() < until:
            with suppress(urllib.error.HTTPError):
                if _server_of(home) != killed and _release(address) is None:
                    break
            time.sleep(0.1)
        else:
            pytest.fail("PostgreSQL was not started again.")
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
        assert not cluster.running()


def test_a_frozen_postgresql_is_told_with_what_lets_it_go_on(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_START_SECONDS", 0.1)
    with _serving("serve", MEREZHA_HOME=str(home), MEREZHA_DATABASE_URL="") as (process, address):
        assert _release(address) is None
        pid = _server_of(home)
        assert pid is not None
        for each in family_of(pid):
            os.kill(each, signal.SIGSTOP)
        try:
            process.send_signal(signal.SIGTERM)
            assert process.wait(120) == 143
            assert process.stderr is not None
            told = process.stderr.read().splitlines()[-1]
            with pytest.raises(ClusterSilent, match=rf"\(process {pid}\) runs and has not answered for 0.1"):
                PrivateCluster(ClusterSettings(home=home)).ensure()
        finally:
            for each in frozen_of(pid):
                os.kill(each, signal.SIGCONT)
    assert told.startswith(
        f"CLUSTER_NOT_STOPPED: PostgreSQL in {home} (process {pid}) was asked to stop and still runs after 3"
        f" seconds. It is frozen: `kill -CONT {pid} "
    )
    assert told.endswith("lets it go on, then `merezha db stop` stops it.")


def _server_of(home: Path) -> int | None:
    """The process that the pid file of a home's cluster names; None while there is none."""
    named = home / "pgdata" / "postmaster.pid"
    lines = named.read_text().splitlines() if named.is_file() else []
    return int(lines[0]) if lines else None


def _release(address: str) -> int | None:
    """The number of the newest release that a server answers."""
    question = json.dumps({"query": "{ release { number } }"}).encode()
    request = urllib.request.Request(f"{address}/graphql", question, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        release = json.load(answer)["data"]["release"]
    return None if release is None else int(release["number"])


def test_a_port_in_use_is_told_before_any_work(merezha: Merezha) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = merezha("demo", "--port", str(port), MEREZHA_HOME="/nowhere/at/all")
    assert done.returncode == 1
    assert done.stderr == (
        f"PORT_TAKEN: The port {port} of 127.0.0.1 cannot be used (Address already in use); "
        "choose another with --port.\n"
    )


def test_a_server_looks_for_garbage_less_often() -> None:
    before = gc.get_threshold()
    try:
        spare_collections()
        assert gc.get_threshold()[0] > 10 * before[0]
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
