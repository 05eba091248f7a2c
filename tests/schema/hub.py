"""Asks the schema the way a client does, without HTTP: resolvers and plans, who must answer alike."""

import asyncio
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from hub.settings import KeyLimits, RequestLimits
from hub.store.compiled.causes import UNFORESEEN
from hub.store.compiled.run import Compiled
from hub.store.engine import Reader
from schema.build import build_schema
from schema.context import make_context
from schema.execution import Answer, Executor, Operation
from schema.plan.report import Report
from tests.patience import PATIENT


@dataclass(frozen=True)
class Reply:
    """An answer and how many SQL statements it took."""

    data: Any
    errors: list[dict[str, Any]]
    statements: int

    @property
    def codes(self) -> list[tuple[str, str | None]]:
        """(code, reason) of each error."""
        return [(error["extensions"]["code"], error["extensions"].get("reason")) for error in self.errors]


def without_ids(body: bytes) -> bytes:
    """The body without the random ids of errors that were not foreseen."""
    return re.sub(rb"[0-9a-f]{16}", b"", body)


@contextmanager
def _failing_on_errors() -> Iterator[None]:
    """What plans log is a fault of theirs, though resolvers answer: tests must not take it for one."""
    found: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: found.append(handler.format(record))  # type: ignore[method-assign]
    logs = [logging.getLogger(name) for name in ("schema.plan", "hub.store.compiled")]
    for log in logs:
        log.addHandler(handler)
    try:
        yield
    finally:
        for log in logs:
            log.removeHandler(handler)
    assert found == []


class Hub:
    """The schema over one database."""

    def __init__(self, url: str, limits: RequestLimits | None = None) -> None:
        self._runner = asyncio.Runner()
        # Some tests look at everything at once, as only a client with a key may.
        self._limits = limits or RequestLimits(nodes=KeyLimits().nodes)
        self._reader = Reader(url, PATIENT)
        self.plans = Compiled(url, self._reader)
        #: How plans made the newest answer.
        self.report = Report()
        schema = build_schema()
        self._resolvers, self._planned = Executor(schema), Executor(schema, self.plans)

    def reply(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        *,
        name: str | None = None,
        languages: str | None = None,
    ) -> Reply:
        """The answer with its errors."""
        return self._runner.run(self._reply(Operation(query, variables, name), languages))

    def data(self, query: str, variables: dict[str, Any] | None = None, **more: Any) -> Any:
        """The data of an answer that must have no errors."""
        found = self.reply(query, variables, **more)
        assert found.errors == []
        return found.data

    async def _reply(self, operation: Operation, languages: str | None) -> Reply:
        async with self._reader.session() as session:
            context = make_context(session, self._limits, languages)
            answer = await self._resolvers.execute(operation, context)
        with _failing_on_errors():
            await self._ask_plans(answer, operation, languages)
        return Reply(answer.data, [dict(error) for error in answer.errors], session.statements)

    async def _ask_plans(self, answer: Answer, operation: Operation, languages: str | None) -> None:
        """Hold the answer of plans against that of resolvers."""
        async with self._reader.session() as other:
            context = make_context(other, self._limits, languages)
            planned = await self._planned.execute(operation, context)
        self.report = planned.report
        unforeseen = [one for one in planned.report.fallbacks if one.cause in UNFORESEEN]
        assert unforeseen == [] or planned.errors, "Resolvers answered what plans should."
        assert without_ids(planned.body()) == without_ids(answer.body())

    def close(self) -> None:
        """Close connections and loop."""
        self._runner.run(self.plans.close())
        self._runner.run(self._reader.close())
        self._runner.close()
