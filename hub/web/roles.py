"""Who asks, and what follows from it: which rights, limits and times a request has."""

from dataclasses import dataclass

from hub.settings import RequestLimits
from hub.store.engine import Reader
from hub.web.keys import Keys
from schema.context import Steward

ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Role:
    """What a request may do. Everybody of a role `name` is answered alike, unless `steward` is set."""

    name: str
    reader: Reader
    limits: RequestLimits
    #: How long the request may take.
    seconds: float
    steward: Steward | None = None


class Roles:
    """Tells roles by the header Authorization."""

    def __init__(self, reader: Reader, limits: RequestLimits, keys: Keys) -> None:
        self._keys = keys
        self._limits = limits
        self._anonymous = Role(ANONYMOUS, reader, limits, limits.request_seconds)

    async def of(self, authorization: str | None) -> Role:
        """The role of who sends this header. Raises UnknownKey."""
        if authorization is None:
            return self._anonymous
        steward = await self._keys.steward(authorization)
        return Role("steward", self._keys.reader, self._limits, self._keys.limits.request_seconds, steward)
