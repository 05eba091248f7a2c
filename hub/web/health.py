"""/livez: the process answers. /readyz: it can also answer questions."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from hub.errors import MerezhaError
from hub.store.compiled.causes import Cause
from hub.store.engine import Reader
from hub.store.jobs.asking import JobTraffic
from hub.store.migrations import require_migrated
from hub.store.planning.results import read_traffic
from hub.store.reads.health import SourceAge, is_there, release_number, source_ages
from hub.store.silence import DatabaseSilent
from hub.web.responses import AGAIN, error_of, json_response
from schema.execution import Executor

#: Between two looks at the database.
LOOK_SECONDS: Final = 1.0
#: After so long without a look that succeeded the state is none.
STALE_SECONDS: Final = 5.0
#: A look that is cut so much later than it should was kept from its time by its own process.
LATE_SECONDS: Final = 0.25
#: How long the end of the server waits for a look.
STOP_SECONDS: Final = 1.0
#: How long it holds that the database was migrated: servers are stopped while one is.
MIGRATIONS_SECONDS: Final = 30.0


async def livez(_request: Request) -> Response:
    """Always 200 while the process runs."""
    return PlainTextResponse("ok")


@dataclass(frozen=True, slots=True)
class _Look:
    """What was seen of the database, and when by the clock of the event loop."""

    at: float
    release: int | None = None
    ages: Sequence[SourceAge] = ()
    jobs: JobTraffic | None = None
    trouble: MerezhaError | None = None


class Readiness:
    """The endpoint /readyz: database, migrations, the age of each source, jobs, and who answers what.

    One task looks at the database, however often anybody asks.
    """

    def __init__(self, url: str, reader: Reader, executors: Sequence[Executor]) -> None:
        self._url = url
        self._reader = reader
        self._executors = executors
        self._seen: _Look | None = None
        self._looking = asyncio.Lock()
        self._migrated_until = 0.0

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Look again and again meanwhile. A look that has begun is let end: cut short it would be logged."""
        stopping = asyncio.Event()
        looking = asyncio.create_task(self._keep(stopping))
        try:
            yield
        finally:
            stopping.set()
            await asyncio.wait({looking}, timeout=STOP_SECONDS)
            looking.cancel()

    async def _keep(self, stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            await self._look()
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), LOOK_SECONDS)

    async def __call__(self, _request: Request) -> Response:
        """200 with ages, or 503 with the reasons."""
        seen = self._seen or await self._look()
        if _now() - seen.at > STALE_SECONDS:
            # The task was kept from it, as by a machine that slept.
            seen = await self._look()
        if seen.trouble is not None:
            content = {"ready": False, "reasons": [error_of(seen.trouble)]}
            return json_response(content, 503, headers=AGAIN)
        now = datetime.now(UTC)
        content = {
            "ready": True,
            "release": seen.release,
            "sources": [_shown(age, now) for age in seen.ages],
            "jobs": _told_jobs(seen.jobs),
            "answered": self._answered(),
        }
        return json_response(content, 200)

    async def _look(self) -> _Look:
        """What is seen now, or by whoever looks already."""
        async with self._looking:
            if self._seen is None or _now() - self._seen.at > LOOK_SECONDS / 2:
                begun = _now()
                self._seen = await self._look_now()
                if _now() - begun > STALE_SECONDS + LATE_SECONDS:
                    # The look was cut late: this process stood still, which says nothing of the database.
                    self._seen = await self._look_now()
            return self._seen

    async def _look_now(self) -> _Look:
        """See whether questions can be answered; a database that does not say so in time cannot."""
        try:
            async with asyncio.timeout(STALE_SECONDS):
                if _now() >= self._migrated_until:
                    # A thread would wait for a database that is silent, and another after it.
                    async with self._reader.session() as session:
                        await is_there(session)
                    await to_thread.run_sync(require_migrated, self._url, abandon_on_cancel=True)
                    self._migrated_until = _now() + MIGRATIONS_SECONDS
                async with self._reader.session() as session:
                    number = await release_number(session)
                    ages = await source_ages(session)
                    jobs = await read_traffic(session)
            return _Look(_now(), number, ages, jobs)
        except TimeoutError:
            self._migrated_until = 0.0
            return _Look(_now(), trouble=DatabaseSilent(seconds=STALE_SECONDS))
        except MerezhaError as error:
            self._migrated_until = 0.0
            return _Look(_now(), trouble=error)

    def _answered(self) -> dict[str, Any]:
        """How many root fields plans answered since the start, and why resolvers did instead, so often."""
        causes = sum((one.causes for one in self._executors), Counter[Cause]())
        return {
            "byPlans": sum(one.plans for one in self._executors),
            "byResolvers": {cause.value: causes[cause] for cause in sorted(causes)},
        }


def _shown(age: SourceAge, now: datetime) -> dict[str, Any]:
    last = age.last_read
    return {
        "code": age.code,
        "lastRead": last,
        "ageSeconds": None if last is None else int((now - last).total_seconds()),
    }


def _told_jobs(traffic: JobTraffic | None) -> dict[str, int] | None:
    """Jobs that wait while none is worked on have no worker; questions are answered all the same."""
    if traffic is None:
        return None
    return {
        "waiting": traffic.waiting,
        "running": traffic.running,
        "waitingSeconds": int(traffic.waiting_seconds),
    }


def _now() -> float:
    return asyncio.get_running_loop().time()
