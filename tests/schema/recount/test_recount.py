"""Random filters on both roads and counted again by a second, independent SQL: ids and counts are equal.

`MEREZHA_TEST_FILTERS` says how many filters are drawn in all; 5,000 take some minutes.
"""

import os
from collections.abc import Callable
from typing import Any

import pytest
from graphql import GraphQLSchema, build_schema
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from schema.sdl import PATH
from tests.schema.recount import counting, meaning
from tests.schema.recount.conftest import FIRST, Hubs
from tests.schema.recount.places import Places, Refused
from tests.schema.roads.asking import WAYS, Question
from tests.schema.roads.chances import pick
from tests.schema.roads.comparing import RoadsDiffer, compare, fell_back, keep, shown
from tests.schema.roads.holdings import Holdings
from tests.schema.roads.inputs import Inputs
from tests.schema.roads.values import Values

SDL = build_schema(PATH.read_text("utf-8"))
#: How many filters are drawn in all.
FILTERS = int(os.environ.get("MEREZHA_TEST_FILTERS", "600"))
HUBS = ("demo", "random-1", "random-2", "random-3")
#: Lists: what counts them again, what names a node, and their share of the filters in percent.
LISTS: dict[str, tuple[str, Callable[[Places, Any], set[str]], str, int]] = {
    "providers": ("ProviderFilter", counting.providers, "id", 60),
    "accessPoints": ("AccessPointFilter", counting.access_points, "id", 20),
    "territories": ("TerritoryFilter", counting.territories, "scheme code", 20),
}
#: Filters of which this share finds nothing tell too little.
MOST_EMPTY = 0.9
#: What the recount knows of each input type. New fields belong into tests/schema/recount/meaning.py.
KNOWN: dict[str, set[str]] = {
    "ProviderFilter": {*meaning.OWN, *meaning.PLACE, *meaning.SERVICE, "categories"},
    "AccessPointFilter": {*meaning.OFFICE, *meaning.PLACE},
    "TerritoryFilter": {*meaning.TERRITORY},
    "WithinInput": {*meaning.WITHIN},
    "CategoriesInput": {*meaning.OFFERED, "noneOf"},
    "EligibleInput": {*meaning.ELIGIBLE},
    "ServesInput": {"lat", "lon", "point", "territory"},
    "PointInput": {"lat", "lon"},
    "BoxInput": {"west", "south", "east", "north"},
    "RadiusInput": {"center", "metres"},
}


def test_the_recount_knows_every_condition() -> None:
    for name, known in KNOWN.items():
        assert set(SDL.type_map[name].fields) == known, name


def test_the_recount_knows_every_type_that_filters_lead_to() -> None:
    found: set[str] = set()
    todo = [name for name, *_ in LISTS.values()]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            kinds = (_named(field.type) for field in SDL.type_map[name].fields.values())
            todo += [kind.name for kind in kinds if hasattr(kind, "fields")]
    assert found == KNOWN.keys()


def _named(kind: Any) -> Any:
    return _named(kind.of_type) if hasattr(kind, "of_type") else kind


@st.composite
def filters(draw: st.DrawFn, schema: GraphQLSchema, holdings: Holdings, kind: str) -> dict[str, Any]:
    """A filter whose values are all such as the hub takes, if not all known to it."""
    return dict(Inputs(schema, Values(draw, holdings, 0)).value(schema.type_map[kind], ""))


@pytest.mark.parametrize("field", LISTS)
@pytest.mark.parametrize("name", HUBS)
def test_filters_find_what_the_recount_finds(name: str, field: str, hubs: Hubs) -> None:
    kind, count, node, share = LISTS[field]
    hub = hubs.of(name)
    text = (
        f"query($filter: {kind}) {{ {field}(filter: $filter, first: {FIRST}) "
        f"{{ totalCount edges {{ node {{ {node} }} }} }} }}"
    )

    @seed(HUBS.index(name))
    @settings(
        max_examples=FILTERS * share // 100 // len(HUBS),
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(st.data())
    def found_alike(data: st.DataObject) -> None:
        given = data.draw(filters(SDL, hub.holdings, kind))
        question = Question(text, {"filter": given}, way=pick(data.draw, range(len(WAYS))))
        try:
            reply, answer = compare(hub.roads, question)
            assert not fell_back(question, reply, answer), shown(question)
        except RoadsDiffer:
            keep(question, f"found-{name}-{field}")
            raise
        sizes.append(_held_against(lambda: count(hub.places, given), answer, field, question))

    sizes: list[int] = []
    found_alike()
    assert sum(size == 0 for size in sizes) <= MOST_EMPTY * len(sizes), "Most filters find nothing."


def _held_against(
    count: Callable[[], set[str]], answer: dict[str, Any], field: str, question: Question
) -> int:
    """Assert that an answer holds what the recount finds; gives how much that is."""
    try:
        expected = count()
    except Refused:
        assert "errors" in answer, f"The recount refuses it:\n{shown(question)}"
        return 0
    assert "errors" not in answer, f"{answer['errors']}\n{shown(question)}"
    found = answer["data"][field]
    ids = [_key(edge["node"]) for edge in found["edges"]]
    assert found["totalCount"] == len(expected), f"{len(expected)} are counted:\n{shown(question)}"
    assert len(ids) == min(FIRST, len(expected)), shown(question)
    assert len(set(ids)) == len(ids), shown(question)
    assert set(ids) <= expected, shown(question)
    return len(expected)


def _key(node: dict[str, Any]) -> str:
    """What the recount names a node by."""
    if "id" in node:
        return meaning.key_of(node["id"])
    return f"{meaning.stored(node['scheme'])}:{node['code']}"
