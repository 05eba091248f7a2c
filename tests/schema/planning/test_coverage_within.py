"""Coverage within a reach, recounted in SQL; what the arguments may be wrong in; three states."""

from typing import Any

import pytest

from hub.store.connection import connect
from tests.schema.hub import Hub

QUESTION = """
query ($within: String!, $level: TerritoryLevel!, $reach: TravelInput!, $filter: ProviderFilter,
       $people: PeopleInput, $asOf: AsOf) {
  coverageWithin(
    within: $within, level: $level, reach: $reach, filter: $filter, people: $people, asOf: $asOf
  ) {
    total { ...R }
    rows { ...R }
    uncovered(first: 5) {
      totalCount pageInfo { hasNextPage endCursor }
      edges { cursor node { territory { code } isRest people { value low high } nearest { id }
              distance { value low high unit absent } } }
    }
    basis {
      question hash url urlNewest method { code version sentence } sources { rows source { code } }
      notUsed { what reason count } population { basis asOf people shareAtStatedPlaces }
      travel { kind engine fetchedAt errorPercent } assumptions { name value unit who }
      caveats(lang: UK) { code sentence }
    }
  }
}
fragment R on ReachRow {
  territory { code } people { ...E } covered { ...E } share { ...E } median { ...E } sites sitesWithoutPoint
}
fragment E on Estimate { value low high unit stated of absent }
"""

#: People within so many metres: as measured, surely, possibly. Independent of the hub's reads and arrays.
RECOUNT = """
WITH site AS (
  SELECT DISTINCT l.id, l.point, coalesce(l.radius_m, 50000) AS radius
  FROM hub.location l JOIN hub.provider p ON p.id = l.provider_id
  JOIN hub.territory_closure c ON c.territory_id = l.territory_id
  JOIN hub.territory t ON t.id = c.ancestor_id AND t.code = 'UA'
  WHERE l.point IS NOT NULL AND p.status IN ('active', 'unknown') AND p.sector = 'municipal'
), person AS (
  SELECT o.number, o.people, ST_SetSRID(ST_MakePoint(o.lon, o.lat), 4326)::geography AS here
  FROM hub.people_point o JOIN hub.territory_closure c ON c.territory_id = o.territory_id
  JOIN hub.territory t ON t.id = c.ancestor_id WHERE t.code = %(within)s
), near AS (
  SELECT o.number, o.people, min(ST_Distance(o.here, s.point::geography, false)) AS value,
         min(ST_Distance(o.here, s.point::geography, false) + s.radius) AS sure,
         min(ST_Distance(o.here, s.point::geography, false) - s.radius) AS possible
  FROM person o CROSS JOIN site s GROUP BY o.number, o.people
)
SELECT sum(people), sum(people) FILTER (WHERE value <= %(metres)s),
       sum(people) FILTER (WHERE sure <= %(metres)s), sum(people) FILTER (WHERE possible <= %(metres)s)
FROM near
"""


SHELTERS = {"categories": {"anyOf": ["crisis.shelter-violence"]}}


def ask(hub: Hub, within: str, level: str, **more: Any) -> Any:
    asked = {"within": within, "level": level, "reach": {"metres": 10_000}, **more}
    return hub.data(QUESTION, asked)["coverageWithin"]


@pytest.mark.parametrize("metres", [3_000, 10_000, 40_000])
@pytest.mark.parametrize(("within", "level"), [("UA05000000000010236", "HROMADA"), ("UA", "REGION")])
def test_people_within_reach_are_those_that_sql_counts(
    people_hub: Hub, people_url: str, within: str, level: str, metres: int
) -> None:
    wanted = {"sectors": ["MUNICIPAL"]}
    found = ask(people_hub, within, level, reach={"metres": metres}, filter=wanted)
    with connect(people_url) as connection:
        row = connection.execute(RECOUNT.encode(), {"within": within, "metres": metres}).fetchone()
    assert row is not None
    people, covered, sure, possible = (float(each or 0) for each in row)
    assert people > 0
    total = found["total"]
    assert total["territory"]["code"] == within
    assert total["people"]["value"] == pytest.approx(people, abs=5)
    # A sphere of another radius moves few points over the edge, if any.
    assert total["covered"]["value"] == pytest.approx(covered, abs=5)
    assert total["covered"]["low"] == pytest.approx(sure, abs=10)
    assert total["covered"]["high"] == pytest.approx(possible, abs=10)
    assert total["share"]["value"] == pytest.approx(covered / people)


def test_rows_are_the_units_and_add_up(people_hub: Hub) -> None:
    found = ask(people_hub, "UA05000000000010236", "DISTRICT")
    rows = found["rows"]
    assert len(rows) > 3
    assert [row["territory"]["code"] for row in rows] == [
        edge["territory"]["code"]
        for edge in people_hub.data(
            '{ coverage(within: "UA-05", level: DISTRICT, categories: []) { territory { code } } }'
        )["coverage"]
    ]
    assert sum(row["sites"] for row in rows) <= found["total"]["sites"]
    for row in [*rows, found["total"]]:
        if row["people"]["value"] is None:
            assert row["people"]["absent"] == "NO_POPULATION"
        else:
            assert row["share"]["low"] <= row["share"]["value"] <= row["share"]["high"] <= 1


def test_the_basis_says_what_it_rests_on(people_hub: Hub) -> None:
    basis = ask(people_hub, "UA-05", "HROMADA", reach={"metres": 5000})["basis"]
    assert basis["question"]["within"] == "UA05000000000010236"
    assert basis["question"]["reach"] == {"metres": 5000, "minutes": None}
    assert (
        basis["hash"]
        == ask(people_hub, "UA05000000000010236", "HROMADA", reach={"metres": 5e3})["basis"]["hash"]
    )
    assert basis["population"]["basis"] == "POINTS_FILE"
    assert (basis["population"]["asOf"], basis["travel"]["kind"]) == ("2022-01-01", "STRAIGHT_LINE")
    codes = [caveat["code"] for caveat in basis["caveats"]]
    assert {"POPULATION_IS_PRE_2022", "STRAIGHT_LINE", "BELOW_PRECISION"} <= set(codes)
    assert all(caveat["sentence"] for caveat in basis["caveats"])
    assert sum(each["rows"] for each in basis["sources"]) > 0


def test_minutes_follow_a_rule_without_a_matrix_and_say_so(people_hub: Hub) -> None:
    basis = ask(people_hub, "UA-05", "HROMADA", reach={"minutes": 30})["basis"]
    assert basis["travel"]["errorPercent"] == 37
    assert "MINUTES_BY_RULE" in [caveat["code"] for caveat in basis["caveats"]]


def test_pages_of_uncovered_places_follow_one_another(people_hub: Hub) -> None:
    query = """
    query ($after: String) {
      coverageWithin(within: "UA-05", level: HROMADA, reach: {metres: 5000}) {
        uncovered(first: 3, after: $after) {
          totalCount pageInfo { hasNextPage endCursor } edges { cursor node { people { value } } }
        }
      }
    }
    """
    seen: list[float] = []
    after = None
    for _ in range(3):
        page = people_hub.data(query, {"after": after})["coverageWithin"]["uncovered"]
        seen += [edge["node"]["people"]["value"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
    assert len(seen) == 9
    assert seen == sorted(seen, reverse=True)
    bad = people_hub.reply(query, {"after": "bm9wZTox"})
    assert bad.codes == [("BAD_USER_INPUT", "CURSOR")]


def test_a_territory_tells_its_own_row(people_hub: Hub) -> None:
    query = """
    { territory(code: "UA-05") { coverageWithin(reach: {metres: 10000}) {
        territory { code } people { value } covered { value low high } sites } } }
    """
    own = people_hub.data(query)["territory"]["coverageWithin"]
    total = ask(people_hub, "UA-05", "HROMADA")["total"]
    assert own["covered"] == {name: total["covered"][name] for name in ("value", "low", "high")}
    assert (own["people"]["value"], own["sites"]) == (total["people"]["value"], total["sites"])


def test_figures_of_districts_serve_where_the_tree_has_no_hromadas(people_hub: Hub, people_url: str) -> None:
    found = ask(people_hub, "RU-OMS", "DISTRICT")
    with connect(people_url) as connection:
        row = connection.execute(
            b"SELECT sum(v.value) FROM hub.territory t JOIN hub.territory_closure c ON c.territory_id = t.id "
            b"JOIN hub.territory o ON o.id = c.ancestor_id AND o.code = '52000000' "
            b"JOIN hub.territory_population v ON v.territory_id = t.id "
            b"WHERE t.level = 'district' AND t.valid_to IS NULL AND t.point IS NOT NULL"
        ).fetchone()
    assert row is not None
    assert found["total"]["people"]["value"] == pytest.approx(float(row[0]), abs=5)
    assert found["basis"]["population"]["basis"] == "STATED_PLACES_AND_REST"


@pytest.mark.parametrize(("within", "level"), [("KZ", "REGION"), ("KZ", "DISTRICT")])
def test_without_any_population_territories_are_counted(people_hub: Hub, within: str, level: str) -> None:
    found = ask(people_hub, within, level)
    assert found["total"]["people"]["unit"] == "hromadas"
    assert found["basis"]["population"] == {
        "basis": "NONE",
        "asOf": None,
        "people": None,
        "shareAtStatedPlaces": None,
    }
    refused = people_hub.reply(
        QUESTION, {"within": within, "level": level, "reach": {"metres": 1000}, "people": {}}
    )
    assert refused.codes == [("NO_POPULATION", None)]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"reach": {}}, ("BAD_USER_INPUT", "REACH")),
        ({"reach": {"metres": 0}}, ("BAD_USER_INPUT", "REACH")),
        ({"reach": {"metres": 200_001}}, ("BAD_USER_INPUT", "REACH")),
        ({"reach": {"minutes": 241}}, ("BAD_USER_INPUT", "REACH")),
        ({"reach": {"metres": 5, "minutes": 5}}, ("BAD_USER_INPUT", "REACH")),
        ({"level": "COUNTRY"}, ("BAD_USER_INPUT", "LEVEL_ABOVE")),
        ({"within": "nowhere"}, ("UNKNOWN_TERRITORY", None)),
        ({"asOf": 9999}, ("BAD_USER_INPUT", "UNKNOWN_RELEASE")),
        ({"people": {"ages": {"from": 9, "to": 3}}}, ("BAD_USER_INPUT", "AGES")),
        ({"people": {"ages": {"from": 60}}}, ("NO_POPULATION", None)),
        ({"people": {"targetGroup": "older"}}, ("NO_POPULATION", None)),
    ],
)
def test_what_cannot_be_answered_says_why(
    people_hub: Hub, wrong: dict[str, Any], code: tuple[str, Any]
) -> None:
    asked = {"within": "UA-05", "level": "HROMADA", "reach": {"metres": 10_000}, **wrong}
    found = people_hub.reply(QUESTION, asked)
    assert found.codes == [code]
    assert found.data == {"coverageWithin": None}


def test_a_former_release_is_answered_too(people_hub: Hub) -> None:
    found = ask(people_hub, "UA-05", "HROMADA", asOf=1)
    assert found["basis"]["question"]["asOf"] == 1
    assert found["total"]["sites"] <= ask(people_hub, "UA-05", "HROMADA")["total"]["sites"]


def test_nothing_covers_where_the_filter_finds_nobody(people_hub: Hub) -> None:
    found = ask(people_hub, "UA-05", "HROMADA", filter={"text": "цього немає ніде"})
    assert found["total"]["covered"]["value"] == 0
    assert found["total"]["sites"] == 0
    assert found["total"]["median"]["absent"] == "NOT_APPLICABLE"


def test_of_a_refuge_only_its_hromada_is_used(people_hub: Hub, people_url: str) -> None:
    found = ask(people_hub, "UA", "REGION", filter=SHELTERS, reach={"metres": 10_000})
    with connect(people_url) as connection:
        row = connection.execute(
            b"SELECT count(*) FROM hub.location l JOIN hub.provider p ON p.id = l.provider_id "
            b"JOIN hub.territory t ON t.id = l.territory_id "
            b"WHERE l.confidential AND t.country = 'UA' AND EXISTS (SELECT FROM hub.service s "
            b"WHERE s.provider_id = p.id AND s.category = 'crisis.shelter-violence')"
        ).fetchone()
    assert row is not None
    assert row[0] > 0
    # Nobody is surely within 10 km of a point that stands for 15 km around it.
    assert found["total"]["covered"]["low"] == 0
