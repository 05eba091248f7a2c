"""`merezha territory …`: the tree of territories."""

from pathlib import Path
from typing import Annotated

import typer

from hub.cli.database import open_database
from hub.cli.output import Json, answer, answers, show_fields, show_table
from hub.cli.progress import watching
from hub.demo import prepare
from hub.store import overview
from hub.store.connection import connect
from importers.codifiers.files import KINDS, load_file
from importers.codifiers.load import load_bundled
from importers.codifiers.report import CodifierReport

territory = typer.Typer(help="Territories: codes, names, points and boundaries.", no_args_is_help=True)

_KINDS = "; ".join(f"{kind.code}: {kind.brings}" for kind in KINDS.values())


@territory.command(epilog=f"Kinds of files: {_KINDS}.")
def load(
    kind: Annotated[
        str | None, typer.Argument(help="The kind of the file; without it, what comes with the project.")
    ] = None,
    file: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="The file to load.")] = None,
    parent: Annotated[
        str | None, typer.Option(help="The code of the territory within which boundaries are joined by name.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Load a codifier that lacks more than a fifth of the hub's units.")
    ] = False,
    json: Json = False,
) -> None:
    """Load a codifier, points, population or boundaries; the same edition again changes nothing."""
    if (kind is None) != (file is None):
        raise typer.BadParameter(
            "KIND and --file belong together; leave both out to load what comes with us."
        )
    with open_database() as url, watching() as watch:
        if kind is None or file is None:
            reports = load_bundled(url, watch)
        else:
            prepare(url, watch)
            reports = [load_file(url, kind, file, parent, force=force, progress=watch)]
    answer(reports, json, lambda: _show(reports))


@territory.command()
def show(
    code: Annotated[
        str, typer.Argument(help="A code in any scheme: КАТОТТГ, КОАТУУ, КАТО, ОКТМО, ISO 3166-2.")
    ],
    json: Json = False,
) -> None:
    """Show one territory with its codes, names, point and the way up the tree."""
    with open_database() as url, connect(url) as connection:
        found = overview.territory(connection, code)
    answer(found, json, lambda: show_fields(found))


def _show(reports: list[CodifierReport]) -> None:
    """Print what each source brought."""
    for report in reports:
        state = "unchanged" if report.unchanged else f"{report.seconds} s"
        answers.print(f"{report.source}, {report.edition}: {state}", markup=False)
        if report.counts:
            show_table(("what", "number"), report.counts.items())
        for note in report.notes:
            answers.print(f"  {note}", markup=False)
