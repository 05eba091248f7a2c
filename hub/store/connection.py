"""Connections for imports and administration (synchronous psycopg)."""

from typing import Any, TypeAlias

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow
from sqlalchemy.engine import make_url

from hub.errors import MerezhaError

#: A connection as rooms outside the store may name it: SQL libraries stay in here.
DatabaseConnection: TypeAlias = Connection[TupleRow]


class DatabaseUnreachable(MerezhaError):
    """The database does not answer: {reason}. Start it with `merezha db start`, or correct
    MEREZHA_DATABASE_URL."""

    code = "DATABASE_UNREACHABLE"


def connect(url: str, *, autocommit: bool = False) -> Connection[TupleRow]:
    """A connection to `url` (SQLAlchemy's postgresql+psycopg form or libpq's).

    Raises DatabaseUnreachable with the server's own reason.
    """
    libpq = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        return psycopg.connect(libpq, autocommit=autocommit)
    except psycopg.OperationalError as error:
        raise DatabaseUnreachable(reason=str(error).strip().splitlines()[-1]) from error


def scalar(connection: Connection[TupleRow], query: str, parameters: Any = None) -> Any:
    """The first column of the first row, or None."""
    row = connection.execute(query.encode(), parameters).fetchone()
    return None if row is None else row[0]
