"""`merezha run forget-raw`: rows of files whose time is over."""

from typing import Annotated

import typer

from hub.cli.database import open_database
from hub.cli.output import Json, answer, answers, show_table
from hub.ingest.retention import kept_for
from hub.store.connection import connect
from hub.store.retention import DueRows, due_rows, forget_batch

_COLUMNS = ("run", "source", "file_name", "rows", "secret")


def forget_raw(
    source: Annotated[str | None, typer.Option(help="Only rows of this source.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and keep it.")] = False,
    json: Json = False,
) -> None:
    """Delete rows of files whose time is over, which each import does too, a part at a time."""
    retention = kept_for()
    with open_database() as url, connect(url, autocommit=True) as connection:
        due = due_rows(connection, retention, source)
        gone = 0
        while not dry_run and (batch := forget_batch(connection, retention, source)):
            gone += batch
    found = {"deleted": gone, "due": due}
    answer(found, json, lambda: _show(due, gone, dry_run))


def _show(due: list[DueRows], gone: int, dry_run: bool) -> None:
    if due:
        show_table(_COLUMNS, ([getattr(run, name) for name in _COLUMNS] for run in due))
    total = sum(run.rows for run in due)
    answers.print(f"{total} rows would be deleted." if dry_run else f"{gone} rows were deleted.")
