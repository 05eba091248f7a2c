"""Whatever a server keeps between requests, what is written is seen by the next question."""

from collections.abc import Iterator

import pytest

from hub.store.connection import connect
from tests.schema.world import build
from tests.web.conftest import Client

#: Fields that are read from tables which many answers share, each with what changes its value.
CHANGES = [
    (
        '{ territory(code: "UA05020000000026686") { name(lang: UK) } }',
        "UPDATE hub.territory_name SET name = 'New'",
    ),
    (
        "{ providers(first: 50) { edges { node { locations { territory { name(lang: UK) } } } } } }",
        "UPDATE hub.territory_name SET name = 'Newer'",
    ),
    (
        "{ sources(first: 50) { edges { node { title } } } }",
        "UPDATE hub.source SET title = 'New'",
    ),
    (
        "{ kinds { code label(lang: EN) } }",
        "UPDATE hub.term_label SET label = 'New' WHERE lang = 'en'",
    ),
    (
        '{ providers(filter: { categories: { anyOf: ["care.home"] } }, first: 50) { totalCount } }',
        "UPDATE hub.service SET status = 'closed'",
    ),
    ("{ release { publishedAt } }", "UPDATE hub.release SET published_at = now()"),
]


@pytest.fixture(params=["kept", "not kept"])
def served(
    database_url: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Client]:
    """A server of a world that the test may change, with and without answers kept."""
    if request.param == "not kept":
        monkeypatch.setenv("MEREZHA_CACHE_TOTAL_BYTES", "0")
    build(database_url)
    opened = Client(database_url)
    yield opened
    opened.close()


def test_what_is_written_is_seen_at_once(served: Client, database_url: str) -> None:
    for query, change in CHANGES:
        before = [served.ask(query).json() for _ in range(3)]
        assert before[0] == before[1] == before[2]
        assert "errors" not in before[0]
        with connect(database_url) as connection:
            connection.execute(change.encode())
        after = served.ask(query).json()
        assert "errors" not in after
        assert after != before[0], query
