"""`merezha run …`: what imports did."""

from typing import Annotated

import typer

from hub.cli.control_totals import show_control_totals
from hub.cli.database import open_database
from hub.cli.forgetting import forget_raw
from hub.cli.output import Json, answer, answers, show_fields, show_table
from hub.cli.run_causes import run_causes
from hub.cli.run_issues import run_issues
from hub.store.connection import connect
from hub.store.overview import RunDetails, run_details, runs

run = typer.Typer(help="Runs: what each import read, rejected and published.", no_args_is_help=True)
run.command("issues")(run_issues)
run.command("causes")(run_causes)
run.command("forget-raw")(forget_raw)

_COLUMNS = (
    *("id", "source", "status", "started_at", "read", "accepted", "rejected"),
    *("added", "changed", "unchanged", "vanished", "release"),
)


@run.command("list")
def list_runs(
    source: Annotated[str | None, typer.Option(help="Only the runs of this source.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many runs.")] = 20,
    json: Json = False,
) -> None:
    """List the newest runs first."""
    with open_database() as url, connect(url) as connection:
        found = runs(connection, source, limit)
    answer(
        found, json, lambda: show_table(_COLUMNS, ([getattr(r, name) for name in _COLUMNS] for r in found))
    )


@run.command()
def show(
    number: Annotated[int | None, typer.Argument(help="The run's number; the newest when left out.")] = None,
    json: Json = False,
) -> None:
    """Show a run with its issues and the control totals of its source."""
    with open_database() as url, connect(url) as connection:
        found = run_details(connection, number)
    answer(found, json, lambda: _show(found))


def _show(found: RunDetails) -> None:
    """Print a run to a person."""
    show_fields(found.run)
    show_control_totals(found.control_totals)
    if found.issues:
        answers.print()
        show_table(
            ("sheet", "row", "column", "code", "value", "issue"),
            ((i.sheet, i.row, i.column, i.code, i.value, i.message) for i in found.issues),
        )
