"""Which questions the aggregates answer, and which are counted from the providers."""

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from alembic import command
from hub.domain.filters import (
    Box,
    Categories,
    Eligible,
    FacetField,
    FacetQuestion,
    ProviderFilter,
    ProviderOrder,
    ProviderOrderField,
    Within,
)
from hub.domain.records import Point
from hub.domain.vocabulary import DeliveryForm, PrecisionClass, RecordStatus, Sector, TerritoryLevel
from hub.ingest import RunReport
from hub.store.aggregates.reads import kept_facets, plain
from hub.store.as_of import moment_of, past_session
from hub.store.connection import connect
from hub.store.coverage import coverage
from hub.store.engine import ReadSession
from hub.store.facets import Bucket, facets
from hub.store.filters import ProviderScope
from hub.store.listings import On, ProviderListing
from hub.store.migrations import migrate
from tests.ingest.builders import provider

from .truth import PLAIN, ask, hold_against_the_count, kept, rows

Import = Callable[..., RunReport]

ROOT = Path(__file__).parents[2]
BOX = Box(0, 0, 90, 90)
#: A value of each field that asks for something.
ASKING: dict[str, Any] = {
    "within": Within(box=BOX),
    "serves": Point(49.2328, 28.4681),
    "serves_territory": "UA05",
    "categories": Categories(any_of=("care.home",)),
    "kinds": ("territorial-centre",),
    "sectors": (Sector.UNKNOWN,),
    "forms": (DeliveryForm.HOME,),
    "target_groups": ("older",),
    "eligible": Eligible(age=7),
    "text": "Центр",
    "status": (RecordStatus.ACTIVE,),
    "precision": (PrecisionClass.SETTLEMENT,),
    "is_sample": False,
    "is_synthetic": True,
    "sources": ("test_05",),
    "ids": (UUID(int=1),),
}


@pytest.fixture
def emptied_url(tree_url: str, importing: Import) -> str:
    """A hub with one provider whose aggregates were lost: what they answer is nothing."""
    importing(provider("1"))
    with connect(tree_url) as connection:
        connection.execute("DELETE FROM hub.facet_count; DELETE FROM hub.coverage_cell")
    return tree_url


def sectors(url: str, listing: ProviderListing, group: Any = None) -> list[Bucket]:
    """The buckets of one facet."""
    by = FacetQuestion((FacetField.SECTOR,))
    return ask(url, lambda session: facets(session, listing, by, [group]))[0][FacetField.SECTOR].buckets


def providers(url: str, scope: ProviderScope) -> int:
    """What the cell of the country counts."""
    found = ask(url, lambda session: coverage(session, 1, TerritoryLevel.COUNTRY, ("care.home",), scope))
    return found[0].cells[0].providers


def test_plain_questions_are_answered_from_the_aggregates(emptied_url: str) -> None:
    inside = replace(PLAIN, wanted=ProviderFilter(within=Within(territory="UA")), territory_id=1)
    by_name = (ProviderOrder(ProviderOrderField.NAME),)
    assert sectors(emptied_url, ProviderListing(PLAIN)) == []
    assert sectors(emptied_url, ProviderListing(PLAIN, by_name)) == []
    assert sectors(emptied_url, ProviderListing(PLAIN, on=On.TERRITORY), 1) == []
    assert sectors(emptied_url, ProviderListing(inside)) == []
    assert providers(emptied_url, PLAIN) == 0


def test_a_territory_and_something_else_is_counted(emptied_url: str) -> None:
    counted = [Bucket("unknown", 1)]
    inside = replace(PLAIN, wanted=ProviderFilter(within=Within(territory="UA")), territory_id=1)
    boxed = replace(inside, wanted=ProviderFilter(within=Within(territory="UA", box=BOX)))
    assert sectors(emptied_url, ProviderListing(boxed)) == counted
    assert sectors(emptied_url, ProviderListing(inside, on=On.TERRITORY), 2) == counted
    assert providers(emptied_url, inside) == 1


def test_every_filter_is_tried() -> None:
    assert set(ASKING) == {field.name for field in fields(ProviderFilter)}


@pytest.mark.parametrize("name", sorted(ASKING))
def test_whatever_is_asked_is_counted(name: str) -> None:
    assert plain(PLAIN)
    assert not plain(ProviderScope(ProviderFilter(**{name: ASKING[name]})))


@pytest.mark.parametrize("on", [On.PROVIDER, On.PROGRAMME])
def test_lists_of_a_provider_or_programme_are_counted(demo_url: str, on: On) -> None:
    async def read(session: ReadSession) -> list[bool]:
        listings = (ProviderListing(PLAIN, on=hung) for hung in (On.NOTHING, On.TERRITORY, on))
        return [kept_facets(session, listing) for listing in listings]

    assert ask(demo_url, read) == [True, True, False]


def test_a_former_state_is_counted(emptied_url: str) -> None:
    async def read(session: ReadSession) -> tuple[int, list[Bucket]]:
        past = past_session(session, await moment_of(session, 1))
        (row,) = await coverage(past, 1, TerritoryLevel.COUNTRY, ("care.home",), PLAIN)
        found = await facets(past, ProviderListing(PLAIN), FacetQuestion((FacetField.SECTOR,)), [None])
        return row.cells[0].providers, found[0][FacetField.SECTOR].buckets

    assert ask(emptied_url, read) == (1, [Bucket("unknown", 1)])


def test_migrating_an_older_hub_fills_them(tree_url: str, importing: Import) -> None:
    importing(provider("1"))
    before = kept(tree_url)
    with create_engine(tree_url, poolclass=NullPool).connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(ROOT / "alembic"))
        config.attributes["connection"] = connection
        command.downgrade(config, "0007")
        connection.commit()
    names = "'hub.coverage_cell', 'hub.facet_count', 'hub.capacity_sum'"
    assert rows(tree_url, f"SELECT to_regclass(name) FROM unnest(ARRAY[{names}]) name") == [(None,)] * 3
    migrate(tree_url)
    assert kept(tree_url) == before
    hold_against_the_count(tree_url)
