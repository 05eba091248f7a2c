"""What client tools make of the schema and the operations: types, trusted documents, Relay's artifacts."""

import json
import shutil
from typing import Any

import httpx
import pytest

from tests.conformance.conftest import GENERATED, HERE, ROOT, Tool

MANIFEST = ROOT / "schema" / "operations" / "manifest.json"


@pytest.fixture(scope="module", autouse=True)
def fresh() -> None:
    """Nothing is left of what an older schema generated."""
    shutil.rmtree(GENERATED, ignore_errors=True)
    (GENERATED / "relay").mkdir(parents=True)
    # Relay's compiler adds to this file and does not make it.
    (GENERATED / "relay-documents.json").write_text("{}", "utf-8")


@pytest.fixture(scope="module")
def codegen(tool: Tool, fresh: None) -> None:  # noqa: ARG001 — it must come first.
    """Types and manifest, generated from the committed schema and operations."""
    done = tool("graphql-codegen", "--config", "codegen.js")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.usefixtures("codegen")
def test_the_generated_types_compile(tool: Tool) -> None:
    done = tool("tsc", "--project", ".")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.usefixtures("codegen")
def test_the_manifest_is_the_generated_one() -> None:
    """If this fails, write it with `bash tests/conformance/run manifest`."""
    generated = (GENERATED / "client" / "persisted-documents.json").read_text("utf-8")
    assert MANIFEST.read_text("utf-8") == generated


def test_the_server_answers_every_document_of_the_manifest(endpoint: str) -> None:
    ring = [[28, 49], [29, 49], [29, 49.6], [28, 49]]
    ukraine = _ask(endpoint, {"query": '{ territory(code: "UA") { id } }'})["territory"]
    variables = {
        "InPolygon": {"area": {"type": "Polygon", "coordinates": [ring]}},
        "Provenance": {"id": ukraine["id"]},
    }
    for identity, text in json.loads(MANIFEST.read_text("utf-8")).items():
        given = next((value for name, value in variables.items() if f"query {name}(" in text), {})
        data = _ask(endpoint, {"documentId": identity, "variables": given})
        assert data == _ask(endpoint, {"query": text, "variables": given})
        assert all(data.values())


def test_relay_compiles_and_the_server_answers_what_it_wrote(endpoint: str, tool: Tool) -> None:
    done = tool("relay-compiler", "relay.config.json", cwd=HERE / "relay")
    assert done.returncode == 0, done.stdout + done.stderr
    texts = json.loads((GENERATED / "relay-documents.json").read_text("utf-8")).values()
    documents = {text.split("(")[0].split()[1]: text for text in texts}
    assert sorted(documents) == [
        "ProviderCardRefetchQuery",
        "ProviderListPageQuery",
        "ProviderListQuery",
        "StewardDeskCorrectMutation",
        "TerritoryPageChildrenQuery",
        "TerritoryPageQuery",
    ]

    def ask(name: str, **variables: Any) -> Any:
        return _ask(endpoint, {"query": documents[name], "variables": variables})

    filter = {"within": {"territory": "UA05000000000010236"}}
    first = ask("ProviderListQuery", filter=filter)["providers"]
    cursor = first["pageInfo"]["endCursor"]
    rest = ask("ProviderListPageQuery", filter=filter, first=100, after=cursor)["providers"]
    cards = [edge["node"] for edge in (*first["edges"], *rest["edges"])]
    assert len({card["id"] for card in cards}) == first["totalCount"] > 20
    assert ask("ProviderCardRefetchQuery", id=cards[0]["id"])["node"] == {
        **cards[0],
        "__typename": "Provider",
    }

    page = ask(
        "TerritoryPageQuery",
        **{"code": "UA05000000000010236", "point": {"lat": 49.2, "lon": 28.5}},
        **{"ids": [cards[0]["id"]], "withNearest": True},
    )
    children = page["territory"]["children"]
    more = ask(
        "TerritoryPageChildrenQuery", id=page["territory"]["id"], after=children["pageInfo"]["endCursor"]
    )
    codes = [edge["node"]["code"] for part in (children, more["node"]["children"]) for edge in part["edges"]]
    assert len(set(codes)) == 6
    assert page["nodes"] == [{"__typename": "Provider", "name": cards[0]["name"], "id": cards[0]["id"]}]


def _ask(endpoint: str, body: dict[str, Any]) -> Any:
    answer = httpx.post(endpoint, json=body, timeout=60).json()
    assert "errors" not in answer, answer["errors"]
    return answer["data"]
