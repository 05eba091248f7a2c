"""The commands that stewards' and clients' keys share: add, list, remove."""

from hub.cli.database import open_database
from hub.cli.output import answer, answers, notes, show_table
from hub.domain.stewards import Signature
from hub.store import keys
from hub.store.connection import connect


def add_key(kind: keys.Kind, name: str, json: bool) -> None:
    """Make a key and show it this once."""
    Signature(name, "a name that can stand under an act")
    with open_database() as url, connect(url) as connection:
        key = keys.add_key(connection, kind, name)
        connection.commit()

    def tell() -> None:
        answers.print(key, markup=False)
        notes.print("Hand it over by a safe way: it is not shown again. Requests carry it as")
        notes.print("Authorization: Bearer KEY", markup=False)

    answer({"name": name, "key": key}, json, tell)


def list_keys(kind: keys.Kind, json: bool) -> None:
    """Show who has a key of a kind, and since when."""
    with open_database() as url, connect(url) as connection:
        found = keys.holders(connection, kind)
    answer(found, json, lambda: show_table(("name", "since"), ((one.name, one.made_at) for one in found)))


def remove_key(kind: keys.Kind, name: str) -> None:
    """Take a key away."""
    with open_database() as url, connect(url) as connection:
        keys.remove_key(connection, kind, name)
        connection.commit()
    answers.print(f"The key of {name} opens nothing any more.", markup=False)
