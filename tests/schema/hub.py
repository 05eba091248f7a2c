"""Asks the schema the way a client does, without HTTP."""

import asyncio
from dataclasses import dataclass
from typing import Any

from hub.settings import KeyLimits, RequestLimits
from hub.store.engine import Reader
from schema.build import build_schema
from schema.context import make_context
from schema.execution import Operation, execute


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


class Hub:
    """The schema over one database."""

    def __init__(self, url: str) -> None:
        self._runner = asyncio.Runner()
        # Some tests look at everything at once, as only a client with a key may.
        self._limits = RequestLimits(nodes=KeyLimits().nodes)
        self._schema = build_schema(self._limits)
        self._reader = Reader(url)

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
            answer = await execute(self._schema, operation, context)
            return Reply(answer.data, [dict(error) for error in answer.errors], session.statements)

    def close(self) -> None:
        """Close connections and loop."""
        self._runner.run(self._reader.close())
        self._runner.close()
