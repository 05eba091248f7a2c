"""Ctrl-C, SIGTERM and SIGHUP end a command with one sentence and its code; what it had begun is undone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from hub.ingest.territories import TREE_LOCK
from hub.store.connection import connect
from hub.store.locks import take_lock
from hub.store.publish import PUBLISH_LOCK

#: Each signal, the code that it ends a command with, and its name in the sentence.
SIGNALS = [
    (signal.SIGINT, 130, "Ctrl-C (SIGINT)"),
    (signal.SIGTERM, 143, "SIGTERM"),
    (signal.SIGHUP, 129, "SIGHUP"),
]


@contextmanager
def _command(*arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """A command in a process of its own; it is killed if the test leaves it."""

    def as_from_a_terminal() -> None:
        # A shell that starts jobs in the background lets them ignore Ctrl-C.
        for number in (signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        # As the launcher has it: a signal waits for the program, so that none comes too early.
        signal.pthread_sigmask(signal.SIG_BLOCK, {asked for asked, _, _ in SIGNALS})

    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "hub.cli", *arguments],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=as_from_a_terminal,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize(("asked", "code", "name"), SIGNALS)
def test_while_the_program_loads(asked: signal.Signals, code: int, name: str) -> None:
    with _command("region", "list") as process:
        process.send_signal(asked)
        assert process.communicate() == ("", f"ENDED: {name} ended the command before it began.\n")
        assert process.returncode == code


@pytest.mark.parametrize(
    ("arguments", "lock", "signals"),
    [(("import", "ua_05"), PUBLISH_LOCK, SIGNALS[:2]), (("territory", "load"), TREE_LOCK, SIGNALS[2:])],
    ids=["import", "territory load"],
)
def test_in_the_midst_of_its_work(
    database_url: str,
    prepared_url: str,
    arguments: tuple[str, ...],
    lock: int,
    signals: list[tuple[signal.Signals, int, str]],
) -> None:
    url = prepared_url if lock == PUBLISH_LOCK else database_url
    with connect(url) as keeper, connect(url, autocommit=True) as observer:
        take_lock(keeper, lock)
        for asked, code, name in signals:
            with _command(*arguments, MEREZHA_DATABASE_URL=url) as process:
                while not observer.execute("SELECT FROM pg_locks WHERE NOT granted").fetchall():
                    assert process.poll() is None
                    time.sleep(0.05)
                process.send_signal(asked)
                told = process.communicate()[1].splitlines()
            assert process.returncode == code
            assert told[-1] == f"ENDED: {name} ended the command; what it had not finished was undone."
            assert [line for line in told if "Traceback" in line or "Error" in line] == []
        ends = observer.execute("SELECT status, failure FROM hub.run ORDER BY id").fetchall()
        assert ends == [("failed", f"{name} ended it") for _, _, name in signals if lock == PUBLISH_LOCK]
        assert observer.execute("SELECT FROM hub.release").fetchall() == []
