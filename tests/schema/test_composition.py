"""What planners must see of centres made of the demo's institutions: the articles' figures, and a recount."""

from collections.abc import Iterator
from typing import Any

import pytest

from hub.store.connection import connect
from tests.schema.hub import Hub

UMAN, VINNYTSIA = "UA71060210000032972", "UA05020030000031457"
COMPOSITION = """
query ($territory: String!, $providers: [ID!], $services: [String!], $objective: CompositionObjective!,
       $reach: Float!, $filter: ProviderFilter, $first: Int!, $asOf: AsOf) {
  composition(territory: $territory, providers: $providers, services: $services, objective: $objective,
              reachMetres: $reach, filter: $filter, first: $first, asOf: $asOf) {
    candidates giving
    sets {
      members { provider { id name isSynthetic } distance { value low high } brings { code } }
      covered { service { code } by { name } capacity { figure value stated of } }
      missing {
        service { code }
        nearest {
          provider { name } location { precision { class } } distance { value low high } free { value absent }
        }
      }
      duplicated { service { code } by { id name } members capacity { figure value stated of } }
      others { service { code } by { name } }
      notCounted { reason provider { name } }
      catchment { code }
    }
    proof { status objective bound gap alternatives sentence(lang: UK) }
    basis { hash question release { number } notUsed { reason count } caveats(lang: UK) { code sentence } }
  }
}
"""
DEFAULTS: dict[str, Any] = {"objective": "FEWEST_MEMBERS", "reach": 0, "first": 1}


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Iterator[Hub]:
    """The schema over the demo's data."""
    opened = Hub(demo_url)
    yield opened
    opened.close()


def compose(demo: Hub, territory: str, **more: Any) -> Any:
    return demo.data(COMPOSITION, {**DEFAULTS, "territory": territory, **more})["composition"]


def codes(those: list[Any]) -> list[str]:
    return [each["service"]["code"].removeprefix("ua-basic.") for each in those]


def stated(those: list[Any], code: str, figure: str) -> tuple[int | None, int, int]:
    (found,) = (each for each in those if each["service"]["code"] == f"ua-basic.{code}")
    (total,) = (each for each in found["capacity"] if each["figure"] == figure)
    return total["value"], total["stated"], total["of"]


#: Codes of basic services that somebody placed in a territory gives, with how many give each.
RECOUNT = """
WITH inside AS (SELECT c.territory_id FROM hub.territory_closure c
                JOIN hub.territory t ON t.id = c.ancestor_id WHERE t.code = %s)
SELECT b.code, count(DISTINCT p.id)
FROM hub.provider p JOIN hub.service s ON s.provider_id = p.id
JOIN hub.service_at_location l ON l.service_id = s.id JOIN hub.location o ON o.id = l.location_id
JOIN hub.basic_service b ON b.country = 'UA'
  AND (s.category = b.category OR s.category LIKE b.category || '.%%')
WHERE o.territory_id IN (TABLE inside) AND p.status IN ('active', 'unknown')
  AND s.status NOT IN ('closed', 'excluded', 'merged', 'missing') AND NOT s.is_function
GROUP BY b.code ORDER BY b.code
"""


@pytest.mark.parametrize("territory", [UMAN, VINNYTSIA])
def test_a_composition_covers_what_a_recount_finds(demo: Hub, demo_url: str, territory: str) -> None:
    found = compose(demo, territory)["sets"][0]
    with connect(demo_url) as connection:
        rows = connection.execute(RECOUNT, [territory]).fetchall()
    assert [f"ua-basic.{code}" for code in codes(found["covered"])] == [code for code, _ in rows]
    several = {code.removeprefix("ua-basic."): count for code, count in rows if count > 1}
    assert {code: len(each["by"]) for code, each in zip(
        codes(found["duplicated"]), found["duplicated"], strict=True
    )} == several  # fmt: skip


#: Of a basic service in a territory: the newest figure of each service, summed, how many state one, and all.
SUMS = """
WITH inside AS (SELECT c.territory_id FROM hub.territory_closure c
                JOIN hub.territory t ON t.id = c.ancestor_id WHERE t.code = %s),
given AS (
  SELECT DISTINCT s.id FROM hub.provider p JOIN hub.service s ON s.provider_id = p.id
  JOIN hub.service_at_location l ON l.service_id = s.id JOIN hub.location o ON o.id = l.location_id
  JOIN hub.basic_service b ON b.country = 'UA'
    AND (s.category = b.category OR s.category LIKE b.category || '.%%')
  WHERE o.territory_id IN (TABLE inside) AND b.code = %s AND p.status IN ('active', 'unknown')
    AND s.status NOT IN ('closed', 'excluded', 'merged', 'missing') AND NOT s.is_function)
SELECT sum(n.total)::int, count(n.total)::int, sum(n.served)::int, count(n.served)::int, count(*)::int
FROM given LEFT JOIN LATERAL (
  SELECT (SELECT total FROM hub.capacity c
          WHERE c.service_id = given.id AND unit = 'place' AND total IS NOT NULL
          ORDER BY as_of DESC NULLS LAST LIMIT 1) AS total,
         (SELECT served FROM hub.capacity c WHERE c.service_id = given.id AND served IS NOT NULL
          ORDER BY as_of DESC NULLS LAST LIMIT 1) AS served) n ON true
"""


@pytest.mark.parametrize(
    ("territory", "code"), [(UMAN, "01"), (UMAN, "02"), (UMAN, "08"), (VINNYTSIA, "01"), (VINNYTSIA, "02")]
)
def test_sums_are_those_of_a_recount(demo: Hub, demo_url: str, territory: str, code: str) -> None:
    found = compose(demo, territory)["sets"][0]["duplicated"]
    with connect(demo_url) as connection:
        (row,) = connection.execute(SUMS, [territory, f"ua-basic.{code}"]).fetchall()
    total, states_total, served, states_served, of = row
    assert stated(found, code, "TOTAL") == (total, states_total, of)
    assert stated(found, code, "SERVED") == (served, states_served, of)


#: Who gives a basic service elsewhere and is nearest to a territory's point, in kilometres, and how exactly.
NEAREST = """
SELECT p.name, ST_DistanceSphere(o.point, t.point) / 1000, o.radius_m / 1000.0
FROM hub.territory t, hub.provider p JOIN hub.service s ON s.provider_id = p.id
JOIN hub.service_at_location l ON l.service_id = s.id JOIN hub.location o ON o.id = l.location_id
JOIN hub.basic_service b ON b.country = 'UA'
  AND (s.category = b.category OR s.category LIKE b.category || '.%%')
JOIN hub.territory u ON u.id = o.territory_id AND u.country = 'UA'
WHERE t.code = %s AND b.code = %s AND o.kind = 'actual' AND o.point IS NOT NULL AND NOT s.is_function
  AND s.second_tier IS NULL AND p.status NOT IN ('closed', 'excluded', 'merged', 'missing')
  AND s.status NOT IN ('closed', 'excluded', 'merged', 'missing')
ORDER BY 2, p.id LIMIT 1
"""


def test_the_nearest_are_those_of_a_recount(demo: Hub, demo_url: str) -> None:
    missing = compose(demo, UMAN)["sets"][0]["missing"]
    with connect(demo_url) as connection:
        for code, each in zip(codes(missing), missing, strict=True):
            rows = connection.execute(NEAREST, [UMAN, f"ua-basic.{code}"]).fetchall()
            assert [one["provider"]["name"] for one in each["nearest"][:1]] == [row[0] for row in rows]
            for name, kilometres, radius in rows:
                distance = each["nearest"][0]["distance"]
                assert distance["value"] == pytest.approx(kilometres, rel=0.004), name
                assert distance["high"] - distance["value"] == pytest.approx(float(radius))


def test_uman(demo: Hub) -> None:
    answer = compose(demo, UMAN)
    (found,) = answer["sets"]
    assert codes(found["covered"]) == ["01", "02", "07", "08", "09", "12", "18"]
    assert (len(found["missing"]), len(found["members"]), answer["giving"]) == (11, 4, 9)
    assert {
        code: (len(each["by"]), each["members"])
        for code, each in zip(codes(found["duplicated"]), found["duplicated"], strict=True)
    } == {"01": (3, 1), "02": (2, 1), "08": (4, 2)}
    assert stated(found["duplicated"], "01", "TOTAL") == (380, 2, 3)
    assert stated(found["duplicated"], "02", "TOTAL") == (24, 1, 2)
    nearest = {
        code: each["nearest"] for code, each in zip(codes(found["missing"]), found["missing"], strict=True)
    }
    assert (nearest["14"], nearest["16"]) == ([], [])
    for code, kilometres, radius in (("13", 19.6, 3), ("10", 62.0, 15)):
        distance = nearest[code][0]["distance"]
        assert distance["value"] == pytest.approx(kilometres, abs=0.05)
        assert distance["high"] - distance["value"] == pytest.approx(radius)
        assert distance["value"] - distance["low"] == pytest.approx(radius)
    out = {(each["reason"], each["provider"]["name"]) for each in found["notCounted"]}
    for name in ("Реабілітаційний комплекс", "Центр професійної реабілітації"):
        assert ("NO_CATEGORY", name) in out
    assert {reason for reason, _ in out} == {"NO_CATEGORY", "CLOSED"}
    assert [member["provider"]["isSynthetic"] for member in found["members"]].count(False) == 1
    assert answer["proof"]["status"] == "OPTIMAL"
    assert (answer["proof"]["objective"], answer["proof"]["bound"], answer["proof"]["gap"]) == (4, 4, 0)
    assert found["catchment"] == [{"code": UMAN}]
    warned = {each["code"] for each in answer["basis"]["caveats"]}
    assert warned >= {"SYNTHETIC_INCLUDED", "LIST_RECALLED", "STRAIGHT_LINE", "CAPACITY_PARTLY_STATED"}


def test_everybody_in_uman_judged_together(demo: Hub) -> None:
    listed = demo.data(
        "query ($where: WithinInput!) { providers(first: 100, filter: {within: $where}) "
        "{ edges { node { id } } } }",
        {"where": {"territory": UMAN}},
    )["providers"]["edges"]
    ids = [edge["node"]["id"] for edge in listed]
    answer = compose(demo, UMAN, providers=ids)
    (found,) = answer["sets"]
    assert codes(found["covered"]) == ["01", "02", "07", "08", "09", "12", "18"]
    assert stated(found["covered"], "01", "TOTAL") == (380, 2, 3)
    beside = {each["service"]["code"]: [one["name"] for one in each["by"]] for each in found["others"]}
    assert "«Пролісок»" in beside["rehab.social"]
    proof = answer["proof"]
    assert (proof["status"], proof["objective"], proof["bound"]) == ("WITHIN_BOUND", len(found["members"]), 4)
    assert "4" in proof["sentence"]


def test_vinnytsia(demo: Hub) -> None:
    answer = compose(demo, VINNYTSIA)
    (found,) = answer["sets"]
    assert (codes(found["missing"]), len(found["members"]), answer["giving"]) == (["14", "15", "16"], 4, 14)
    assert stated(found["duplicated"], "01", "SERVED") == (475, 4, 4)
    assert stated(found["duplicated"], "02", "TOTAL") == (120, 3, 3)
    assert stated(found["duplicated"], "02", "SERVED")[0] is None
    out = [each["provider"]["name"] for each in found["notCounted"]]
    assert "«Прозорі офіси»" in out
    totals = demo.data('{ source(code: "ua_05") { controlTotals { label declared found } } }')["source"]
    told = {each["label"]: (each["declared"], each["found"]) for each in totals["controlTotals"]}
    assert told["Базових послуг у Вінницькій громаді"] == (15, len(found["covered"]))
    assert told["Інших послуг у Вінницькій громаді"] == (4, 4)


def test_a_programme_by_the_name_of_a_provider_counts_once(demo: Hub, demo_url: str) -> None:
    with connect(demo_url) as connection:
        ((records,),) = connection.execute(
            "SELECT count(*) FROM hub.provider WHERE name LIKE '%Життєстійкість%' AND NOT synthetic"
        ).fetchall()
    real = {"services": ["prevention.resilience"], "filter": {"isSynthetic": False}}
    found = compose(demo, VINNYTSIA, **real)["sets"][0]
    assert records == 1
    assert [len(each["by"]) for each in found["covered"]] == [1]
    assert (len(found["members"]), found["duplicated"]) == (1, [])


def test_a_refuge_is_its_hromada_in_distances_too(demo: Hub) -> None:
    (found,) = compose(demo, UMAN)["sets"]
    (shelter,) = (each for each in found["missing"] if each["service"]["code"] == "ua-basic.06")
    (refuge,) = (each for each in shelter["nearest"] if "притулок № 8" in each["provider"]["name"])
    distance = refuge["distance"]
    assert refuge["location"]["precision"]["class"] == "TERRITORY"
    assert distance["high"] - distance["value"] == pytest.approx(15)


def test_equal_questions_have_equal_hashes_and_others_others(demo: Hub) -> None:
    def asked(**more: Any) -> str:
        return str(compose(demo, UMAN, **more)["basis"]["hash"])

    named = ["care.home", "care.day"]
    assert asked(services=named) == asked(services=named[::-1])
    assert len({asked(), asked(services=named), asked(first=2), asked(reach=30_000), asked(asOf=7)}) == 5


def test_more_sets_are_others_and_never_better(demo: Hub) -> None:
    answer = compose(demo, VINNYTSIA, first=5)
    sets = [frozenset(member["provider"]["id"] for member in each["members"]) for each in answer["sets"]]
    assert len(set(sets)) == len(sets) > 1
    assert [len(each) for each in sets] == sorted(len(each) for each in sets)


def test_a_territory_without_a_point_says_so_and_tells_no_distances(demo: Hub) -> None:
    answer = compose(demo, "UA01060550010089778", reach=20_000)
    assert [each["code"] for each in answer["basis"]["caveats"]] == [
        "TERRITORY_WITHOUT_POINT",
        "LIST_RECALLED",
    ]
    (found,) = answer["sets"]
    assert (found["members"], found["covered"], answer["proof"]["status"]) == ([], [], "INFEASIBLE")
    assert [each["nearest"] for each in found["missing"]] == [[]] * 18


def test_a_state_without_a_list_wants_the_services_named(demo: Hub) -> None:
    question = {**DEFAULTS, "territory": "RU-OMS"}
    assert demo.reply(COMPOSITION, question).codes == [("BAD_USER_INPUT", "SERVICES")]
    found = compose(demo, "RU-OMS", services=["care.home", "support.adaptation"])
    assert found["sets"][0]["covered"] != []


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"first": 0}, "SETS"),
        ({"first": 6}, "SETS"),
        ({"reach": -1}, "REACH"),
        ({"reach": 200_001}, "REACH"),
        ({"services": ["care.home"] * 21}, "SERVICES"),
        ({"providers": ["UHJvdmlkZXI6x"]}, "ID"),
        ({"providers": ["UHJvdmlkZXI6MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAx"]}, "ID"),
        ({"providers": ["UHJvdmlkZXI6MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAx"] * 151}, "MEMBERS"),
        ({"providers": ["UHJvdmlkZXI6MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAx"] * 4_000}, "MEMBERS"),
        ({"services": []}, "SERVICES"),
    ],
)
def test_wrong_questions_are_refused(demo: Hub, wrong: dict[str, Any], reason: str) -> None:
    question = {**DEFAULTS, "territory": UMAN, **wrong}
    assert demo.reply(COMPOSITION, question).codes == [("BAD_USER_INPUT", reason)]
