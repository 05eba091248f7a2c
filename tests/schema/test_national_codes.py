"""National codes in filters: what they stand for, what that rests on, and why others are refused."""

from collections.abc import Iterator
from typing import Any

import pytest

from hub.store.connection import connect
from tests.schema.hub import Hub

COUNT = "query ($filter: ProviderFilter) { providers(filter: $filter) { totalCount } }"
TERM = """
query ($taxonomy: String!) { terms(taxonomy: $taxonomy) {
  code label(lang: UK) cites confidence isRecalled
  crosswalk { system code relation inFilters cites term { taxonomy code } }
} }
"""
#: Providers with a working service of any of the categories or below, counted without the hub's own reads.
_OF = """
    SELECT count(DISTINCT p.id) FROM hub.provider p JOIN hub.service s ON s.provider_id = p.id
    WHERE p.status NOT IN ('closed', 'excluded', 'merged', 'missing')
      AND s.status NOT IN ('closed', 'excluded', 'merged', 'missing')
      AND EXISTS (SELECT FROM unnest(%s::text[]) c WHERE s.category = c OR s.category LIKE c || '.%%')
"""


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Iterator[Hub]:
    """The schema over the demo's data."""
    opened = Hub(demo_url)
    yield opened
    opened.close()


def counted(demo: Hub, **categories: Any) -> int:
    """Providers that a filter by categories finds."""
    found = demo.data(COUNT, {"filter": {"categories": categories}})
    return int(found["providers"]["totalCount"])


def of(url: str, *categories: str) -> int:
    """The same by SQL of the test's own."""
    with connect(url) as connection:
        row = connection.execute(_OF, (list(categories),)).fetchone()
    assert row is not None
    return int(row[0])


SHELTERS = (
    "crisis.shelter-homeless",
    "crisis.shelter-violence",
    "crisis.shelter-children",
    "crisis.shelter-displaced",
)
SUPPORT = ("support.family", "support.foster", "support.employment")


@pytest.mark.parametrize(
    ("code", "categories"),
    [
        ("ua-basic.01", ("care.home",)),
        ("ua-basic.03", ("living.supported",)),
        ("ua-basic-service:ua-basic.03", ("living.supported",)),
        ("ua-basic.06", SHELTERS),
        ("ua-basic.09", SUPPORT),
        ("ua-basic.13", ("crisis.in-kind",)),
        ("002.0", ("access.counselling",)),
        ("ua-classifier-429:015.1", ("care.home",)),
        ("SPr", ("access.legal",)),
        (
            "RU-442-kind:SR",
            ("crisis.in-kind", "crisis.intervention", "crisis.shelter-homeless", "access.legal"),
        ),
        ("social-medical", ("aux.medical",)),
    ],
)
def test_a_code_asks_for_the_categories_it_is_matched_to(
    demo: Hub, demo_url: str, code: str, categories: tuple[str, ...]
) -> None:
    expected = of(demo_url, *categories)
    everyone = int(demo.data(COUNT)["providers"]["totalCount"])
    assert counted(demo, anyOf=[code]) == counted(demo, anyOf=list(categories)) == expected
    assert counted(demo, allOf=[code]) == expected
    assert counted(demo, noneOf=[code]) == everyone - expected


def test_all_of_several_codes_needs_one_category_of_each(demo: Hub) -> None:
    both = {"allOf": ["ua-basic.09", "care.home"]}
    apart = {"anyOf": list(SUPPORT), "allOf": ["care.home"]}
    assert counted(demo, **both) == counted(demo, **apart) > 0


def test_codes_make_cells_of_the_matrix(demo: Hub) -> None:
    query = """query ($filter: ProviderFilter) {
      coverage(within: "UA-71", level: HROMADA, filter: $filter,
               categories: ["ua-basic.09", "care.home", "ua-basic-service:ua-basic.09"]) {
        territory { code } cells { category { taxonomy code label(lang: UK) } providers } } }"""
    rows = demo.data(query)["coverage"]
    assert rows == demo.data(query, {"filter": {"sources": SOURCES}})["coverage"]
    served = 0
    for row in rows:
        supported, care = row["cells"]
        assert supported["category"] == {
            "taxonomy": "ua-basic-service",
            "code": "ua-basic.09",
            "label": "Соціальний супровід",
        }
        assert care["category"]["code"] == "care.home"
        wanted = {"within": {"territory": row["territory"]["code"]}, "categories": {"anyOf": list(SUPPORT)}}
        assert supported["providers"] == demo.data(COUNT, {"filter": wanted})["providers"]["totalCount"]
        served += supported["providers"]
    assert served > 0


SOURCES = ["ua_05", "ua_09", "ua_14", "ua_71", "ru_oms", "kz_59"]


def test_facets_hold_the_hubs_own_terms_alone(demo: Hub) -> None:
    query = """query ($filter: ProviderFilter) {
      providers(filter: $filter) { facets(by: [CATEGORY]) { buckets { code } } } }"""
    for asked in (None, {"categories": {"anyOf": ["ua-basic.01"]}}):
        (facet,) = demo.data(query, {"filter": asked})["providers"]["facets"]
        assert facet["buckets"]
        assert [bucket["code"] for bucket in facet["buckets"] if ":" in bucket["code"]] == []


def test_a_basic_service_tells_that_it_was_recalled_and_whence(demo: Hub) -> None:
    found = demo.data(TERM, {"taxonomy": "ua-basic-service"})["terms"]
    assert len(found) == 18
    assert all(one["isRecalled"] and "recalled" in one["cites"] and one["crosswalk"] for one in found)
    third = next(one for one in found if one["code"] == "ua-basic.03")
    (match,) = third["crosswalk"]
    assert third["label"] == "Підтримане проживання"
    assert third["cites"].startswith("Law 2671-VIII art.16(6), recalled; ")
    assert (match["relation"], match["inFilters"]) == ("EXACT", True)
    assert match["term"] == {"taxonomy": "category", "code": "living.supported"}
    in_kind = next(one for one in found if one["code"] == "ua-basic.13")["crosswalk"]
    assert {one["term"]["code"]: (one["relation"], one["inFilters"]) for one in in_kind} == {
        "crisis.in-kind": ("CLOSE", True),
        "aux.household": ("NARROW", False),
    }


def test_national_systems_are_lists_of_terms_and_no_code_is_invented(demo: Hub) -> None:
    codes = {
        system: [one["code"] for one in demo.data(TERM, {"taxonomy": system})["terms"]]
        for system in ("ua-classifier-429", "ru-442-kind", "kz-ssu-kind", "nothing")
    }
    assert codes["ua-classifier-429"] == ["001.0", "002.0", "015.1"]
    assert codes["ru-442-kind"] == ["SB", "SM", "SPs", "SPd", "ST", "SPr", "KP", "SR"]
    assert len(codes["kz-ssu-kind"]) == 8
    assert codes["nothing"] == []


def test_a_category_names_the_national_codes_that_ask_for_it(demo: Hub) -> None:
    found = demo.data(TERM, {"taxonomy": "category"})["terms"]
    living = next(one for one in found if one["code"] == "living.supported")
    assert ("ua-basic-service", "ua-basic.03") in {
        (one["system"], one["code"]) for one in living["crosswalk"]
    }
    assert {(one["term"]["taxonomy"], one["term"]["code"]) for one in living["crosswalk"]} == {
        ("category", "living.supported")
    }


@pytest.mark.parametrize(
    ("code", "error", "words"),
    [
        ("ua-classifier-429:016.0", "UNMAPPED_TERM", "It holds 001.0, 002.0, 015.1"),
        ("ru-442-kind:ZZ", "UNMAPPED_TERM", "the hub holds no such code"),
        ("SM|home", "UNMAPPED_TERM", "ask for the categories aux.medical together with `forms`"),
        ("home", "UNMAPPED_TERM", "it says a delivery form too"),
        ("ua-basic.19", "UNKNOWN_TERM", "has no term 'ua-basic.19'"),
        ("older", "UNKNOWN_TERM", "has no term 'older'"),
        ("care.hom", "UNKNOWN_TERM", "the nearest are care.home"),
        ("UA-BASIC.03", "UNKNOWN_TERM", "the nearest are ua-basic.03"),
        ("uа-basic.03", "UNKNOWN_TERM", "the nearest are ua-basic.03"),
        ("догляд", "UNKNOWN_TERM", "none is like it"),
    ],
)
def test_a_code_that_stands_for_no_category_says_why(demo: Hub, code: str, error: str, words: str) -> None:
    coverage = (
        f'{{ coverage(within: "UA", level: REGION, categories: ["{code}"]) {{ cells {{ providers }} }} }}'
    )
    for reply in (
        demo.reply(COUNT, {"filter": {"categories": {"noneOf": [code]}}}),
        demo.reply(coverage),
    ):
        assert [one["extensions"]["code"] for one in reply.errors] == [error]
        assert words in reply.errors[0]["message"]


def test_a_code_of_two_systems_is_ambiguous(demo_copy_url: str) -> None:
    with connect(demo_copy_url) as connection:
        connection.execute(
            "INSERT INTO hub.taxonomy (code, title) VALUES ('kg-kind', 'Made up');"
            "INSERT INTO hub.term (taxonomy, code, sort) VALUES ('kg-kind', 'SM', 1);"
            "INSERT INTO hub.crosswalk (id, system, code, label, taxonomy, term, relation, in_filters) "
            "VALUES (100000, 'kg-kind', 'SM', 'x', 'category', 'aux.medical', 'exact', true)"
        )
    hub = Hub(demo_copy_url)
    try:
        reply = hub.reply(COUNT, {"filter": {"categories": {"anyOf": ["SM"]}}})
    finally:
        hub.close()
    assert [one["extensions"]["code"] for one in reply.errors] == ["AMBIGUOUS_TERM"]
    assert "kg-kind:SM, ru-442-kind:SM" in reply.errors[0]["message"]


def test_who_nearby_gives_what_a_hromada_lacks_is_one_operation(demo: Hub) -> None:
    found = demo.data(
        """{ territory(code: "UA71060210000032972") { basicServices { missing { code } } }
             nearestProviders(point: {lat: 48.75, lon: 30.22}, first: 2,
                              filter: {categories: {anyOf: ["ua-basic.03"]}})
             { edges { node { id } } } }"""
    )
    assert "ua-basic.03" in {one["code"] for one in found["territory"]["basicServices"]["missing"]}
