"""Progress bars on standard error, one for each task."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from hub.cli.output import notes
from hub.demo import Watch


@contextmanager
def watching() -> Iterator[Watch]:
    """Give a function that shows how far each task is; a task appears when it is first named."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # A thread of its own that redraws the bars would keep an import from forking workers.
    with Progress(*columns, console=notes, auto_refresh=False) as progress:
        tasks: dict[str, TaskID] = {}

        def watch(task: str, done: int, total: int | None) -> None:
            if task not in tasks:
                tasks[task] = progress.add_task(task, total=total)
            progress.update(tasks[task], completed=done, total=total, refresh=True)

        yield watch
