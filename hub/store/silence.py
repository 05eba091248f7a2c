"""The database's silence: it neither answers a statement nor drops it when its time is over.

PostgreSQL drops a statement itself that takes longer than `statement_timeout`. When that does not come
either it is frozen, or its machine is out of reach: that is no fault of the question, and no work for it.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Final

from hub.errors import MerezhaError

log = logging.getLogger(__name__)

#: How much later than the time of a statement the database's word that it dropped it may come.
LATE_SECONDS: Final = 1.0
#: What the driver has for asking the database to drop it, before the connection is given up.
_PARTING_SECONDS: Final = 0.1


class HubUnavailable(MerezhaError):
    """The hub cannot reach its database now. Ask again later."""

    code = "DATABASE_UNREACHABLE"


class DatabaseSilent(HubUnavailable):
    """The database did not answer within {seconds} seconds. Ask again later."""

    code = "DATABASE_SILENT"


@dataclass(slots=True)
class WaitTimes:
    """Of one wait for the database: seconds in which it worked, and in which it was silent."""

    seconds: float = 0.0
    silent: float = 0.0


class Silence:
    """What one server knows of whether its database answers anybody."""

    def __init__(self) -> None:
        self._broken = True
        self._asking = 0

    @property
    def lasts(self) -> bool:
        """Whether the last that waited for the database was not answered."""
        return not self._broken

    @property
    def may_begin(self) -> bool:
        """Whether it lasts, or somebody waits for the database, who cannot tell yet."""
        return self.lasts or self._asking > 0

    @asynccontextmanager
    async def wait(self, seconds: float) -> AsyncIterator[WaitTimes]:
        """Bound what is done within, which the database ends itself after so long.

        Raises DatabaseSilent; a connection that waits for an answer is closed then.
        """
        times, begun = WaitTimes(), perf_counter()
        most = seconds + LATE_SECONDS
        silent, given_up = asyncio.timeout(most), asyncio.timeout(most + _PARTING_SECONDS)
        self._asking += 1
        try:
            async with given_up, silent:
                yield times
            self._note(answered=True)
        except TimeoutError as error:
            if not silent.expired():
                raise
            raise DatabaseSilent(seconds=round(most, 3)) from error
        finally:
            self._asking -= 1
            passed = perf_counter() - begun
            if silent.expired():
                self._note(answered=False)
                times.silent = passed
            else:
                times.seconds = passed

    def _note(self, *, answered: bool) -> None:
        if answered is not self._broken:
            log.warning("the database answers again" if answered else "the database answers nobody")
        self._broken = answered
