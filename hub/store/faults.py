"""Faults of the database that may meet any command: what its own error says, as one of ours."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import Error
from psycopg import errors as pg
from sqlalchemy.exc import DBAPIError

from hub.errors import MerezhaError
from hub.store.connection import connect
from hub.store.locks import oldest_at_work, told


class DatabaseFull(MerezhaError):
    """The disk of the database is full ({reason}). Free some space there, then run the command again: what
    was not finished was undone, and what is published is whole."""

    code = "DISK_FULL"


class DatabaseRefused(MerezhaError):
    """The database does not let the hub do this: {reason}. Correct the rights of its role, or
    MEREZHA_DATABASE_URL."""

    code = "DATABASE_REFUSED"


class DatabaseShort(MerezhaError):
    """The database has too little memory or too few connections ({reason}). Run the command again when less
    is going on, or give it more."""

    code = "DATABASE_SHORT"


class DatabaseLost(MerezhaError):
    """The connection to the database broke off: {reason}. What was not finished was undone; run the command
    again."""

    code = "DATABASE_UNREACHABLE"


class RestedTooLong(MerezhaError):
    """The database ended a transaction that rested too long: this process was stopped, or a step of it takes
    more than MEREZHA_WRITE_IDLE_SECONDS. Nothing was published; run the command again."""

    code = "RESTED_TOO_LONG"


class LockKept(MerezhaError):
    """Nothing was done, since another session kept what this command needs for longer than
    MEREZHA_WRITE_LOCK_SECONDS ({reason}): {holder}. Wait for it; if it hangs, end it with {remedy}."""

    code = "LOCK_KEPT"


_CAUSES: tuple[tuple[tuple[type[Error], ...], type[MerezhaError]], ...] = (
    ((pg.DiskFull, pg.IoError), DatabaseFull),
    ((pg.IdleInTransactionSessionTimeout,), RestedTooLong),
    ((pg.LockNotAvailable, pg.DeadlockDetected), LockKept),
    ((pg.OutOfMemory, pg.TooManyConnections, pg.InsufficientResources), DatabaseShort),
    (
        (pg.InsufficientPrivilege, pg.ReadOnlySqlTransaction, pg.InvalidAuthorizationSpecification),
        DatabaseRefused,
    ),
    ((pg.AdminShutdown, pg.CrashShutdown, pg.CannotConnectNow), DatabaseLost),
)
_FULL = re.compile("no space left on device|disk quota exceeded", re.IGNORECASE)


def fault_of(error: BaseException) -> MerezhaError | None:
    """The database's fault that an error tells of, or None: a mistake of ours is none."""
    for cause in _chain(error):
        if isinstance(cause, DBAPIError) and isinstance(cause.orig, Error):
            cause = cause.orig
        fault = _fault(cause) if isinstance(cause, Error) else None
        if fault is not None:
            return fault
    return None


@contextmanager
def keepers_told(url: str) -> Iterator[None]:
    """What is refused within because another session keeps it is told with that session, as LockKept."""
    try:
        yield
    except Exception as error:
        fault = None if isinstance(error, MerezhaError) else fault_of(error)
        if not isinstance(fault, LockKept):
            raise
        with connect(url) as connection:
            keeper = oldest_at_work(connection)
        raise LockKept(reason=fault.details["reason"], **told(keeper)) from error


def _fault(error: Error) -> MerezhaError | None:
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
    if _FULL.search(str(error)):
        return DatabaseFull(reason=reason)
    for kinds, fault in _CAUSES:
        if isinstance(error, kinds):
            return fault(reason=reason, **(told(None) if fault is LockKept else {}))
    # Without a state the server said nothing: the connection itself is gone.
    lost = isinstance(error, pg.OperationalError) and error.sqlstate is None
    return DatabaseLost(reason=reason) if lost else None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what it was raised from, the outermost first."""
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        yield at
        at = at.__cause__ or at.__context__
