"""`merezha client …`: programs that may ask for more than anybody."""

from typing import Annotated

import typer

from hub.cli.keys import add_key, list_keys, remove_key
from hub.cli.output import Json
from hub.store.keys import Kind

client = typer.Typer(help="Clients and the keys that give them wider limits.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The client's name: a program, a site, an office.")]


@client.command()
def add(name: Name, json: Json = False) -> None:
    """Make a key for a client. It is shown this once and kept as a hash."""
    add_key(Kind.CLIENT, name, json)


@client.command("list")
def list_clients(json: Json = False) -> None:
    """List who has a key, and since when."""
    list_keys(Kind.CLIENT, json)


@client.command()
def remove(name: Name) -> None:
    """Take a client's key away: from then on it is as anybody."""
    remove_key(Kind.CLIENT, name)
