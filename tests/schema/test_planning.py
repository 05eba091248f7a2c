"""The numbers of a planner: coverage and facets agree with the filters, basic services, territories."""

import pytest

from tests.schema.hub import Hub

COVERAGE = """
query ($within: String!, $level: TerritoryLevel!, $categories: [String!]!, $filter: ProviderFilter) {
  coverage(within: $within, level: $level, categories: $categories, filter: $filter, count: SEATS) {
    territory { code } cells { category { code } providers services capacity per10k }
  }
}
"""
COUNT = "query ($filter: ProviderFilter) { providers(filter: $filter) { totalCount } }"
CATEGORIES = ["care", "care.home", "rehab", "living.supported", "aux", "crisis"]


@pytest.mark.parametrize(
    "extra", [{}, {"sectors": ["MUNICIPAL"]}, {"forms": ["HOME"]}, {"isSynthetic": False}]
)
@pytest.mark.parametrize(
    ("within", "level"), [("UA", "REGION"), ("UA", "HROMADA"), ("UA-05", "SETTLEMENT"), ("RU", "DISTRICT")]
)
def test_a_cell_counts_what_the_filter_finds(
    hub: Hub, within: str, level: str, extra: dict[str, object]
) -> None:
    asked = {"within": within, "level": level, "categories": CATEGORIES, "filter": extra}
    rows = hub.data(COVERAGE, asked)["coverage"]
    assert rows
    for row in rows:
        code = row["territory"]["code"]
        assert [cell["category"]["code"] for cell in row["cells"]] == CATEGORIES
        for cell in row["cells"]:
            category = {"anyOf": [cell["category"]["code"]]}
            wanted = {**extra, "within": {"territory": code}, "categories": category}
            assert cell["providers"] == hub.data(COUNT, {"filter": wanted})["providers"]["totalCount"]


def test_rows_are_every_current_unit_by_name_and_capacities_add_up(hub: Hub) -> None:
    asked = {"within": "UA-05", "level": "HROMADA", "categories": ["care", "rehab", "aux"]}
    rows = hub.data(COVERAGE, asked)["coverage"]
    # The abolished hromada has no row.
    assert [row["territory"]["code"] for row in rows] == ["UA05020030000031457", "UA05020050000066786"]
    cells = [[(c["providers"], c["services"], c["capacity"]) for c in row["cells"]] for row in rows]
    assert cells == [
        [(1, 2, None), (1, 1, 50), (0, 0, None)],
        [(1, 1, 6), (0, 0, None), (40, 40, 40)],
    ]
    assert rows[0]["cells"][1]["per10k"] == pytest.approx(50 / 38, rel=1e-12)
    assert rows[1]["cells"][2]["per10k"] == 20.0


def test_coverage_of_a_territory_itself(hub: Hub) -> None:
    asked = {"within": "UA05020050000066786", "level": "HROMADA", "categories": []}
    assert hub.data(COVERAGE, asked)["coverage"] == [
        {"territory": {"code": "UA05020050000066786"}, "cells": []}
    ]


FACETS = """
query ($filter: ProviderFilter) {
  providers(filter: $filter, first: 1) {
    facets(by: [CATEGORY, SECTOR, KIND, FORM, TARGET_GROUP]) {
      by buckets { code count term { parent { code } } }
    }
  }
}
"""


def test_facets_by_nothing_are_none(hub: Hub) -> None:
    query = "{ providers(filter: {categories: {allOf: []}}) { totalCount facets(by: []) { by } } }"
    assert hub.data(query)["providers"]["facets"] == []


@pytest.mark.parametrize(
    "wanted", [{}, {"within": {"territory": "UA"}}, {"isSample": True}, {"text": "центр"}]
)
def test_a_bucket_counts_what_the_filter_finds(hub: Hub, wanted: dict[str, object]) -> None:
    facets = hub.data(FACETS, {"filter": wanted})["providers"]["facets"]
    assert [facet["by"] for facet in facets] == ["CATEGORY", "SECTOR", "KIND", "FORM", "TARGET_GROUP"]
    for facet in facets:
        assert facet["buckets"] == sorted(facet["buckets"], key=lambda b: (-b["count"], b["code"]))
        for bucket in facet["buckets"]:
            code = bucket["code"]
            constant = code.upper().replace("-", "_")
            narrower = {
                "CATEGORY": {"categories": {"anyOf": [code]}},
                "SECTOR": {"sectors": [constant]},
                "KIND": {"kinds": [code]},
                "FORM": {"forms": [constant]},
                "TARGET_GROUP": {"targetGroups": [code]},
            }[facet["by"]]
            count = hub.data(COUNT, {"filter": {**wanted, **narrower}})["providers"]["totalCount"]
            assert (facet["by"], code, bucket["count"]) == (facet["by"], code, count)


def test_buckets_form_a_tree(hub: Hub) -> None:
    facets = hub.data(FACETS, {"filter": {"text": "Пролісок"}})["providers"]["facets"]
    assert facets[0]["buckets"] == [
        {"code": "rehab", "count": 1, "term": {"parent": None}},
        {"code": "rehab.social", "count": 1, "term": {"parent": {"code": "rehab"}}},
    ]


BASIC = "query ($code: String!) { territory(code: $code) { basicServices { required present { code } } } }"


@pytest.mark.parametrize(
    ("code", "present"),
    [
        ("UA05020030000031457", ["2", "3"]),
        ("UA05020050000066786", ["1"]),
        # Velyka Novosilka has no provider of its own; a mobile team's service area names it.
        ("UA14040010000025000", ["1"]),
        ("UA14040010010025001", ["1"]),
        ("UA14040000000029690", ["1"]),
        ("UA71000000000010357", ["3"]),
        ("UA", ["1", "2", "3"]),
    ],
)
def test_basic_services_reach_a_territory_by_places_and_areas(
    hub: Hub, code: str, present: list[str]
) -> None:
    found = hub.data(BASIC, {"code": code})["territory"]["basicServices"]
    assert (found["required"], [term["code"] for term in found["present"]]) == (3, present)


def test_a_state_without_basic_services_has_none(hub: Hub) -> None:
    assert hub.data(BASIC, {"code": "RU-OMS"})["territory"] == {"basicServices": None}


def test_a_territory_with_a_boundary(hub: Hub) -> None:
    query = """
    {
      territory(code: "UA05020030000031457") {
        bbox { west south east north } population { value asOf source { code } } codes { scheme code }
        exact: boundary rough: boundary(toleranceMetres: 500) geometrySources { code } predecessors { code }
      }
    }
    """
    found = hub.data(query)["territory"]
    assert found["bbox"] == {"west": 28.3, "south": 49.1, "east": 28.6, "north": 49.3001}
    assert found["population"] == {"value": 380000, "asOf": "2022-01-01", "source": {"code": "katottg"}}
    assert len(found["exact"]["coordinates"][0][0]) == 6
    corners = [[28.3, 49.1], [28.6, 49.1], [28.6, 49.3], [28.3, 49.3], [28.3, 49.1]]
    assert found["rough"] == {"type": "MultiPolygon", "coordinates": [[corners]]}
    assert found["codes"] == [{"scheme": "KATOTTG", "code": "UA05020030000031457"}]
    assert found["geometrySources"] == [{"code": "katottg"}]
    assert found["predecessors"] == [{"code": "UA05020999000099999"}]


def test_an_abolished_unit_tells_what_became_of_it(hub: Hub) -> None:
    query = '{ territory(code: "UA05020999000099999") { validTo successors { code } } }'
    assert hub.data(query)["territory"] == {
        "validTo": "2020-07-17",
        "successors": [{"code": "UA05020030000031457"}],
    }
