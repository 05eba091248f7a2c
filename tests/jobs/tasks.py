"""Tasks for tests of jobs: each does what a real one may do at its worst."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from hub.errors import MerezhaError
from hub.jobs.kinds import ProgressCallback

HERE = "tests.jobs.tasks"
KINDS = {
    name: f"{HERE}:{name}"
    for name in (
        "add",
        "patient",
        "hungry",
        "refuse",
        "mistaken",
        "crash",
        "chatty",
        "noisy",
        "secretive",
        "paced",
        "branching",
        "sabotaged",
    )
}


class Infeasible(MerezhaError):
    """No candidate reaches {place}."""

    code = "TEST_INFEASIBLE"


def _answer(**answer: Any) -> dict[str, Any]:
    return {"proof": {"status": "OPTIMAL"}, "answer": answer}


def add(question: dict[str, Any], release: int, progress: ProgressCallback) -> dict[str, Any]:
    """The sum of two numbers, at once."""
    progress("ADDING", 1.0, 2.0, 0.5)
    return _answer(sum=question["a"] + question["b"], release=release)


def patient(question: dict[str, Any], release: int, progress: ProgressCallback) -> dict[str, Any]:
    """Works until a file exists."""
    while not Path(question["until"]).exists():
        progress("WAITING", 3.0, 4.0, 0.25)
        time.sleep(0.05)
    return _answer(release=release)


def paced(question: dict[str, Any], release: int, progress: ProgressCallback) -> dict[str, Any]:
    """Goes through the phases of a real task, so many seconds in each."""
    for phase in ("READING", "PREPARING", "SOLVING"):
        end = time.monotonic() + question["seconds"]
        while time.monotonic() < end:
            progress(phase)
            time.sleep(0.05)
    return _answer(release=release, long="x" * 1_000_000)


def hungry(_question: dict[str, Any], _release: int, _progress: ProgressCallback) -> dict[str, Any]:
    """Takes memory until there is no more."""
    held = []
    while True:
        held.append(bytearray(16 * 1024**2))


def branching(question: dict[str, Any], _release: int, _progress: ProgressCallback) -> dict[str, Any]:
    """Holds memory, and starts a process that holds as much; neither alone holds too much."""
    program = f"import time; held = b'x' * ({question['megabytes']} * 1024**2); time.sleep(600)"
    with subprocess.Popen([sys.executable, "-c", program]) as other:
        held = b"x" * (question["megabytes"] * 1024**2)
        other.wait()
    return _answer(held=len(held))


def sabotaged(question: dict[str, Any], release: int, progress: ProgressCallback) -> dict[str, Any]:
    """A real plan, whose solver is killed as soon as it begins."""
    from hub.jobs.siting import solve_siting
    from hub.solver import SolverSession

    spawn = SolverSession._spawn

    def spawn_and_kill(session: SolverSession) -> "subprocess.Popen[bytes]":
        child = spawn(session)
        child.kill()
        return child

    SolverSession._spawn = spawn_and_kill  # type: ignore[method-assign]
    return solve_siting(question, release, progress)


def refuse(question: dict[str, Any], _release: int, _progress: ProgressCallback) -> dict[str, Any]:
    """Meets an error that was foreseen."""
    raise Infeasible(place=question["a"])


def mistaken(_question: dict[str, Any], _release: int, _progress: ProgressCallback) -> dict[str, Any]:
    """Meets an error that nobody foresaw."""
    raise KeyError("a secret of ours")


def crash(_question: dict[str, Any], _release: int, _progress: ProgressCallback) -> dict[str, Any]:
    """Dies as a library in C does."""
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError


def chatty(_question: dict[str, Any], _release: int, progress: ProgressCallback) -> dict[str, Any]:
    """Says very often how far it is, in numbers that JSON does not have."""
    for _ in range(20_000):
        progress("TALKING", float("inf"), float("-inf"), float("nan"))
    return _answer(objective=float("inf"))


def noisy(_question: dict[str, Any], _release: int, _progress: ProgressCallback) -> dict[str, Any]:
    """Prints to standard output, as solvers do."""
    print("Running a solver, licence MIT")
    os.write(1, b"{}\n")
    return _answer(done=True)


def secretive(_question: dict[str, Any], _release: int, _progress: ProgressCallback) -> dict[str, Any]:
    """Tells which URLs of databases it was given."""
    return _answer(read=os.environ.get("MEREZHA_READ_URL"), written=os.environ.get("MEREZHA_DATABASE_URL"))
