"""A session with a solver: the parent's side, with limits, progress and an end that always comes."""

import os
import pickle
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import hub
from hub.solver.errors import SolverFailed, SolverKilled
from hub.solver.messages import LENGTH, Answer, Task
from hub.solver.model import Floats, Ints, LinearModel

_ROOT = Path(next(iter(hub.__path__))).parent
#: A solve that its own time limit has not ended is ended after so many seconds more.
_GRACE = 5.0
#: Ends that come from outside: an operator's, or the system's that has no memory left.
_KILLS = frozenset({signal.SIGKILL, signal.SIGTERM})


@dataclass(frozen=True)
class Limits:
    """What one solver may take: bytes of memory, and seconds over all its solves."""

    memory_bytes: int = 2 << 30
    seconds: float = 900.0


@dataclass(frozen=True)
class Progress:
    """How far a solve is; figures are None while the solver has none."""

    objective: float | None
    bound: float | None
    gap: float | None
    seconds: float


@dataclass(frozen=True)
class Solution:
    """The end of a solve: Optimal, Infeasible, TimeLimit or another status of HiGHS, values (n,) if it has
    any.
    """

    status: str
    values: Floats | None
    objective: float | None
    bound: float | None

    @property
    def optimal(self) -> bool:
        """Proven the best, within the gap that was asked for."""
        return self.status == "Optimal" and self.values is not None


def gap_of(objective: float | None, bound: float | None) -> float | None:
    """Distance of the bound as a share of the objective; None where either is unknown or the objective is
    0.
    """
    if objective is None or bound is None:
        return None
    if objective == bound:
        return 0.0
    return abs(bound - objective) / abs(objective) if objective else None


class SolverSession:
    """One child process that solves model after model; used as a context manager."""

    def __init__(
        self,
        limits: Limits | None = None,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._on_progress = on_progress
        self._child: subprocess.Popen[bytes] | None = None
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def process(self) -> int | None:
        """The number of the child process, None before the first solve."""
        return self._child.pid if self._child else None

    @property
    def elapsed(self) -> float:
        """Seconds since the session was made."""
        return time.monotonic() - self._began

    @property
    def remaining(self) -> float:
        """Seconds that are left of the limit."""
        return max(0.0, self._limits.seconds - self.elapsed)

    def solve(
        self,
        model: LinearModel,
        *,
        seconds: float | None = None,
        gap: float = 1e-6,
    ) -> Solution:
        """Solve a model to a relative gap, within seconds of what is left of the limit.

        Raises SolverFailed when the child dies, runs out of memory, or does not come back in time, and
        SolverKilled when somebody else ended it: then the same may well be solved when asked again.
        """
        answer = self._ask(Task(model, self._share(seconds), gap))
        return Solution(answer.status, answer.values, answer.objective, answer.bound)

    def extremes(self, model: LinearModel, columns: Ints) -> list[tuple[float | None, float | None]]:
        """The least and greatest value that each of the columns can have; None where it has no limit.

        Raises SolverFailed when the model has no solution at all, or the time is up.
        """
        objectives = tuple((int(column), sign) for column in columns for sign in (1.0, -1.0))
        answer = self._ask(Task(model, self._share(None), objectives=objectives))
        if answer.status != "Optimal":
            raise SolverFailed(reason=f"bounds of {len(columns)} columns ended as {answer.status}")
        return list(zip(answer.extremes[::2], answer.extremes[1::2], strict=True))

    def close(self) -> None:
        """End the child, whatever it does."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for stream in (child.stdin, child.stdout):
                if stream is not None:
                    stream.close()

    def _share(self, seconds: float | None) -> float:
        left = self.remaining
        return max(0.1, left if seconds is None else min(seconds, left))

    def _ask(self, task: Task) -> Answer:
        child = self._child or self._spawn()
        data = pickle.dumps(task)
        deadline = time.monotonic() + task.seconds * 1.2 + _GRACE
        try:
            self._write(child, LENGTH.pack(len(data)) + data)
            while True:
                kind, content = self._read(child, deadline)
                if kind == "answer":
                    assert isinstance(content, Answer)
                    return content
                if self._on_progress:
                    objective, bound, seconds = content
                    self._on_progress(Progress(objective, bound, gap_of(objective, bound), seconds))
        except (SolverFailed, SolverKilled):
            self.close()
            raise

    def _spawn(self) -> subprocess.Popen[bytes]:
        # One thread of BLAS as well: each would reserve memory of the child's limit.
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        self._child = subprocess.Popen(
            [sys.executable, "-m", "hub.solver.child", str(self._limits.memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        return self._child

    @staticmethod
    def _write(child: subprocess.Popen[bytes], data: bytes) -> None:
        assert child.stdin is not None
        try:
            child.stdin.write(data)
            child.stdin.flush()
        except OSError as error:
            raise _ended(child) from error

    def _read(self, child: subprocess.Popen[bytes], deadline: float) -> Any:
        assert child.stdout is not None
        head = self._exactly(child, child.stdout, LENGTH.size, deadline)
        return pickle.loads(self._exactly(child, child.stdout, LENGTH.unpack(head)[0], deadline))

    @staticmethod
    def _exactly(child: subprocess.Popen[bytes], stream: IO[bytes], size: int, deadline: float) -> bytes:
        data = bytearray()
        poller = select.poll()
        poller.register(stream, select.POLLIN)
        while len(data) < size:
            if not poller.poll(max(0.0, deadline - time.monotonic()) * 1000):
                raise SolverFailed(reason="its time was up")
            # Past Python's buffer, which poll does not see.
            part = os.read(stream.fileno(), size - len(data))
            if not part:
                raise _ended(child)
            data += part
        return bytes(data)


def _ended(child: subprocess.Popen[bytes]) -> SolverFailed | SolverKilled:
    """Why a child is gone that nobody here ended."""
    code = child.wait()
    return SolverKilled() if -code in _KILLS else SolverFailed(reason=f"it ended with the code {code}")
