"""Advisory locks of the hub: waited for within a bound, and whoever keeps one too long is told."""

import os
from dataclasses import dataclass
from datetime import datetime

from psycopg import Connection
from psycopg.errors import LockNotAvailable
from psycopg.rows import TupleRow
from sqlalchemy import BigInteger, ColumnElement, cast, column, exists, func, select, table

from hub.errors import MerezhaError
from hub.settings import WriteSettings

#: First key of the advisory lock that one import per source holds while it runs; the second is the source.
IMPORT_LOCK = 0x6D657265
#: How a lock of two keys, or of one, is marked in pg_locks.
_TWO_KEYS, _ONE_KEY = 2, 1

#: How the names of writing sessions begin.
_OURS = "merezha process"

_SHOWN = """
    SELECT a.pid, a.application_name, coalesce(a.xact_start, a.backend_start) AT TIME ZONE 'UTC', a.state
"""
_HOLDER = f"""
    {_SHOWN} FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted AND l.classid = %s::bigint::oid AND l.objid = %s::bigint::oid
      AND l.objsubid = %s AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    LIMIT 1
"""
_OLDEST = f"""
    {_SHOWN} FROM pg_stat_activity a
    WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.xact_start IS NOT NULL
      AND a.application_name LIKE '{_OURS} %%' AND split_part(a.application_name, ',', 1) <> %s
    ORDER BY a.xact_start LIMIT 1
"""


class HubBusy(MerezhaError):
    """Nothing was done, since another command went on for longer than {seconds:g} seconds with what this one
    needs: {holder}. Wait for it; if it hangs, end it with {remedy}."""

    code = "HUB_BUSY"


@dataclass(frozen=True, slots=True)
class Holder:
    """The session that holds a lock; `name` is what the program called it, with process and run."""

    session: int
    name: str
    since: datetime
    state: str | None

    def __str__(self) -> str:
        resting = ", at rest" if (self.state or "").startswith("idle") else ""
        since = f"since {self.since:%Y-%m-%d %H:%M:%S} UTC"
        return f"{self.name or 'a session'} (session {self.session}, {since}{resting})"

    @property
    def remedy(self) -> str:
        """The command that ends it, also when it is frozen."""
        return f"`SELECT pg_terminate_backend({self.session})` in `merezha db shell`"


def session_name() -> str:
    """What a writing session is called in pg_stat_activity, where whoever waits for it reads it."""
    return f"{_OURS} {os.getpid()}"


def name_session(connection: Connection[TupleRow], run: int, source: str) -> None:
    """Let others see which run the session is of."""
    name = f"{session_name()}, run {run} of {source}"
    connection.execute("SELECT set_config('application_name', %s, false)", (name,))


def take_lock(
    connection: Connection[TupleRow], key: int, seconds: float | None = None, *, for_session: bool = False
) -> None:
    """Hold the lock of a key until the transaction ends, after waiting at most so long, else raise HubBusy.

    Without `seconds`, MEREZHA_WRITE_LOCK_SECONDS is the bound. The transaction is over when it raises.
    With `for_session` the lock is held until the connection closes.
    """
    bound = WriteSettings().lock_seconds if seconds is None else seconds
    before = connection.execute("SELECT current_setting('lock_timeout')").fetchone()
    assert before is not None
    set_locally = "SELECT set_config('lock_timeout', %s, true)"
    connection.execute(set_locally, (f"{int(bound * 1000)}ms",))
    try:
        connection.execute(f"SELECT pg_advisory_{'' if for_session else 'xact_'}lock(%s)".encode(), (key,))
    except LockNotAvailable as error:
        connection.rollback()
        found = holder(connection, key >> 32, key & 0xFFFFFFFF, _ONE_KEY)
        raise HubBusy(seconds=bound, **told(found)) from error
    connection.execute(set_locally, before)


def told(found: Holder | None) -> dict[str, str]:
    """The holder as a sentence takes it."""
    if found is None:
        return {"holder": "a session that has ended since", "remedy": "nothing: try again"}
    return {"holder": str(found), "remedy": found.remedy}


def holder(connection: Connection[TupleRow], first: int, second: int, keys: int = _TWO_KEYS) -> Holder | None:
    """Who holds the advisory lock of these keys."""
    row = connection.execute(_HOLDER.encode(), (first, second, keys)).fetchone()
    return None if row is None else Holder(*row)


def oldest_at_work(connection: Connection[TupleRow]) -> Holder | None:
    """The session of another command whose transaction began first: whoever waits in vain waits for it."""
    row = connection.execute(_OLDEST.encode(), (session_name(),)).fetchone()
    return None if row is None else Holder(*row)


def import_goes_on(source_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a session holds the lock of the source's import; on a standby, which sees no locks, always."""
    locks = table(
        "pg_locks", *map(column, ("locktype", "granted", "classid", "objid", "objsubid", "database"))
    )
    here = table("pg_database", column("oid"), column("datname"))
    own = select(here.c.oid).where(here.c.datname == func.current_database()).scalar_subquery()
    held = exists().where(
        locks.c.locktype == "advisory",
        locks.c.granted,
        cast(locks.c.classid, BigInteger) == IMPORT_LOCK,
        cast(locks.c.objid, BigInteger) == source_id,
        locks.c.objsubid == _TWO_KEYS,
        locks.c.database == own,
    )
    return func.pg_is_in_recovery() | held
