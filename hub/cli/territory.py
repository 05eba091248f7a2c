"""`merezha territory …`: the tree of territories."""

from typing import Annotated

import typer

from hub.cli.database import open_database
from hub.cli.output import Json, answer, show_fields
from hub.store import overview
from hub.store.connection import connect

territory = typer.Typer(help="Territories: codes, names, points and boundaries.", no_args_is_help=True)


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
