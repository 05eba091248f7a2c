"""What the hub keeps added up is what counting finds, wherever providers come from."""

from datetime import date

from tests.schema.world import build

from .truth import hold_against_the_count, rows


def test_over_the_demo(demo_copy_url: str) -> None:
    assert all(hold_against_the_count(demo_copy_url).values())


def test_over_the_small_hub(database_url: str) -> None:
    build(database_url)
    assert all(hold_against_the_count(database_url).values())
    # The newest count of places is the capacity, at each of the five ranks above the place.
    cells = "SELECT providers, services, functions FROM hub.coverage_cell"
    found = rows(database_url, f"{cells} WHERE category = 'rehab.early-intervention' AND reach = 'seat'")
    assert found == [(1, 1, 0)] * 5
    sums = (
        "SELECT value, shared, stated, as_of FROM hub.capacity_sum WHERE figure = 'total' AND reach = 'seat'"
    )
    found = rows(database_url, f"{sums} AND category = 'rehab.early-intervention'")
    assert found == [(50, 0, 1, date(2026, 1, 1))] * 5
    # The closed and the missing provider count nowhere.
    sectors = "SELECT code, providers FROM hub.facet_count WHERE territory_id = 0 AND field = 'sector'"
    assert rows(database_url, f"{sectors} ORDER BY 1") == [
        ("business", 40), ("municipal", 4), ("nonprofit", 2), ("religious", 1), ("state", 3)
    ]  # fmt: skip
