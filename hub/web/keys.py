"""Keys: who sends a request with the header `Authorization: Bearer KEY`."""

from typing import Final

from cachetools import TTLCache

from hub.store.engine import Reader, ReadOptions
from hub.store.keys import Known, hash_of, known_by
from hub.store.silence import Silence
from hub.web.problems import UnknownKey
from hub.web.rates import Rates

#: How long a key that was removed may still open something, and a lookup is saved.
KEPT_SECONDS: Final = 10
_MOST_KEPT: Final = 1_000
#: No key is longer.
_LONGEST: Final = 200


class Keys:
    """Knows stewards and clients by their keys.

    A page on another site cannot send the header by itself, as it could a cookie, so that no request can be
    forged in a steward's browser. Only keys that exist are remembered, so wrong ones cannot crowd them out.
    """

    def __init__(self, url: str, rates: Rates, silence: Silence) -> None:
        self._reader = Reader(url, ReadOptions(pool_size=1, as_reader=False), silence)
        self._rates = rates
        self._known: TTLCache[bytes, Known] = TTLCache(_MOST_KEPT, KEPT_SECONDS)

    async def known(self, header: str, address: str) -> Known:
        """Whose key the header holds. Raises UnknownKey, or RateLimited after too many wrong ones."""
        scheme, _, key = header.partition(" ")
        key = key.strip()
        if scheme.lower() != "bearer" or len(key) > _LONGEST:
            raise UnknownKey()
        key_hash = hash_of(key)
        found = self._known.get(key_hash)
        if found is None:
            self._rates.check_guesses(address)
            async with self._reader.session() as session:
                found = await known_by(session, key_hash)
            if found is None:
                self._rates.count_guess(address)
                raise UnknownKey()
            self._known[key_hash] = found
        return found

    async def close(self) -> None:
        """Close the connection."""
        await self._reader.close()
