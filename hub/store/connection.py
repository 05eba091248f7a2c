"""Connections for imports and administration (synchronous psycopg)."""

from typing import Any, TypeAlias

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow
from sqlalchemy.engine import make_url

from hub.errors import MerezhaError
from hub.settings import WriteSettings
from hub.store.locks import session_name

#: A connection as rooms outside the store may name it: SQL libraries stay in here.
DatabaseConnection: TypeAlias = Connection[TupleRow]


class DatabaseUnreachable(MerezhaError):
    """The database does not answer: {reason}. Start it with `merezha db start`, or correct
    MEREZHA_DATABASE_URL."""

    code = "DATABASE_UNREACHABLE"


def connect(url: str, *, autocommit: bool = False) -> Connection[TupleRow]:
    """A connection to `url` (SQLAlchemy's postgresql+psycopg form or libpq's).

    It waits for locks, and lets a transaction rest, no longer than WriteSettings say.
    Raises DatabaseUnreachable with the server's own reason.
    """
    libpq = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        connection = psycopg.connect(libpq, autocommit=True, **waiting_at_most(url))
        connection.execute(_SETTLE, _bounds())
        connection.autocommit = autocommit
    except psycopg.OperationalError as error:
        raise DatabaseUnreachable(reason=str(error).strip().splitlines()[-1]) from error
    return connection


#: How long a connection may take to come about; a server that is frozen never says no.
_CONNECT_SECONDS = 10


def waiting_at_most(url: str) -> dict[str, Any]:
    """What bounds the time that a connection to `url` takes, unless the URL itself says it."""
    return {} if "connect_timeout" in make_url(url).query else {"connect_timeout": _CONNECT_SECONDS}


_SETTLE = """
    SELECT set_config('lock_timeout', %s, false), set_config('application_name', %s, false),
           set_config('idle_in_transaction_session_timeout', %s, false)
"""


def _bounds() -> tuple[str, str, str]:
    bounds = WriteSettings()
    return milliseconds(bounds.lock_seconds), session_name(), milliseconds(bounds.idle_seconds)


def milliseconds(seconds: float) -> str:
    """A time as PostgreSQL's settings take it; never 0, which would be no bound."""
    return f"{max(1, int(seconds * 1000))}ms"


def scalar(connection: Connection[TupleRow], query: str, parameters: Any = None) -> Any:
    """The first column of the first row, or None."""
    row = connection.execute(query.encode(), parameters).fetchone()
    return None if row is None else row[0]
