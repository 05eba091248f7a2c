"""Pages that PostgreSQL writes: how many statements they take, once what answers share is known."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from hub.settings import RequestLimits
from hub.store.compiled.run import Compiled, Run
from hub.store.engine import Reader
from schema.build import build_schema
from schema.context import make_context
from schema.execution import Executor, Operation
from tests.patience import PATIENT

Found = TypeVar("Found")

SERVICES = "services { name forms category { code label(lang: UK) } targetGroups { label(lang: EN) } }"
PLACES = "locations { address point { lat lon } territory { code name(lang: UK) } }"


class Counted(Compiled):
    """Notes how many statements the last answer took."""

    last = -1

    async def read(self, reading: Callable[[Run], Awaitable[Found]]) -> Found:
        """What the reading of one answer gives."""

        async def noted(run: Run) -> Found:
            found = await reading(run)
            self.last = run.statements
            return found

        return await super().read(noted)


def statements(url: str, text: str) -> int:
    """How many statements an operation takes when it is asked for the second time."""

    async def asked() -> int:
        reader = Reader(url, PATIENT)
        compiled = Counted(url, reader)
        executor = Executor(build_schema(), compiled)
        try:
            for _ in range(2):
                async with reader.session() as session:
                    answer = await executor.execute(Operation(text), make_context(session, RequestLimits()))
                    assert answer.errors == []
                    assert answer.report.planned == 1
            return compiled.last
        finally:
            await compiled.close()
            await reader.close()

    return asyncio.run(asked())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{{ providers(first: 5) {{ edges {{ node {{ id name {SERVICES} {PLACES} }} }} }} }}", 1),
        ("{ providers(first: 5) { totalCount pageInfo { endCursor } edges { cursor node { name } } } }", 1),
        ("{ providers(first: 0) { totalCount facets(by: [KIND]) { by buckets { code count } } } }", 1),
        ('{ providers(first: 2, filter: {text: "a"}) { totalCount edges { node { name } } } }', 1),
        # Few rows come with those that name others, as one statement too.
        ("{ providers(first: 5) { edges { node { services { name areas { code } } } } } }", 1),
        # Of many rows what is picked is read for all at once.
        ("{ providers(first: 50) { edges { node { services { name capacity { total } } } } } }", 2),
    ],
)
def test_pages_take_one_statement(world_url: str, text: str, expected: int) -> None:
    assert statements(world_url, text) == expected


def test_a_territory_keeps_what_hangs_on_it(world_url: str) -> None:
    text = (
        '{ territory(code: "UA") { name(lang: UK) population { value } ancestors { code } codes { code } } }'
    )
    # All that is left to ask is whether anything was published meanwhile.
    assert statements(world_url, text) == 0
