"""What territories lack, who is nearest, and what answers about the network rest on."""

import pytest

from tests.schema.hub import Hub
from tests.schema.planning.composition_world import BESIDE, HERE, NEXT, World, centre, gives

UMAN = "UA71060210000032972"
MISSING = """
query ($within: String!, $services: [String!], $filter: ProviderFilter) {
  missingServices(
    within: $within, level: HROMADA, services: $services, filter: $filter, first: 100, orderBy: NAME
  ) {
    edges {
      node {
        territory { code }
        required count
        missing { service { code } nearest { provider { name } extendable free { value absent } } }
      }
    }
    basis {
      sources { source { code } rows } norms { code } notUsed { what reason count norms { code } }
      caveats(lang: EN) { code sentence }
    }
  }
}
"""


def test_what_a_hromada_lacks_and_whose_rows_say_so(world: World) -> None:
    hub = world(
        centre("Тут", gives("a", "care.home", areas=[4])),
        centre("Поруч", gives("a", "care.home"), gives("b", "care.day"), at=BESIDE, spot=(49.11, 28.68)),
        centre("Зразок", gives("a", "living.supported"), synthetic=True, source=2),
    )
    asked = {"within": "UA05000000000010236", "services": ["care.home", "care.day"]}
    found = hub.data(MISSING, asked)["missingServices"]
    rows = {edge["node"]["territory"]["code"]: edge["node"] for edge in found["edges"]}
    assert {code: row["count"] for code, row in rows.items()} == {HERE: 1, NEXT: 0}
    (day_care,) = rows[HERE]["missing"]
    assert (day_care["service"]["code"], day_care["nearest"][0]["provider"]["name"]) == ("care.day", "Поруч")
    # Who gives neither of the services is not among the rows that were used.
    assert found["basis"]["sources"] == [{"source": {"code": "ua_register"}, "rows": 2}]
    assert "SYNTHETIC_INCLUDED" not in {each["code"] for each in found["basis"]["caveats"]}
    every = hub.data(MISSING, {**asked, "services": ["care", "living"]})["missingServices"]["basis"]
    assert {each["source"]["code"]: each["rows"] for each in every["sources"]} == {
        "ua_register": 2,
        "ru_oms": 1,
    }
    told = {each["code"]: each["sentence"] for each in every["caveats"]}
    assert told["SYNTHETIC_INCLUDED"].startswith("Records that are made up, of those counted: 1.")
    only = {"filter": {"isSynthetic": True}, **asked}
    assert {edge["node"]["count"] for edge in hub.data(MISSING, only)["missingServices"]["edges"]} == {2}


def test_a_territory_tells_its_own_row_and_many_cost_no_more(demo_hub: Hub) -> None:
    own = "missingServices { required count missing { service { code } nearest { provider { name } } } }"
    hromadas = "territories(first: $first, filter: { levels: [HROMADA] })"
    listed = f"query ($first: Int!) {{ {hromadas} {{ edges {{ node {{ code %s }} }} }} }}"
    statements = [demo_hub.reply(listed % own, {"first": count}).statements for count in (2, 40)]
    assert statements[0] == statements[1]
    nodes = demo_hub.data(listed % own, {"first": 40})["territories"]["edges"]
    assert all(edge["node"]["missingServices"]["required"] == 18 for edge in nodes)
    one = demo_hub.data(f'{{ territory(code: "{UMAN}") {{ {own} }} }}')["territory"]["missingServices"]
    rows = demo_hub.data(MISSING, {"within": "UA-71"})["missingServices"]["edges"]
    (row,) = (edge["node"] for edge in rows if edge["node"]["territory"]["code"] == UMAN)
    names = [[each["provider"]["name"] for each in lacking["nearest"]] for lacking in row["missing"]]
    assert [each["service"] for each in one["missing"]] == [each["service"] for each in row["missing"]]
    assert [[each["provider"]["name"] for each in lacking["nearest"]] for lacking in one["missing"]] == names
    for code in ("RU-OMS", "591010000"):
        assert demo_hub.data(f'{{ territory(code: "{code}") {{ {own} }} }}') == {
            "territory": {"missingServices": None}
        }


def test_a_territory_reads_the_nearest_only_where_they_are_asked_for(demo_hub: Hub) -> None:
    counts, services, near = (
        demo_hub.reply(f'{{ territory(code: "{UMAN}") {{ missingServices {{ {own} }} }} }}').statements
        for own in (
            "count",
            "count missing { service { code } }",
            "count missing { service { code } nearest { extendable } }",
        )
    )
    assert counts == services < near


@pytest.mark.parametrize(
    ("territory", "level", "services"),
    [
        ("RU-OMS", "DISTRICT", ["support.adaptation", "care.home"]),
        ("KZ-59", "DISTRICT", ["care.home", "care.day"]),
    ],
)
def test_states_without_a_list_want_services_named(
    demo_hub: Hub, territory: str, level: str, services: list[str]
) -> None:
    query = f"""
    query ($services: [String!]) {{
      missingServices(within: "{territory}", level: {level}, services: $services) {{
        totalCount edges {{ node {{ required count }} }}
        basis {{ norms {{ code }} sources {{ rows }} caveats {{ code }} }}
      }}
    }}
    """
    assert demo_hub.reply(query).codes == [("BAD_USER_INPUT", "SERVICES")]
    assert demo_hub.reply(query, {"services": []}).codes == [("BAD_USER_INPUT", "SERVICES")]
    found = demo_hub.data(query, {"services": services})["missingServices"]
    assert found["totalCount"] > 0
    assert {edge["node"]["required"] for edge in found["edges"]} == {2}
    assert found["basis"]["norms"] == []
    assert found["basis"]["sources"] != []
    assert "LIST_RECALLED" not in {each["code"] for each in found["basis"]["caveats"]}


BASIS = "basis { norms { code } notUsed { what reason count norms { code } } }"
#: Questions of Ukraine, each with what it uses.
QUESTIONS = {
    f'composition(territory: "{UMAN}") {{ {BASIS} }}': ["UA-01"],
    f'composition(territory: "{UMAN}", services: ["care.home"]) {{ {BASIS} }}': [],
    f'missingServices(within: "UA-71", level: DISTRICT) {{ {BASIS} }}': ["UA-01"],
    f'missingServices(within: "UA-71", level: DISTRICT, services: ["care.home"]) {{ {BASIS} }}': [],
    f'market(within: "UA-71") {{ {BASIS} }}': [],
    f'coverageWithin(within: "UA-71", level: REGION, reach: {{ metres: 9000 }}) {{ {BASIS} }}': [],
    f'accessibility(within: "UA-71", level: REGION) {{ {BASIS} }}': [],
    f'mobileCoverage(within: "UA-71", level: REGION) {{ {BASIS} }}': [],
    f'peers(territory: "{UMAN}") {{ {BASIS} }}': [],
}  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_tells_of_every_norm_whether_it_was_used(demo_hub: Hub, question: str) -> None:
    told = demo_hub.data(f"{{ all: norms(country: UA) {{ code notUsed }} asked: {question} }}")
    basis, used = told["asked"]["basis"], QUESTIONS[question]
    assert [norm["code"] for norm in basis["norms"]] == used
    left: dict[str, str] = {}
    for each in basis["notUsed"]:
        assert each["count"] == len(each["norms"]) or each["what"] != "norms"
        left |= {norm["code"]: each["reason"] for norm in each["norms"]}
    assert left == {
        norm["code"]: norm["notUsed"] or "NOT_ASKED" for norm in told["all"] if norm["code"] not in used
    }
