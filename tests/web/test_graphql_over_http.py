"""GraphQL over HTTP: methods, media types, statuses, and what is refused before GraphQL sees it."""

import gzip
import json
import logging
from typing import Any

import pytest
from sqlalchemy import text

from hub.store.engine import ReadSession
from hub.web.media import accepted_media_type
from hub.web.problems import NotAcceptable
from tests.web.conftest import Client

NEW, OLD = "application/graphql-response+json", "application/json"
RELEASE = "{ release { number } }"
ANSWER = {"data": {"release": {"number": 1}}}


def code(response: Any) -> str:
    (error,) = response.json()["errors"]
    return str(error["extensions"]["code"])


def test_post_and_get_answer_alike(client: Client) -> None:
    posted = client.ask(RELEASE)
    assert (posted.status_code, posted.json()) == (200, ANSWER)
    got = client.send("GET", "/graphql", params={"query": RELEASE})
    assert (got.status_code, got.json()) == (200, ANSWER)


def test_variables_and_operation_name(client: Client) -> None:
    query = "query A($n: Int) { release(number: $n) { number } } query B { __typename }"
    body = {"query": query, "variables": {"n": 1}, "operationName": "A"}
    assert client.send("POST", "/graphql", json=body).json() == ANSWER
    got = client.send("GET", "/graphql", params={**body, "variables": json.dumps({"n": 77})})
    assert got.json() == {"data": {"release": None}}
    assert client.send("POST", "/graphql", json={**body, "operationName": "B"}).json() == {
        "data": {"__typename": "Query"}
    }


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, OLD),
        ("", OLD),
        (OLD, OLD),
        (NEW, NEW),
        (f"{NEW}, {OLD};q=0.9", NEW),
        (f"{NEW};q=0.5, {OLD}", OLD),
        ("application/json; charset=utf-8", OLD),
        ("text/html, */*;q=0.1", OLD),
        ("*/*", OLD),
        ("application/*", OLD),
        (f"{NEW};q=0, */*", OLD),
        (f"{OLD};q=0.4, */*;q=0.5", NEW),
        ("*;q=.2", OLD),
        # What cannot be read, and what only refuses other things, asks for nothing else.
        ("*/*;q=abc", OLD),
        ("text/html;q=0", OLD),
    ],
)
def test_the_accepted_media_type(accept: str | None, media_type: str) -> None:
    assert accepted_media_type(accept) == media_type


@pytest.mark.parametrize("accept", ["text/css", f"{OLD};q=0", "*/*;q=0", "*/*, application/*;q=0"])
def test_a_media_type_that_is_not_served(client: Client, accept: str) -> None:
    with pytest.raises(NotAcceptable):
        accepted_media_type(accept)
    response = client.ask(RELEASE, accept=accept)
    assert (response.status_code, code(response)) == (406, "NOT_ACCEPTABLE")


@pytest.mark.parametrize("media_type", [OLD, NEW])
@pytest.mark.parametrize(
    ("query", "executed"),
    [
        (RELEASE, True),
        ('{ territory(code: "nobody") { code } }', True),
        ("{ providers(first: 101) { totalCount } }", True),
        ("{ nothing }", False),
        ("{", False),
        ("mutation { a }", False),
    ],
)
def test_status_and_body(client: Client, media_type: str, query: str, executed: bool) -> None:
    response = client.ask(query, accept=media_type)
    # Only the newer media type tells a refused operation by its status.
    status = 400 if media_type == NEW and not executed else 200
    assert (response.status_code, response.headers["content-type"]) == (status, media_type)
    assert ("data" in response.json()) is executed
    assert response.headers["vary"].startswith("Accept, Accept-Language")


BAD_BODIES: list[tuple[bytes, int, str]] = [
    (b"", 400, "BAD_REQUEST"),
    (b"null", 400, "BAD_REQUEST"),
    (b'"x"', 400, "BAD_REQUEST"),
    (b"7", 400, "BAD_REQUEST"),
    (b"[]", 400, "BAD_REQUEST"),
    (b'[{"query": "{ __typename }"}]', 400, "BAD_REQUEST"),
    (b"{}", 400, "BAD_REQUEST"),
    (b'{"query": null}', 400, "BAD_REQUEST"),
    (b'{"query": 5}', 400, "BAD_REQUEST"),
    (b'{"query": " "}', 400, "BAD_REQUEST"),
    (b'{"query": "{ __typename }", "variables": []}', 400, "BAD_REQUEST"),
    (b'{"query": "{ __typename }", "variables": "{}"}', 400, "BAD_REQUEST"),
    (b'{"query": "{ __typename }", "extensions": 1}', 400, "BAD_REQUEST"),
    (b'{"query": "{ __typename }", "operationName": 1}', 400, "BAD_REQUEST"),
    (b'{"query": "{ __typename }", "variables": {"a": NaN}}', 400, "BAD_REQUEST"),
    (b'{"query": "\\ud800"}', 400, "BAD_REQUEST"),
    (b"\xff\xfe{}", 400, "BAD_REQUEST"),
    (b"[" * 90_000, 400, "BAD_REQUEST"),
    (b'{"query": "' + b"{a" * 400 + b'"}', 200, "GRAPHQL_PARSE_FAILED"),
    (b" " * 100_001, 413, "BODY_TOO_LARGE"),
]


@pytest.mark.parametrize(("body", "status", "wanted"), BAD_BODIES)
def test_a_body_that_cannot_be_used(client: Client, body: bytes, status: int, wanted: str) -> None:
    response = client.send("POST", "/graphql", content=body, headers={"content-type": OLD})
    assert (response.status_code, code(response)) == (status, wanted)


def test_a_body_at_its_limit_is_read(client: Client) -> None:
    body = json.dumps({"query": RELEASE}).encode()
    padded = body + b" " * (100_000 - len(body))
    response = client.send("POST", "/graphql", content=padded, headers={"content-type": OLD})
    assert (response.status_code, response.json()) == (200, ANSWER)


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", f"{OLD}; charset=utf-16"]
)
def test_a_content_type_that_is_not_served(client: Client, kind: str) -> None:
    body = json.dumps({"query": RELEASE}).encode()
    response = client.send("POST", "/graphql", content=body, headers={"content-type": kind})
    assert (response.status_code, code(response)) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("kind", [f"{OLD};charset=UTF-8", "Application/JSON"])
def test_content_types_that_are_served(client: Client, kind: str) -> None:
    body = json.dumps({"query": RELEASE}).encode()
    assert client.send("POST", "/graphql", content=body, headers={"content-type": kind}).json() == ANSWER


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_a_method_that_is_not_served(client: Client, method: str) -> None:
    response = client.send(method, "/graphql")
    assert (response.status_code, code(response)) == (405, "METHOD_NOT_ALLOWED")
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


@pytest.mark.parametrize(
    ("parameters", "wanted"),
    [
        ({}, "BAD_REQUEST"),
        ({"query": RELEASE, "variables": "{"}, "BAD_REQUEST"),
        ({"query": RELEASE, "variables": "[]"}, "BAD_REQUEST"),
        ({"query": RELEASE, "extensions": "7"}, "BAD_REQUEST"),
        ({"query": "subscription { a }"}, "OPERATION_NOT_FOUND"),
    ],
)
def test_a_get_that_cannot_be_used(client: Client, parameters: dict[str, str], wanted: str) -> None:
    response = client.send("GET", "/graphql", params=parameters, headers={"accept": NEW})
    assert (response.status_code, code(response)) == (400, wanted)


def test_labels_follow_accept_language(client: Client) -> None:
    query = "{ kinds { code label } }"
    labels = {
        header: {
            kind["code"]: kind["label"]
            for kind in client.ask(query, **{"accept-language": header}).json()["data"]["kinds"]
        }["ngo"]
        for header in ("uk", "en-GB,en;q=0.9", "kk")
    }
    assert labels == {"uk": "Громадська організація", "en-GB,en;q=0.9": "NGO", "kk": "NGO"}


def test_long_answers_are_compressed(client: Client) -> None:
    response = client.ask(
        "{ providers(first: 50) { edges { node { id name } } } }", **{"accept-encoding": "gzip"}
    )
    assert response.headers["content-encoding"] == "gzip"
    assert len(gzip.compress(response.content)) < len(response.content)


def test_what_we_did_not_foresee_is_masked_and_logged(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("schema.query.newest_release", broken)
    with caplog.at_level(logging.ERROR):
        # Nobody has asked this before, so no answer to it is kept.
        response = client.ask("{ broken: release { number } }")
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert "secret" not in response.text
    # A plan that fails says so too, before resolvers answer in its place.
    (record,) = [one for one in caplog.records if one.name == "schema.errors"]
    assert error["extensions"]["id"] in record.getMessage()
    assert record.exc_info is not None
    assert str(record.exc_info[1]) == "secret of the house"


def test_a_request_that_takes_too_long_is_dropped(world_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def slow(session: ReadSession) -> None:
        await session.rows(text("SELECT pg_sleep(20)"))

    monkeypatch.setattr("schema.query.newest_release", slow)
    monkeypatch.setenv("MEREZHA_ANONYMOUS_REQUEST_SECONDS", "0.05")
    hurried = Client(world_url)
    response = hurried.ask(RELEASE)
    hurried.close()
    assert (response.status_code, code(response)) == (503, "TIMEOUT")
