"""Posts of staff through releases: kept by date, told of a day, forgotten with a secret place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import psycopg
import pytest

from hub.domain.filters import ProviderFilter
from hub.domain.records import ProviderRecord, StaffRecord
from hub.domain.vocabulary import SecondTier
from hub.ingest import RunReport
from hub.store import tables
from hub.store.connection import connect
from hub.store.exports.hsds import HsdsFormat, export_hsds
from importers.check import bundled_gazetteer
from importers.hsds import HsdsMapper, open_package
from importers.lookups import Lookups
from importers.region import Region

from .builders import provider, service
from .test_past import NOW, THEN, seen

FIRST = StaffRecord("Соціальний працівник", date(2024, 1, 1), 12.5, 11, 9, date(2026, 3, 17), 3)
SECOND = replace(FIRST, as_of=date(2025, 6, 1), posts=14.0)
COLUMNS = (tables.staff.c.title, tables.staff.c.as_of, tables.staff.c.posts)


def test_a_newer_file_adds_a_count_and_takes_none_away(
    hub_url: str, importing: Callable[..., RunReport]
) -> None:
    importing(provider("1", staff=(FIRST,)), options=THEN)
    importing(provider("1", staff=(SECOND,)), options=NOW)
    then, now = (FIRST.title, FIRST.as_of, 12.5), (SECOND.title, SECOND.as_of, 14.0)
    assert seen(hub_url, 1, *COLUMNS) == seen(hub_url, date(2025, 1, 1), *COLUMNS) == [then]
    assert seen(hub_url, 2, *COLUMNS) == [then, now]
    with connect(hub_url) as connection:
        kinds = connection.execute("SELECT release, kind FROM hub.change ORDER BY 1").fetchall()
    assert kinds == [(1, "added"), (2, "changed")]


def test_a_title_that_a_newer_file_no_longer_counts_is_told_of_its_day_only(
    hub_url: str, importing: Callable[..., RunReport]
) -> None:
    importing(provider("1", staff=(FIRST, StaffRecord("Водій", date(2024, 1, 1), 1))), options=THEN)
    importing(provider("1", staff=(SECOND,)), options=NOW)
    assert ("Водій", date(2024, 1, 1), 1.0) in seen(hub_url, 1, *COLUMNS)
    assert "Водій" not in [row[0] for row in seen(hub_url, 2, *COLUMNS)]


def test_a_count_that_is_corrected_stands_as_it_was_in_its_release(
    hub_url: str, importing: Callable[..., RunReport]
) -> None:
    importing(provider("1", staff=(FIRST,)), options=THEN)
    importing(provider("1", staff=(replace(FIRST, posts=13.0),)), options=NOW)
    assert seen(hub_url, 1, *COLUMNS) == [(FIRST.title, FIRST.as_of, 12.5)]
    assert seen(hub_url, 2, *COLUMNS) == [(FIRST.title, FIRST.as_of, 13.0)]


def test_posts_of_a_service_bear_it_and_only_the_month_of_a_day_is_kept(
    hub_url: str, importing: Callable[..., RunReport]
) -> None:
    importing(provider("1", services=(service(staff=(FIRST,)),)))
    with connect(hub_url) as connection:
        rows = connection.execute(
            "SELECT v.key, s.qualified, s.qualification_ends, s.qualification_years "
            "FROM hub.staff s JOIN hub.service v ON v.id = s.service_id"
        ).fetchall()
        told = connection.execute("SELECT content::text FROM hub.statement").fetchall()
    assert rows == [("care.home", 9, date(2026, 3, 1), 3.0)]
    assert "2026-03-17" not in told[0][0]


def test_no_table_holds_facts_of_few_people(hub_url: str, importing: Callable[..., RunReport]) -> None:
    importing(provider("1", staff=(replace(FIRST, filled=1.0, qualified=1),)))
    with connect(hub_url) as connection:
        assert connection.execute("SELECT qualified, qualification_ends FROM hub.staff").fetchall() == [
            (None, None)
        ]
        claims = connection.execute("SELECT content::text || claims::text FROM hub.statement").fetchall()
    assert "qualified" not in claims[0][0]
    with connect(hub_url) as connection, pytest.raises(psycopg.errors.CheckViolation):
        connection.execute("UPDATE hub.staff SET qualified = 1")


def test_former_posts_of_a_place_that_became_secret_are_forgotten(
    hub_url: str, importing: Callable[..., RunReport]
) -> None:
    at_home = replace(FIRST, title="Черговий, вул. Соборна, 1")
    importing(provider("1", staff=(at_home,)), options=THEN)
    shelter = service(key="shelter", category="crisis.shelter-violence", capacities=())
    importing(provider("1", services=(shelter,), staff=(at_home,)), options=NOW)
    assert [row for row in seen(hub_url, 1, tables.staff.c.title) if "Соборна" in row[0]] == []
    assert [row for row in seen(hub_url, 2, tables.staff.c.title) if "Соборна" in row[0]] == []


def test_teams_and_their_decimals_are_kept(hub_url: str, importing: Callable[..., RunReport]) -> None:
    importing(provider("1", services=(service(teams=2, visits_per_day=7.5, reach_km=40.25),)))
    with connect(hub_url) as connection:
        kept = connection.execute("SELECT teams, visits_per_day, reach_km FROM hub.service").fetchall()
    assert kept == [(2, 7.5, 40.25)]


def test_hsds_carries_teams_and_posts_there_and_back(
    hub_url: str, importing: Callable[..., RunReport], tmp_path: Path
) -> None:
    driver = StaffRecord("Водій", posts=1.5)
    team = {"teams": 2, "visits_per_day": 7.5, "reach_minutes": 45.0, "reach_km": 40.25, "shift": "8–17"}
    given = service(staff=(FIRST,), second_tier=SecondTier.INSTITUTIONS, **team)
    importing(provider("1", services=(given,), staff=(driver, SECOND)))
    export_hsds(hub_url, ProviderFilter(), tmp_path / "out", HsdsFormat.TABULAR)
    described = {
        "code": "ua_back",
        "title": "B",
        "publisher": "P",
        "licence": "L",
        "lang": "uk",
        "format": "hsds",
    }
    mapper = HsdsMapper(Region.model_validate(described), Lookups(), bundled_gazetteer())
    with open_package(tmp_path / "out") as package:
        (record,) = [item for item in mapper.items(package) if isinstance(item, ProviderRecord)]
    month = date(2026, 3, 1)
    assert set(record.staff) == {driver, replace(SECOND, qualification_ends=month)}
    (back,) = record.services
    assert back.staff == (replace(FIRST, qualification_ends=month),)
    assert {name: getattr(back, name) for name in team} == team
    assert back.second_tier is SecondTier.INSTITUTIONS
