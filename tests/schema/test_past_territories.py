"""Territories as of a day, with the real tables of old codes and of how hromadas came about."""

from collections.abc import Iterator
from typing import Any

import pytest

from hub.cluster import PrivateCluster
from importers.codifiers.files import load_file
from tests.conftest import SHARED_DATA
from tests.schema.hub import Hub

VORONOVYTSIA, UMAN_HROMADA, UMAN = "UA05020050000066991", "UA71060210000032972", "UA71060210010010251"
CHERKASY = "UA71000000000010357"


@pytest.fixture(scope="module")
def past(cluster: PrivateCluster, demo_template: str) -> Iterator[Hub]:
    """The schema over the demo with both tables loaded."""
    if not SHARED_DATA.is_dir():
        pytest.skip("The folder ../shared/data is missing, so the real tables cannot be loaded.")
    name = "merezha_past"
    cluster.psql("-c", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", database="postgres")
    cluster.psql("-c", f"CREATE DATABASE {name} TEMPLATE {demo_template}", database="postgres")
    url = cluster.url_of(name)
    koatuu = load_file(url, "koatuu", SHARED_DATA / "codifiers" / "ua_katottg_to_koatuu_mapping.csv")
    assert (koatuu.counts["raions before 2020"], koatuu.counts["successions of raions"]) == (475, 575)
    load_file(url, "history", SHARED_DATA / "codifiers" / "ua_hromada_composition_history.csv")
    opened = Hub(url)
    yield opened
    opened.close()
    cluster.psql("-c", f"DROP DATABASE {name} WITH (FORCE)", database="postgres")


def territory(past: Hub, code: str, day: str | None, fields: str) -> Any:
    query = f"query ($code: String!, $day: AsOf) {{ territory(code: $code, asOf: $day) {{ {fields} }} }}"
    return past.data(query, {"code": code, "day": day})["territory"]


@pytest.mark.parametrize(
    ("day", "councils", "settlements", "joined"),
    [
        ("2016-10-09", 2, 4, "2016-10-09"),
        ("2019-10-12", 2, 4, "2016-10-09"),
        ("2019-10-13", 3, 4, "2019-10-13"),
        ("2020-08-15", 3, 4, "2019-10-13"),
        ("2020-08-16", 13, 21, "2020-08-16"),
        (None, 13, 21, "2020-08-16"),
    ],
)
def test_a_hromada_before_and_after_it_grew(
    past: Hub, day: str | None, councils: int, settlements: int, joined: str
) -> None:
    fields = "validFrom councils { code joinedOn isMain } children(first: 0) { totalCount }"
    found = territory(past, VORONOVYTSIA, day, fields)
    assert (len(found["councils"]), found["children"]["totalCount"]) == (councils, settlements)
    assert found["councils"][0] == {"code": "0520655300", "joinedOn": "2016-10-09", "isMain": True}
    assert max(council["joinedOn"] for council in found["councils"]) == joined
    assert found["validFrom"] == "2016-10-09"


def test_before_its_first_decision_a_hromada_was_not(past: Hub) -> None:
    query = f'{{ territory(code: "{VORONOVYTSIA}", asOf: "2016-10-08") {{ name }} }}'
    (error,) = past.reply(query).errors
    assert error["extensions"]["reason"] == "TERRITORY_NOT_THEN"
    assert error["extensions"]["details"]["since"] == "2016-10-09"
    found = territory(past, VORONOVYTSIA, None, "predecessors { code name(lang: UK) }")["predecessors"]
    assert "Вороновиця" in {unit["name"] for unit in found}


def test_uman_belonged_to_the_oblast_then_to_a_raion_then_to_a_hromada(past: Hub) -> None:
    lines = {
        day: [
            unit["name"] for unit in territory(past, UMAN, day, "ancestors { name(lang: UK) }")["ancestors"]
        ]
        for day in ("2020-03-11", "2020-07-19", "2020-08-16", None)
    }
    assert lines == {
        "2020-03-11": ["Україна", "Черкаська"],
        "2020-07-19": ["Україна", "Черкаська", "Уманський"],
        "2020-08-16": ["Україна", "Черкаська", "Уманський", "Уманська"],
        None: ["Україна", "Черкаська", "Уманський", "Уманська"],
    }


def test_an_old_raion_has_its_dates_and_those_that_took_it_over(past: Hub) -> None:
    fields = """
        scheme code level name(lang: UK) en: name(lang: EN) validTo parent { name(lang: UK) }
        successors { code name(lang: UK) } children(first: 0) { totalCount }
    """
    then = territory(past, "koatuu:7121500000", "2020-03-11", fields)
    assert (then["level"], then["name"], then["en"]) == ("DISTRICT", "Золотоніський", "Zolotoniskyi")
    assert (then["validTo"], then["parent"]) == ("2020-07-19", {"name": "Черкаська"})
    (heir,) = then["successors"]
    assert heir["name"] == "Золотоніський"
    assert then["children"]["totalCount"] > 0
    now = territory(past, heir["code"], None, "validFrom predecessors { name(lang: UK) }")
    assert now["validFrom"] == "2020-07-19"
    assert "Золотоніський" in {unit["name"] for unit in now["predecessors"]}


def test_raions_are_counted_as_they_were(past: Hub) -> None:
    query = """
    query ($day: AsOf, $within: String!) {
      ukraine: territories(asOf: $day, filter: {countries: [UA], levels: [DISTRICT]}, first: 0) { totalCount }
      oblast: territories(asOf: $day, filter: {within: $within, levels: [DISTRICT]}, first: 0) { totalCount }
      hromadas: territories(asOf: $day, filter: {within: $within, levels: [HROMADA]}, first: 0) { totalCount }
    }
    """
    found = {
        day: {
            name: value["totalCount"]
            for name, value in past.data(query, {"day": day, "within": CHERKASY}).items()
        }
        for day in ("2020-03-11", "2020-07-19", None)
    }
    # Ten raions of Crimea have no day; 303 hromadas of Ukraine have none either.
    assert found["2020-03-11"]["ukraine"] == 475 + 10
    assert found["2020-07-19"]["ukraine"] == found[None]["ukraine"] == 136
    assert (found["2020-03-11"]["oblast"], found["2020-07-19"]["oblast"]) == (20, 4)
    assert found["2020-03-11"]["hromadas"] < found[None]["hromadas"] == 66


def test_a_former_raion_holds_the_providers_of_its_places(past: Hub) -> None:
    """The demo's Omsk files stand for that day; a Ukrainian raion of it has none of them."""
    fields = "providers(first: 0) { totalCount }"
    assert territory(past, "koatuu:7124300000", "2020-03-11", fields) == {"providers": {"totalCount": 0}}
