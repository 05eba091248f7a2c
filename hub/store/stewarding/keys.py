"""The keys by which the server knows stewards. A key is shown once and kept as a hash."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from psycopg import Connection
from psycopg.rows import TupleRow, class_row

from hub.errors import MerezhaError

_PREFIX = "merezha_"
_BYTES = 32


class StewardExists(MerezhaError):
    """There is a steward called {name!r}; remove that key first, or choose another name."""

    code = "STEWARD_EXISTS"


class UnknownSteward(MerezhaError):
    """No steward is called {name!r}; `merezha steward list` shows them."""

    code = "UNKNOWN_STEWARD"


@dataclass(frozen=True, slots=True)
class Steward:
    """Who holds a key, since when."""

    name: str
    made_at: datetime


def add_steward(connection: Connection[TupleRow], name: str) -> str:
    """A new key for a new steward, told this once. Raises StewardExists."""
    key = _PREFIX + secrets.token_urlsafe(_BYTES)
    added = connection.execute(
        "INSERT INTO ingest.steward (name, key_hash) VALUES (%s, %s) ON CONFLICT (name) DO NOTHING",
        (name, _hash(key)),
    )
    if not added.rowcount:
        raise StewardExists(name=name)
    return key


def remove_steward(connection: Connection[TupleRow], name: str) -> None:
    """Let a steward's key open nothing any more; what the steward did keeps the name. UnknownSteward."""
    if not connection.execute("DELETE FROM ingest.steward WHERE name = %s", (name,)).rowcount:
        raise UnknownSteward(name=name)


def stewards(connection: Connection[TupleRow]) -> list[Steward]:
    """Every steward with a key, by name."""
    cursor = connection.cursor(row_factory=class_row(Steward))
    return cursor.execute("SELECT name, made_at FROM ingest.steward ORDER BY name").fetchall()


def steward_of(connection: Connection[TupleRow], key: str) -> str | None:
    """The name of the steward whose key this is."""
    # The hash is what is compared, so the time a comparison takes tells nothing of a key.
    row = connection.execute("SELECT name FROM ingest.steward WHERE key_hash = %s", (_hash(key),)).fetchone()
    return None if row is None else str(row[0])


def _hash(key: str) -> bytes:
    return sha256(key.encode("utf-8", "surrogatepass")).digest()
