"""PostgreSQL plans statements for the values of each question, however often a connection has asked them.

What it prepared tells of itself (pg_prepared_statements): a statement that first had plans for its values and
then one for any values is what let questions end in TIMEOUT that had been answered before.
"""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType
from graphql import build_schema as sdl_schema

from bench.questions import ORDERS, VALUES, questions
from hub.settings import KeyLimits, RequestLimits
from hub.store.compiled.memory import Memory
from hub.store.compiled.run import Compiled
from hub.store.engine import Reader
from schema.build import build_schema
from schema.context import make_context
from schema.execution import Executor, Operation
from schema.sdl import PATH
from tests.patience import PATIENT

#: PostgreSQL would turn to a plan for any values at the sixth.
TIMES = 9
SDL = sdl_schema(PATH.read_text("utf-8"))


def test_every_condition_and_order_is_asked() -> None:
    for name, values in VALUES.items():
        kind = SDL.type_map[name]
        assert isinstance(kind, GraphQLInputObjectType)
        assert values.keys() == kind.fields.keys(), name
    order = SDL.type_map["ProviderOrderField"]
    assert isinstance(order, GraphQLEnumType)
    assert ORDERS.keys() == order.values.keys()


@pytest.mark.parametrize("question", list(questions("ua_register")))
def test_no_statement_changes_to_a_plan_for_any_values(question: str, world_url: str) -> None:
    async def ask() -> list[Any]:
        reader = Reader(world_url, replace(PATIENT, pool_size=1))
        compiled = Compiled(world_url, reader)
        executor = Executor(build_schema(), compiled)
        for _ in range(TIMES):
            async with reader.session() as session:
                context = make_context(session, RequestLimits(nodes=KeyLimits().nodes))
                answer = await executor.execute(Operation(f"{{ {question} }}"), context)
                assert answer.errors == []
                assert answer.report.fallbacks == ()
            # What was kept of an edition would leave nothing to ask.
            compiled._memory = Memory(-1)
        connection = await compiled.pool.take()
        cursor = await connection.execute(
            "SELECT statement, generic_plans, custom_plans FROM pg_prepared_statements"
        )
        found = await cursor.fetchall()
        await compiled.pool.give_back(connection)
        await compiled.close()
        await reader.close()
        return found

    found = asyncio.run(ask())
    assert max(generic + custom for _, generic, custom in found) >= TIMES - 1
    assert [statement for statement, generic, custom in found if generic and custom] == []
