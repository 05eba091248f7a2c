"""Asks one question on both roads: what the ordinary road answers, and what the compiled one does."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from hub.settings import RequestLimits
from hub.store.compiled.run import Compiled
from hub.store.engine import Reader
from schema.build import build_schema
from schema.context import make_context
from schema.execution import Executor, Operation
from schema.plan.report import Report
from tests.patience import PATIENT

#: What guards refuse is not compared here, so they are opened wide; page sizes keep their true limit.
LIMITS = RequestLimits(
    tokens=20_000,
    depth=30,
    fields=20_000,
    aliases=1_000,
    root_fields=100,
    directives=1_000,
    overlaps=10_000_000,
    variable_values=100_000,
    nodes=1_000_000_000,
)
#: How rows may be read: up to how many with all that hangs on them, and up to how many PostgreSQL writes.
WAYS = ((30, 1_000), (0, 1_000), (30, 0), (0, 0))


@dataclass(frozen=True)
class Question:
    """What a client sends: a document, its variables, which operation is meant, and Accept-Language.

    `way` is which of WAYS the compiled road takes.
    """

    text: str
    variables: dict[str, Any] = field(default_factory=dict)
    name: str | None = None
    languages: str | None = None
    way: int = 0


@dataclass(frozen=True)
class Reply:
    """The body of an answer, and how it was made."""

    body: bytes
    report: Report


class Roads:
    """Both roads over one database, with one event loop for all questions."""

    def __init__(self, url: str, limits: RequestLimits = LIMITS) -> None:
        self._limits = limits
        self._runner = asyncio.Runner()
        self._reader = Reader(url, PATIENT)
        self._plans = Compiled(url, self._reader)
        schema = build_schema()
        self._executors = {False: Executor(schema), True: Executor(schema, self._plans)}

    def ordinary(self, question: Question) -> Reply:
        """The answer of resolvers and loaders."""
        return self._runner.run(self._ask(question, compiled=False))

    def compiled(self, question: Question) -> Reply:
        """The answer of the compiled road."""
        self._plans.few_rows, self._plans.written_rows = WAYS[question.way]
        return self._runner.run(self._ask(question, compiled=True))

    async def _ask(self, question: Question, *, compiled: bool) -> Reply:
        operation = Operation(question.text, question.variables or None, question.name)
        async with self._reader.session() as session:
            context = make_context(session, self._limits, question.languages)
            answer = await self._executors[compiled].execute(operation, context)
            return Reply(answer.body(), answer.report)

    def close(self) -> None:
        """Close connections and loop."""
        self._runner.run(self._plans.close())
        self._runner.run(self._reader.close())
        self._runner.close()
