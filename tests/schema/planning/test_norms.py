"""Norms as they are stored, and need by those whose number is certain."""

from typing import Any

import pytest

from hub.store.connection import connect
from schema.node import encode_id
from tests.schema.hub import Hub

NORMS = """
query ($country: Country, $on: Date, $status: [NormStatus!], $category: String) {
  norms(country: $country, on: $on, status: $status, category: $category) {
    id code country status numerator subject(lang: UK) notUsed source { code } category { code }
  }
}
"""
GAP = """
query ($norm: ID!, $within: String!, $level: TerritoryLevel!, $people: PeopleInput) {
  normGap(norm: $norm, within: $within, level: $level, people: $people) {
    norm { code } rows { territory { code } ...G } total { ...G }
    basis { norms { code } sources { rows } caveats { code } question }
  }
}
fragment G on NormGapRow { need { ...E } supply { ...E } gap { ...E } }
fragment E on Estimate { value low high unit stated of absent }
"""


def gap(hub: Hub, code: str, within: str, level: str) -> Any:
    asked = {"norm": encode_id("Norm", code), "within": within, "level": level}
    return hub.data(GAP, asked)["normGap"]


def test_norms_are_those_that_are_stored(people_hub: Hub, people_url: str) -> None:
    found = people_hub.data(NORMS, {})["norms"]
    with connect(people_url) as connection:
        stored = connection.execute(b"SELECT id, numerator FROM hub.norm ORDER BY id").fetchall()
    assert [(norm["code"], norm["numerator"]) for norm in found] == [tuple(row) for row in stored]
    for norm in found:
        again = people_hub.data(
            "query ($id: ID!) { node(id: $id) { ... on Norm { code } } }", {"id": norm["id"]}
        )
        assert again["node"] == {"code": norm["code"]}


def test_norms_are_chosen_by_state_status_and_category(people_hub: Hub) -> None:
    found = people_hub.data(NORMS, {"country": "KZ", "status": ["BENCHMARK"], "category": "care"})["norms"]
    assert {norm["code"] for norm in found} == {"KZ-02-ADULTS", "KZ-02-CHILDREN"}
    assert people_hub.reply(NORMS, {"category": "nothing"}).codes == [("UNKNOWN_TERM", None)]


def test_the_duty_of_each_hromada_is_held_against_what_it_has(people_hub: Hub) -> None:
    found = gap(people_hub, "UA-01", "UA-05", "HROMADA")
    assert [norm["code"] for norm in found["basis"]["norms"]] == ["UA-01"]
    query = """
    query ($code: String!) { territory(code: $code) { basicServices { required present { code } } } }
    """
    for row in found["rows"][:8]:
        duties = people_hub.data(query, {"code": row["territory"]["code"]})["territory"]["basicServices"]
        assert row["need"]["value"] == duties["required"] == 18
        assert row["supply"]["value"] == len(duties["present"])
        assert row["gap"]["value"] == 18 - len(duties["present"])
    assert found["total"]["need"]["value"] == 18 * len(found["rows"])
    assert found["total"]["gap"]["value"] == sum(row["gap"]["value"] for row in found["rows"])


def test_a_benchmark_counts_providers_of_its_kind(people_hub: Hub, people_url: str) -> None:
    found = gap(people_hub, "RU-02", "RU-OMS", "DISTRICT")
    with connect(people_url) as connection:
        row = connection.execute(
            b"SELECT count(DISTINCT (p.id, l.territory_id)) FROM hub.provider p "
            b"JOIN hub.location l ON l.provider_id = p.id JOIN hub.territory t ON t.id = l.territory_id "
            b"WHERE p.kind = 'comprehensive-centre' "
            b"AND p.status IN ('active', 'unknown') AND t.country = 'RU' "
            b"AND t.level <> 'region'"
        ).fetchone()
    assert row is not None
    assert found["total"]["supply"]["value"] == row[0]
    assert "NORM_BINDS_NOBODY" in [caveat["code"] for caveat in found["basis"]["caveats"]]


def test_what_one_hromada_has_too_much_of_helps_no_other(people_hub: Hub, people_url: str) -> None:
    of_each = (
        'INSERT INTO hub.norm SELECT (jsonb_populate_record(n, \'{"id": "ONE-IN-EACH", "numerator": 1, '
        '"unit": "centres"}\')).* FROM hub.norm n WHERE n.id = \'UA-01\''
    )
    with connect(people_url, autocommit=True) as connection:
        connection.execute(of_each.encode())
    try:
        found = gap(people_hub, "ONE-IN-EACH", "UA-05", "HROMADA")
    finally:
        with connect(people_url, autocommit=True) as connection:
            connection.execute("DELETE FROM hub.norm WHERE id = 'ONE-IN-EACH'")
    rows = [row for row in found["rows"] if row["need"]["value"] is not None]
    assert max(row["supply"]["value"] for row in rows) > 1
    assert found["total"]["gap"]["value"] == sum(row["gap"]["value"] for row in rows)


@pytest.mark.parametrize("code", ["UA-02", "UA-04", "UA-06", "UA-11"])
def test_a_norm_that_is_not_certain_is_not_computed_with(people_hub: Hub, code: str) -> None:
    asked = {"norm": encode_id("Norm", code), "within": "UA-05", "level": "HROMADA"}
    assert people_hub.reply(GAP, asked).codes == [("NORM_NOT_CERTAIN", None)]


@pytest.mark.parametrize(
    ("norm", "within", "code"),
    [
        (encode_id("Norm", "UA-01"), "KZ", "NORM_COUNTRY"),
        (encode_id("Norm", "RU-02"), "RU", "NORM_COUNTRY"),
        (encode_id("Norm", "none"), "UA", "ID"),
        (encode_id("Source", "katottg"), "UA", "ID_TYPE"),
        ("x", "UA", "ID"),
    ],
)
def test_a_norm_that_is_none_here_is_refused(people_hub: Hub, norm: str, within: str, code: str) -> None:
    asked = {"norm": norm, "within": within, "level": "REGION"}
    assert people_hub.reply(GAP, asked).codes == [("BAD_USER_INPUT", code)]
