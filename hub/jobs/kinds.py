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

    It runs alone in a process of its own with the bounds of JobSettings, where MEREZHA_READ_URL is the URL
    under which it may read, and for kinds that write MEREZHA_DATABASE_URL that under which they do. It
    returns `{"proof": {...}, "answer": {...}}`, which must have a form in JSON, or raises a MerezhaError,
    which whoever asked is told.
    """

    def __call__(
        self, question: dict[str, Any], release: int, progress: ProgressCallback
    ) -> dict[str, Any]: ...


#: Kind of task → `module:function`. The module is loaded in the task's own process only.
KINDS: Final[Mapping[str, str]] = {
    "siting": "hub.jobs.siting:solve_siting",
    "travel": "hub.jobs.travel:fetch_travel",
}
#: Kinds whose result is what they write: nothing of them goes to `planning_result`. Only who has a shell
#: asks for them.
WRITING: Final = frozenset({"travel"})
