"""A relocated provider of the demo: its state, seat, place, people served, and whom it was before."""

from collections.abc import Iterator

import pytest

from tests.schema.hub import Hub

_QUERY = """
query Relocated($status: [RecordStatus!]) {
  providers(filter: { within: { territory: "UA14000000000091971" }, status: $status }, first: 5) {
    edges { node {
      name status statusSince statusEvidence registeredOn closedOn missingSince isSynthetic
      legalSeat { address territory { name(lang: UK) } }
      actualPlaces { point { lat lon } territory { name(lang: UK) } }
      populationServed { name(lang: UK) level }
      successors { name status } predecessors { name status }
    } }
  }
}
"""
RELOCATED, MERGED = "Синтетичний переміщений центр № 37 (зразок)", "Синтетичний терцентр № 38 (зразок)"


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Iterator[Hub]:
    opened = Hub(demo_url)
    yield opened
    opened.close()


def asked(demo: Hub, *status: str) -> list[dict[str, object]]:
    found = demo.data(_QUERY, {"status": list(status)})
    return [edge["node"] for edge in found["providers"]["edges"]]


def test_a_relocated_provider_has_a_seat_a_place_and_people_it_serves(demo: Hub) -> None:
    assert asked(demo, "RELOCATED") == [
        {
            "name": RELOCATED,
            "status": "RELOCATED",
            "statusSince": "2022-05-24",
            "statusEvidence": "розпорядження від 24.05.2022 № 37 (зразок)",
            "registeredOn": None,
            "closedOn": None,
            "missingSince": None,
            "isSynthetic": True,
            "legalSeat": {
                "address": "вул. Зразкова, 7, м. Бахмут, Бахмутська територіальна громада, Донецька область",
                "territory": {"name": "Бахмут"},
            },
            "actualPlaces": [
                {"point": {"lat": 48.7381, "lon": 37.5844}, "territory": {"name": "Краматорськ"}}
            ],
            "populationServed": [
                {"name": "Бахмутська", "level": "HROMADA"},
                {"name": "Соледарська", "level": "HROMADA"},
            ],
            "successors": [],
            "predecessors": [{"name": MERGED, "status": "MERGED"}],
        }
    ]


def test_a_merged_provider_leads_to_its_successor(demo: Hub) -> None:
    (merged,) = asked(demo, "MERGED")
    assert (merged["name"], merged["statusSince"]) == (MERGED, "2022-02-01")
    assert merged["statusEvidence"] == "рішення від 01.02.2022 № 38 (зразок)"
    assert merged["successors"] == [{"name": RELOCATED, "status": "RELOCATED"}]


def test_lists_show_the_relocated_and_leave_out_the_merged(demo: Hub) -> None:
    query = (
        "query($text: String) { providers(filter: { text: $text }, first: 5) { edges { node { name } } } }"
    )
    for text, names in (("переміщений центр", [RELOCATED]), ("терцентр № 38", [])):
        found = demo.data(query, {"text": text})["providers"]["edges"]
        assert [edge["node"]["name"] for edge in found] == names


def test_a_seat_that_was_left_is_no_place_to_go(demo: Hub) -> None:
    query = (
        '{ providers(filter: { text: "переміщений центр", within: { territory: "UA14020010000088496" } }, '
        "first: 1) { totalCount } }"
    )
    assert demo.data(query)["providers"]["totalCount"] == 0
