"""The contract's operations on the demo's data, and facts of the articles that they must show."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.schema.hub import Hub
from tests.schema.operations import OPERATIONS
from tests.schema.test_contract import ask, names

VARIABLES: dict[str, dict[str, Any]] = {
    "InPolygon": {
        "area": {
            "type": "Polygon",
            "coordinates": [[[28.0, 49.0], [29.0, 49.0], [29.0, 49.6], [28.0, 49.6], [28.0, 49.0]]],
        }
    },
}


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Iterator[Hub]:
    """The schema over the demo's data."""
    opened = Hub(demo_url)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", sorted(set(OPERATIONS) - {"Provenance"}))
def test_an_operation_answers_without_errors(demo: Hub, name: str) -> None:
    assert ask(demo, name, VARIABLES.get(name))


def test_a_fact_leads_back_to_its_row(demo: Hub) -> None:
    found = demo.data('{ providers(filter: {text: "Sudarushka"}) { edges { node { id name } } } }')[
        "providers"
    ]
    assert names(found) == ["Центр «Сударушка»"]
    node = ask(demo, "Provenance", {"id": found["edges"][0]["node"]["id"]})["node"]
    claims = {claim["field"]: claim for claim in node["provenance"]}
    assert claims["name"]["value"] == "Центр «Сударушка»"
    assert claims["name"]["source"]["isSample"] is True
    assert claims["name"]["record"]["row"] > 1
    assert [change["change"] for change in node["history"]] == ["ADDED"]


def test_omsk_counts_as_published(demo: Hub) -> None:
    found = ask(demo, "Facets")["providers"]
    assert found["totalCount"] == 45
    sectors = {bucket["code"]: bucket["count"] for bucket in found["facets"][1]["buckets"]}
    assert (sectors["state"], sectors["nonprofit"]) == (39, 6)


def test_the_mobile_service_of_the_pilot_serves_velyka_novosilka(demo: Hub) -> None:
    nodes = [edge["node"] for edge in ask(demo, "WhoServes")["providers"]["edges"]]
    pilot = next(node for node in nodes if node["name"].startswith("Мобільна соціальна служба"))
    areas = {area["name"] for service in pilot["services"] for area in service["areas"]}
    assert areas == {"Соледарська", "Вугледарська", "Великоновосілківська", "Дружківська"}


def test_early_intervention_in_vinnytsia(demo: Hub) -> None:
    edges = ask(demo, "Nearest")["nearestProviders"]["edges"]
    assert edges[0]["node"]["name"] == "«Гармонія»"
    distances = [edge["distanceMetres"] for edge in edges]
    assert distances == sorted(distances)


def test_made_up_rows_say_so(demo: Hub) -> None:
    query = """
    {
      made: providers(filter: {isSynthetic: true}) { totalCount }
      unmarked: providers(filter: {isSynthetic: true, isSample: false}) { totalCount }
    }
    """
    found = demo.data(query)
    assert found["made"]["totalCount"] > 0
    assert found["unmarked"]["totalCount"] == 0
