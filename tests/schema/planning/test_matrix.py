"""Minutes of a loaded matrix with holes, missing roads and far places, in plans, coverage and access."""

from collections.abc import Iterator
from typing import Any

import pytest

from hub.cluster import PrivateCluster
from hub.store.connection import connect
from tests.conftest import database_copy
from tests.schema.hub import Hub
from tests.schema.planning.siting_questions import CHERKASY, asked, refused

#: From every hromada of Cherkasy oblast: a minute to one settlement, no road to a second; no time to the
#: second from the first hromada (a hole); the second hromada lies 2,500 m from any road.
MATRIX = """
CREATE TEMPORARY TABLE unit AS
  SELECT t.id, t.level, row_number() OVER (PARTITION BY t.level ORDER BY t.code) AS number, t.code
  FROM hub.territory t JOIN hub.territory_closure c ON c.territory_id = t.id
  JOIN hub.territory a ON a.id = c.ancestor_id AND a.code = '{oblast}'
  WHERE t.valid_to IS NULL AND (t.level = 'hromada' OR t.level = 'settlement' AND t.point IS NOT NULL);
INSERT INTO hub.travel_matrix (source_id, profile, engine, fetched_at, release)
  SELECT min(s.id), 'car', 'file', '2026-01-05 12:00+00', (SELECT max(number) - 1 FROM hub.release)
  FROM hub.source s;
INSERT INTO hub.travel_place (matrix_id, territory_id, snap_m)
  SELECT m.id, u.id, CASE WHEN u.level = 'hromada' AND u.number = 2 THEN 2500 END
  FROM unit u, hub.travel_matrix m WHERE u.level = 'hromada' OR u.number <= 2;
INSERT INTO hub.travel (origin_id, destination_id, minutes)
  SELECT o.id, d.id, CASE WHEN v.number = 1 THEN 1 END
  FROM hub.travel_place o JOIN unit u ON u.id = o.territory_id AND u.level = 'hromada',
       hub.travel_place d JOIN unit v ON v.id = d.territory_id AND v.level = 'settlement'
  WHERE NOT (u.number = 1 AND v.number = 2);
"""
SETTLEMENTS = "SELECT code FROM unit WHERE level = 'settlement' AND number <= 2 ORDER BY number"
HROMADAS = "SELECT code FROM unit WHERE level = 'hromada' ORDER BY number"
STRICT = {"minutes": 30, "strict": True}
COVERAGE = """
query ($within: String!, $reach: TravelInput!) {
  coverageWithin(within: $within, level: HROMADA, reach: $reach) {
    total { people { value } covered { value } median { absent } }
    basis { travel { kind engine errorPercent } caveats { code sentence } notUsed { what reason count } }
  }
}
"""
ACCESS = """
query ($bands: [BandInput!]) {
  accessibility(within: "%s", level: HROMADA, method: TWO_STEP, bands: $bands) {
    total { access { value } withoutSite { value } }
    basis { travel { kind errorPercent } notUsed { what reason count } caveats { code } }
  }
}
"""

Roads = tuple[Hub, list[str], list[str]]


@pytest.fixture(scope="module")
def roads(cluster: PrivateCluster, demo_template: str) -> Iterator[Roads]:
    """A hub with the matrix, the codes of both settlements, and those of hromadas."""
    with database_copy(cluster, demo_template) as url:
        with connect(url) as connection:
            for statement in MATRIX.format(oblast=CHERKASY).split(";\n"):
                if statement.strip():
                    connection.execute(statement.encode())
            settlements, hromadas = (
                [str(row[0]) for row in connection.execute(query.encode()).fetchall()]
                for query in (SETTLEMENTS, HROMADAS)
            )
        hub = Hub(url)
        yield hub, settlements, hromadas
        hub.close()


def codes_of(basis: Any) -> set[str]:
    """Codes of the caveats."""
    return {each["code"] for each in basis["caveats"]}


def counts_of(basis: Any) -> dict[tuple[str, str], int]:
    """What was left out."""
    return {(each["what"], each["reason"]): each["count"] for each in basis["notUsed"]}


def test_a_plan_goes_where_the_roads_lead(roads: Roads) -> None:
    hub, (near, shut), hromadas = roads
    named = {"kind": "CODES", "codes": [near, shut]}
    found = asked(hub, goal="MOST_COVERED", new=1, reach=STRICT, candidates=named)
    assert [site["territory"]["code"] for site in found["sites"]] == [near]
    assert found["basis"]["travel"] == {"kind": "MATRIX", "errorPercent": None}
    # No provider stands at a place of the matrix, and one hromada at no road.
    assert found["before"]["covered"]["value"] == 0
    rows = {row["territory"]["code"]: row["after"]["covered"]["value"] for row in found["rows"]}
    assert rows.pop(hromadas[1]) == 0
    assert all(value is None or value > 0 for value in rows.values())
    assert any(rows.values())
    left = counts_of(found["basis"])
    assert left["pairs", "FAR_FROM_ROAD"] == 1
    assert left["pairs", "NO_ROAD"] == len(hromadas) - 1
    assert left["pairs", "HOLE"] == 1
    assert {"MATRIX_HOLES_SHUT", "MATRIX_OF_ANOTHER_RELEASE"} <= codes_of(found["basis"])
    only = {"kind": "CODES", "codes": [shut]}
    none = asked(hub, goal="MOST_COVERED", new=1, reach=STRICT, candidates=only)
    assert (none["sites"], none["after"]["covered"]["value"]) == ([], 0)
    every = {"goal": "FEWEST_FOR_SHARE", "share": 1, "reach": STRICT, "candidates": named}
    assert refused(hub, **every) == [("PLANNING_INFEASIBLE", None)]


def test_a_hole_is_of_the_rule_and_says_so(roads: Roads) -> None:
    hub, (near, shut), _ = roads
    named = {"kind": "CODES", "codes": [near, shut]}
    found = asked(hub, goal="MOST_COVERED", new=2, reach={"minutes": 30}, candidates=named)
    assert found["basis"]["travel"] == {"kind": "MATRIX", "errorPercent": 37.0}
    assert {"MATRIX_HOLES", "MINUTES_BY_RULE"} <= codes_of(found["basis"])
    # Providers are at no place of the matrix, so their minutes are of the rule.
    assert found["before"]["covered"]["value"] > 0
    assert counts_of(found["basis"])["places", "NOT_IN_MATRIX"] > 0


def test_coverage_and_access_measure_by_the_same_matrix(roads: Roads) -> None:
    hub, _, _ = roads
    by_rule = hub.data(COVERAGE, {"within": CHERKASY, "reach": {"minutes": 30}})["coverageWithin"]
    assert by_rule["basis"]["travel"]["kind"] == "MATRIX"
    assert by_rule["total"]["covered"]["value"] > 0
    strict = hub.data(COVERAGE, {"within": CHERKASY, "reach": STRICT})["coverageWithin"]
    assert strict["total"]["covered"]["value"] == 0
    assert strict["total"]["median"]["absent"] == "NOT_APPLICABLE"
    assert strict["basis"]["travel"]["errorPercent"] is None
    assert hub.reply(COVERAGE, {"within": "RU-OMS", "reach": STRICT}).codes == [("NO_MATRIX", None)]
    bands = {"bands": [{"minutes": 30, "weight": 1}]}
    access = hub.data(ACCESS % CHERKASY, bands)["accessibility"]
    assert access["basis"]["travel"] == {"kind": "MATRIX", "errorPercent": 37.0}
    assert counts_of(access["basis"])["pairs", "HOLE"] == 1
    assert access["total"]["access"]["value"] > 0
