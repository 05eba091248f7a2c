"""Whatever has an id is read again by it."""

from typing import Any

import pytest

from schema.node import TYPES, decode_id, encode_id
from tests.schema.hub import Hub
from tests.schema.world.base import rid
from tests.schema.world.providers import HARMONY
from tests.schema.world.records import CNAP, provider_id

KEYS: dict[str, object] = {
    "AccessPoint": rid("access-point", CNAP),
    "Location": rid("location", HARMONY, "1"),
    "Programme": rid("programme"),
    "Provider": provider_id(HARMONY),
    "Release": 1,
    "Run": 2,
    "Service": rid("service", HARMONY, "early"),
    "Source": "ua_register",
    "TaxonomyTerm": "category/care.home",
    "Territory": "katottg:UA71060210000032972",
}
#: Ids that are well formed and answer to nothing.
NOBODY: dict[str, object] = {
    **dict.fromkeys(("AccessPoint", "Location", "Programme", "Provider", "Service"), rid("nobody")),
    "Release": 77,
    "Run": 77,
    "Source": "nobody",
    "TaxonomyTerm": "category/nobody",
    "Territory": "katottg:UA00",
}
QUERY = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"


def test_every_type_is_here() -> None:
    # The small hub has no norms and no jobs; tests/schema/planning reads those by their ids.
    assert set(KEYS) == set(NOBODY) == TYPES - {"Norm", "PlanningJob"}


def test_nodes_are_read_by_their_ids(hub: Hub) -> None:
    wanted = [{"__typename": name, "id": encode_id(name, key)} for name, key in KEYS.items()]
    assert hub.data(QUERY, {"ids": [node["id"] for node in wanted]})["nodes"] == wanted


@pytest.mark.parametrize("name", sorted(NOBODY))
def test_an_id_of_nobody_is_null(hub: Hub, name: str) -> None:
    assert hub.data(QUERY, {"ids": [encode_id(name, NOBODY[name])]}) == {"nodes": [None]}


def test_ids_survive_coding() -> None:
    assert decode_id(encode_id("Territory", "kato:591010000")) == ("Territory", "kato:591010000")


DETAILS = """
query ($provider: ID!, $service: ID!, $point: ID!, $programme: ID!) {
  provider: node(id: $provider) { ... on Provider {
    lang isSynthetic source { code attribution isSample } locations { isConfidential territoryHow }
    accessPoints(first: 5) { totalCount edges { node { name } } }
    services {
      capacities { asOf unit total } then: capacity(asOf: "2025-06-01") { total } locations { address }
    }
  } }
  service: node(id: $service) { ... on Service { provider { name } areaPolygons } }
  point: node(id: $point) { ... on AccessPoint { name operator { name } location { territory { code } } } }
  programme: node(id: $programme) { ... on Programme {
    name providers(first: 5) { totalCount edges { node { name } } }
    territories(first: 5) { totalCount edges { node { code programmes(first: 1) { totalCount } } } }
  } }
}
"""


@pytest.fixture(scope="module")
def details(hub: Hub) -> dict[str, Any]:
    """A provider, a service, an access point and a programme with what hangs on them."""
    ids = {
        "provider": encode_id("Provider", provider_id(HARMONY)),
        "service": encode_id("Service", rid("service", "Лиманський центр", "polygon")),
        "point": encode_id("AccessPoint", rid("access-point", CNAP)),
        "programme": encode_id("Programme", rid("programme")),
    }
    return dict(hub.data(DETAILS, ids))


def test_a_provider_leads_to_what_hangs_on_it(details: dict[str, Any]) -> None:
    assert details["provider"] == {
        "lang": "UK",
        "isSynthetic": False,
        "source": {"code": "ua_register", "attribution": "Дані: область", "isSample": False},
        "locations": [{"isConfidential": False, "territoryHow": "stated"}],
        "accessPoints": {"totalCount": 1, "edges": [{"node": {"name": CNAP}}]},
        "services": [
            {
                "capacities": [
                    {"asOf": "2026-01-01", "unit": "place", "total": 50},
                    {"asOf": "2026-01-01", "unit": "client", "total": 70},
                    {"asOf": "2025-01-01", "unit": "place", "total": 40},
                ],
                "then": {"total": 40},
                "locations": [{"address": "вул. Соборна, 1"}],
            }
        ],
    }


def test_a_service_and_an_access_point_lead_back(details: dict[str, Any]) -> None:
    ring = [[36.8, 47.8], [36.9, 47.8], [36.9, 47.9], [36.8, 47.9], [36.8, 47.8]]
    polygon = {"type": "MultiPolygon", "coordinates": [[ring]]}
    assert details["service"] == {"provider": {"name": "Лиманський центр"}, "areaPolygons": [polygon]}
    place = {"territory": {"code": "UA05020030010063857"}}
    assert details["point"] == {"name": CNAP, "operator": {"name": HARMONY}, "location": place}


def test_a_programme_spans_territories_and_providers(details: dict[str, Any]) -> None:
    assert details["programme"] == {
        "name": "Життєстійкість",
        "providers": {"totalCount": 1, "edges": [{"node": {"name": "Мобільна бригада"}}]},
        "territories": {
            "totalCount": 2,
            "edges": [
                {"node": {"code": "UA14040010000025000", "programmes": {"totalCount": 1}}},
                {"node": {"code": "UA14120150000021111", "programmes": {"totalCount": 1}}},
            ],
        },
    }
