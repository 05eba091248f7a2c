"""Pages join without gaps or repetitions in every order and direction, and cost the same at any size."""

from typing import Any

import pytest

from tests.schema.hub import Hub
from tests.schema.world.records import CROWD

PAGE = """
query (
  $first: Int, $after: String, $last: Int, $before: String, $order: [ProviderOrder!], $filter: ProviderFilter
) {
  providers(first: $first, after: $after, last: $last, before: $before, orderBy: $order, filter: $filter) {
    totalCount
    edges { cursor node { id name } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""
RADIUS = {"within": {"radius": {"center": {"lat": 49.11, "lon": 28.68}, "metres": 100_000}}}
ORDERS: list[list[dict[str, str]]] = [
    [],
    [{"field": "NAME", "direction": "ASC"}],
    [{"field": "NAME", "direction": "DESC"}],
    [{"field": "UPDATED", "direction": "DESC"}, {"field": "NAME", "direction": "ASC"}],
    [{"field": "DISTANCE", "direction": "ASC"}],
    [{"field": "DISTANCE", "direction": "DESC"}, {"field": "NAME", "direction": "ASC"}],
]


def all_ids(hub: Hub, order: list[dict[str, str]]) -> list[str]:
    """The whole list in one page."""
    found = hub.data(PAGE, {"first": 100, "order": order, "filter": RADIUS})["providers"]
    assert found["pageInfo"]["hasNextPage"] is False
    assert found["totalCount"] == len(found["edges"]) == CROWD + 4
    return [edge["node"]["id"] for edge in found["edges"]]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 7, 44, 100])
def test_pages_forward_are_the_whole_list(hub: Hub, order: list[dict[str, str]], size: int) -> None:
    walked: list[str] = []
    after = None
    while True:
        page = hub.data(PAGE, {"first": size, "after": after, "order": order, "filter": RADIUS})["providers"]
        info = page["pageInfo"]
        assert info["hasPreviousPage"] is (after is not None)
        walked += [edge["node"]["id"] for edge in page["edges"]]
        after = info["endCursor"]
        if not info["hasNextPage"]:
            break
        assert len(page["edges"]) == size
    assert walked == all_ids(hub, order)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 7, 44])
def test_pages_backward_are_the_whole_list(hub: Hub, order: list[dict[str, str]], size: int) -> None:
    walked: list[str] = []
    before = None
    while True:
        page = hub.data(PAGE, {"last": size, "before": before, "order": order, "filter": RADIUS})["providers"]
        info = page["pageInfo"]
        assert info["hasNextPage"] is (before is not None)
        walked = [edge["node"]["id"] for edge in page["edges"]] + walked
        before = info["startCursor"]
        if not info["hasPreviousPage"]:
            break
    assert walked == all_ids(hub, order)


def test_after_and_before_bound_a_page_together(hub: Hub) -> None:
    edges = hub.data(PAGE, {"first": 10, "filter": RADIUS})["providers"]["edges"]
    bounds = {"after": edges[2]["cursor"], "before": edges[6]["cursor"]}
    page = hub.data(PAGE, {"first": 10, **bounds, "filter": RADIUS})["providers"]
    assert page["edges"] == edges[3:6]
    assert (page["pageInfo"]["hasNextPage"], page["pageInfo"]["hasPreviousPage"]) == (True, True)


def test_an_empty_page(hub: Hub) -> None:
    page = hub.data(PAGE, {"first": 0, "filter": RADIUS})["providers"]
    assert page["edges"] == []
    none = {"startCursor": None, "endCursor": None}
    assert page["pageInfo"] == {"hasNextPage": True, "hasPreviousPage": False, **none}


def test_names_sort_alphabetically_and_ids_break_ties(hub: Hub) -> None:
    edges = hub.data(PAGE, {"first": 100, "filter": {"sources": ["crowd"]}})["providers"]["edges"]
    nodes = [(edge["node"]["name"], edge["node"]["id"]) for edge in edges]
    assert [name for name, _ in nodes] == sorted(name for name, _ in nodes)
    assert len(set(nodes)) == CROWD
    assert len({name for name, _ in nodes}) == CROWD // 2


def test_nearest_goes_from_near_to_far(hub: Hub) -> None:
    query = """
    query ($after: String) {
      nearestProviders(point: {lat: 49.11, lon: 28.68}, first: 9, after: $after) {
        totalCount
        edges { cursor distanceMetres uncertaintyMetres location { precision { class } } node { id name } }
        pageInfo { hasNextPage endCursor }
      }
    }
    """
    walked: list[dict[str, Any]] = []
    after = None
    while True:
        page = hub.data(query, {"after": after})["nearestProviders"]
        walked += page["edges"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    distances = [edge["distanceMetres"] for edge in walked]
    assert distances == sorted(distances)
    assert len({edge["node"]["id"] for edge in walked}) == len(walked) == page["totalCount"] == CROWD + 9
    assert distances[:2] == [0.0, 0.0]  # the first of the crowd, and Kolping by its nearer location
    assert {walked[0]["node"]["name"], walked[1]["node"]["name"]} == {"Родина Кольпінга", "Юрба 00"}
    assert round(walked[2]["distanceMetres"], 1) == 11.1


COUNTED = """
query ($first: Int) {
  providers(first: $first) {
    totalCount
    edges { node {
      name kind { label } identifiers { value } names { name } parent { name } source { title }
      units(first: 2) { totalCount edges { node { name } } }
      programmes(first: 2) { edges { node { name territories(first: 2) { edges { node { name } } } } } }
      accessPoints(first: 2) { totalCount edges { node { name location { address } } } }
      provenance { field source { title } } history { release }
      locations { address territory {
        name parent { name } ancestors { name } population { value source { title } } bbox { west } boundary
        codes { code } basicServices { required missing { label } }
        providers(first: 2, filter: {forms: [HOME]}) {
          totalCount edges { node { name } } facets(by: [FORM]) { by }
        }
        children(first: 1) { totalCount edges { node { name } } }
      } }
      services { name category { label parent { label } children { label } crosswalk { label } }
                 targetGroups { label } capacity { total } capacities { total } areas { name }
                 locations { address } }
    } }
  }
}
"""


def test_the_number_of_statements_does_not_grow_with_the_page(hub: Hub) -> None:
    small, large = hub.reply(COUNTED, {"first": 1}), hub.reply(COUNTED, {"first": 50})
    assert small.errors == large.errors == []
    assert len(large.data["providers"]["edges"]) == 50
    # A page of one row may find nothing to go on with; no page needs more than one with every branch.
    full = hub.reply(COUNTED, {"first": 12})
    assert small.statements <= full.statements == large.statements


def test_what_is_not_selected_is_not_asked(hub: Hub) -> None:
    assert hub.reply("{ providers(first: 0) { totalCount } }").statements == 1
    assert hub.reply("{ providers(first: 5) { edges { node { name } } } }").statements == 1
    assert hub.reply("{ __typename }").statements == 0
