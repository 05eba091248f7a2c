"""Stewards' keys: who sends a request with the header `Authorization: Bearer KEY`."""

from anyio import to_thread

from hub.settings import StewardLimits
from hub.store.connection import connect
from hub.store.engine import Reader, ReadOptions
from hub.store.stewarding.keys import steward_of
from hub.web.problems import UnknownKey
from schema.context import Steward


class Keys:
    """Knows stewards by their keys, and reads for them: read-only, but also what waits for their decision.

    A page on another site cannot send the header by itself, as it could a cookie, so that no request can be
    forged in a steward's browser.
    """

    def __init__(self, url: str, limits: StewardLimits) -> None:
        self._url = url
        self.limits = limits
        options = ReadOptions(statement_seconds=limits.statement_seconds, pool_size=2, as_reader=False)
        self.reader = Reader(url, options)

    async def steward(self, header: str) -> Steward:
        """The steward whose key the header holds; raises UnknownKey."""
        scheme, _, key = header.partition(" ")
        name = await to_thread.run_sync(self._known, key.strip()) if scheme.lower() == "bearer" else None
        if name is None:
            raise UnknownKey()
        return Steward(name, self._url)

    def _known(self, key: str) -> str | None:
        with connect(self._url) as connection:
            return steward_of(connection, key)
