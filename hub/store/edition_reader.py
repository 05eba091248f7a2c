"""Reads the present edition for a cache: cheaper than a session, and not behind those who read answers."""

import logging

from psycopg import AsyncRawCursor, Error
from sqlalchemy import select

from hub.store.compiled.pool import Pool
from hub.store.compiled.statements import ready
from hub.store.edition import current_edition
from hub.store.engine import ReadOptions, ReadSession
from hub.store.silence import DatabaseSilent, HubUnavailable, Silence

log = logging.getLogger(__name__)

_STATEMENT = select(current_edition())
_PREPARED = ready(_STATEMENT)
#: One statement of a fifth of a millisecond at a time on each.
_CONNECTIONS = 2


class EditionReader:
    """Asks the database for its edition at each call. Close it when the server stops."""

    def __init__(self, url: str, silence: Silence | None = None) -> None:
        """`silence` is shared by all who read the same database for one server."""
        options = ReadOptions(pool_size=_CONNECTIONS, wait_seconds=2, as_reader=False)
        self._pool = Pool(url, options, silence or Silence())

    async def current(self) -> int | None:
        """The edition that holds when this is asked, or None when the database does not tell it now.

        Raises DatabaseSilent: whoever asked would wait as long again.
        """
        try:
            connection = await self._pool.take()
            try:
                async with self._pool.silence.wait(self._pool.options.statement_seconds):
                    cursor = AsyncRawCursor(connection)
                    await cursor.execute(_PREPARED.text, _PREPARED.values({}), prepare=True)
                    row = await cursor.fetchone()
            finally:
                await self._pool.give_back(connection)
        except DatabaseSilent:
            raise
        except (HubUnavailable, Error) as error:
            # Whoever asked goes on without a cache, and meets and tells the reason there.
            log.warning("the edition cannot be read: %s", error)
            return None
        return None if row is None else int(row[0])

    async def close(self) -> None:
        """Close every connection."""
        await self._pool.close()


async def edition_of(session: ReadSession) -> int:
    """The edition of a request's own snapshot."""
    return int(await session.value(_STATEMENT))
