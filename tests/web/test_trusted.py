"""Trusted documents: asked for by their SHA-256, from manifests that are checked when the server starts."""

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from hub.settings import TrustedSettings
from hub.web.trusted import OWN, UnusableManifest, hash_of, load_trusted
from tests.web.conftest import Client

NEW = "application/graphql-response+json"
RELEASE = "query R($n: Int) { release(number: $n) { number } }"
HASH = hash_of(RELEASE)
ANSWER = {"data": {"release": {"number": 1}}}


@pytest.fixture
def manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A manifest as client codegen writes it, given to the servers of the test."""
    file = tmp_path / "persisted-documents.json"
    file.write_text(json.dumps({HASH: RELEASE}))
    monkeypatch.setenv("MEREZHA_TRUSTED_MANIFESTS", str(file))
    return file


def _post(client: Client, **body: Any) -> httpx.Response:
    return client.send("POST", "/graphql", json=body, headers={"accept": NEW})


def _refusal(response: httpx.Response) -> tuple[int, str]:
    (error,) = response.json()["errors"]
    assert "data" not in response.json()
    assert response.headers["cache-control"] == "no-store"
    return response.status_code, error["extensions"]["code"]


def test_the_hash_is_that_of_the_specification() -> None:
    # Both examples of GraphQL over HTTP's appendix on persisted documents.
    spaced = "query ($id: ID!) {\n  user(id: $id) {\n    name\n  }\n}"
    assert hash_of(spaced) == "7dba4bd717b41f10434822356a93c32b1fb4907b983e854300ad839f84cdcd6e"
    dense = "query($id:ID!){user(id:$id){name}}"
    assert hash_of(dense) == "71f7dc5758652baac68e4a10c50be732b741c892ade2883a99358f52b555286b"


@pytest.mark.usefixtures("manifest")
def test_a_document_is_answered_by_its_id(world_url: str) -> None:
    client = Client(world_url)
    for identity in (HASH, f"sha256:{HASH}"):
        posted = _post(client, documentId=identity, operationName="R", variables={"n": 1})
        assert (posted.status_code, posted.json()) == (200, ANSWER)
        parameters = {"documentId": identity, "variables": '{"n":1}'}
        got = client.send("GET", "/graphql", params=parameters)
        assert (got.status_code, got.json()) == (200, ANSWER)
        held = client.send(
            "GET", "/graphql", params=parameters, headers={"if-none-match": got.headers["etag"]}
        )
        assert held.status_code == 304
    # The id and the text are one question.
    text = client.send("POST", "/graphql", json={"query": RELEASE, "variables": {"n": 1}})
    assert text.headers["cache-status"] == "merezha; hit"
    client.close()


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ({"documentId": hash_of("{ nobody }")}, (404, "UNKNOWN_DOCUMENT")),
        ({"documentId": HASH.upper()}, (404, "UNKNOWN_DOCUMENT")),
        ({"documentId": f"md5:{HASH}"}, (404, "UNKNOWN_DOCUMENT")),
        ({"documentId": ""}, (404, "UNKNOWN_DOCUMENT")),
        ({"documentId": 5}, (400, "BAD_REQUEST")),
        ({"documentId": HASH, "query": RELEASE}, (400, "BAD_REQUEST")),
        (
            {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": HASH}}},
            (400, "PERSISTED_QUERY_NOT_SUPPORTED"),
        ),
    ],
)
@pytest.mark.usefixtures("manifest")
def test_what_is_not_answered(world_url: str, body: dict[str, Any], refusal: tuple[int, str]) -> None:
    client = Client(world_url)
    assert _refusal(_post(client, **body)) == refusal
    client.close()


def test_a_whole_query_beside_apollos_extension_is_answered(client: Client) -> None:
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": HASH}}
    response = _post(client, query=RELEASE, variables={"n": 1}, extensions=extensions)
    assert (response.status_code, response.json()) == (200, ANSWER)
    # It was not learnt.
    assert _refusal(_post(client, documentId=HASH)) == (404, "UNKNOWN_DOCUMENT")


@pytest.mark.usefixtures("manifest")
def test_a_closed_server_answers_trusted_documents_only(
    world_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEREZHA_TRUSTED_ONLY", "true")
    client = Client(world_url)
    assert _post(client, documentId=HASH, variables={"n": 1}).json() == ANSWER
    assert _post(client, query=RELEASE, variables={"n": 1}).json() == ANSWER
    assert _refusal(_post(client, query=RELEASE + " ")) == (403, "UNTRUSTED_DOCUMENT")
    assert _refusal(_post(client, query="{ __schema { types { name } } }")) == (403, "UNTRUSTED_DOCUMENT")
    client.close()


def test_the_projects_own_operations_are_trusted(client: Client) -> None:
    for identity in json.loads(OWN.read_bytes()):
        response = _post(client, documentId=identity)
        # Some want variables; every one is found, and is an operation of this schema.
        codes = {error["extensions"]["code"] for error in response.json().get("errors", ())}
        assert codes <= {"BAD_USER_INPUT"}


def test_the_document_of_the_docs_is_one_of_them() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "caching.md"
    (identity,) = re.findall(r"documentId=(sha256:[0-9a-f]{64})", page.read_text())
    assert identity in json.loads(OWN.read_bytes())


def test_a_folder_holds_manifests_of_several_clients(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({HASH: RELEASE}))
    (tmp_path / "b.json").write_text(json.dumps({f"sha256:{hash_of('{ b }')}": "{ b }"}))
    (tmp_path / "README").write_text("No manifest.")
    load_trusted(TrustedSettings(manifests=tmp_path))
    (tmp_path / "c.json").write_text("{")
    with pytest.raises(UnusableManifest, match=r"c\.json"):
        load_trusted(TrustedSettings(manifests=tmp_path))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[]", "no JSON object"),
        ("{", "unexpected end"),
        (json.dumps({"abc": "{ a }"}), r"entry 'abc' is not named by a SHA-256"),
        (json.dumps({hash_of("{ a }"): 5}), f"entry '{hash_of('{ a }')}' holds no text"),
        (json.dumps({HASH: "{ a }"}), f"entry '{HASH}' holds a text whose SHA-256 is {hash_of('{ a }')}"),
        (json.dumps({hash_of("{ a"): "{ a"}), "holds no GraphQL: Syntax Error"),
    ],
)
def test_a_bad_manifest_is_named_when_the_server_starts(manifest: Path, content: str, said: str) -> None:
    manifest.write_text(content)
    with pytest.raises(UnusableManifest, match=said) as caught:
        Client("postgresql+psycopg://nobody@127.0.0.1:1/nowhere")
    assert str(manifest) in str(caught.value)


def test_a_manifest_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableManifest, match="there is no such file"):
        load_trusted(TrustedSettings(manifests=tmp_path / "none.json"))
