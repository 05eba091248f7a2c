"""`merezha people …`: where people live, as planning counts them."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from hub.cli.database import open_database
from hub.cli.inputs import DryRun, Licence, Publisher, SourceCode, Title, source_of
from hub.cli.output import Json, answer, answers, show_table
from hub.demo import prepare
from hub.domain.vocabulary import Country
from importers.planning.people import kinds
from importers.planning.people import load_people as load_file
from importers.planning.report import InputReport

people = typer.Typer(help="Where people live: places, areas, ages, points.", no_args_is_help=True)

_TOLD_NOTES = 20


@people.callback()
def _group() -> None:
    """Make Typer take the only command by its name."""


@people.command(epilog=f"Kinds of files, told apart by their columns: {'; '.join(kinds())}.")
def load(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The file to load.")],
    country: Annotated[
        Country | None, typer.Option(help="Of points: the state that they stand for, if not that of most.")
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day of the count, where the file says none."),
    ] = None,
    source: SourceCode = None,
    title: Title = None,
    publisher: Publisher = None,
    licence: Licence = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Load people of places, areas, ages, or points that stand for all people of a state."""
    given = source_of(file, "people", source, title, publisher, licence)
    with open_database() as url:
        prepare(url)
        day = as_of.date() if as_of else None
        report = load_file(url, file, given, country, day, dry_run=dry_run)
    answer(report, json, lambda: show_report(report, dry_run))


def show_report(report: InputReport, dry_run: bool) -> None:
    """Print what became of a file's rows."""
    would = "Nothing was written; it would be: " if dry_run else ""
    answers.print(
        f"{would}{report.kind} of {report.source}: {report.read:,} rows read, {report.matched:,} matched.",
        markup=False,
    )
    if report.people or report.people_left_out:
        answers.print(f"  {report.people:,.0f} people; {report.people_left_out:,.0f} in rows left out.")
    if report.left_out:
        show_table(("left out because", "rows"), report.left_out.most_common())
    for note in report.notes[:_TOLD_NOTES]:
        answers.print(f"  {note}", markup=False)
    if len(report.notes) > _TOLD_NOTES:
        answers.print(f"  … and {len(report.notes) - _TOLD_NOTES:,} more; --json tells them.", markup=False)
