"""PostgreSQL plans statements for the values of each question, however often a connection has asked them.

What it prepared tells of itself (pg_prepared_statements): a statement that first had plans for its values and
then one for any values is what let questions end in TIMEOUT that had been answered before.
"""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType
from graphql import build_schema as sdl_schema

from hub.settings import KeyLimits, RequestLimits
from hub.store.compiled.memory import Memory
from hub.store.compiled.run import Compiled
from hub.store.engine import Reader, ReadOptions
from schema.build import build_schema
from schema.context import make_context
from schema.execution import Executor, Operation
from schema.sdl import PATH

#: PostgreSQL would turn to a plan for any values at the sixth.
TIMES = 9
SDL = sdl_schema(PATH.read_text("utf-8"))
BOX = "{west: 20, south: 44, east: 85, north: 61}"
SQUARE = "[[[20, 44], [85, 44], [85, 61], [20, 61], [20, 44]]]"
WITHIN = {
    "territory": '"UA"',
    "bbox": BOX,
    "radius": "{center: {lat: 49, lon: 28}, metres: 100000}",
    "polygon": f'{{type: "Polygon", coordinates: {SQUARE}}}',
}
VALUES: dict[str, dict[str, list[str]]] = {
    "ProviderFilter": {
        "within": [f"{{{name}: {value}}}" for name, value in WITHIN.items()],
        "serves": ['{territory: "UA"}', "{point: {lat: 49, lon: 28}}"],
        "categories": ['{anyOf: ["care"]}', '{allOf: ["care"]}', '{noneOf: ["care"]}'],
        "kinds": ['["territorial-centre"]'],
        "sectors": ["[MUNICIPAL]"],
        "forms": ["[HOME]"],
        "targetGroups": ['["older"]'],
        "eligible": ["{age: 70}", '{targetGroups: ["older"]}'],
        "text": ['"центр"'],
        "status": ["[ACTIVE]"],
        "precision": ["[EXACT]"],
        "isSample": ["true"],
        "isSynthetic": ["true"],
        "sources": ['["ua_register"]'],
        "ids": ['["UHJvdmlkZXI6MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA="]'],
    },
    "AccessPointFilter": {
        "within": [f"{{{name}: {value}}}" for name, value in WITHIN.items()],
        "text": ['"центр"'],
        "status": ["[ACTIVE]"],
        "precision": ["[EXACT]"],
        "isSample": ["true"],
        "isSynthetic": ["true"],
        "sources": ['["ua_register"]'],
        "ids": ['["QWNjZXNzUG9pbnQ6MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA="]'],
    },
    "TerritoryFilter": {
        "text": ['"Умань"'],
        "levels": ["[HROMADA]"],
        "countries": ["[UA]"],
        "within": ['"UA"'],
        "codes": ['["UA"]'],
        "includeAbolished": ["true"],
    },
}
ROOTS = {
    "ProviderFilter": "providers(filter: {%s}, first: 5) { totalCount edges { node { id name } } }",
    "AccessPointFilter": "accessPoints(filter: {%s}, first: 5) { totalCount edges { node { id name } } }",
    "TerritoryFilter": "territories(filter: {%s}, first: 5) { edges { node { code name } } }",
}
ORDERS = {
    "RELEVANCE": 'filter: {text: "центр"}, ',
    "NAME": "",
    "UPDATED": "",
    "DISTANCE": "filter: {within: {radius: {center: {lat: 49, lon: 28}, metres: 100000}}}, ",
}
ALSO = [
    "providers { facets(by: [CATEGORY, SECTOR]) { by buckets { count } } }",
    'coverage(within: "UA", level: REGION, categories: ["care"]) { cells { providers } }',
    "nearestProviders(point: {lat: 49, lon: 28}, first: 3) { edges { distanceMetres node { name } } }",
]


def test_every_condition_and_order_is_asked() -> None:
    for name, values in VALUES.items():
        kind = SDL.type_map[name]
        assert isinstance(kind, GraphQLInputObjectType)
        assert values.keys() == kind.fields.keys(), name
    order = SDL.type_map["ProviderOrderField"]
    assert isinstance(order, GraphQLEnumType)
    assert ORDERS.keys() == order.values.keys()


def questions() -> Iterator[str]:
    for kind, fields in VALUES.items():
        for field, values in fields.items():
            for value in values:
                yield ROOTS[kind] % f"{field}: {value}"
    for order, more in ORDERS.items():
        yield f"providers({more}orderBy: [{{field: {order}}}], first: 5) {{ edges {{ node {{ name }} }} }}"
    yield from ALSO


@pytest.mark.parametrize("question", list(questions()))
def test_no_statement_changes_to_a_plan_for_any_values(question: str, world_url: str) -> None:
    async def ask() -> list[Any]:
        reader = Reader(world_url, ReadOptions(pool_size=1))
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
