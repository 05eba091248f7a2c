"""Upgrades of a hub that holds data: what was said first stays told, and nothing of it is lost."""

from pathlib import Path
from typing import Any

from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from alembic import command
from hub.store.connection import connect
from hub.store.migrations import migrate
from tests.ingest.builders import provider
from tests.ingest.conftest import hub_url, importing

__all__ = ["hub_url", "importing"]

_SINCE = 'SELECT key, since, run_id, "row" FROM hub.statement ORDER BY key'


def down(url: str, revision: str) -> None:
    """Take the database back to a revision, data and all."""
    with create_engine(url, poolclass=NullPool).connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parents[2] / "alembic"))
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
        connection.commit()


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    with connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def test_origins_of_claims_are_told_of_a_hub_from_before_they_were_kept(hub_url: str, importing: Any) -> None:
    first = importing(provider("1"), provider("2"))
    second = importing(provider("1", url="https://example.org"), provider("2"))
    told = rows(hub_url, _SINCE)
    assert [row[2] for row in told] == [first.run, first.run]
    assert {origin["run"] for origin in told[0][1].values()} == {second.run}
    down(hub_url, "0011")
    before = rows(hub_url, "SELECT key, since FROM hub.statement ORDER BY key")
    # As they were kept then: the day alone.
    assert {type(day) for _, since in before for day in since.values()} == {str}
    with connect(hub_url) as connection:
        # A program of then told of a statement the run that said it last.
        connection.execute("UPDATE hub.statement SET run_id = %s WHERE key = '1'", (second.run,))
    migrate(hub_url)
    assert rows(hub_url, _SINCE) == told


def test_data_outlives_the_upgrade_of_rows_rules_and_corrections(hub_url: str, importing: Any) -> None:
    importing(provider("1"), provider("2"))
    down(hub_url, "0013")
    migrate(hub_url)
    assert rows(hub_url, "SELECT DISTINCT statement_id, secret FROM ingest.raw_record") == [(None, None)]
    assert rows(hub_url, "SELECT hides FROM hub.source WHERE code = 'test_05'") == [({},)]
    assert importing(provider("1"), provider("2"), provider("3")).added == 1


def test_norms_keep_their_words_and_areas_move_to_their_territories(hub_url: str) -> None:
    down(hub_url, "0018")
    with connect(hub_url) as connection:
        connection.execute("DELETE FROM hub.norm")
        connection.execute(
            "INSERT INTO hub.norm (id, country, subject, value, unit, status, source, confidence, note) "
            "VALUES ('X-1', 'UA', 'posts', '~10 clients', 'clients', 'old rule', 'Order 1', 'low', 'unsure')"
        )
        connection.execute(
            "INSERT INTO hub.territory_population (territory_id, source_id, as_of, value, area_km2) "
            "SELECT t.id, s.id, day, 1, area FROM hub.territory t, "
            "(SELECT min(id) AS id FROM hub.source) s, (VALUES ('2021-01-01'::date, 469.3)) v (day, area) "
            "ORDER BY t.id LIMIT 1 ON CONFLICT (territory_id, source_id) DO UPDATE SET area_km2 = 469.3"
        )
    migrate(hub_url)
    told = "SELECT document, citation, subjects->>'en', formula, status, numerator, confidence, note "
    note = "before revision 0019: ~10 clients, old rule, low; unsure"
    assert rows(hub_url, f"{told} FROM hub.norm") == [
        ("Order 1", "Order 1", "posts", "method-only", "benchmark", None, "low", note)
    ]
    first = "SELECT area_km2, area_source_id IS NOT NULL FROM hub.territory ORDER BY id LIMIT 1"
    assert rows(hub_url, first) == [(469.3, True)]
