"""Plain connections for prepared statements: read-only, under the reader role, without transactions.

Every statement tells the edition that it saw, so that statements of one answer need no common transaction:
equal editions saw the same data (see hub.store.edition).
"""

import asyncio

from psycopg import AsyncConnection, OperationalError, sql
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from sqlalchemy.engine import make_url

from hub.store.connection import waiting_at_most
from hub.store.engine import PLANNED_ANEW, PoolExhausted, ReadOptions, session_settings
from hub.store.silence import DatabaseSilent, HubUnavailable, Silence

#: Values of plan_cache_mode. Statements that look rows up by keys are planned once for all keys, since
#: planning costs more than they do; others anew for the values of each execution.
ONCE = "force_generic_plan"
ANEW = PLANNED_ANEW


class Connection(AsyncConnection[TupleRow]):
    """A connection, and how PostgreSQL plans its prepared statements now."""

    planning: str = ANEW  # as session_settings has it

    async def plan(self, planning: str) -> None:
        """Have statements planned so from now on: a value of plan_cache_mode."""
        if self.planning != planning:
            await self.execute(sql.SQL("SET plan_cache_mode = {}").format(sql.Identifier(planning)))
            self.planning = planning


#: Statements that are asked once are not prepared: they would push out those that are asked often.
_PREPARED_AFTER = 1


class Pool:
    """Connections of one server process; opened at the first use, closed with the server."""

    def __init__(self, url: str, options: ReadOptions, silence: Silence) -> None:
        """`silence` is shared by all who read the same database for one server."""
        self.options = options
        self.silence = silence
        libpq = (
            make_url(options.address(url)).set(drivername="postgresql").render_as_string(hide_password=False)
        )
        settings = session_settings(options)
        self._pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            libpq,
            min_size=1,
            max_size=options.pool_size,
            open=False,
            timeout=options.wait_seconds,
            kwargs={
                "autocommit": True,
                "options": " ".join(f"-c {k}={v}" for k, v in settings.items()),
                "prepare_threshold": _PREPARED_AFTER,
                **waiting_at_most(url),
            },
            connection_class=Connection,
            check=None,
        )
        self._opening = asyncio.Lock()
        self._at_work = 0

    async def take(self) -> Connection:
        """A connection for one answer, to be given back.

        Raises HubUnavailable: PoolExhausted when all are at work, DatabaseSilent when it answers nobody.
        """
        if self._pool.closed:
            async with self._opening:
                if self._pool.closed:
                    await self._pool.open()
        try:
            connection = await self._pool.getconn()
        except PoolTimeout as error:
            if self.silence.lasts:
                raise DatabaseSilent(seconds=self.options.wait_seconds) from error
            # Connections that cannot be made are waited for as those that are at work.
            exhausted = self._at_work >= self.options.pool_size
            raise (PoolExhausted() if exhausted else HubUnavailable()) from error
        except OperationalError as error:
            raise HubUnavailable() from error
        self._at_work += 1
        return connection

    async def give_back(self, connection: Connection) -> None:
        """Let others take it."""
        self._at_work -= 1
        await self._pool.putconn(connection)

    async def close(self) -> None:
        """Close every connection."""
        if not self._pool.closed:
            await self._pool.close()
