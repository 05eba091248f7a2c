"""Every field that anybody can ask for is asked on both roads, and answers something."""

import json
from typing import Any

import pytest
from graphql import GraphQLSchema, build_schema, get_named_type, is_leaf_type

from schema.sdl import PATH
from tests.schema.roads.asking import Question, Roads
from tests.schema.roads.comparing import compare, fell_back
from tests.schema.roads.holdings import Holdings
from tests.schema.roads.operations import roots_without_key
from tests.schema.roads.ways import calls, types_without_key, ways_of

TYPES = types_without_key(build_schema(PATH.read_text("utf-8")))

PLANNING_JOB = build_schema(PATH.read_text("utf-8")).type_map["PlanningJob"].fields
#: Fields that answer nothing but null or empty lists in the stirred hub, and why.
SILENT: dict[str, str] = {
    "Basis.asOf": "the present is asked for",
    "NotCounted.code": "nobody here gives a service of a unit of theirs, or a complex one with its parts",
    "TravelUse.fetchedAt": "no matrix is loaded",
    "StaffLine.norms": "no norm of clients for each post is certain in Ukraine",
    "Capacity.suppressed": "only made-up records state so few people here",
    "PeerEdge.programmes": "no programme takes place in a community like that",
    "MovedSite.distance": "the plans that are compared have no site of the other's near theirs",
    "MovedSite.left": "the same",
    "MovedSite.right": "the same",
    "ScenarioDiff.moved": "the same",
    "ScenarioDiff.dropped": "the second plan has all sites of the first",
    "Siting.cost": "nobody states what a site costs",
    "Siting.job": "only quick plans are asked for",
    "Siting.places": "no capacity is asked for",
    "Query.planningJob": "nobody asked for a job",
    **dict.fromkeys((f"PlanningJob.{name}" for name in PLANNING_JOB), "nobody asked for a job"),
    "PeerEdge.notReachableBecause": "no source tells what cannot be reached",
}


@pytest.mark.parametrize("kind", TYPES)
def test_both_roads_answer_every_field(
    kind: str, roads: Roads, sdl: GraphQLSchema, holdings: Holdings
) -> None:
    names = roots_without_key(sdl) if kind == "Query" else list(sdl.type_map[kind].fields)
    silent = {f"{kind}.{name}" for name in names if not _answers(kind, name, roads, sdl, holdings)}
    assert silent == {field for field in SILENT if field.startswith(f"{kind}.")}


def _answers(kind: str, name: str, roads: Roads, sdl: GraphQLSchema, holdings: Holdings) -> bool:
    """Whether a field says something on any way to its type; both roads must say the same on all."""
    target = get_named_type(sdl.type_map[kind].fields[name].type)
    below = "" if is_leaf_type(target) else f" {{ __typename {_leaves(sdl, target)} }}"
    found = False
    for call in _calls(kind, name, sdl, holdings):
        parts = [f"w{number}: {way}" if kind != "Query" else way for number, way in enumerate(ways_of(kind))]
        text = f"{{ {' '.join(parts)} }}".replace("@", f"__typename asked: {call}{below}")
        # Random operations take all ways; here PostgreSQL writes whatever it can.
        question = Question(text, languages="uk", way=1)
        reply, answer = compare(roads, question)
        assert not fell_back(question, reply, answer), text
        assert "errors" not in answer or kind == "Query", answer
        found = found or _said(answer.get("data"))
    return found


def _calls(kind: str, name: str, sdl: GraphQLSchema, holdings: Holdings) -> list[str]:
    if kind == "Query" and name in {"node", "nodes"}:
        ids = [given[0] for given in holdings.ids.values()]
        return (
            [f"node(id: {json.dumps(one)})" for one in ids]
            if name == "node"
            else [f"nodes(ids: {json.dumps(ids)})"]
        )
    return calls(sdl, kind, name)


def _leaves(sdl: GraphQLSchema, target: Any) -> str:
    """All leaf fields of a type; of an interface those of all its types, under names that cannot clash."""
    kinds = sdl.get_possible_types(target) if target.name == "Node" else [target]
    if target.name == "Node":
        return " ".join(
            f"... on {one.name} {{ {' '.join(f'{one.name}_{leaf}: {leaf}' for leaf in _plain(one))} }}"
            for one in kinds
        )
    return " ".join(_plain(target))


def _plain(kind: Any) -> list[str]:
    return [name for name, field in kind.fields.items() if is_leaf_type(get_named_type(field.type))]


def _said(data: Any) -> bool:
    """Whether a value that was asked for is anywhere neither null nor an empty list."""
    if isinstance(data, list):
        return any(_said(one) for one in data)
    if isinstance(data, dict):
        return any(value not in (None, []) if key == "asked" else _said(value) for key, value in data.items())
    return False
