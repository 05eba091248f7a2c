"""What planners must see in cases that are known from articles, on the demo as two commands leave it."""

from typing import Any

import pytest

from hub.store.connection import connect
from schema.node import encode_id
from tests.schema.hub import Hub

UMAN, LVIV, MUKACHEVO = "UA71060210000032972", "UA46060250000025047", "UA21040150000092428"
PILOT = [
    "UA14020090000073988", "UA14040010000017239", "UA14040050000064688", "UA14120030000057882",
    "UA44100010000048313", "UA44100130000017965", "UA44120050000066819", "UA44120070000073915",
]  # fmt: skip


def recount(url: str, statement: str) -> list[tuple[Any, ...]]:
    with connect(url) as connection:
        return connection.execute(statement.encode()).fetchall()


REORGANISED = """
fragment C on Composition { candidates giving sets { members { provider { name } } } basis { asOf } }
query ($uman: String!) {
  before: composition(territory: $uman, asOf: "2024-12-31") { ...C }
  after: composition(territory: $uman) { ...C }
  providers(filter: { within: { territory: $uman } }, first: 100) {
    edges { node { name predecessors { name } } }
  }
}
"""


def test_a_reorganisation_makes_one_institution_of_two(demo_hub: Hub, demo_url: str) -> None:
    found = demo_hub.data(REORGANISED, {"uman": UMAN})
    (heir,) = (edge["node"] for edge in found["providers"]["edges"] if edge["node"]["predecessors"])
    former = {each["name"] for each in heir["predecessors"]}
    assert former == {"Синтетичний терцентр № 42 (зразок)", "Синтетичний ЦСССДМ № 43 (зразок)"}
    (before,), (after,) = found["before"]["sets"], found["after"]["sets"]
    members = [{each["provider"]["name"] for each in chosen["members"]} for chosen in (before, after)]
    assert former <= members[0]
    assert heir["name"] not in members[0]
    assert heir["name"] in members[1]
    assert not former & members[1]
    assert found["before"]["candidates"] == found["after"]["candidates"] + 1 == 16
    assert found["before"]["basis"]["asOf"] == "2024-12-31"
    counted = recount(
        demo_url,
        "SELECT p.status, count(*) FROM hub.provider p WHERE p.name IN "
        "('Синтетичний терцентр № 42 (зразок)', 'Синтетичний ЦСССДМ № 43 (зразок)') GROUP BY 1",
    )
    assert counted == [("missing", 2)]


PEERS = """
query ($territory: String!, $filter: ProviderFilter) {
  peers(territory: $territory, having: { anyOf: ["rehab.early-intervention"] }, filter: $filter) {
    totalCount edges { node { code } has { code } hasMadeUp { code } }
    basis { question caveats(lang: EN) { code sentence } }
  }
}
"""


@pytest.mark.parametrize("territory", [LVIV, MUKACHEVO])
def test_vinnytsia_can_be_visited_for_early_intervention(demo_hub: Hub, territory: str) -> None:
    found = demo_hub.data(PEERS, {"territory": territory})["peers"]
    made_up = {edge["node"]["code"]: edge["hasMadeUp"] for edge in found["edges"]}
    assert made_up["UA05020030000031457"] == []
    assert territory not in made_up
    invented = sum(bool(each) for each in made_up.values())
    warned = {each["code"]: each["sentence"] for each in found["basis"]["caveats"]}
    assert warned["SERVICES_MADE_UP"].endswith(f"named: {invented}.")


def test_peers_of_real_providers_alone(demo_hub: Hub, demo_url: str) -> None:
    asked = {"territory": LVIV, "filter": {"isSynthetic": False}}
    found = demo_hub.data(PEERS, asked)["peers"]
    counted = recount(
        demo_url,
        "SELECT DISTINCT h.code FROM hub.service s JOIN hub.provider p ON p.id = s.provider_id "
        "JOIN hub.service_at_location l ON l.service_id = s.id JOIN hub.location o ON o.id = l.location_id "
        "JOIN hub.territory_closure c ON c.territory_id = o.territory_id "
        "JOIN hub.territory h ON h.id = c.ancestor_id AND h.level = 'hromada' "
        "WHERE NOT p.synthetic AND s.category = 'rehab.early-intervention'",
    )
    assert sorted((edge["node"]["code"],) for edge in found["edges"]) == sorted(counted) != []
    assert all(edge["hasMadeUp"] == [] for edge in found["edges"])


TEAMS = """
query ($within: String!, $only: [String!], $team: TeamAssumptions, $level: TerritoryLevel!) {
  mobileCoverage(
    within: $within, level: $level, only: $only, team: $team
    filter: { forms: [MOBILE_TEAM], categories: { anyOf: ["care.home"] } }
  ) {
    total { ...Row } rows { territory { code name } ...Row }
    basis { question caveats { code } assumptions { name value who } }
  }
}
fragment Row on MobileRow {
  teams people { absent } onPaper { value absent of } byCapacity { value low high absent }
  served { value stated of } servedPer10k { absent } lacking
}
"""
TWENTY = {"visitsPerDay": 8, "daysPerWeek": 5, "visitsPerClientPerWeek": 2, "teamsPerProvider": 1}


def teams(demo_hub: Hub, **more: Any) -> Any:
    asked = {"within": "UA", "level": "HROMADA", "only": PILOT, **more}
    return demo_hub.data(TEAMS, asked)["mobileCoverage"]


def test_the_pilot_without_populations_says_what_is_not_known(demo_hub: Hub) -> None:
    found = teams(demo_hub)
    assert sorted(row["territory"]["code"] for row in found["rows"]) == PILOT
    assert all(row["teams"] >= 1 for row in found["rows"])
    total = found["total"]
    assert total["onPaper"] == {"value": None, "absent": "NO_POPULATION", "of": 8}
    assert total["byCapacity"] == {"value": None, "low": None, "high": None, "absent": "NOT_STATED"}
    assert total["servedPer10k"]["absent"] == total["people"]["absent"] == "NO_POPULATION"
    assert {"teams", "visits a day"} <= set(total["lacking"])
    assert {each["code"] for each in found["basis"]["caveats"]} >= {"TEAMS_NOT_STATED", "SYNTHETIC_INCLUDED"}


def test_clients_of_a_team_that_serves_several_hromadas_count_once(demo_hub: Hub, demo_url: str) -> None:
    found = teams(demo_hub)
    ((served, providers),) = recount(
        demo_url,
        "SELECT sum(k.served), count(DISTINCT s.provider_id) FROM hub.service s "
        "JOIN hub.capacity k ON k.service_id = s.id AND k.served IS NOT NULL "
        "WHERE 'mobile-team' = ANY (s.forms) AND s.category LIKE 'care.home%' AND EXISTS ("
        "SELECT FROM hub.service_area a JOIN hub.territory t ON t.id = a.territory_id "
        f"WHERE a.service_id = s.id AND t.code IN {tuple(PILOT)})",
    )
    total = found["total"]["served"]
    assert (total["value"], total["stated"]) == (served, providers) == (64 + 83, 2)
    assert sum(row["served"]["value"] or 0 for row in found["rows"]) == total["value"]


def test_what_a_planner_supposes_is_marked_and_gives_twenty_clients_a_team(demo_hub: Hub) -> None:
    found = teams(demo_hub, team=TWENTY)
    assert found["total"]["byCapacity"]["value"] == 20 * found["total"]["teams"]
    told = {each["name"]: (each["value"], each["who"]) for each in found["basis"]["assumptions"]}
    assert told == {name: (str(value), "QUESTION") for name, value in TWENTY.items()}


def test_the_troitska_of_the_pilot_is_no_other(demo_hub: Hub) -> None:
    query = (
        "{ programmes(first: 50) { edges { node { name territories(first: 50) "
        "{ edges { node { code name } } } } } } }"
    )
    edges = demo_hub.data(query)["programmes"]["edges"]
    (pilot,) = (edge["node"] for edge in edges if edge["node"]["name"].startswith("Пілот мобільного"))
    named = {each["node"]["code"]: each["node"]["name"] for each in pilot["territories"]["edges"]}
    assert sorted(named) == PILOT
    assert [code for code, name in named.items() if name == "Троїцька"] == ["UA44100130000017965"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"only": []}, ("BAD_USER_INPUT", "ONLY")),
        ({"only": [UMAN] * 101}, ("BAD_USER_INPUT", "ONLY")),
        ({"only": [UMAN], "within": "UA-05"}, ("BAD_USER_INPUT", "ONLY")),
        ({"only": ["UA-14"]}, ("BAD_USER_INPUT", "ONLY")),
        ({"only": ["nowhere"]}, ("UNKNOWN_TERRITORY", None)),
    ],
)
def test_rows_that_are_none_are_refused(demo_hub: Hub, more: Any, code: Any) -> None:
    asked = {"within": "UA", "level": "HROMADA", **more}
    assert demo_hub.reply(TEAMS, asked).codes == [code]


def test_equal_rows_are_one_question(demo_hub: Hub) -> None:
    first, second = (teams(demo_hub, only=codes)["basis"]["question"] for codes in (PILOT, PILOT[::-1]))
    assert first == second


def test_a_service_for_hromadas_reaches_no_people(demo_hub: Hub, demo_url: str) -> None:
    ((key, name),) = recount(
        demo_url,
        "SELECT p.id::text, p.name FROM hub.service s JOIN hub.provider p ON p.id = s.provider_id "
        "WHERE s.second_tier = 'hromadas'",
    )
    query = """query ($provider: ID!, $territory: String!) {
      composition(territory: $territory, providers: [$provider], services: ["support.psychological"]) {
        sets { covered { by { name } } notCounted { reason provider { name } } }
      }
    }"""
    asked = {"provider": encode_id("Provider", key), "territory": PILOT[0]}
    (found,) = demo_hub.data(query, asked)["composition"]["sets"]
    assert ("SECOND_TIER", name) in {
        (each["reason"], each["provider"]["name"]) for each in found["notCounted"]
    }
    assert name not in {one["name"] for each in found["covered"] for one in each["by"]}


CITED = """
query ($within: String!, $filter: ProviderFilter) {
  market(within: $within, filter: $filter) {
    total { providers }
    citations { total { declared found } perProvider { value absent } }
    benchmarks { norm { code status } mean { value unit } }
  }
}
"""


def test_means_of_petropavlovsk_are_called_means(demo_hub: Hub, demo_url: str) -> None:
    found = demo_hub.data(CITED, {"within": "KZ-59", "filter": {"isSynthetic": False}})["market"]
    means = {each["norm"]["code"]: each["mean"] for each in found["benchmarks"]}
    assert means["KZ-02-ADULTS"] == {"value": 93.2, "unit": "mean for each unit"}
    assert {each["norm"]["status"] for each in found["benchmarks"]} == {"BENCHMARK"}
    declared = {each["total"]["declared"]: each["perProvider"] for each in found["citations"]}
    assert set(declared) == {6, 466, 83, 549}
    # The hub counts these itself, so that nothing is divided.
    assert set(map(str, declared.values())) == {str({"value": None, "absent": "NOT_APPLICABLE"})}
    # Nobody says how 466 divide over five departments, and "5 or 6 come" to a club is no capacity.
    held = "SELECT k.served FROM hub.capacity k JOIN hub.service s ON s.id = k.service_id "
    held += "JOIN hub.provider p ON p.id = s.provider_id JOIN hub.source o ON o.id = p.source_id "
    real = recount(demo_url, held + "WHERE o.code = 'kz_59' AND NOT p.synthetic AND k.served IS NOT NULL")
    assert sorted(real) == [(83,), (466,)]


@pytest.mark.parametrize(
    ("more", "expected"),
    [({}, 91.4), ({"filter": {"sectors": ["STATE"]}}, None), ({"within": "52701000"}, None)],
)
def test_a_mean_over_a_part_of_the_suppliers_is_not_told(
    demo_hub: Hub, more: Any, expected: float | None
) -> None:
    found = demo_hub.data(CITED, {"within": "RU-OMS", **more})["market"]
    (people,) = (each for each in found["citations"] if each["total"]["declared"] == 4113)
    assert people["perProvider"]["value"] == (None if expected is None else pytest.approx(expected))
