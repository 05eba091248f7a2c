"""Every release leaves the aggregates true, and touches only what it changes."""

from collections.abc import Callable
from datetime import date

import pytest

from hub.domain.records import CapacityRecord, LocationRecord
from hub.domain.vocabulary import DeliveryForm, RecordStatus, Sector
from hub.ingest import RunReport
from hub.ingest.stewarding import merge, restore, split, undo, withdraw
from tests.ingest.builders import CITY, provider, service
from tests.ingest.stewarding.conftest import A_TWO, ONE, SIGNED, TWO, numbered

from .conftest import FAR
from .truth import hold_against_the_count, rows

Import = Callable[..., RunReport]

TWO_PLACES = (LocationRecord("main", CITY), LocationRecord("other", FAR))
REHAB = service(
    key="rehab", category="rehab.social", forms=(DeliveryForm.AMBULATORY,), is_function=True, capacities=()
)
_COUNTRY = """
    SELECT category, providers, services, functions, coalesce(value, 0)::int AS places, coalesce(stated, 0)
    AS stated FROM hub.coverage_cell c LEFT JOIN hub.capacity_sum s USING (territory_id, category, reach)
    WHERE territory_id = 1 AND reach = 'seat' AND coalesce(figure, 'total') = 'total' ORDER BY category
"""


def cells(url: str, columns: str = "providers, services, functions, places, stated") -> dict[str, tuple[int]]:
    """The cells of the whole country by category."""
    found = rows(url, f"SELECT category, {columns} FROM ({_COUNTRY}) cells")
    return {category: tuple(numbers) for category, *numbers in found}


def test_a_first_import(tree_url: str, importing: Import) -> None:
    importing(provider("1"), provider("2", locations=TWO_PLACES, services=(service(), REHAB)))
    hold_against_the_count(tree_url)
    assert cells(tree_url) == {
        "care": (2, 2, 0, 80, 2),
        "care.home": (2, 2, 0, 80, 2),
        "rehab": (1, 1, 1, 0, 0),
        "rehab.social": (1, 1, 1, 0, 0),
    }
    # The region counts the second provider once, though it works in both of its hromadas.
    home = "SELECT territory_id, providers FROM hub.coverage_cell WHERE category = 'care.home' AND reach ="
    assert rows(tree_url, f"{home} 'inside' ORDER BY 1") == [(1, 2), (2, 2), (3, 2), (6, 1)]
    assert rows(tree_url, f"{home} 'whole' ORDER BY 1") == [(3, 2), (6, 1)]
    found = rows(tree_url, f"{home} 'seat' ORDER BY 1")
    assert found == [(1, 2), (2, 2), (3, 2), (4, 2), (6, 1), (7, 1)]
    hub = "SELECT field, code, providers FROM hub.facet_count WHERE territory_id = 0 ORDER BY 1, 2"
    assert rows(tree_url, hub) == [
        ("category", "care", 2),
        ("category", "care.home", 2),
        ("category", "rehab", 1),
        ("category", "rehab.social", 1),
        ("form", "ambulatory", 1),
        ("form", "home", 2),
        ("kind", "territorial-centre", 2),
        ("sector", "unknown", 2),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"locations": TWO_PLACES},
        {"locations": (LocationRecord("main", FAR),)},
        {"locations": (LocationRecord("main", CITY), LocationRecord("seat", FAR, kind="legal"))},
        {"locations": (LocationRecord("main"),)},
        {"locations": ()},
        {"services": ()},
        {"services": (service(), REHAB)},
        {"services": (service(locations=("main",)), REHAB), "locations": TWO_PLACES},
        {"services": (service(category=None),)},
        {"services": (service(status=RecordStatus.CLOSED), REHAB)},
        {"services": (service(capacities=(CapacityRecord(as_of=date(2025, 1, 1)),)),)},
        {"services": (service(capacities=(CapacityRecord(as_of=date(2025, 1, 1), total=7),)),)},
        {"services": (service(capacities=(CapacityRecord(as_of=date(2023, 1, 1), total=7),)),)},
        {"status": RecordStatus.CLOSED},
        {"status": RecordStatus.SUSPENDED},
        {"kind": None},
        {"sector": Sector.NONPROFIT},
        {"name": "Another name"},
    ],
    ids=lambda changes: ",".join(changes),
)
def test_a_change_and_its_undoing(tree_url: str, importing: Import, changes: dict[str, object]) -> None:
    importing(provider("1"), provider("2", locations=TWO_PLACES))
    before = cells(tree_url)
    assert importing(provider("1", **changes), provider("2", locations=TWO_PLACES)).changed == 1
    hold_against_the_count(tree_url)
    importing(provider("1"), provider("2", locations=TWO_PLACES))
    hold_against_the_count(tree_url)
    # A figure stays when a newer file no longer repeats it; an older one, or a day without figures, tells
    # nothing new.
    measured = "total=7" in str(changes) and "2025" in str(changes)
    assert (cells(tree_url) == before) is not measured


def test_what_vanishes_and_returns(tree_url: str, importing: Import) -> None:
    importing(provider("1"), provider("2", services=(REHAB,)))
    importing(provider("1"))
    hold_against_the_count(tree_url)
    assert cells(tree_url, "providers") == {"care": (1,), "care.home": (1,)}
    importing(provider("1"), provider("2", services=(REHAB,)))
    hold_against_the_count(tree_url)
    assert set(cells(tree_url)) == {"care", "care.home", "rehab", "rehab.social"}


def test_a_release_touches_only_the_sums_that_change(tree_url: str, importing: Import) -> None:
    importing(provider("1"), provider("2", locations=(LocationRecord("main", FAR),)))
    places = """
        SELECT territory_id, category, xmin FROM hub.coverage_cell
        WHERE territory_id > 2 AND reach = 'seat' ORDER BY 1, 2
    """
    before = rows(tree_url, places)
    more = (service(), REHAB)
    importing(provider("1"), provider("2", locations=(LocationRecord("main", FAR),), services=more))
    after = rows(tree_url, places)
    # Nothing is written where provider 1 works, nor to the cells of care where provider 2 does.
    assert [row for row in after if row in before] == before
    assert [
        (place, category) for place, category, writer in after if (place, category, writer) not in before
    ] == [
        (6, "rehab"),
        (6, "rehab.social"),
        (7, "rehab"),
        (7, "rehab.social"),
    ]


@pytest.mark.usefixtures("joined")
def test_the_acts_of_stewards(tree_url: str, importing: Import) -> None:
    hold_against_the_count(tree_url)
    assert cells(tree_url, "providers")["care.home"] == (3,)
    merged = merge(tree_url, (TWO, A_TWO), SIGNED)
    hold_against_the_count(tree_url)
    assert cells(tree_url, "providers")["care.home"] == (2,)
    undo(tree_url, merged.number, SIGNED)
    hold_against_the_count(tree_url)
    assert cells(tree_url, "providers")["care.home"] == (3,)
    undo(tree_url, 1, SIGNED)
    hold_against_the_count(tree_url)
    assert cells(tree_url, "providers")["care.home"] == (4,)
    withdraw(tree_url, ONE, SIGNED)
    hold_against_the_count(tree_url)
    assert cells(tree_url, "providers")["care.home"] == (3,)
    importing(numbered("1"), numbered("2", locations=TWO_PLACES))
    restore(tree_url, ONE, SIGNED)
    hold_against_the_count(tree_url)
    assert cells(tree_url, "providers")["care.home"] == (4,)


def test_a_split(tree_url: str, importing: Import, also: Import) -> None:
    importing(numbered("1", services=(service(), REHAB)))
    other = (service(key="rehab", category="rehab.social", locations=("main",)),)
    assert also(numbered("1", key="A-1", services=other, locations=TWO_PLACES)).joined == 1
    hold_against_the_count(tree_url)
    assert cells(tree_url, "providers")["rehab.social"] == (1,)
    split(tree_url, ONE, SIGNED)
    hold_against_the_count(tree_url)
    assert cells(tree_url, "providers")["rehab.social"] == (2,)
