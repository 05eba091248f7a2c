"""Kinds of tasks that jobs may be, and what a task's function promises."""

from collections.abc import Mapping
from typing import Any, Final, Protocol


class ProgressCallback(Protocol):
    """Told how far a task is, as often as the task likes."""

    def __call__(
        self,
        phase: str,
        objective: float | None = None,
        bound: float | None = None,
        gap: float | None = None,
    ) -> None: ...


class TaskFunction(Protocol):
    """A function of a module that computes the answer to a canonical question at a release.

    It runs alone in a process of its own, where MEREZHA_READ_URL is the URL under which it may read, with the
    bounds of JobSettings. It returns `{"proof": {...}, "answer": {...}}`, which must have a form in JSON, or
    raises a MerezhaError, which whoever asked is told.
    """

    def __call__(
        self, question: dict[str, Any], release: int, progress: ProgressCallback
    ) -> dict[str, Any]: ...


#: Kind of task → `module:function`. The module is loaded in the task's own process only.
KINDS: Final[Mapping[str, str]] = {"siting": "hub.jobs.siting:solve_siting"}
