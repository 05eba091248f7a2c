"""Two roads, one answer: random valid operations are answered alike, byte for byte, by both.

`MEREZHA_TEST_OPERATIONS` says how many operations each chunk has; a night's run takes some hundreds.
"""

import os

import pytest
from graphql import GraphQLSchema
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.schema.roads.asking import Question, Roads
from tests.schema.roads.comparing import RoadsDiffer, compare, fell_back, keep
from tests.schema.roads.holdings import Holdings
from tests.schema.roads.operations import questions, roots_without_key
from tests.schema.roads.wild import wild_questions

#: Operations of each chunk. A chunk is one test, so that the workers of pytest-xdist share them.
CASES = int(os.environ.get("MEREZHA_TEST_OPERATIONS", "25"))
#: The share of a chunk that may fall back to resolvers: wrong values below empty lists make plans give up.
FALLEN = 0.05
#: Chunks by the root field that their operations begin with; "any" takes all in turn.
CHUNKS: dict[str, int] = {
    "providers": 5,
    "nearestProviders": 2,
    "territory": 3,
    "territories": 2,
    "node": 2,
    "nodes": 2,
    "coverage": 1,
    "accessPoints": 1,
    "programmes": 1,
    "sources": 2,
    "source": 1,
    "conflicts": 1,
    "changes": 1,
    "categories": 1,
    "composition": 1,
    "missingServices": 1,
    "market": 1,
    "careBalance": 1,
    "coverageWithin": 1,
    "accessibility": 1,
    "norms": 1,
    "normGap": 1,
    "mobileCoverage": 1,
    "peers": 1,
    "any": 2,
}
#: Chunks in which every fourth value is such as no hub takes, and chunks of hypothesis-graphql's own making.
WRONG, WILD = 3, 2

NAMES = [f"{root}-{number}" for root, count in CHUNKS.items() for number in range(count)]
NAMES += [f"wrong-{number}" for number in range(WRONG)] + [f"wild-{number}" for number in range(WILD)]


@pytest.mark.parametrize("name", NAMES)
def test_two_roads_give_one_answer(name: str, roads: Roads, holdings: Holdings, sdl: GraphQLSchema) -> None:
    @seed(NAMES.index(name))
    @settings(
        max_examples=CASES,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(strategy_of(name, sdl, holdings))
    def answered_alike(question: Question) -> None:
        try:
            reply, answer = compare(roads, question)
            fallen.append(fell_back(question, reply, answer))
        except RoadsDiffer:
            # Shrinking ends with the smallest one, which therefore is what stays written down.
            keep(question, f"found-{name}")
            raise

    fallen: list[bool] = []
    answered_alike()
    assert sum(fallen) <= FALLEN * len(fallen), "Plans refuse values that are right."


def strategy_of(name: str, sdl: GraphQLSchema, holdings: Holdings) -> st.SearchStrategy[Question]:
    """The operations of a chunk."""
    theme = name.rpartition("-")[0]
    open_roots = roots_without_key(sdl)
    if theme == "wild":
        return wild_questions(sdl, open_roots)
    if theme in {"wrong", "any"}:
        return questions(sdl, holdings, open_roots, 25 if theme == "wrong" else 2)
    return questions(sdl, holdings, [theme], 1)
