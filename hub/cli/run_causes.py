"""`merezha run causes`: what would mend most rows of a file, first."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from hub.cli.database import open_database
from hub.cli.output import Json, answer, show_table
from hub.store.connection import connect
from hub.store.tasks import task_list, tasks
from importers.tasks.causes import NAMED_ROWS, Cause, Causes

_LONGEST = 60


def run_causes(
    number: Annotated[int | None, typer.Argument(help="The run's number; the newest when left out.")] = None,
    json: Json = False,
) -> None:
    """List what was wrong in a run by its causes: what would mend most rows first, and who can mend it."""
    with open_database() as url, connect(url) as connection:
        found = Causes(task.issue for task in tasks(connection, task_list(connection, number))).in_order()
    answer([_as_json(cause) for cause in found], json, lambda: show_causes(found))


def show_causes(causes: Sequence[Cause]) -> None:
    """Print causes to a person."""
    columns = ("rows", "severity", "who", "code", "column", "value", "rows like", "of the first")
    show_table(columns, (_line(cause) for cause in causes))


def _line(cause: Cause) -> Sequence[object]:
    who = _who(cause)
    value = _short(cause.value or "")
    return (
        *(cause.rows or "file", cause.severity.value, who, cause.code, cause.column, value),
        *(_places(cause), cause.message),
    )


def _places(cause: Cause) -> str:
    named = ", ".join(f"{sheet} {row}" if sheet else str(row) for sheet, row in cause.where)
    return named + (", …" if cause.rows > NAMED_ROWS else "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _who(cause: Cause) -> str:
    return "operator" if cause.is_for_operator else "publisher"


def _as_json(cause: Cause) -> dict[str, Any]:
    names = ("severity", "code", "column", "value", "rows", "message")
    where = [{"sheet": sheet, "row": row} for sheet, row in cause.where]
    return {**{name: getattr(cause, name) for name in names}, "who": _who(cause), "where": where}
