"""Answers that are kept: by whom, under which name, and never beyond the edition that they were made of."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from hub.store.connection import connect
from hub.store.keys import Kind, add_key
from hub.web.answers import OVERHEAD_BYTES, Source
from tests.web.conftest import Client

NEW, OLD = "application/graphql-response+json", "application/json"
KINDS = "{ kinds { code label } }"
HIT, MISS, STALE = "merezha; hit", "merezha; fwd=uri-miss; stored", "merezha; fwd=stale; stored"
NOT_KEPT, BYPASS = "merezha; fwd=uri-miss", "merezha; fwd=bypass"


@pytest.fixture
def fresh(world_url: str) -> Iterator[Client]:
    """A client of a server that has kept nothing yet."""
    opened = Client(world_url)
    yield opened
    opened.close()


def _status(response: httpx.Response) -> str:
    return response.headers["cache-status"]


def _get(client: Client, query: str = KINDS, **headers: str) -> httpx.Response:
    return client.send("GET", "/graphql", params={"query": query}, headers=headers)


def test_the_second_answer_is_the_kept_one(fresh: Client) -> None:
    first, second = fresh.ask(KINDS), fresh.ask(KINDS)
    assert (_status(first), _status(second)) == (MISS, HIT)
    assert first.content == second.content
    assert fresh.answers.counts == {Source.MISS: 1, Source.HIT: 1}


def test_how_a_question_was_sent_does_not_matter(fresh: Client) -> None:
    query = "query A($code: String!, $lang: Lang) { territory(code: $code) { code name(lang: $lang) } }"
    body = {"query": query, "variables": {"code": "UA-05", "lang": "UK"}}
    assert _status(fresh.send("POST", "/graphql", json=body)) == MISS
    again = {"variables": {"lang": "UK", "code": "UA-05"}, "query": query}
    assert _status(fresh.send("POST", "/graphql", json=again)) == HIT
    parameters = {"query": query, "variables": '{"lang": "UK",  "code": "UA-05"}'}
    assert _status(fresh.send("GET", "/graphql", params=parameters)) == HIT


def test_what_differs_in_anything_is_another_question(
    fresh: Client, world_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEREZHA_CACHE_TOTAL_BYTES", "0")
    forgetful = Client(world_url)
    query = "query A($code: String!) { territory(code: $code) { code } } query B { kinds { label } }"
    base = {"query": query, "operationName": "A", "variables": {"code": "UA05020000000026686"}}
    changes: list[tuple[dict[str, Any], dict[str, str]]] = [
        ({}, {}),
        ({"variables": {"code": "UA05020030000031457"}}, {}),
        ({"operationName": "B"}, {}),
        ({"operationName": "B"}, {"accept-language": "uk"}),
        ({"operationName": "B"}, {"accept-language": "kk"}),
        ({"query": query + " "}, {}),
        ({"extensions": {"cost": True}}, {}),
        ({}, {"accept": NEW}),
    ]
    for wanted in (MISS, HIT):
        for change, headers in changes:
            body = {**base, **change}
            given = fresh.send("POST", "/graphql", json=body, headers=headers)
            assert _status(given) == wanted, change
            made = forgetful.send("POST", "/graphql", json=body, headers=headers)
            assert given.content == made.content
            assert given.headers["content-type"] == made.headers["content-type"]
    forgetful.close()
    assert len(fresh.answers) == len(changes)


def test_languages_that_the_hub_reads_alike_are_alike(fresh: Client) -> None:
    assert _status(fresh.ask(KINDS, **{"accept-language": "uk-UA,uk;q=0.9,de;q=0.5"})) == MISS
    assert _status(fresh.ask(KINDS, **{"accept-language": "uk"})) == HIT
    assert _status(fresh.ask(KINDS, **{"accept-language": "uk,en"})) == MISS


@pytest.mark.parametrize(
    "query",
    [
        "{ nothing }",
        "{",
        '{ territory(code: "nobody") { code } }',
        'mutation { acceptPair(input: { number: 1, reason: "It is one." }) { release } }',
    ],
)
def test_errors_and_acts_are_not_kept(fresh: Client, query: str) -> None:
    for _ in range(2):
        response = fresh.ask(query)
        assert (_status(response), response.headers["cache-control"]) == (NOT_KEPT, "no-store")
    assert len(fresh.answers) == 0


@pytest.mark.parametrize(("field", "kept"), [("ageDays", 0), ("capacityAgeDays", 0), ("fileDay", 1)])
def test_what_rests_on_the_clock_is_not_kept(demo_url: str, field: str, kept: int) -> None:
    client = Client(demo_url)
    query = f"{{ sources(first: 50) {{ edges {{ node {{ quality {{ {field} }} }} }} }} }}"
    statuses = [_status(client.ask(query)) for _ in range(2)]
    assert statuses == ([MISS, HIT] if kept else [NOT_KEPT, NOT_KEPT])
    assert ("etag" in _get(client, query).headers) is bool(kept)
    assert len(client.answers) == kept
    client.close()


def test_stewards_are_answered_anew(demo_copy_url: str) -> None:
    with connect(demo_copy_url) as connection:
        key = add_key(connection, Kind.STEWARD, "Olena")
    client = Client(demo_copy_url)
    for _ in range(2):
        response = _get(client, authorization=f"Bearer {key}")
        assert (_status(response), response.headers["cache-control"]) == (BYPASS, "no-store")
        assert "etag" not in response.headers
    assert len(client.answers) == 0
    client.close()


def test_a_cache_of_no_bytes_keeps_nothing(world_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEREZHA_CACHE_TOTAL_BYTES", "0")
    client = Client(world_url)
    assert [_status(client.ask(KINDS)) for _ in range(2)] == [BYPASS, BYPASS]
    assert [_status(_get(client)) for _ in range(2)] == [NOT_KEPT, NOT_KEPT]
    tag = _get(client).headers["etag"]
    assert _get(client, **{"if-none-match": tag}).status_code == 304
    client.close()


def test_the_memory_is_bounded(world_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    most = 20 * OVERHEAD_BYTES
    monkeypatch.setenv("MEREZHA_CACHE_TOTAL_BYTES", str(most))
    client = Client(world_url)
    for number in range(60):
        assert _status(client.ask(f"{{ a{number}: __typename }}")) == MISS
        assert client.answers.kept_bytes <= most
    assert 15 <= len(client.answers) < 20
    # The newest are the ones that were kept.
    assert _status(client.ask("{ a59: __typename }")) == HIT
    assert _status(client.ask("{ a0: __typename }")) == MISS
    client.close()


def test_an_answer_that_is_too_large_is_not_kept(world_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(b'{"data":{"a":"Query"}}') + OVERHEAD_BYTES
    monkeypatch.setenv("MEREZHA_CACHE_ANSWER_BYTES", str(size))
    client = Client(world_url)
    assert [_status(client.ask("{ a: __typename }")) for _ in range(2)] == [MISS, HIT]
    assert [_status(client.ask("{ ab: __typename }")) for _ in range(2)] == [NOT_KEPT, NOT_KEPT]
    client.close()


def test_kept_answers_are_compressed_once(fresh: Client) -> None:
    query = "{ providers(first: 50) { edges { node { id name } } } }"
    plain = fresh.ask(query, **{"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    before = fresh.answers.kept_bytes
    for _ in range(2):
        packed = fresh.ask(query, **{"accept-encoding": "gzip"})
        assert packed.headers["content-encoding"] == "gzip"
        assert "Accept-Encoding" in packed.headers["vary"]
        assert packed.content == plain.content
        assert fresh.answers.kept_bytes == before + int(packed.headers["content-length"])


def test_etag_and_not_modified(fresh: Client) -> None:
    first = _get(fresh)
    assert first.headers["cache-control"] == "public, no-cache"
    assert first.headers["vary"].startswith("Accept, Accept-Language, Authorization")
    tag = first.headers["etag"]
    assert tag.startswith('W/"')
    counted = fresh.answers.counts.copy()
    for header in (tag, tag.removeprefix("W/"), f'"other", {tag}'):
        for method in ("GET", "HEAD"):
            same = fresh.send(method, "/graphql", params={"query": KINDS}, headers={"if-none-match": header})
            assert (same.status_code, same.content) == (304, b"")
            assert {name: same.headers[name] for name in ("etag", "cache-control")} == {
                "etag": tag,
                "cache-control": "public, no-cache",
            }
            assert same.headers["vary"].startswith("Accept, Accept-Language, Authorization")
            assert "content-type" not in same.headers
    assert fresh.answers.counts == counted + Counter({Source.HELD: 6})
    assert _get(fresh, **{"if-none-match": '"other"'}).status_code == 200


def test_a_tag_names_one_answer(fresh: Client) -> None:
    tags = {
        _get(fresh).headers["etag"],
        _get(fresh, **{"accept-language": "uk"}).headers["etag"],
        _get(fresh, accept=NEW).headers["etag"],
        _get(fresh, KINDS + " ").headers["etag"],
    }
    assert len(tags) == 4
    for tag in tags - {_get(fresh).headers["etag"]}:
        assert _get(fresh, **{"if-none-match": tag}).status_code == 200


def test_a_post_is_never_not_modified(fresh: Client) -> None:
    tag = _get(fresh).headers["etag"]
    posted = fresh.ask(KINDS, **{"if-none-match": tag})
    assert (posted.status_code, posted.headers["cache-control"]) == (200, "no-store")
    assert "etag" not in posted.headers


def test_a_get_with_errors_is_not_to_be_kept(fresh: Client) -> None:
    for query in ("{ nothing }", '{ territory(code: "nobody") { code } }', "subscription { a }"):
        response = _get(fresh, query)
        assert response.headers["cache-control"] == "no-store"
        assert "etag" not in response.headers
    assert _get(fresh, accept="text/css").headers["cache-control"] == "no-store"
    posted = fresh.send("POST", "/graphql", content=b"{", headers={"content-type": OLD})
    assert posted.headers["cache-control"] == "no-store"


def test_head_tells_what_get_would(fresh: Client) -> None:
    got = _get(fresh)
    head = fresh.send("HEAD", "/graphql", params={"query": KINDS})
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-length", "content-type", "cache-control", "vary"):
        assert head.headers[name] == got.headers[name]


def test_a_server_with_other_settings_names_answers_otherwise(
    world_url: str, fresh: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = _get(fresh).headers["etag"]
    twin = Client(world_url)
    assert _get(twin).headers["etag"] == tag
    twin.close()
    monkeypatch.setenv("MEREZHA_ANONYMOUS_PAGE_SIZE", "99")
    other = Client(world_url)
    assert _get(other).headers["etag"] != tag
    other.close()
