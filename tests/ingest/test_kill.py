"""An import killed at any moment leaves the old release whole, and the next run converges."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from hub.ingest import FileDescription, run_import
from hub.store.connection import connect

from .builders import SOURCE, items, provider

KEYS = range(1, 3001)

_CHILD = """
import sys
from hub.ingest import FileDescription, run_import
from tests.ingest.builders import SOURCE, items, provider
from tests.ingest.test_kill import KEYS
records = [provider(str(key), name="Новий центр") for key in KEYS]
print("ready", flush=True)
run_import(sys.argv[1], SOURCE, FileDescription("new.csv", "new", "m"), items(records))
"""


def start_child(url: str) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, url],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def state(url: str) -> tuple[object, ...]:
    """(newest release, its counts, distinct names): equal only when everything is of one release."""
    with connect(url) as connection:
        row = connection.execute(
            "SELECT r.number, r.providers, r.services, (SELECT count(*) FROM hub.provider), "
            "(SELECT count(*) FROM hub.capacity), "
            "(SELECT array_agg(DISTINCT split_part(name, ' ', 1)) FROM hub.provider) "
            "FROM hub.release r ORDER BY number DESC LIMIT 1"
        ).fetchone()
    assert row is not None
    return row


def test_kills_at_random_moments(hub_url: str) -> None:
    size = len(KEYS)
    old = [provider(str(key)) for key in KEYS]
    started = time.monotonic()
    run_import(hub_url, SOURCE, FileDescription("old.csv", "old", "m"), items(old))
    usual = time.monotonic() - started
    whole_old = (1, size, size, size, size, ["Центр"])
    whole_new = (2, size, size, size, size, ["Новий"])
    assert state(hub_url) == whole_old

    moments = random.Random(20210417)
    for _ in range(5):
        child = start_child(hub_url)
        time.sleep(moments.uniform(0, usual))
        os.kill(child.pid, signal.SIGKILL)
        child.communicate()
        assert state(hub_url) in (whole_old, whole_new)

    child = start_child(hub_url)
    child.communicate()
    assert child.returncode == 0
    assert state(hub_url) == whole_new
    with connect(hub_url) as connection:
        statuses = dict(connection.execute("SELECT status, count(*) FROM hub.run GROUP BY status").fetchall())
    assert statuses["published"] == 2
    assert "running" not in statuses
