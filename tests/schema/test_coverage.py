"""Capacities in the matrix: figures apart, what they rest on, and one count wherever counts are compared."""

from datetime import date
from typing import Any

import pytest

from hub.store.aggregates.upkeep import recount
from hub.store.connection import connect
from tests.schema.hub import Hub
from tests.schema.world import build

CELLS = """
query ($within: String!, $level: TerritoryLevel!, $categories: [String!]!, $count: CountBasis!, $asOf: AsOf) {
  coverage(within: $within, level: $level, categories: $categories, count: $count, asOf: $asOf) {
    territory { code population { value asOf isSummed known of share sources { code } } populationAbsent }
    cells {
      providers services capacity per10k
      total { ...sum } available { ...sum } served { ...sum } waiting { ...sum }
      placesPer10k { ...rate } servedPer10k { ...rate }
    }
  }
}
fragment sum on CapacitySum { value stated of shared asOfOldest asOfNewest absent }
fragment rate on Rate { value stated of populationAsOfOldest populationAsOfNewest absent }
"""


def asked(within: str, level: str, *categories: str, count: str = "SEATS", **more: Any) -> dict[str, Any]:
    return {"within": within, "level": level, "categories": list(categories), "count": count, **more}


def cells(hub: Hub, variables: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The first cell of each row by the code of its territory."""
    return {row["territory"]["code"]: row["cells"][0] for row in hub.data(CELLS, variables)["coverage"]}


VINNYTSIA, VORONOVYTSIA = "UA05020030000031457", "UA05020050000066786"


def test_figures_are_told_apart_with_what_they_rest_on(hub: Hub) -> None:
    found = cells(hub, asked("UA-05", "HROMADA", "rehab"))[VINNYTSIA]
    day = {"asOfOldest": "2026-01-01", "asOfNewest": "2026-01-01", "absent": None}
    whole = {"stated": 1, "of": 1, "shared": 0, **day}
    assert found["total"] == {"value": 50, **whole}
    assert found["available"] == {"value": 5, **whole}
    assert found["served"] == {"value": 45, **whole}
    assert found["waiting"] == {"value": 13, **whole}
    people = {"populationAsOfOldest": "2022-01-01", "populationAsOfNewest": "2022-01-01"}
    rest = {"stated": 1, "of": 1, "absent": None, **people}
    assert found["placesPer10k"] == {"value": pytest.approx(50 / 38), **rest}
    assert found["servedPer10k"] == {"value": pytest.approx(45 / 38), **rest}
    assert (found["capacity"], found["per10k"]) == (50, found["placesPer10k"]["value"])


def test_why_a_number_is_not_told(hub: Hub) -> None:
    nothing, unstated = (
        cells(hub, asked("UA-05", "HROMADA", category))[place]
        for category, place in (("aux", VINNYTSIA), ("care", VINNYTSIA))
    )
    assert nothing["total"]["absent"] == nothing["placesPer10k"]["absent"] == "NOT_APPLICABLE"
    assert (unstated["total"]["absent"], unstated["total"]["of"]) == ("NOT_STATED", 2)
    assert unstated["servedPer10k"]["absent"] == "NOT_STATED"
    # The oblast's two hromadas are all known, Ukraine's are not, and of the Russian region nobody is.
    assert cells(hub, asked("UA", "REGION", "rehab"))["UA05000000000010236"]["per10k"] == 50 / 40
    assert cells(hub, asked("UA", "COUNTRY", "rehab"))["UA"]["placesPer10k"] == {
        "value": None, "stated": 1, "of": 2, "absent": "PARTIAL_POPULATION",
        "populationAsOfOldest": "2022-01-01", "populationAsOfNewest": "2022-01-01",
    }  # fmt: skip
    omsk = cells(hub, asked("RU", "REGION", "support"))["52000000"]
    assert (omsk["total"]["value"], omsk["placesPer10k"]["absent"]) == (20, "NO_POPULATION")
    village = cells(hub, asked(VINNYTSIA, "SETTLEMENT", "rehab", count="SERVED"))
    assert village["UA05020030010063857"]["total"]["shared"] == 50


def test_what_several_territories_share_is_no_rate(database_url: str) -> None:
    build(database_url)
    with connect(database_url) as connection:
        connection.execute(
            "INSERT INTO hub.territory_population (territory_id, source_id, as_of, value) "
            "VALUES (14, 1, '2022-01-01', 5000), (17, 1, '2022-01-01', 10000)"
        )
        connection.execute(
            "INSERT INTO hub.capacity (id, source_id, provider_id, service_id, as_of, unit, served, "
            "row_hash, release_from) "
            "SELECT gen_random_uuid(), 2, p.id, s.id, '2025-01-01', 'client', 83, '', 1 "
            "FROM hub.service s JOIN hub.provider p ON p.id = s.provider_id WHERE p.kind = 'mobile-unit'"
        )
        recount(connection)
    opened = Hub(database_url)
    try:
        shared = cells(opened, asked("UA14000000000091971", "HROMADA", "care.home", count="SERVED"))
        whole = cells(opened, asked("UA14000000000091971", "REGION", "care.home", count="SERVED"))
        seats = cells(opened, asked("UA14000000000091971", "HROMADA", "care.home"))
    finally:
        opened.close()
    novosilka, lyman = shared["UA14040010000025000"], shared["UA14120150000021111"]
    assert [(one["served"]["value"], one["served"]["shared"]) for one in (novosilka, lyman)] == [(83, 83)] * 2
    assert novosilka["servedPer10k"]["absent"] == "SHARED_CAPACITY"
    # Once for the oblast, and once where the team stands.
    region = whole["UA14000000000091971"]
    assert (region["served"]["value"], region["served"]["shared"]) == (83, 0)
    assert region["servedPer10k"]["value"] == pytest.approx(83 / 1.5)
    assert (region["servedPer10k"]["stated"], region["servedPer10k"]["of"]) == (1, 2)
    assert seats["UA14120150000021111"]["servedPer10k"]["value"] == 83.0
    assert seats["UA14040010000025000"]["providers"] == 0


def test_sums_beyond_32_bits_are_numbers(database_url: str) -> None:
    build(database_url)
    with connect(database_url) as connection:
        connection.execute("UPDATE hub.capacity SET total = 2000000000 WHERE total = 1")
        recount(connection)
    opened = Hub(database_url)
    try:
        found = cells(opened, asked("UA-05", "REGION", "aux"))["UA05000000000010236"]
    finally:
        opened.close()
    assert found["total"]["value"] == found["capacity"] == 80_000_000_000
    assert found["per10k"] == 2_000_000_000.0


@pytest.mark.parametrize("count", ["SEATS", "SERVED"])
@pytest.mark.parametrize("level", ["REGION", "HROMADA", "SETTLEMENT"])
def test_the_newest_release_is_the_present(hub: Hub, count: str, level: str) -> None:
    now = cells(hub, asked("UA", level, "care", count=count))
    assert now == cells(hub, asked("UA", level, "care", count=count, asOf=date.max.isoformat()))
    assert any(cell["providers"] for cell in now.values())


BOTH = """
query ($within: String!, $level: TerritoryLevel!, $categories: [String!]!, $count: CountBasis!) {
  coverage(within: $within, level: $level, categories: $categories, count: $count) {
    territory { code basicServices(count: $count) { present { code } missing { code } } }
    cells { category { code } providers }
  }
}
"""
REGIONS = "SELECT code FROM hub.territory WHERE level = 'region' AND country = 'UA' ORDER BY code"
DUTIES = "SELECT code, category FROM hub.basic_service WHERE country = 'UA'"


@pytest.mark.parametrize("count", ["SEATS", "SERVED"])
def test_basic_services_of_every_hromada_of_the_demo_are_those_of_the_matrix(
    demo_url: str, count: str
) -> None:
    with connect(demo_url) as connection:
        duties = connection.execute(DUTIES).fetchall()
        regions = [row[0] for row in connection.execute(REGIONS).fetchall()]
    opened = Hub(demo_url)
    try:
        categories = sorted({category for _, category in duties})
        found = [
            row
            for region in regions
            for row in opened.data(BOTH, asked(region, "HROMADA", *categories, count=count))["coverage"]
        ]
    finally:
        opened.close()
    assert len(found) == 1772
    for row in found:
        given = {cell["category"]["code"] for cell in row["cells"] if cell["providers"]}
        expected = {code for code, category in duties if category in given}
        services = row["territory"]["basicServices"]
        assert {term["code"] for term in services["present"]} == expected
        assert {term["code"] for term in services["missing"]} == {code for code, _ in duties} - expected


#: The hromadas of the pilot of mobile care.
PILOT = [
    "UA14020090000073988", "UA14040050000064688", "UA14040010000017239", "UA14120030000057882",
    "UA44120070000073915", "UA44100010000048313", "UA44120050000066819", "UA44100130000017965",
]  # fmt: skip
DEFAULTS = """
query ($code: String!) {
  territory(code: $code) { basicServices { present { label(lang: UK) } } }
  coverage(within: $code, level: HROMADA, categories: ["care.home"]) { cells { providers } }
}
"""


def test_the_pilot_is_told_alike_by_default(demo_url: str) -> None:
    opened = Hub(demo_url)
    try:
        found = [opened.data(DEFAULTS, {"code": code}) for code in PILOT]
    finally:
        opened.close()
    for one in found:
        assert one["coverage"][0]["cells"][0]["providers"] >= 1
        labels = [term["label"] for term in one["territory"]["basicServices"]["present"]]
        assert any(label.startswith("Догляд вдома") for label in labels)
