"""`merezha source …`: where the data comes from."""

from typing import Annotated

import typer

from hub.cli.database import open_database
from hub.cli.output import Json, answer, show_table
from hub.cli.quality_report import as_json, show_qualities
from hub.store.connection import connect
from hub.store.overview import sources
from hub.store.quality import qualities

source = typer.Typer(help="Sources: registers and reference data.", no_args_is_help=True)


@source.command("list")
def list_sources(json: Json = False) -> None:
    """List every source with its licence, its last run and the edition that is loaded."""
    with open_database() as url, connect(url) as connection:
        found = sources(connection)
    answer(
        found,
        json,
        lambda: show_table(
            ("source", "kind", "title", "licence", "sample", "jurisdiction", "last run", "edition"),
            (
                (s.code, s.kind, s.title, s.licence, s.is_sample, s.jurisdiction, s.last_run, s.edition)
                for s in found
            ),
        ),
    )


@source.command()
def quality(
    code: Annotated[
        str | None,
        typer.Argument(metavar="[SOURCE]", help="One source in full; a line for each when left out."),
    ] = None,
    json: Json = False,
) -> None:
    """Show how good sources' data is: what is filled, mapped and placed, beside the run before."""
    with open_database() as url, connect(url) as connection:
        found = qualities(connection, code)
    answer([as_json(one) for one in found], json, lambda: show_qualities(found, details=code is not None))
