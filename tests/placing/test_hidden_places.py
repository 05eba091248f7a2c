"""A secret place is counted in its hromada and in nothing below it, by every facet."""

from collections.abc import Callable, Iterator

import pytest

from hub.domain.records import LocationRecord, Point
from hub.domain.vocabulary import PrecisionClass
from hub.ingest import RunReport
from tests.ingest.builders import CITY, HROMADA, provider, service
from tests.schema.hub import Hub

Import = Callable[..., RunReport]

DOOR = LocationRecord(
    "door", CITY, point=Point(49.2411, 28.4999), precision=PrecisionClass.EXACT, street="Потаємна", house="9"
)
SHELTER = provider(
    "1",
    locations=(DOOR,),
    services=(service(key="s", category="crisis.shelter-violence", locations=("door",)),),
)
OPEN = provider("2", locations=(DOOR,), services=(service(locations=("door",)),), identifiers=())

QUESTION = """
query ($filter: ProviderFilter, $level: TerritoryLevel) {
  providers(filter: $filter, first: 0) {
    facets(by: [TERRITORY, PRECISION], territoryLevel: $level) {
      notPlacedBelow withoutTerritory buckets { code count }
    }
  }
}
"""


@pytest.fixture
def hub(tree_url: str, importing: Import) -> Iterator[Hub]:
    """A hub that holds a shelter and an open centre at one door."""
    importing(SHELTER, OPEN)
    opened = Hub(tree_url)
    yield opened
    opened.close()


def told(hub: Hub, level: str | None, **wanted: object) -> tuple[dict[str, int], int, dict[str, int]]:
    """Units with their counts, how many are in none, and precisions with theirs."""
    facets = hub.data(QUESTION, {"filter": wanted, "level": level})["providers"]["facets"]
    units, precisions = ({bucket["code"]: bucket["count"] for bucket in facet["buckets"]} for facet in facets)
    assert facets[0]["withoutTerritory"] == 0
    return units, facets[0]["notPlacedBelow"], precisions


def test_a_shelter_is_in_no_unit_below_its_hromada(hub: Hub) -> None:
    hidden = {"categories": {"anyOf": ["crisis.shelter-violence"]}}
    assert told(hub, "HROMADA", **hidden) == ({HROMADA: 1}, 0, {"territory": 1})
    assert told(hub, "SETTLEMENT", **hidden) == ({}, 1, {"territory": 1})
    assert told(hub, None, within={"territory": HROMADA}, **hidden) == ({}, 1, {"territory": 1})
    # The open centre tells the settlement and the house.
    openly = {"categories": {"anyOf": ["care.home"]}}
    assert told(hub, "SETTLEMENT", **openly) == ({CITY: 1}, 0, {"exact": 1})
    assert told(hub, "SETTLEMENT") == ({CITY: 1}, 1, {"exact": 1, "territory": 1})


@pytest.mark.parametrize("unit", [CITY, HROMADA])
def test_what_may_belong_to_a_settlement_tells_no_more_than_the_hromada(hub: Hub, unit: str) -> None:
    query = """
    query ($code: String!) {
      territory(code: $code) {
        providers(first: 0) { totalCount notPlacedBelow } children { notPlacedBelow { providers } }
      }
    }
    """
    found = hub.data(query, {"code": unit})["territory"]
    expected = {CITY: (1, 1, 1), HROMADA: (2, 0, 1)}[unit]
    rest = found["children"]["notPlacedBelow"]["providers"]
    assert (found["providers"]["totalCount"], found["providers"]["notPlacedBelow"], rest) == expected
