"""Every operation that the project writes down is answered alike by both roads, in every language."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    Visitor,
    parse,
    print_ast,
    visit,
)

from schema.node import encode_id
from tests.schema.roads.asking import WAYS, Question, Roads
from tests.schema.roads.comparing import compare, fell_back
from tests.schema.roads.stirred import AREA, HROMADA, MERGED

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ("schema/operations", "bench/serve/queries")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LANGUAGES = (None, "uk", "ru-RU,ru;q=0.9,en;q=0.5", "kk", "en", "de", "*")
VARIABLES: dict[str, list[dict[str, Any]]] = {
    "schema/operations/Provenance.graphql": [
        {"id": MERGED},
        {"id": encode_id("Source", "ua_05")},
        {"id": "nothing"},
        {},
    ],
    "schema/operations/InPolygon.graphql": [
        {"area": AREA},
        {"area": {"type": "Feature", "geometry": AREA}},
        {"area": "nothing"},
    ],
    "bench/serve/queries/box.graphql": [
        {"box": {"west": 28.0, "south": 49.0, "east": 29.0, "north": 49.6}, "first": first}
        for first in (0, 3, 100)
    ],
    "bench/serve/queries/by_id.graphql": [{"id": MERGED}, {"id": encode_id("Provider", "0" * 32)}],
    "bench/serve/queries/facets.graphql": [{"oblast": "RU-OMS"}, {"oblast": "UA-05"}],
    "bench/serve/queries/matrix.graphql": [{"oblast": "UA-05", "categories": ["care.home", "rehab"]}],
    "bench/serve/queries/nearest.graphql": [{"point": {"lat": 49.23, "lon": 28.47}, "category": "care"}],
    "bench/serve/queries/territory.graphql": [{"code": HROMADA}, {"code": "UA"}, {"code": "nothing"}],
}


def _written() -> Iterator[tuple[str, str]]:
    """Name and text of each operation, with the fragments that it spreads."""
    texts = {
        str(path.relative_to(ROOT)): path.read_text("utf-8")
        for folder in FOLDERS
        for path in sorted((ROOT / folder).glob("*.graphql"))
    }
    for page in PAGES:
        for number, block in enumerate(
            re.findall(r"```graphql\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
        ):
            texts[f"{page.name} {number}"] = block
    documents = {name: parse(text) for name, text in texts.items()}
    fragments = {
        node.name.value: node
        for document in documents.values()
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    for name, document in documents.items():
        for node in document.definitions:
            if isinstance(node, OperationDefinitionNode):
                yield name, "\n".join(print_ast(one) for one in (node, *_spread(node, fragments)))


def _spread(node: Any, fragments: dict[str, FragmentDefinitionNode]) -> list[FragmentDefinitionNode]:
    """The fragments that a selection needs, each once."""
    needed: dict[str, FragmentDefinitionNode] = {}

    class Spreads(Visitor):
        def enter_fragment_spread(self, spread: FragmentSpreadNode, *_: Any) -> None:
            name = spread.name.value
            if name not in needed:
                needed[name] = fragments[name]
                visit(fragments[name], self)

    visit(DocumentNode(definitions=(node,)), Spreads())
    return list(needed.values())


WRITTEN = list(_written())


@pytest.mark.parametrize("way", range(len(WAYS)))
@pytest.mark.parametrize("languages", LANGUAGES, ids=str)
@pytest.mark.parametrize(("name", "text"), WRITTEN, ids=[name for name, _ in WRITTEN])
def test_both_roads_answer_what_is_written(
    name: str, text: str, languages: str | None, way: int, roads: Roads
) -> None:
    for variables in VARIABLES.get(name, [{}]):
        question = Question(text, variables, languages=languages, way=way)
        assert not fell_back(question, *compare(roads, question))


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_pages_lead_on_with_the_cursors_of_either_road(way: int, roads: Roads) -> None:
    text = next(text for name, text in WRITTEN if name.endswith("ProvidersInBox.graphql"))
    after, seen = None, 0
    while True:
        _, answer = compare(roads, Question(text.replace("first: 50", "first: 7"), {"after": after}, way=way))
        page = answer["data"]["providers"]
        seen += len(page["edges"])
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert seen == page["totalCount"] > 14


def test_what_needs_a_key_is_refused_alike(roads: Roads) -> None:
    texts = [
        "{ matchCandidates(first: 1) { totalCount } kinds { code } }",
        "{ kinds { code } decisions(undone: true) { edges { node { number } } } }",
        'mutation { withdrawRecord(input: {id: "' + MERGED + '", reason: "y"}) { number } }',
        'mutation { acceptMatch(input: {number: 1, reason: "y"}) { number release { number } } }',
    ]
    for text in texts:
        reply, answer = compare(roads, Question(text))
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["UNAUTHENTICATED"], text
        assert reply.report.planned <= 1, "Only `kinds` may be planned."
        assert {name for name, value in answer["data"].items() if value is not None} <= {"kinds"}
