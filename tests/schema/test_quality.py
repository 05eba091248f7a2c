"""`Source.quality` and `Run.quality` over the demo, and beside the run before."""

from collections.abc import Iterator
from datetime import date

import pytest

from importers.region import find_region
from importers.runner import run_region
from tests.schema.hub import Hub

SHORT = "measuredAt providers services functions newestCapacity conflicts"
QUERY = """
{ sources(first: 50) { edges { node { code quality {
  providers accessPoints services functions locations fileDay ageDays newestCapacity capacityAgeDays
  duplicatesPending duplicatesJoined conflicts
  fills { record field filled of share previousShare }
  mappings { mapping services share previousShare }
  precisions { precision locations share previousShare }
  levels { level locations share previousShare }
  issues { code severity count previousCount }
  run { number: id quality { providers } } previous { providers }
} } } } }
"""


@pytest.fixture
def demo(demo_copy_url: str) -> Iterator[Hub]:
    """The schema over a copy of the demo's data."""
    opened = Hub(demo_copy_url)
    yield opened
    opened.close()


def test_the_quality_of_a_source_is_what_its_sample_holds(demo: Hub) -> None:
    nodes = {edge["node"]["code"]: edge["node"] for edge in demo.data(QUERY)["sources"]["edges"]}
    assert nodes["katottg"]["quality"] is None
    found = nodes["kz_59"]["quality"]
    assert (found["providers"], found["accessPoints"], found["services"], found["functions"]) == (
        28,
        0,
        109,
        71,
    )
    assert found["run"]["quality"] == {"providers": 28}
    assert found["previous"] is None
    assert [(one["mapping"], one["services"]) for one in found["mappings"]] == [
        ("EXACT", 0),
        ("CLOSE", 106),
        ("BROAD", 0),
        ("NARROW", 2),
        ("STATED", 0),
        ("UNMAPPED", 1),
    ]
    assert sum(one["services"] for one in found["mappings"]) == found["services"]
    assert sum(one["locations"] for one in found["precisions"]) == found["locations"]
    assert sum(one["locations"] for one in found["levels"]) == found["locations"]
    kind = next(one for one in found["fills"] if (one["record"], one["field"]) == ("PROVIDER", "kind"))
    assert kind == {
        "record": "PROVIDER",
        "field": "kind",
        "filled": 28,
        "of": 28,
        "share": 1.0,
        "previousShare": None,
    }
    issues = {one["code"]: (one["severity"], one["count"]) for one in found["issues"]}
    assert issues["CAPACITY_UNDATED"] == ("WARNING", 2)
    assert found["newestCapacity"] == "2025-09-01"
    assert found["ageDays"] >= 0
    assert found["capacityAgeDays"] >= found["ageDays"]


def test_a_second_file_is_shown_beside_the_first(demo: Hub, demo_copy_url: str) -> None:
    region = find_region("kz_59")
    run_region(region, None, demo_copy_url, force=True, as_of=date(2025, 10, 1))
    query = (
        "{ source: sources(first: 50) { edges { node { code quality { fileDay "
        "fills { record field share previousShare } issues { code count previousCount } "
        f"previous {{ {SHORT} previous {{ providers }} }} }} }} }} }} }}"
    )
    nodes = {edge["node"]["code"]: edge["node"] for edge in demo.data(query)["source"]["edges"]}
    found = nodes["kz_59"]["quality"]
    assert found["fileDay"] == "2025-10-01"
    assert all(one["share"] == one["previousShare"] for one in found["fills"])
    assert all(one["count"] == one["previousCount"] for one in found["issues"])
    assert (found["previous"]["services"], found["previous"]["previous"]) == (109, None)
