"""The keys by which the server knows stewards and clients. A key is shown once and kept as a hash."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from psycopg import Connection
from psycopg.rows import TupleRow, class_row
from psycopg.sql import SQL, Identifier
from sqlalchemy import literal, select, union_all

from hub.errors import MerezhaError
from hub.store.engine import ReadSession
from hub.store.tables import client, steward

_PREFIX = "merezha_"
_BYTES = 32


class Kind(StrEnum):
    """What a key opens; the value is the name of its table."""

    STEWARD = "steward"
    CLIENT = "client"


class StewardExists(MerezhaError):
    """There is a steward called {name!r}; remove that key first, or choose another name."""

    code = "STEWARD_EXISTS"


class UnknownSteward(MerezhaError):
    """No steward is called {name!r}; `merezha steward list` shows them."""

    code = "UNKNOWN_STEWARD"


class ClientExists(MerezhaError):
    """There is a client called {name!r}; remove that key first, or choose another name."""

    code = "CLIENT_EXISTS"


class UnknownClient(MerezhaError):
    """No client is called {name!r}; `merezha client list` shows them."""

    code = "UNKNOWN_CLIENT"


_EXISTS = {Kind.STEWARD: StewardExists, Kind.CLIENT: ClientExists}
_UNKNOWN = {Kind.STEWARD: UnknownSteward, Kind.CLIENT: UnknownClient}


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a key, since when."""

    name: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """Whose key was shown."""

    kind: Kind
    name: str


def add_key(connection: Connection[TupleRow], kind: Kind, name: str) -> str:
    """A new key for a new name, told this once. Raises StewardExists or ClientExists."""
    key = _PREFIX + secrets.token_urlsafe(_BYTES)
    insert = SQL("INSERT INTO ingest.{} (name, key_hash) VALUES (%s, %s) ON CONFLICT (name) DO NOTHING")
    if not connection.execute(insert.format(Identifier(kind)), (name, hash_of(key))).rowcount:
        raise _EXISTS[kind](name=name)
    return key


def remove_key(connection: Connection[TupleRow], kind: Kind, name: str) -> None:
    """Let a key open nothing any more; what was done with it stays. UnknownSteward or UnknownClient."""
    delete = SQL("DELETE FROM ingest.{} WHERE name = %s").format(Identifier(kind))
    if not connection.execute(delete, (name,)).rowcount:
        raise _UNKNOWN[kind](name=name)


def holders(connection: Connection[TupleRow], kind: Kind) -> list[Holder]:
    """Everybody with a key of a kind, by name."""
    cursor = connection.cursor(row_factory=class_row(Holder))
    rows = SQL("SELECT name, made_at FROM ingest.{} ORDER BY name").format(Identifier(kind))
    return cursor.execute(rows).fetchall()


async def known_by(session: ReadSession, key_hash: bytes) -> Known | None:
    """Whose key has this hash. The session must not read as the reader role, which sees no keys."""
    # The hash is what is compared, so the time a comparison takes tells nothing of a key.
    tables = ((Kind.STEWARD, steward), (Kind.CLIENT, client))
    found = await session.rows(
        union_all(
            *(
                select(literal(kind.value).label("kind"), table.c.name).where(table.c.key_hash == key_hash)
                for kind, table in tables
            )
        )
    )
    return Known(Kind(found[0].kind), found[0].name) if found else None


def hash_of(key: str) -> bytes:
    """What is kept of a key."""
    return sha256(key.encode("utf-8", "surrogatepass")).digest()
