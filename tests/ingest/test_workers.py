"""Workers give what one process gives, in its order; their errors arrive, and none outlives its parent."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from hub.errors import MerezhaError
from hub.ingest import workers
from hub.ingest.workers import Start, WorkerFrozen, WorkerLost, in_order


class Unwanted(MerezhaError):
    """The number {number} is not wanted."""

    code = "TEST_UNWANTED"


@contextmanager
def doubling() -> Iterator[Callable[[int], tuple[int, int]]]:
    yield lambda number: (2 * number, os.getpid())


@contextmanager
def refusing() -> Iterator[Callable[[int], int]]:
    def work(number: int) -> int:
        if number == 3:
            raise Unwanted(number=number)
        return number

    yield work


@contextmanager
def dying() -> Iterator[Callable[[int], int]]:
    def work(number: int) -> int:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    yield work


def test_results_keep_the_order_of_the_batches_and_come_from_other_processes() -> None:
    found = list(in_order(doubling, range(20), 3))
    assert [(batch, result[0]) for batch, result in found] == [(number, 2 * number) for number in range(20)]
    pids = [result[1] for _, result in found]
    assert len(set(pids)) == 3
    assert os.getpid() not in pids


def test_batches_and_results_greater_than_a_pipe_do_not_block() -> None:
    @contextmanager
    def copying() -> Iterator[Callable[[bytes], bytes]]:
        yield lambda batch: batch * 2

    big = b"x" * 1_000_000
    assert [len(result) for _, result in in_order(copying, [big] * 9, 2)] == [2_000_000] * 9


def test_no_more_batches_are_taken_than_workers_can_hold() -> None:
    taken: list[int] = []

    def batches() -> Iterator[int]:
        for number in range(50):
            taken.append(number)
            yield number

    for batch, _ in in_order(doubling, batches(), 2):
        assert len(taken) - batch <= 6


def test_an_error_of_a_worker_is_raised_as_it_was_after_what_went_before() -> None:
    seen: list[int] = []
    found = in_order(refusing, range(9), 2)
    with pytest.raises(Unwanted) as caught:
        seen.extend(batch for batch, _ in found)
    assert str(caught.value) == "The number 3 is not wanted."
    assert caught.value.details == {"number": 3}
    assert seen == [0, 1, 2]


def test_a_worker_that_is_killed_stops_the_import() -> None:
    with pytest.raises(WorkerLost) as caught:
        list(in_order(dying, range(9), 2))
    assert caught.value.details == {"reason": "exit code -9"}


@contextmanager
def freezing() -> Iterator[Callable[[Any], Any]]:
    def work(batch: Any) -> Any:
        if batch == 3:
            os.kill(os.getpid(), signal.SIGSTOP)
        return batch

    yield work


@contextmanager
def frozen() -> Iterator[Callable[[Any], Any]]:
    os.kill(os.getpid(), signal.SIGSTOP)
    yield lambda batch: batch


@pytest.mark.parametrize(
    ("start", "batches"),
    [(freezing, list(range(9))), (frozen, [b"x" * 1_000_000] * 9)],
    ids=["in its work", "before it takes what it is sent"],
)
def test_a_worker_that_is_frozen_stops_the_import_and_is_gone(
    start: Start[Any, Any], batches: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_FROZEN_SECONDS", 1)
    monkeypatch.setattr(workers, "_TAKE_SECONDS", 1)
    with pytest.raises(WorkerFrozen, match="was frozen, as by `kill -STOP`, for 1 seconds") as caught:
        list(in_order(start, batches, 2))
    assert not _runs(caught.value.details["pid"])


_PARENT = """
import os, signal, time
from contextlib import contextmanager
from hub.ingest.workers import in_order
# A shell that runs the tests in the background lets what it starts ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
@contextmanager
def telling():
    print(os.getpid(), flush=True)
    yield lambda number: time.sleep(0.05)
list(in_order(telling, range(10**6), 2))
"""


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_no_worker_outlives_its_parent(sent: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as parent:
        assert parent.stdout is not None
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.send_signal(sent)
    until = time.monotonic() + 60
    while any(map(_runs, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert [_runs(worker) for worker in workers] == [False, False]


def _runs(pid: int) -> bool:
    """Whether the process is there and more than a name that nobody has taken note of."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
