"""How far each task of a command is, on standard error: bars on a terminal, lines in a log."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import Final

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from hub.cli.output import notes
from hub.demo import Watch

#: A log that is silent for longer looks like a command that hangs.
SILENCE_SECONDS: Final = 20.0


@contextmanager
def watching(silence: float | None = None) -> Iterator[Watch]:
    """Give a function that shows how far each task is; a task appears when it is first named.

    A log gets a line for each task, and with `silence` one at least every so many seconds. That takes a
    thread of its own, with which an import forks no workers: it is for commands that import small files.
    """
    with _bars() if notes.is_terminal else _lines(silence) as watch:
        yield watch


@contextmanager
def _bars() -> Iterator[Watch]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # A thread of its own that redraws the bars would keep an import from forking workers.
    with Progress(*columns, console=notes, auto_refresh=False) as progress:
        tasks: dict[str, TaskID] = {}

        def watch(task: str, done: int, total: int | None) -> None:
            if task not in tasks:
                tasks[task] = progress.add_task(task, total=total)
            progress.update(tasks[task], completed=done, total=total, refresh=True)

        yield watch


@contextmanager
def _lines(silence: float | None) -> Iterator[Watch]:
    log = _Log()
    ended = Event()
    if silence is not None:
        Thread(target=log.repeat, args=(silence, ended), daemon=True).start()
    try:
        yield log.watch
        log.tell("done")
    finally:
        ended.set()


class _Log:
    """Lines with the time since the first: of each task as it begins, and how far the last one is."""

    def __init__(self) -> None:
        self._begun = monotonic()
        self._task = ""
        self._far = ""

    def watch(self, task: str, done: int, total: int | None) -> None:
        self._far = f": {done}" if total is None else f": {done} of {total}"
        if task != self._task:
            self._task = task
            self.tell(task)

    def repeat(self, silence: float, ended: Event) -> None:
        """Say how far it is, again and again until the end."""
        while not ended.wait(silence):
            self.tell(f"{self._task}{self._far}")

    def tell(self, what: str) -> None:
        minutes, seconds = divmod(int(monotonic() - self._begun), 60)
        notes.print(f"{minutes}:{seconds:02}  {what}", markup=False)
