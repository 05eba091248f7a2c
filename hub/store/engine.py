"""The read side's engine: read-only connections under the reader role, one snapshot for each request."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Mapping, Sequence
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass, fields
from functools import cache
from time import perf_counter
from typing import Any, TypeVar

from psycopg import errors as pg
from sqlalchemy import Executable, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncTransaction, create_async_engine

from hub.domain.filter_errors import UnstorableText
from hub.errors import MerezhaError
from hub.logins import Login
from hub.store.connection import waiting_at_most
from hub.store.logins import login_url
from hub.store.silence import HubUnavailable, Silence, WaitTimes
from hub.store.tables.base import PAST, PUBLISHED

log = logging.getLogger(__name__)

Row = TypeVar("Row")
Wanted = TypeVar("Wanted")
Found = TypeVar("Found")

#: A read of what is wanted, such as those of hub.store.filters.
Known = Callable[["ReadSession", Wanted], Awaitable[Found]]

#: Statements are planned for the values of each execution, which tell which way is short. Left to itself
#: PostgreSQL takes, after some executions, a plan for any values, which it thinks cheap since it knows
#: neither statuses nor limits: questions that were answered until then took seconds.
PLANNED_ANEW = "force_custom_plan"
#: Longer than any request may take: a transaction that idles so long was left by a process that stopped.
_IDLE_SECONDS = 120


class StatementTimeout(MerezhaError):
    """The database did not answer within {seconds} seconds, so the question was dropped. Ask for less."""

    code = "TIMEOUT"


class PoolExhausted(HubUnavailable):
    """All connections to the database are at work. Ask again in a second."""

    code = "SERVER_BUSY"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How the read side uses its database."""

    statement_seconds: float = 2
    pool_size: int = 8
    #: How long a request waits for a connection while all are in use.
    wait_seconds: float = 2
    #: Whether to log in as the reader in place of the URL's own login; stewards also see what waits for them.
    as_reader: bool = True

    def address(self, url: str) -> str:
        """The URL under which the read side connects."""
        return login_url(url, Login.READER) if self.as_reader else url


class Reader:
    """Opens read sessions on one database. Close it when the server stops."""

    def __init__(self, url: str, options: ReadOptions | None = None, silence: Silence | None = None) -> None:
        """`silence` is shared by all who read the same database for one server."""
        self.options = options or ReadOptions()
        self.silence = silence or Silence()
        self.engine = _open(url, self.options)

    def session(self) -> "ReadSession":
        """A session that connects at its first statement; close it with `async with`."""
        return ReadSession(self.engine, self.options, self.silence)

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


class _Link:
    """The connection that all sessions of one request share, and what was last set on it."""

    def __init__(self, engine: AsyncEngine, options: ReadOptions, silence: Silence) -> None:
        self.engine = engine
        self.options = options
        self.silence = silence
        self.connection: AsyncConnection | None = None
        self.savepoint: AsyncTransaction | None = None
        self.lock = asyncio.Lock()
        self.running: set[asyncio.Task[Any]] = set()
        self.closed = False
        self.statements = 0
        self.spent = 0.0
        self.waited = 0.0
        #: What keeps the session from its database, for good.
        self.lost: HubUnavailable | None = None
        self.settings: Mapping[str, str] = {}


class ReadSession:
    """One snapshot of the hub for one request.

    Statements of concurrent resolvers wait for each other, since they share one connection;
    `statements` counts them.
    """

    def __init__(self, engine: AsyncEngine, options: ReadOptions, silence: Silence) -> None:
        self._link = _Link(engine, options, silence)
        self._settings: Mapping[str, str] = {}

    @property
    def statements(self) -> int:
        """How many statements the request has taken so far."""
        return self._link.statements

    @property
    def spent(self) -> float:
        """Seconds that the database worked for them."""
        return self._link.spent

    @property
    def waited(self) -> float:
        """Seconds spent on getting a connection, or on a database that stayed silent."""
        return self._link.waited

    def past(self, settings: Mapping[str, str]) -> "ReadSession":
        """A session of the same snapshot that sees the hub as of the moment that `settings` describe."""
        other = copy(self)
        other._settings = settings
        return other

    @property
    def settings(self) -> Mapping[str, str]:
        """What describes the moment that the session looks back to; empty for the present."""
        return self._settings

    async def __aenter__(self) -> "ReadSession":
        return self

    async def __aexit__(self, *_: object) -> None:
        self._link.closed = True
        for statement in self._link.running:
            statement.cancel()
        if self._link.connection is None and not self._link.lock.locked():
            return
        async with self._link.lock:
            await self._disconnect()

    async def renew(self) -> None:
        """Let what is read from now on be of a newer snapshot: something was published meanwhile."""
        async with self._link.lock:
            await self._disconnect()
            self._link.lost = None

    async def _disconnect(self) -> None:
        link = self._link
        if link.connection is not None:
            connection, link.connection, link.savepoint = link.connection, None, None
            async with link.silence.wait(link.options.statement_seconds):
                await connection.close()
        link.settings = {}

    async def rows(self, statement: Executable, parameters: Any = None) -> Sequence[Any]:
        """All rows of a statement, as SQLAlchemy's named tuples."""
        # A field that fails lets the executor cancel the fields beside it. A statement of theirs that is cut
        # short would end the snapshot that other root fields still read: it goes on until the request ends.
        running = asyncio.create_task(self._rows(statement, parameters))
        self._link.running.add(running)
        running.add_done_callback(self._forget)
        try:
            return await asyncio.shield(running)
        finally:
            # The task keeps what it raised, which keeps this frame.
            del running

    def _forget(self, ended: asyncio.Task[Any]) -> None:
        self._link.running.discard(ended)
        if not ended.cancelled():
            # Nobody may be left who waits for what it raised.
            ended.exception()

    async def _rows(self, statement: Executable, parameters: Any) -> Sequence[Any]:
        link = self._link
        async with link.lock:
            if link.closed:
                # A loader outlives its request when that is cut short.
                raise asyncio.CancelledError
            if link.lost is not None:
                raise link.lost
            try:
                async with translated(link.options.statement_seconds):
                    return await self._ask(await self._connected(), statement, parameters)
            except HubUnavailable as error:
                # Whatever else the request reads would wait as long again.
                link.lost = error
                raise

    async def _connected(self) -> tuple[AsyncConnection, AsyncTransaction]:
        link, begun = self._link, perf_counter()
        if link.connection is not None and link.savepoint is not None:
            return link.connection, link.savepoint
        try:
            async with link.silence.wait(link.options.wait_seconds):
                if link.connection is None:
                    link.connection = await link.engine.connect()
                link.savepoint = await link.connection.begin_nested()
        finally:
            link.waited += perf_counter() - begun
        return link.connection, link.savepoint

    async def _ask(
        self, over: tuple[AsyncConnection, AsyncTransaction], statement: Executable, parameters: Any
    ) -> Sequence[Any]:
        link, times = self._link, WaitTimes()
        connection, savepoint = over
        link.statements += 1
        try:
            async with link.silence.wait(link.options.statement_seconds) as times:
                return await self._execute(connection, statement, parameters)
        except DBAPIError as error:
            if not error.connection_invalidated:
                await self._recover(savepoint)
            raise
        finally:
            link.spent += times.seconds
            link.waited += times.silent

    async def _execute(
        self, connection: AsyncConnection, statement: Executable, parameters: Any
    ) -> Sequence[Any]:
        if not self._settings:
            return (await connection.execute(statement, parameters)).all()
        await self._look_back(connection)
        options = {"schema_translate_map": {PUBLISHED: PAST}}
        return (await connection.execute(statement, parameters, execution_options=options)).all()

    async def _recover(self, savepoint: AsyncTransaction) -> None:
        """Go on in the same snapshot after a statement that failed: other fields need it."""
        self._link.savepoint, self._link.settings = None, {}
        try:
            async with self._link.silence.wait(self._link.options.statement_seconds):
                await savepoint.rollback()
        except DBAPIError:
            log.warning("the transaction could not go on after a statement that failed")

    async def shaped(
        self, build: Callable[..., Executable], of: tuple[Hashable, ...], values: Mapping[str, Any]
    ) -> Sequence[Any]:
        """All rows of the statement that `build` makes `of` a shape, with the values of its parameters.

        `build` is a function of a module, so that it sees nothing of the values.
        """
        return await self.rows(build(*of), dict(values))

    async def known(self, read: Known[Wanted, Found], wanted: Wanted) -> Found:
        """What a read gives for a question that many requests ask alike."""
        return await read(self, wanted)

    async def _look_back(self, connection: AsyncConnection) -> None:
        """Tell the views of the schema `at` which moment is meant, unless they know."""
        if self._link.settings is not self._settings:
            values = [func.set_config(name, value, True) for name, value in self._settings.items()]
            await connection.execute(select(*values))
            self._link.settings = self._settings
            self._link.statements += 1

    async def all(self, statement: Executable, row: type[Row], parameters: Any = None) -> list[Row]:
        """All rows of a statement as `row` objects, whose fields are the statement's columns."""
        found = await self.rows(statement, parameters)
        if found and found[0]._fields == _names_of(row):  # type: ignore[arg-type]
            return [row(*one) for one in found]
        return [row(**one._mapping) for one in found]

    async def value(self, statement: Executable, parameters: Any = None) -> Any:
        """The first column of the first row, or None."""
        rows = await self.rows(statement, parameters)
        return rows[0][0] if rows else None


@cache
def _names_of(row: type) -> tuple[str, ...]:
    """The fields of a class of rows, in the order in which it takes them."""
    return tuple(one.name for one in fields(row))


def session_settings(options: ReadOptions) -> dict[str, str]:
    """What every connection that reads is set to."""
    return {
        "statement_timeout": str(int(options.statement_seconds * 1000)),
        "default_transaction_read_only": "on",
        "plan_cache_mode": PLANNED_ANEW,
        "lock_timeout": str(int(options.statement_seconds * 1000)),
        "idle_in_transaction_session_timeout": str(_IDLE_SECONDS * 1000),
        # Compiling a plan costs more than most of our statements take.
        "jit": "off",
        # Facets and coverage hash tens of thousands of rows, which the default spills to disk.
        "work_mem": "32MB",
        "application_name": "merezha",
    }


def _open(url: str, options: ReadOptions) -> AsyncEngine:
    settings = session_settings(options)
    return create_async_engine(
        make_url(options.address(url)).set(drivername="postgresql+psycopg"),
        isolation_level="REPEATABLE READ",
        pool_size=options.pool_size,
        max_overflow=0,
        pool_timeout=options.wait_seconds,
        pool_pre_ping=True,
        connect_args={
            "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
            **waiting_at_most(url),
        },
    )


@asynccontextmanager
async def translated(seconds: float) -> AsyncIterator[None]:
    """Turn a cancelled statement, a lost database and impossible text into errors of our own."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise UnstorableText() from error
    except PoolTimeout as error:
        raise PoolExhausted() from error
    except DBAPIError as error:
        if isinstance(error.orig, pg.DataError) and "NUL" in str(error.orig):
            raise UnstorableText() from error
        if isinstance(error.orig, pg.QueryCanceled):
            raise StatementTimeout(seconds=seconds) from error
        if isinstance(error, OperationalError):
            log.error("the database does not answer: %s", error.orig)
            raise HubUnavailable() from error
        raise
