"""`merezha steward …`: who may decide over GraphQL."""

from typing import Annotated

import typer

from hub.cli.keys import add_key, list_keys, remove_key
from hub.cli.output import Json
from hub.store.keys import Kind

steward = typer.Typer(help="Stewards and the keys by which the server knows them.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The steward's name, as decisions will show it.")]


@steward.command()
def add(name: Name, json: Json = False) -> None:
    """Make a key for a steward. It is shown this once and kept as a hash."""
    add_key(Kind.STEWARD, name, json)


@steward.command("list")
def list_stewards(json: Json = False) -> None:
    """List who has a key, and since when."""
    list_keys(Kind.STEWARD, json)


@steward.command()
def remove(name: Name) -> None:
    """Take a steward's key away; what the steward decided stays."""
    remove_key(Kind.STEWARD, name)
