"""Reads the present edition for a cache: cheaper than a session, and not behind those who read answers."""

import logging

from psycopg import AsyncRawCursor, Error
from sqlalchemy import select

from hub.store.compiled.pool import Pool
from hub.store.compiled.statements import ready
from hub.store.edition import current_edition
from hub.store.engine import HubUnavailable, ReadOptions, ReadSession

log = logging.getLogger(__name__)

_STATEMENT = select(current_edition())
_PREPARED = ready(_STATEMENT)
#: One statement of a fifth of a millisecond at a time on each.
_CONNECTIONS = 2


class EditionReader:
    """Asks the database for its edition at each call. Close it when the server stops."""

    def __init__(self, url: str) -> None:
        self._pool = Pool(url, ReadOptions(pool_size=_CONNECTIONS, wait_seconds=2, as_reader=False))

    async def current(self) -> int | None:
        """The edition that holds when this is asked, or None when the database does not tell it now."""
        try:
            connection = await self._pool.take()
            try:
                cursor = AsyncRawCursor(connection)
                await cursor.execute(_PREPARED.text, _PREPARED.values({}), prepare=True)
                row = await cursor.fetchone()
            finally:
                await self._pool.give_back(connection)
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
