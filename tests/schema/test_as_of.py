"""Answers as of a day or a release, on the demo's data: Uman before and after its reorganisation."""

from collections.abc import Iterator
from typing import Any

import pytest

from schema.node import encode_id
from tests.schema.hub import Hub
from tests.schema.operations import text_of
from tests.schema.test_contract import names

UMAN = "UA71060210000032972"
BEFORE, NOTHING_YET = "2025-06-30", "2020-03-10"
CENTRE = "Синтетичний центр надання соціальних послуг № 1 (зразок)"
HOME = "Синтетичний будинок-інтернат № 8 (зразок)"
MERGED = ["Синтетичний терцентр № 42 (зразок)", "Синтетичний ЦСССДМ № 43 (зразок)"]


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Iterator[Hub]:
    """The schema over the demo's data."""
    opened = Hub(demo_url)
    yield opened
    opened.close()


def at_house(demo: Hub, moment: str | int | None, house: str) -> list[str]:
    """Who works at a house of Зразкова street in Uman."""
    query = """
    query ($asOf: AsOf, $within: String!) {
      providers(asOf: $asOf, filter: {within: {territory: $within}}, first: 100) {
        edges { node { name locations { address } } }
      }
    }
    """
    found = demo.data(query, {"asOf": moment, "within": UMAN})["providers"]["edges"]
    places = [(edge["node"]["name"], edge["node"]["locations"]) for edge in found]
    return [name for name, spots in places if f"вул. Зразкова, {house}" in [one["address"] for one in spots]]


@pytest.mark.parametrize("moment", [BEFORE, "2024-12-31", 6, "6"])
def test_before_the_reorganisation_two_institutions_stood_where_one_stands_now(
    demo: Hub, moment: str | int
) -> None:
    assert at_house(demo, moment, "1") == [MERGED[0]]
    assert at_house(demo, moment, "43") == [MERGED[1]]


@pytest.mark.parametrize("moment", [None, 7])
def test_after_it_one_centre_stands_there(demo: Hub, moment: int | None) -> None:
    assert at_house(demo, moment, "1") == [CENTRE]
    assert at_house(demo, moment, "43") == []


def test_what_moved_is_where_it_was_and_has_the_places_it_had(demo: Hub) -> None:
    query = """
    query ($asOf: AsOf) {
      providers(asOf: $asOf, filter: {text: "будинок-інтернат № 8"}) {
        edges { node {
          name locations { address } services { capacity { total asOf } capacities { total } }
        } }
      }
    }
    """

    def shown(moment: str | None) -> tuple[str, dict[str, Any], int]:
        (edge,) = demo.data(query, {"asOf": moment})["providers"]["edges"]
        node = edge["node"]
        assert node["name"] == HOME
        (service,) = node["services"]
        return node["locations"][0]["address"], service["capacity"], len(service["capacities"])

    assert shown(BEFORE) == ("вул. Зразкова, 80", {"total": 95, "asOf": "2024-12-31"}, 1)
    # The measurement of July 2025 counts from its day on, though the file that tells it came later.
    assert shown("2025-07-01") == ("вул. Зразкова, 80", {"total": 110, "asOf": "2025-07-01"}, 2)
    assert shown(None) == ("вул. Зразкова, 8", {"total": 110, "asOf": "2025-07-01"}, 2)


def test_a_record_that_vanished_has_its_former_status(demo: Hub) -> None:
    query = """
    query ($asOf: AsOf, $text: String!) {
      then: providers(asOf: $asOf, filter: {text: $text}) {
        edges { node { id name status missingSince history { release change } } }
      }
      now: providers(filter: {text: $text, status: [MISSING]}) {
        edges { node { id name status history { release change } } }
      }
    }
    """
    found = demo.data(query, {"asOf": BEFORE, "text": MERGED[0]})
    (then,), (now,) = ([edge["node"] for edge in found[name]["edges"]] for name in ("then", "now"))
    assert then["id"] == now["id"]
    assert (then["status"], then["missingSince"], now["status"]) == ("ACTIVE", None, "MISSING")
    assert then["history"] == [{"release": 6, "change": "ADDED"}]
    assert now["history"] == [{"release": 7, "change": "VANISHED"}, {"release": 6, "change": "ADDED"}]


def test_who_became_whom_is_told_on_both_sides(demo: Hub) -> None:
    query = """
    query ($asOf: AsOf, $within: String!, $status: [RecordStatus!]) {
      providers(asOf: $asOf, first: 100, filter: {within: {territory: $within}, status: $status}) {
        edges { node { name predecessors { name status } successors { name status } } }
      }
    }
    """

    def shown(moment: str | None, name: str) -> dict[str, Any]:
        statuses = ["ACTIVE", "MISSING"]
        found = demo.data(query, {"asOf": moment, "within": UMAN, "status": statuses})["providers"]
        (node,) = (edge["node"] for edge in found["edges"] if edge["node"]["name"] == name)
        return {"before": node["predecessors"], "after": node["successors"]}

    centre = [{"name": CENTRE, "status": "ACTIVE"}]
    for name in MERGED:
        assert shown(BEFORE, name) == shown(None, name) == {"before": [], "after": centre}
    missing = [{"name": name, "status": "MISSING"} for name in MERGED]
    assert shown(None, CENTRE) == {"before": missing, "after": []}


def test_two_moments_stand_side_by_side_under_aliases(demo: Hub) -> None:
    query = """
    query ($within: String!) {
      then: territory(code: $within, asOf: "2025-06-30") { ...Centres }
      now: territory(code: $within) { ...Centres }
      first: providers(asOf: 6, filter: {text: "центр надання", within: {territory: $within}}) { totalCount }
      second: providers(asOf: 7, filter: {text: "центр надання", within: {territory: $within}}) { totalCount }
    }
    fragment Centres on Territory {
      name
      providers(filter: {text: "Синтетичний", kinds: ["comprehensive-centre", "family-services-centre"]}) {
        edges { node { name } } facets(by: [KIND]) { buckets { code count } }
      }
    }
    """
    found = demo.data(query, {"within": UMAN})
    other = "Синтетичний центр надання соціальних послуг № 36 (зразок)"
    assert set(names(found["then"]["providers"])) == {MERGED[1], other}
    assert set(names(found["now"]["providers"])) == {CENTRE, other}
    assert found["then"]["providers"]["facets"] == [
        {
            "buckets": [
                {"code": "comprehensive-centre", "count": 1},
                {"code": "family-services-centre", "count": 1},
            ]
        }
    ]
    assert (found["first"]["totalCount"], found["second"]["totalCount"]) == (1, 2)


def test_the_day_of_the_article_on_omsk_shows_its_suppliers_alone(demo: Hub) -> None:
    query = """
    { providers(asOf: "2020-03-11", first: 0) { totalCount facets(by: [SECTOR]) { buckets { code count } } } }
    """
    found = demo.data(query)["providers"]
    assert found["totalCount"] == 45
    sectors = {bucket["code"]: bucket["count"] for bucket in found["facets"][0]["buckets"]}
    assert (sectors["state"], sectors["nonprofit"]) == (39, 6)


def test_nearest_and_coverage_look_back_too(demo: Hub) -> None:
    query = """
    query ($asOf: AsOf, $within: String!) {
      nearestProviders(
        asOf: $asOf, point: {lat: 48.7449, lon: 30.22505}, filter: {text: "Синтетичний"}, first: 1
      ) { edges { node { name } distanceMetres } }
      coverage(asOf: $asOf, within: $within, level: HROMADA, categories: ["care.day"]) { cells { providers } }
    }
    """
    then = demo.data(query, {"asOf": BEFORE, "within": UMAN})
    now = demo.data(query, {"asOf": None, "within": UMAN})
    assert names(then["nearestProviders"]) == [MERGED[0]]
    assert names(now["nearestProviders"]) == [CENTRE]
    assert then["coverage"] == now["coverage"] == [{"cells": [{"providers": 2}]}]


def test_a_record_is_read_again_as_it_was(demo: Hub) -> None:
    listed = demo.data(
        "query ($within: String!) { providers(first: 100, filter: {within: {territory: $within}}) "
        "{ edges { node { id name } } } }",
        {"within": UMAN},
    )
    (centre,) = (
        edge["node"]["id"] for edge in listed["providers"]["edges"] if edge["node"]["name"] == CENTRE
    )
    query = "query ($id: ID!, $asOf: AsOf) { nodes(ids: [$id], asOf: $asOf) { id } }"
    assert demo.data(query, {"id": centre, "asOf": BEFORE}) == {"nodes": [None]}
    assert demo.data(query, {"id": centre, "asOf": 7}) == {"nodes": [{"id": centre}]}


def test_a_cursor_belongs_to_its_moment(demo: Hub) -> None:
    query = """
    query ($asOf: AsOf, $after: String) {
      providers(asOf: $asOf, first: 2, after: $after) { edges { node { name } } pageInfo { endCursor } }
    }
    """
    first = demo.data(query, {"asOf": BEFORE})["providers"]
    cursor = first["pageInfo"]["endCursor"]
    second = demo.data(query, {"asOf": BEFORE, "after": cursor})["providers"]
    whole = demo.data(query.replace("first: 2", "first: 4"), {"asOf": BEFORE})["providers"]
    assert names(first) + names(second) == names(whole)
    for other in (None, "2025-06-29", 6):
        assert demo.reply(query, {"asOf": other, "after": cursor}).codes == [("BAD_USER_INPUT", "CURSOR")]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("2020-02-30", "AS_OF"),
        ("11.03.2020", "AS_OF"),
        ("", "AS_OF"),
        (-1, "AS_OF"),
        (True, "AS_OF"),
        ({"day": "2020-03-11"}, "AS_OF"),
        ("1234567890", "AS_OF"),
        (99, "UNKNOWN_RELEASE"),
        (0, "UNKNOWN_RELEASE"),
        (NOTHING_YET, "NOTHING_KNOWN_YET"),
    ],
)
def test_a_moment_that_is_none_is_refused(demo: Hub, given: Any, reason: str) -> None:
    reply = demo.reply("query ($asOf: AsOf) { providers(asOf: $asOf) { totalCount } }", {"asOf": given})
    assert reply.codes == [("BAD_USER_INPUT", reason)]


def test_an_error_says_since_when_something_is_known(demo: Hub) -> None:
    (error,) = demo.reply(f'{{ providers(asOf: "{NOTHING_YET}") {{ totalCount }} }}').errors
    assert error["message"] == (
        "The hub knows of no records on 2020-03-10: its first file stands for 2020-03-11. "
        "Territories can be asked for as of any day."
    )


def test_below_a_territory_nothing_known_is_an_error_and_not_an_empty_list(demo: Hub) -> None:
    for field in ("providers", "accessPoints", "programmes"):
        reply = demo.reply(
            f'{{ territory(code: "UA71060210010010251", asOf: "1999-01-01") {{ {field} {{ totalCount }} }} }}'
        )
        assert reply.codes == [("BAD_USER_INPUT", "NOTHING_KNOWN_YET")]


def test_a_name_is_that_of_the_day(demo: Hub) -> None:
    query = """
    {
      then: territory(code: "UA12100070000011492", asOf: "2024-09-18") { ...Names }
      since: territory(code: "UA12100070000011492", asOf: "2024-09-19") { ...Names }
      now: territory(code: "UA12100070000011492") { ...Names }
    }
    fragment Names on Territory { name(lang: UK) en: name(lang: EN) }
    """
    samar = {"name": "Самарівська", "en": "Samarivska"}
    assert demo.data(query) == {
        "then": {"name": "Новомосковська", "en": "Novomoskovska"},
        "since": samar,
        "now": samar,
    }


def test_a_raion_was_not_before_it_was_formed(demo: Hub) -> None:
    query = """
    query ($asOf: AsOf!) {
      territories(asOf: $asOf, filter: {within: "UA71000000000010357", levels: [DISTRICT]}) { totalCount }
      uman: territory(code: "UA71060210010010251", asOf: $asOf) { ancestors { name(lang: UK) } }
    }
    """
    then = demo.data(query, {"asOf": "2020-07-18"})
    now = demo.data(query, {"asOf": "2020-07-19"})
    assert (then["territories"]["totalCount"], now["territories"]["totalCount"]) == (0, 4)
    assert [unit["name"] for unit in then["uman"]["ancestors"]] == ["Україна", "Черкаська"]
    assert [unit["name"] for unit in now["uman"]["ancestors"]][-2:] == ["Уманський", "Уманська"]
    reply = demo.reply('{ territory(code: "UA71060000000030325", asOf: "2020-07-18") { name } }')
    assert reply.codes == [("BAD_USER_INPUT", "TERRITORY_NOT_THEN")]
    within = '{ territories(asOf: "2020-07-18", filter: {within: "UA71060000000030325"}) { totalCount } }'
    assert demo.reply(within).codes == [("BAD_USER_INPUT", "TERRITORY_NOT_THEN")]
    unknown = '{ territory(code: "UA99", asOf: "2020-07-18") { name } }'
    assert demo.reply(unknown).codes == [("UNKNOWN_TERRITORY", None)]


def test_a_hromada_whose_beginning_nobody_told_is_not_asserted_before_the_reform(demo: Hub) -> None:
    uman = "UA71060210000032972"
    query = f'{{ territory(code: "{uman}", asOf: "2015-04-15") {{ name(lang: UK) }} }}'
    (error,) = demo.reply(query).errors
    assert error["extensions"]["reason"] == "TERRITORY_NOT_THEN"
    assert error["message"].startswith(f"Whether the territory katottg:{uman} was on 2015-04-15 is not known")
    within = (
        f'{{ providers(filter: {{within: {{territory: "{uman}"}}}}, asOf: "2020-07-18") {{ totalCount }} }}'
    )
    assert [code for _, code in demo.reply(within).codes] == ["TERRITORY_NOT_THEN"]
    listed = """{ territories(asOf: "2015-04-15", filter: {levels: [HROMADA]}, first: 0) { totalCount } }"""
    assert demo.data(listed)["territories"]["totalCount"] == 0


@pytest.mark.parametrize("code", ["UA71060210010010251", "52000000", "590000000", "UA71000000000010357"])
def test_a_unit_without_a_day_says_that_its_beginning_is_not_known(demo: Hub, code: str) -> None:
    query = f'{{ territory(code: "{code}", asOf: "2015-04-15") {{ validFrom beginningKnown }} }}'
    assert demo.data(query)["territory"] == {"validFrom": None, "beginningKnown": False}


def test_a_unit_with_a_day_says_that_it_is_known(demo: Hub) -> None:
    found = demo.data('{ territory(code: "UA71060000000030325") { validFrom beginningKnown } }')["territory"]
    assert found == {"validFrom": "2020-07-19", "beginningKnown": True}


def test_a_node_of_a_territory_has_the_tree_of_its_day(demo: Hub) -> None:
    identity = encode_id("Territory", "katottg:UA71060210010010251")
    query = """
    query ($id: ID!) { nodes(ids: [$id], asOf: "2020-07-18") { ... on Territory { parent { level } } } }
    """
    assert demo.data(query, {"id": identity})["nodes"] == [{"parent": {"level": "REGION"}}]


#: Statements that operations of the contract took on the small world before there was `asOf`.
STATEMENTS = {"ProvidersInBox": 9, "Territory": 13, "CoverageMatrix": 7, "Facets": 4, "Nearest": 3}


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_without_a_moment_nothing_more_is_read(hub: Hub, name: str) -> None:
    reply = hub.reply(text_of(name), name=name)
    assert reply.errors == []
    assert reply.statements <= STATEMENTS[name]


def test_a_moment_costs_one_statement_to_find_and_one_to_set(hub: Hub) -> None:
    plain = hub.reply("{ providers(first: 5) { edges { node { name } } } }")
    past = hub.reply("{ providers(first: 5, asOf: 1) { edges { node { name } } } }")
    assert (plain.statements, past.statements) == (1, 3)
    assert past.data == plain.data
