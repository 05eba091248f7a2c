"""Mobile teams on paper and by capacity, and communities alike."""

from typing import Any

import pytest

from tests.schema.hub import Hub

MOBILE = """
query ($within: String!, $level: TerritoryLevel!, $team: TeamAssumptions) {
  mobileCoverage(within: $within, level: $level, team: $team) {
    total { ...M } rows { ...M } basis { caveats { code } assumptions { name value who } }
  }
}
fragment M on MobileRow {
  teams onPaper { value high unit absent } byCapacity { value low high absent } served { value } lacking
}
"""
TEAM = {"visitsPerDay": 8, "daysPerWeek": 5, "visitsPerClientPerWeek": 2, "teamsPerProvider": 1}


def test_a_team_has_twenty_clients_once(people_hub: Hub) -> None:
    found = people_hub.data(MOBILE, {"within": "UA-05", "level": "HROMADA", "team": TEAM})["mobileCoverage"]
    # 1 team × 8 visits × 5 days ÷ 2 visits for each client.
    assert found["total"]["teams"] > 0
    assert found["total"]["byCapacity"]["value"] == 20 * found["total"]["teams"]
    for row in found["rows"]:
        assert row["byCapacity"]["low"] <= row["byCapacity"]["value"] <= row["byCapacity"]["high"]
        assert row["byCapacity"]["high"] == 20 * row["teams"]
    assert {"QUESTION"} <= {each["who"] for each in found["basis"]["assumptions"]}


def test_without_assumptions_capacity_is_not_known(people_hub: Hub) -> None:
    found = people_hub.data(MOBILE, {"within": "UA-05", "level": "HROMADA"})["mobileCoverage"]
    assert found["total"]["byCapacity"] == {"value": None, "low": None, "high": None, "absent": "NOT_STATED"}
    assert {"teams", "visits a day"} <= set(found["total"]["lacking"])
    told = [row["onPaper"]["value"] for row in found["rows"] if row["onPaper"]["value"] is not None]
    assert sum(told) == pytest.approx(found["total"]["onPaper"]["value"])
    assert "TEAMS_NOT_STATED" in [caveat["code"] for caveat in found["basis"]["caveats"]]


@pytest.mark.parametrize(
    "team",
    [
        {"visitsPerDay": 0},
        {"daysPerWeek": 8},
        {"reachMinutes": -1},
        {**TEAM, "visitsPerClientPerWeek": 1e-308},
        {**TEAM, "visitsPerClientPerWeek": 5e-324},
    ],
)
def test_assumptions_that_are_none_are_refused(people_hub: Hub, team: dict[str, float]) -> None:
    asked = {"within": "UA-05", "level": "HROMADA", "team": team}
    assert people_hub.reply(MOBILE, asked).codes == [("BAD_USER_INPUT", "TEAM")]


PEERS = """
query ($territory: String!, $having: CategoriesInput, $first: Int!, $similarBy: [PeerFeature!]) {
  peers(territory: $territory, having: $having, first: $first, similarBy: $similarBy) {
    totalCount edges { cursor node { code level } distance differences { feature difference }
                       has { code } lacks { code } notReachableBecause programmes { name } }
    basis { hash caveats { code } }
  }
}
"""
EARLY = {"anyOf": ["rehab.early-intervention"]}


def test_vinnytsia_is_a_peer_for_early_intervention(people_hub: Hub) -> None:
    # Lviv.
    asked: dict[str, Any] = {"territory": "UA46060250000025047", "having": EARLY, "first": 10}
    found = people_hub.data(PEERS, asked)["peers"]
    assert "UA05020030000031457" in [edge["cursor"] for edge in found["edges"]]
    assert found["totalCount"] == len(found["edges"])
    for edge in found["edges"]:
        assert [term["code"] for term in edge["has"]] == ["rehab.early-intervention"]
        known = [each["difference"] for each in edge["differences"] if each["difference"] is not None]
        mean = (sum(each**2 for each in known) / len(known)) ** 0.5
        assert edge["distance"] == pytest.approx(mean)
    assert "ACCESS_NOT_KNOWN" in [caveat["code"] for caveat in found["basis"]["caveats"]]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"first": 0}, ("BAD_USER_INPUT", "PEERS")),
        ({"first": 51}, ("BAD_USER_INPUT", "PEERS")),
        ({"territory": "nowhere"}, ("UNKNOWN_TERRITORY", None)),
    ],
)
def test_peers_of_nothing_are_refused(people_hub: Hub, wrong: dict[str, Any], code: Any) -> None:
    asked = {"territory": "UA-05", "first": 3, **wrong}
    assert people_hub.reply(PEERS, asked).codes == [code]


def test_a_settlement_is_no_community(people_hub: Hub) -> None:
    # The city of Vinnytsia lies in the hromada of its name.
    city = "UA05020030010063857"
    assert people_hub.reply(PEERS, {"territory": city, "first": 3}).codes == [
        ("BAD_USER_INPUT", "NOT_A_COMMUNITY")
    ]
    asked = '{ territory(code: "%s") { level peers { totalCount } parent { level peers { totalCount } } } }'
    found = people_hub.data(asked % city)["territory"]
    assert (found["level"], found["peers"]) == ("SETTLEMENT", None)
    assert found["parent"]["level"] == "HROMADA"
    assert found["parent"]["peers"]["totalCount"] > 0
