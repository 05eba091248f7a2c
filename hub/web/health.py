"""/livez: the process answers. /readyz: it can also answer questions."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from hub.errors import MerezhaError
from hub.store.compiled.causes import Cause
from hub.store.engine import Reader
from hub.store.migrations import require_migrated
from hub.store.reads.health import SourceAge, release_number, source_ages
from hub.web.responses import error_of, json_response
from schema.execution import Executor


async def livez(_request: Request) -> Response:
    """Always 200 while the process runs."""
    return PlainTextResponse("ok")


class Readiness:
    """The endpoint /readyz: database, migrations, the age of each source, and who answers what."""

    def __init__(self, url: str, reader: Reader, executors: Sequence[Executor]) -> None:
        self._url = url
        self._reader = reader
        self._executors = executors

    async def __call__(self, _request: Request) -> Response:
        """200 with ages, or 503 with the reasons."""
        try:
            await to_thread.run_sync(require_migrated, self._url)
            async with self._reader.session() as session:
                number = await release_number(session)
                ages = await source_ages(session)
        except MerezhaError as error:
            return json_response({"ready": False, "reasons": [error_of(error)]}, 503)
        now = datetime.now(UTC)
        content = {
            "ready": True,
            "release": number,
            "sources": [_shown(age, now) for age in ages],
            "answered": self._answered(),
        }
        return json_response(content, 200)

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
