"""What a client would rather have: a page or an answer, compressed or plain, or nothing that it has."""

import gzip
from urllib.parse import quote

import httpx
import pytest
from starlette.datastructures import Headers

from hub.web.compression import least_bytes
from hub.web.media import prefers_page
from tests.web.conftest import Client

JSON, NEW = "application/json", "application/graphql-response+json"
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
JAVA = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"
LONG = "{ providers(first: 50) { edges { node { id name } } } }"
RELEASE = "{ release { number } }"

#: Accept → whether /graphql shows its page: without a query in the address, and with one.
PAGES: list[tuple[str | None, bool, bool]] = [
    (None, False, False),
    ("", False, False),
    ("*/*", False, False),
    (CHROME, True, True),
    ("text/html", True, True),
    ("text/*", True, True),
    (JAVA, True, False),
    ("text/html, */*", True, False),
    ("text/html, */*;q=0.1", True, False),
    ("text/html, application/xhtml+xml, */*", True, True),
    (f"{JSON}, text/html;q=0.1", False, False),
    (f"{JSON};q=0.2, text/html;q=0.1", False, False),
    (f"{NEW}, text/html;q=0.9", False, False),
    (f"{JSON};q=0.1, text/html", True, True),
    (f"text/html, {JSON}", False, False),
    ("text/html;q=0", False, False),
    ("text/html;q=0, */*", False, False),
    ("text/html;q=0.0, application/xhtml+xml", False, False),
    ('application/json;profile="text/html"', False, False),
    ("text/html;q=x", False, False),
    ("TEXT/HTML", True, True),
]


@pytest.mark.parametrize(("accept", "without", "asking"), PAGES)
def test_a_page_or_an_answer(client: Client, accept: str | None, without: bool, asking: bool) -> None:
    assert (prefers_page(accept, asks=False), prefers_page(accept, asks=True)) == (without, asking)
    headers = {"accept": accept} if accept is not None else {}
    response = client.send("GET", "/graphql", params={"query": RELEASE}, headers=headers)
    assert response.headers["content-type"].startswith("text/html") is asking
    if not asking and accept != "text/html;q=0.0, application/xhtml+xml":
        assert response.json() == {"data": {"release": {"number": 1}}}


def test_a_trusted_document_in_the_address_is_answered(client: Client) -> None:
    response = client.send("GET", "/graphql", params={"documentId": "0" * 64}, headers={"accept": CHROME})
    assert (response.status_code, response.headers["content-type"]) == (404, JSON)


def test_a_field_may_come_in_several_lines(client: Client) -> None:
    lines = [("accept", "text/html;q=0.1"), ("accept", JSON), ("accept-encoding", "br")]
    plain = client.send("GET", "/graphql", params={"query": LONG}, headers=lines)
    packed = client.send(
        "GET", "/graphql", params={"query": LONG}, headers=[*lines, ("accept-encoding", "gzip")]
    )
    assert plain.headers["content-type"] == packed.headers["content-type"] == JSON
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    tag = plain.headers["etag"]
    tags = [*lines, ("if-none-match", '"x"'), ("if-none-match", tag)]
    assert client.send("GET", "/graphql", params={"query": LONG}, headers=tags).status_code == 304


ENCODINGS = [
    ("", None),
    ("gzip", 1000),
    ("x-gzip", 1000),
    ("gzip, deflate, br, zstd", 1000),
    ("*", 1000),
    ("gzip;q=0.1", 1000),
    ("gzip;q=0", None),
    ("gzip;q=0.000, *", None),
    ("*;q=0", None),
    ("gzip;q=1, *;q=0", 1000),
    ("br;q=1, *;q=0", None),
    ("identity", None),
    ("identity, gzip;q=0.5", None),
    ("identity;q=0.5, gzip", 1000),
    ("identity;q=0", None),
    ("identity;q=0, gzip", 1),
    ("identity;q=0, *", 1),
    ("not-gzip", None),
    ("gzip;q=oops", None),
]


@pytest.mark.parametrize(("told", "least"), ENCODINGS)
def test_from_how_many_bytes_on_answers_are_compressed(told: str, least: int | None) -> None:
    assert least_bytes(Headers({"accept-encoding": told})) == least


@pytest.mark.parametrize(("told", "least"), ENCODINGS)
@pytest.mark.parametrize(
    "path",
    [
        f"/graphql?query={quote(LONG)}",
        "/start",
        "/static/start.css",
        "/static/graphiql/page.js",
        "/reconcile",
    ],
)
def test_every_endpoint_compresses_so(client: Client, path: str, told: str, least: int | None) -> None:
    response = client.send("GET", path, headers={"accept-encoding": told})
    packs = least is not None and len(response.content) >= least
    assert (response.status_code, response.headers.get("content-encoding")) == (
        200,
        "gzip" if packs else None,
    )
    if len(response.content) >= 1000:
        assert "accept-encoding" in response.headers["vary"].lower()


def test_an_answer_by_post_and_a_short_one(client: Client) -> None:
    assert "content-encoding" not in client.ask(LONG, **{"accept-encoding": "gzip;q=0"}).headers
    assert client.ask(LONG, **{"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.ask(RELEASE, **{"accept-encoding": "gzip"}).headers
    short = client.ask(RELEASE, **{"accept-encoding": "gzip, identity;q=0"})
    assert (short.headers["content-encoding"], short.json()) == ("gzip", {"data": {"release": {"number": 1}}})
    assert gzip.decompress(gzip.compress(short.content)) == short.content


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "path", [f"/graphql?query={quote(RELEASE)}", "/graphql", "/start", "/static/start.css"]
)
def test_nobody_is_sent_what_he_has(client: Client, path: str, method: str) -> None:
    headers = {"accept": CHROME if path == "/graphql" else "*/*"}

    def told(tags: str) -> httpx.Response:
        return client.send(method, path, headers={**headers, "if-none-match": tags})

    tag = client.send(method, path, headers=headers).headers["etag"]
    for tags in ("*", " * ", tag, f'"other"  ,{tag}', f"W/{tag.removeprefix('W/')}"):
        response = told(tags)
        assert (response.status_code, response.content, response.headers["etag"]) == (304, b"", tag), tags
        assert "content-type" not in response.headers
    for tags in ('"other"', '"*"', "other", tag.removeprefix("W/").strip('"')):
        assert told(tags).status_code == 200


def test_a_star_asks_whether_there_is_an_answer(client: Client) -> None:
    for query in ("{ nothing }", '{ territory(code: "nobody") { code } }'):
        response = client.send("GET", "/graphql", params={"query": query}, headers={"if-none-match": "*"})
        assert (response.status_code, "errors" in response.json()) == (200, True)
    posted = client.ask(RELEASE, **{"if-none-match": "*"})
    assert (posted.status_code, posted.json()) == (200, {"data": {"release": {"number": 1}}})
