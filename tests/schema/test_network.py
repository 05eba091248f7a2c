"""What planners must see of the network that exists, on the demo: figures of the articles, and a recount."""

from collections.abc import Iterator
from typing import Any

import pytest

from hub.store.connection import connect
from tests.schema.hub import Hub

UMAN = "UA71060210000032972"


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Iterator[Hub]:
    """The schema over the demo's data."""
    opened = Hub(demo_url)
    yield opened
    opened.close()


MISSING = """
query ($first: Int, $after: String, $orderBy: MissingOrder!, $filter: ProviderFilter) {
  missingServices(
    within: "UA-71", level: HROMADA, first: $first, after: $after, orderBy: $orderBy, filter: $filter
  ) {
    totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
    edges {
      node {
        territory { code basicServices { missing { code } } } required count missing { service { code } }
      }
    }
  }
}
"""


def test_missing_services_are_those_of_each_territory_on_every_page(demo: Hub) -> None:
    nodes: list[Any] = []
    after = None
    while True:
        page = demo.data(MISSING, {"first": 30, "after": after, "orderBy": "FEWEST_MISSING"})[
            "missingServices"
        ]
        nodes += [edge["node"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len({node["territory"]["code"] for node in nodes}) == len(nodes) == page["totalCount"] == 66
    for node in nodes:
        lacking = [each["code"] for each in node["territory"]["basicServices"]["missing"]]
        assert [each["service"]["code"] for each in node["missing"]] == lacking
        assert (node["count"], node["required"]) == (len(lacking), 18)
    assert [node["count"] for node in nodes] == sorted(node["count"] for node in nodes)
    uman = next(node for node in nodes if node["territory"]["code"] == UMAN)
    assert uman["count"] == 11


def test_a_filter_and_the_live_count_lack_at_least_as_much(demo: Hub) -> None:
    def counts(**filter_: Any) -> dict[str, int]:
        asked = {"first": 100, "orderBy": "NAME", "filter": filter_ or None}
        edges = demo.data(MISSING, asked)["missingServices"]["edges"]
        return {edge["node"]["territory"]["code"]: edge["node"]["count"] for edge in edges}

    every, real, counted_live = counts(), counts(isSynthetic=False), counts(status=["ACTIVE", "UNKNOWN"])
    assert counted_live[UMAN] == every[UMAN] == 11
    assert real[UMAN] == 17
    assert all(real[code] >= count for code, count in every.items())


def test_a_cursor_of_another_order_is_refused(demo: Hub) -> None:
    page = demo.data(MISSING, {"first": 1, "orderBy": "NAME"})["missingServices"]
    wrong = {"first": 1, "after": page["pageInfo"]["endCursor"], "orderBy": "MOST_MISSING"}
    assert demo.reply(MISSING, wrong).codes == [("BAD_USER_INPUT", "CURSOR")]


@pytest.mark.parametrize("field", ["missingServices", "market", "careBalance"])
def test_a_level_above_is_refused(demo: Hub, field: str) -> None:
    below = {"missingServices": "totalCount", "market": "notPlacedBelow", "careBalance": "synthetic"}[field]
    query = f'{{ {field}(within: "{UMAN}", level: REGION) {{ {below} }} }}'
    assert demo.reply(query).codes == [("BAD_USER_INPUT", "LEVEL_ABOVE")]


OMSK = """
{
  market(within: "RU-OMS", by: [SECTOR, KIND], asOf: "2020-03-11") {
    total { providers cells { values { axis term { code } } providers share { value } } }
    citations { total { label declared found cites } perProvider { value unit } }
    basis { asOf release { number } caveats { code } }
  }
  territory(code: "RU-OMS") { basicServices { required } }
}
"""


def test_omsk(demo: Hub) -> None:
    found = demo.data(OMSK)
    market = found["market"]
    assert found["territory"]["basicServices"] is None
    cells = {
        tuple(v["term"]["code"] for v in cell["values"]): cell["providers"]
        for cell in market["total"]["cells"]
    }
    by_sector: dict[str, int] = {}
    for (sector, _), count in cells.items():
        by_sector[sector] = by_sector.get(sector, 0) + count
    assert (market["total"]["providers"], by_sector) == (45, {"state": 39, "nonprofit": 6})
    assert cells["state", "comprehensive-centre"] == 38
    assert cells["state", "social-adaptation-centre"] == 1
    (people,) = (each for each in market["citations"] if each["total"]["declared"] == 4113)
    assert people["total"]["found"] is None
    assert people["total"]["cites"] == "Omsk region, 11.03.2020, article"
    assert people["perProvider"]["value"] == pytest.approx(91.4)
    assert market["basis"]["asOf"] == "2020-03-11"


def test_functions_are_no_services_of_the_market(demo: Hub, demo_url: str) -> None:
    found = demo.data('{ market(within: "RU-OMS") { total { services } } }')["market"]["total"]["services"]
    with connect(demo_url) as connection:
        (row,) = connection.execute(
            "SELECT count(*) FILTER (WHERE NOT s.is_function), count(*) FROM hub.service s "
            "JOIN hub.provider p ON p.id = s.provider_id JOIN hub.source o ON o.id = p.source_id "
            "WHERE o.code = 'ru_oms' AND s.status NOT IN ('closed', 'excluded', 'merged', 'missing')"
        ).fetchall()
    assert found == row[0] < row[1]


def test_single_providers_are_units_with_one(demo: Hub) -> None:
    query = """
    {
      market(within: "RU-OMS", level: DISTRICT) {
        rows { territory { code } providers isSingle } singleProvider { code }
        notPlacedBelow total { providers }
      }
    }
    """
    market = demo.data(query)["market"]
    single = [row["territory"]["code"] for row in market["rows"] if row["providers"] == 1]
    assert sorted(each["code"] for each in market["singleProvider"]) == sorted(single)
    assert [row["isSingle"] for row in market["rows"]].count(True) == len(single) == 31
    assert (
        sum(row["providers"] for row in market["rows"]) + market["notPlacedBelow"]
        == market["total"]["providers"]
    )


def test_petropavlovsk(demo: Hub) -> None:
    query = """
    {
      market(within: "KZ-59", filter: { isSynthetic: false }) {
        total { providers capacity { figure value stated of } }
        citations { total { label declared found } }
      }
    }
    """
    market = demo.data(query)["market"]
    served = next(each for each in market["total"]["capacity"] if each["figure"] == "SERVED")
    # One institution states both numbers, for older people and for children: nothing is divided over five.
    assert (market["total"]["providers"], served) == (
        1,
        {"figure": "SERVED", "value": 549, "stated": 2, "of": 2},
    )
    declared = {each["total"]["declared"]: each["total"]["found"] for each in market["citations"]}
    assert declared == {6: 6, 466: 466, 83: 83, 549: 549}


def test_care_balance_is_the_recount_by_forms(demo: Hub, demo_url: str) -> None:
    query = """
    {
      careBalance(within: "KZ-59", level: REGION) {
        atHome { value } inCommunity { value } inInstitutions { value } notKnown { value of } share { value }
      }
    }
    """
    (row,) = demo.data(query)["careBalance"]
    sql = """
    SELECT sum(c.served) FILTER (WHERE s.forms <@ '{home,mobile-team,remote}'),
           sum(c.served) FILTER (WHERE s.forms && '{semi-residential,ambulatory}'),
           sum(c.served) FILTER (WHERE s.forms && '{residential,temporary-stay}')
    FROM hub.service s JOIN hub.provider p ON p.id = s.provider_id JOIN hub.source o ON o.id = p.source_id
    JOIN LATERAL (SELECT served FROM hub.capacity c WHERE c.service_id = s.id AND served IS NOT NULL
                  ORDER BY as_of DESC NULLS LAST LIMIT 1) c ON true
    WHERE o.code = 'kz_59' AND (s.category LIKE 'care%' OR s.category LIKE 'living%') AND NOT s.is_function
      AND p.status NOT IN ('closed', 'excluded', 'merged', 'missing')
    """
    with connect(demo_url) as connection:
        (counted,) = connection.execute(sql).fetchall()
    settings = [row[name]["value"] for name in ("atHome", "inCommunity", "inInstitutions")]
    assert settings == [float(each) for each in counted]
    assert row["share"]["value"] == pytest.approx(sum(settings[:2]) / sum(settings))
