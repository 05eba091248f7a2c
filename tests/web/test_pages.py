"""Pages for browsers, liveness and readiness; GraphiQL comes from our own files only."""

import asyncio
import re
import time
from pathlib import Path

import pytest

from hub.store.engine import ReadSession
from hub.store.reads.health import release_number
from hub.web import health
from hub.web.app import STATIC
from hub.web.pages import _compressed
from tests.web.conftest import Client

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_a_browser_gets_graphiql(client: Client) -> None:
    response = client.send("GET", "/graphql", headers=BROWSER)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'self'" in response.headers["content-security-policy"]
    for path in re.findall(r'(?:src|href)="([^"]+)"', response.text):
        assert client.send("GET", path).status_code == 200


@pytest.mark.parametrize("page", sorted(STATIC.rglob("*.html")), ids=lambda path: path.name)
def test_pages_load_nothing_from_elsewhere(page: Path) -> None:
    links = re.findall(r'(?:src|href)="([^"]+)"', page.read_text("utf-8"))
    assert links
    assert [link for link in links if not link.startswith("/")] == []


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/static/graphiql/graphiql.min.js", "text/javascript"),
        ("/static/graphiql/graphiql.min.css", "text/css"),
        ("/static/graphiql/LICENSE-graphiql.txt", "text/plain"),
        ("/static/icon.svg", "image/svg+xml"),
        ("/static/start.css", "text/css"),
    ],
)
def test_static_files_have_their_types(client: Client, path: str, media_type: str) -> None:
    response = client.send("GET", path)
    assert (response.status_code, response.headers["content-type"].split(";")[0]) == (200, media_type)


@pytest.mark.parametrize(
    "path", ["/nothing", "/static/nothing", "/static/../app.py", "/static/%2e%2e/app.py"]
)
def test_an_unknown_path_is_a_typed_error(client: Client, path: str) -> None:
    response = client.send("GET", path)
    assert response.status_code == 404
    assert response.json() == {"errors": [{"message": "Not Found.", "extensions": {"code": "NOT_FOUND"}}]}


def test_the_root_leads_to_the_start_page(client: Client) -> None:
    response = client.send("GET", "/")
    assert (response.status_code, response.headers["location"]) == (307, "/start")
    assert 'href="/graphql"' in client.send("GET", "/start").text


def test_a_static_file_is_compressed_once(client: Client) -> None:
    before = _compressed.cache_info().misses
    for _ in range(3):
        response = client.send(
            "GET", "/static/graphiql/graphiql.min.css", headers={"accept-encoding": "gzip"}
        )
        assert response.headers["content-encoding"] == "gzip"
        assert response.text == (STATIC / "graphiql" / "graphiql.min.css").read_text("utf-8")
    assert _compressed.cache_info().misses - before <= 1


def test_livez(client: Client) -> None:
    response = client.send("GET", "/livez")
    assert (response.status_code, response.text) == (200, "ok")


def test_readyz_tells_the_release_and_ages(client: Client) -> None:
    response = client.send("GET", "/readyz")
    content = response.json()
    assert (response.status_code, content["ready"], content["release"]) == (200, True, 1)
    ages = {source.pop("code"): source for source in content["sources"]}
    assert set(ages) == {"crowd", "katottg", "ru_oms", "ua_register"}
    assert ages["ru_oms"] == {"lastRead": None, "ageSeconds": None}
    assert ages["katottg"]["lastRead"] == ages["ua_register"]["lastRead"] == "2026-03-01T12:00:00+00:00"
    assert ages["katottg"]["ageSeconds"] > 0


def test_readyz_does_not_take_a_process_that_stood_still_for_a_silent_database(
    world_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stops = iter([2.5])

    async def asked_by_a_process_that_stops(session: ReadSession) -> int | None:
        if (seconds := next(stops, None)) is not None:
            time.sleep(seconds)
            await asyncio.sleep(0.01)
        return await release_number(session)

    monkeypatch.setattr(health, "STALE_SECONDS", 2.0)
    monkeypatch.setattr(health, "release_number", asked_by_a_process_that_stops)
    other = Client(world_url)
    response = other.send("GET", "/readyz")
    other.close()
    assert (response.status_code, response.json()["ready"]) == (200, True)
    assert next(stops, None) is None


def test_readyz_without_migrations(empty_url: str) -> None:
    other = Client(empty_url)
    response = other.send("GET", "/readyz")
    alive = other.send("GET", "/livez")
    other.close()
    assert (response.status_code, alive.status_code) == (503, 200)
    (reason,) = response.json()["reasons"]
    assert (response.json()["ready"], reason["extensions"]["code"]) == (False, "NOT_MIGRATED")


def test_readyz_and_queries_without_a_database() -> None:
    other = Client("postgresql+psycopg:///nothing?host=/nowhere")
    response = other.send("GET", "/readyz")
    answer = other.ask("{ release { number } }")
    other.close()
    assert response.status_code == 503
    assert response.json()["reasons"][0]["extensions"]["code"] == "DATABASE_UNREACHABLE"
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert answer.json()["errors"][0]["extensions"]["code"] == "DATABASE_UNREACHABLE"
