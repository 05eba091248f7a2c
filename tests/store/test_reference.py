"""Reference data in the database: loaded whole, and the same after a second time."""

from typing import Any

from hub.store.connection import connect
from importers.reference.load import load_reference

_TABLES = ("taxonomy", "term", "term_label", "term_closure", "crosswalk", "basic_service", "norm")


def _contents(url: str) -> dict[str, list[Any]]:
    with connect(url) as connection:
        return {
            table: connection.execute(f"SELECT * FROM hub.{table} ORDER BY 1, 2, 3").fetchall()
            for table in _TABLES
        }


def test_reference_data_is_loaded_and_a_second_load_changes_nothing(database_url: str) -> None:
    load_reference(database_url)
    first = _contents(database_url)
    assert {table: len(rows) for table, rows in first.items()} == {
        "taxonomy": 13,
        "term": 189,
        "term_label": 665,
        "term_closure": 289,
        "crosswalk": 344,
        "basic_service": 23,
        "norm": 22,
    }
    load_reference(database_url)
    assert _contents(database_url) == first


def test_a_category_means_itself_and_all_below_it(database_url: str) -> None:
    load_reference(database_url)
    with connect(database_url) as connection:
        below = connection.execute(
            "SELECT code FROM hub.term_closure "
            "WHERE taxonomy = 'category' AND ancestor = 'rehab' ORDER BY code"
        ).fetchall()
    assert [row[0] for row in below] == [
        "rehab",
        "rehab.addiction",
        "rehab.assistive-tech",
        "rehab.communication",
        "rehab.early-intervention",
        "rehab.psychosocial",
        "rehab.social",
    ]
