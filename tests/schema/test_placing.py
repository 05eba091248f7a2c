"""Facets by territory, status, source and precision, and what is not placed finely enough to be counted."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.schema.hub import Hub

FACETS = """
query ($filter: ProviderFilter, $by: [FacetField!]!, $level: TerritoryLevel) {
  providers(filter: $filter, first: 0) {
    totalCount
    facets(by: $by, territoryLevel: $level) {
      by level notPlacedBelow withoutTerritory
      buckets { code count label(lang: EN) territory { code } source { code } term { code taxonomy } }
    }
  }
}
"""
COUNT = "query ($filter: ProviderFilter) { providers(filter: $filter) { totalCount } }"
BY = ["TERRITORY", "STATUS", "SOURCE", "PRECISION"]


def facets(hub: Hub, wanted: Any, level: str | None = None) -> dict[str, Any]:
    asked = {"filter": wanted, "by": BY, "level": level}
    return {facet["by"]: facet for facet in hub.data(FACETS, asked)["providers"]["facets"]}


def count(hub: Hub, wanted: Any) -> int:
    found: int = hub.data(COUNT, {"filter": wanted})["providers"]["totalCount"]
    return found


@pytest.mark.parametrize("level", ["COUNTRY", "REGION", "DISTRICT", "HROMADA", "SETTLEMENT", "CITY_DISTRICT"])
@pytest.mark.parametrize(
    "wanted",
    [{}, {"within": {"territory": "UA"}}, {"isSample": True}, {"categories": {"anyOf": ["care", "rehab"]}}],
)
def test_a_bucket_counts_what_the_filter_finds(hub: Hub, wanted: dict[str, Any], level: str) -> None:
    found = facets(hub, wanted, level)
    assert [found[by]["level"] for by in BY] == [level, None, None, None]
    for bucket in found["TERRITORY"]["buckets"]:
        inside = {**wanted, "within": {"territory": bucket["code"]}}
        assert (bucket["code"], bucket["count"]) == (bucket["code"], count(hub, inside))
        assert bucket["territory"]["code"] == bucket["code"]
    for name, key in (("STATUS", "status"), ("PRECISION", "precision"), ("SOURCE", "sources")):
        for bucket in found[name]["buckets"]:
            code = bucket["code"] if name == "SOURCE" else bucket["code"].upper()
            narrower = {**wanted, key: [code]}
            assert (name, code, bucket["count"]) == (name, code, count(hub, narrower))


def test_buckets_of_a_rank_come_with_what_is_in_none_of_them(hub: Hub) -> None:
    # Omsk's districts have no rural settlements here, so that its providers are in no unit of the rank.
    found = facets(hub, {"isSample": True, "sources": ["ru_oms"]}, "HROMADA")["TERRITORY"]
    assert (found["buckets"], found["notPlacedBelow"], found["withoutTerritory"]) == ([], 3, 0)
    # One of eight providers works in two hromadas.
    found = facets(hub, {"sources": ["ua_register"]}, "HROMADA")["TERRITORY"]
    assert sum(bucket["count"] for bucket in found["buckets"]) == 8
    assert count(hub, {"sources": ["ua_register"]}) == 7
    assert (found["notPlacedBelow"], found["withoutTerritory"]) == (0, 0)


def test_the_rank_is_the_next_one_below_unless_it_is_asked_for(hub: Hub) -> None:
    below = {
        "": "COUNTRY",
        "UA": "REGION",
        "UA-05": "DISTRICT",
        "UA05020030000031457": "SETTLEMENT",
        "UA05020030010063857": "SETTLEMENT",
        "RU-OMS": "DISTRICT",
    }
    ranks = {
        code: facets(hub, {"within": {"territory": code}} if code else {})["TERRITORY"]["level"]
        for code in below
    }
    assert ranks == below
    nested = """
    { territories(filter: {codes: ["UA", "UA-05", "RU"]}) { edges { node { code
        providers(first: 0) { facets(by: [TERRITORY]) { level buckets { code } } } } } } }
    """
    found = {
        edge["node"]["code"]: edge["node"]["providers"]["facets"][0]["level"]
        for edge in hub.data(nested)["territories"]["edges"]
    }
    assert found == {"UA": "REGION", "UA05000000000010236": "DISTRICT", "RU": "REGION"}


def test_labels_are_names_titles_and_terms_in_the_wanted_language(hub: Hub) -> None:
    found = facets(hub, {"text": "Карітас"}, "HROMADA")
    assert [(b["code"], b["label"]) for b in found["TERRITORY"]["buckets"]] == [
        ("UA05020030000031457", "Vinnytska")
    ]
    (status,) = found["STATUS"]["buckets"]
    assert (status["term"], status["source"], status["territory"]) == (
        {"code": status["code"], "taxonomy": "status"},
        None,
        None,
    )
    (source,) = found["SOURCE"]["buckets"]
    assert (source["source"], source["label"]) == ({"code": "ua_register"}, "Реєстр надавачів")


def test_access_points_have_facets_too(hub: Hub) -> None:
    query = """
    { accessPoints(first: 0) {
        totalCount
        facets(by: [TERRITORY, STATUS, SOURCE, PRECISION], territoryLevel: REGION) {
          by notPlacedBelow withoutTerritory buckets { code count } } } }
    """
    found = hub.data(query)["accessPoints"]
    (territory, *others) = found["facets"]
    placed = sum(bucket["count"] for bucket in territory["buckets"])
    assert placed + territory["notPlacedBelow"] + territory["withoutTerritory"] == found["totalCount"] == 2
    assert [sum(bucket["count"] for bucket in facet["buckets"]) for facet in others] == [2, 2, 2]


def test_what_only_providers_have_is_no_facet_of_access_points(hub: Hub) -> None:
    reply = hub.reply("{ accessPoints { facets(by: [CATEGORY]) { by } } }")
    assert [code for code, _ in reply.codes] == ["GRAPHQL_VALIDATION_FAILED"]


LISTS = """
query ($code: String!, $filter: ProviderFilter) {
  territory(code: $code) {
    providers(first: 0, filter: $filter) { totalCount notPlacedBelow }
    accessPoints(first: 0) { totalCount notPlacedBelow }
    children(first: 0) { totalCount notPlacedBelow { providers accessPoints } }
  }
  inside: providers(first: 0, filter: $filter) { notPlacedBelow }
}
"""


def test_a_list_in_a_territory_tells_what_may_belong_to_it(hub: Hub) -> None:
    # Caritas and the shelter are known to be in the hromada, and not where in it.
    city = hub.data(LISTS, {"code": "UA05020030010063857", "filter": {}})
    assert city["territory"]["providers"] == {"totalCount": 2, "notPlacedBelow": 2}
    assert city["territory"]["children"] == {
        "totalCount": 0,
        "notPlacedBelow": {"providers": 2, "accessPoints": city["territory"]["accessPoints"]["totalCount"]},
    }
    assert city["inside"] == {"notPlacedBelow": None}
    hromada = hub.data(LISTS, {"code": "UA05020030000031457", "filter": {"sectors": ["RELIGIOUS"]}})
    assert hromada["territory"]["providers"] == {"totalCount": 1, "notPlacedBelow": 0}
    assert hromada["territory"]["children"]["notPlacedBelow"]["providers"] == 2
    within = {"within": {"territory": "UA05020030010063857"}, "categories": {"anyOf": ["care.day"]}}
    assert hub.data(LISTS, {"code": "UA", "filter": within})["inside"] == {"notPlacedBelow": 1}


def test_territories_of_some_ranks_tell_what_is_in_none_of_them(hub: Hub) -> None:
    query = """
    query ($filter: TerritoryFilter) {
      territories(filter: $filter, first: 0) { notPlacedBelow { providers accessPoints } }
    }
    """

    def told(**wanted: Any) -> Any:
        return hub.data(query, {"filter": wanted})["territories"]["notPlacedBelow"]

    assert told(levels=["SETTLEMENT"], within="UA05020030000031457")["providers"] == 2
    # Omsk's three providers stand in districts without rural settlements.
    assert told(levels=["HROMADA"], within="RU-OMS")["providers"] == 3
    assert told(levels=["HROMADA"])["providers"] == 3
    assert told(levels=["DISTRICT"])["providers"] == 0
    # What such a list leaves out, it leaves out for other reasons.
    for other in (
        {},
        {"within": "UA"},
        {"levels": ["HROMADA"], "text": "Вінницька"},
        {"levels": ["HROMADA"], "countries": ["UA"]},
        {"levels": ["HROMADA"], "codes": ["UA05020030000031457"]},
        {"levels": ["HROMADA"], "includeAbolished": True},
    ):
        assert told(**other) is None


def test_basic_services_tell_which_are_not_surely_missing(hub: Hub) -> None:
    query = """
    query ($code: String!) {
      territory(code: $code) {
        seats: basicServices(count: SEATS) { ...B } served: basicServices(count: SERVED) { ...B }
      }
    }
    fragment B on BasicServices {
      present { code } missing { code } notSurelyMissing { code } notPlacedBelow
    }
    """

    def told(code: str, count: str) -> Any:
        found = hub.data(query, {"code": code})["territory"][count]
        codes = ([term["code"] for term in found[key]] for key in ("present", "missing", "notSurelyMissing"))
        return *codes, found["notPlacedBelow"]

    # Caritas gives day care somewhere in the hromada, perhaps in the city.
    assert told("UA05020030010063857", "seats") == (["3"], ["1", "2"], ["2"], 1)
    # Without service areas it serves its whole hromada, the city too.
    assert told("UA05020030010063857", "served") == (["2", "3"], ["1"], [], 0)
    assert told("UA05020030000031457", "seats") == (["2", "3"], ["1"], [], 0)


MATRIX = """
query ($count: CountBasis!, $level: TerritoryLevel!, $filter: ProviderFilter) {
  coverage(within: "UA-05", level: $level, categories: ["care", "rehab"], count: $count, filter: $filter) {
    cells { category { code } notPlacedBelow servicesNotPlacedBelow }
  }
}
"""


@pytest.mark.parametrize(
    ("count", "level", "wanted", "expected"),
    [
        # Caritas' day care and stay stand in the hromada, who knows in which place of it.
        ("SEATS", "SETTLEMENT", None, {"care": (1, 2), "rehab": (0, 0)}),
        ("SEATS", "SETTLEMENT", {"forms": ["SEMI_RESIDENTIAL"]}, {"care": (1, 1), "rehab": (0, 0)}),
        ("SEATS", "HROMADA", None, {"care": (0, 0), "rehab": (0, 0)}),
        ("SERVED", "SETTLEMENT", None, {"care": (0, 0), "rehab": (0, 0)}),
    ],
)
def test_every_cell_tells_what_no_row_counts(
    hub: Hub, count: str, level: str, wanted: Any, expected: dict[str, tuple[int, int]]
) -> None:
    rows = hub.data(MATRIX, {"count": count, "level": level, "filter": wanted})["coverage"]
    assert len(rows) == 2
    for row in rows:
        told = {
            cell["category"]["code"]: (cell["notPlacedBelow"], cell["servicesNotPlacedBelow"])
            for cell in row["cells"]
        }
        assert told == expected


def test_a_list_of_those_who_serve_tells_who_may(hub: Hub) -> None:
    query = """
    query ($code: String!) {
      providers(first: 0, filter: {serves: {territory: $code}}) { totalCount notPlacedBelow }
    }
    """
    # Harmony, Kolping, Caritas and the shelter serve the whole of their hromada.
    city = hub.data(query, {"code": "UA05020030010063857"})["providers"]
    assert city == {"totalCount": 4, "notPlacedBelow": 0}


@pytest.fixture
def demo(demo_url: str) -> Iterator[Hub]:
    """The schema over the demo's data."""
    opened = Hub(demo_url)
    yield opened
    opened.close()


def test_the_past_is_counted_too(demo: Hub) -> None:
    query = """
    { accessPoints(asOf: "3", first: 0) {
        totalCount notPlacedBelow facets(by: [TERRITORY, SOURCE]) { buckets { count } } }
      territory(code: "UA-05", asOf: "3") {
        children(first: 0) { notPlacedBelow { providers } }
        providers(first: 0) { totalCount notPlacedBelow facets(by: [TERRITORY]) {
          notPlacedBelow withoutTerritory buckets { count } } } } }
    """
    found = demo.data(query)
    providers = found["territory"]["providers"]
    (facet,) = providers["facets"]
    told = facet["notPlacedBelow"], facet["withoutTerritory"]
    assert told == (found["territory"]["children"]["notPlacedBelow"]["providers"], 0)
    assert sum(bucket["count"] for bucket in facet["buckets"]) + told[0] >= providers["totalCount"] > 0
