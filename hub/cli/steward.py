"""`merezha steward …`: who may decide over GraphQL."""

from typing import Annotated

import typer

from hub.cli.database import open_database
from hub.cli.output import Json, answer, answers, notes, show_table
from hub.domain.stewards import Signature
from hub.store.connection import connect
from hub.store.stewarding import keys

steward = typer.Typer(help="Stewards and the keys by which the server knows them.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The steward's name, as decisions will show it.")]


@steward.command()
def add(name: Name, json: Json = False) -> None:
    """Make a key for a steward. It is shown this once and kept as a hash."""
    Signature(name, "a name that can stand under an act")
    with open_database() as url, connect(url) as connection:
        key = keys.add_steward(connection, name)
        connection.commit()

    def tell() -> None:
        answers.print(key, markup=False)
        notes.print("Hand it over by a safe way: it is not shown again. Requests carry it as")
        notes.print("Authorization: Bearer KEY", markup=False)

    answer({"name": name, "key": key}, json, tell)


@steward.command("list")
def list_stewards(json: Json = False) -> None:
    """List who has a key, and since when."""
    with open_database() as url, connect(url) as connection:
        found = keys.stewards(connection)
    answer(found, json, lambda: show_table(("name", "since"), ((one.name, one.made_at) for one in found)))


@steward.command()
def remove(name: Name) -> None:
    """Take a steward's key away; what the steward decided stays."""
    with open_database() as url, connect(url) as connection:
        keys.remove_steward(connection, name)
        connection.commit()
    answers.print(f"The key of {name} opens nothing any more.", markup=False)
