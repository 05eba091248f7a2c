"""`merezha export …`: what is published, as files for other systems."""

from pathlib import Path
from typing import Annotated

import typer

from hub.cli.database import open_database
from hub.cli.output import Json, answer, answers, show_table
from hub.domain.filters import Categories, ProviderFilter, Within
from hub.store.exports.hsds import ExportReport, HsdsFormat, export_hsds

export = typer.Typer(help="Export what is published.", no_args_is_help=True)


@export.callback()
def _group() -> None:
    """Make Typer take the only command by its name."""


@export.command()
def hsds(
    out: Annotated[Path, typer.Option(help="A folder, or a file ending in .zip, to write.")],
    format: Annotated[
        HsdsFormat, typer.Option(help="tabular: a data package of CSV files; json: organizations.json.")
    ] = HsdsFormat.TABULAR,
    territory: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only providers in this territory and all below it.")
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Only providers of this source; may be repeated.")
    ] = None,
    category: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Only providers with a service of this category or below it."),
    ] = None,
    json: Json = False,
) -> None:
    """Write Human Services Data Specification 3.1, whole or not at all."""
    wanted = ProviderFilter(
        within=Within(territory=territory) if territory else None,
        sources=tuple(source or ()),
        categories=Categories(any_of=tuple(category)) if category else None,
    )
    with open_database() as url:
        report = export_hsds(url, wanted, out, format)
    answer(report, json, lambda: _show(report))


def _show(report: ExportReport) -> None:
    """Print what was written."""
    release = f"release {report.release}" if report.release is not None else "no release"
    answers.print(f"{report.out}: {release}, {report.seconds} s", markup=False)
    show_table(("table", "rows"), report.counts.items())
