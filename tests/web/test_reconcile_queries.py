"""Reconciliation queries in the shapes that OpenRefine sends: candidates, scores and sure matches."""

import json
from typing import Any

import pytest

from tests.schema.world.providers import CARITAS, CLOSED, HARMONY, LYMAN, SHELTER, SUDARUSHKA, VANISHED
from tests.schema.world.records import CNAP, provider_id
from tests.web.conftest import Client
from tests.web.reconcile_shapes import check_results

LYMAN_HROMADA, LYMAN_CITY = "territory/UA14120150000021111", "territory/UA14120150010021112"


def ask(client: Client, queries: dict[str, Any], **headers: str) -> dict[str, Any]:
    """The answer to a batch by POST, checked against the specification's schema."""
    response = client.send("POST", "/reconcile", data={"queries": json.dumps(queries)}, headers=headers)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    check_results(answer)
    assert answer.keys() == queries.keys()
    return answer


def candidates(client: Client, **query: Any) -> list[dict[str, Any]]:
    """The candidates of one query."""
    found: list[dict[str, Any]] = ask(client, {"q0": query})["q0"]["result"]
    return found


def sure(found: list[dict[str, Any]]) -> list[str]:
    """Ids of the candidates that are told to match."""
    return [each["id"] for each in found if each["match"]]


def features(candidate: dict[str, Any]) -> dict[str, Any]:
    return {each["id"]: each["value"] for each in candidate["features"]}


def provider(name: str) -> str:
    return f"provider/{provider_id(name)}"


def test_a_batch_as_openrefine_sends_it(client: Client) -> None:
    queries = {
        "q0": {"query": HARMONY, "type": "provider", "type_strict": "should", "limit": 3},
        "q1": {
            "query": "Лиман",
            "type": "territory",
            "type_strict": "should",
            "properties": [{"pid": "region", "v": "Донецька область"}],
        },
    }
    answer = ask(client, queries)
    assert sure(answer["q0"]["result"]) == [provider(HARMONY)]
    assert sure(answer["q1"]["result"]) == [LYMAN_CITY]
    got = client.send("GET", "/reconcile", params={"queries": json.dumps(queries)})
    assert got.json() == answer


def test_a_candidate_tells_what_it_is(client: Client) -> None:
    best = candidates(client, query="Умань", type="territory/settlement")[0]
    assert best == {
        "id": "territory/UA71060210010010251",
        "name": "Умань",
        "description": "Settlement · Уманська, Уманський, Черкаська · UA71060210010010251",
        "type": [
            {"id": "territory/settlement", "name": "Settlement"},
            {"id": "territory", "name": "Territory"},
        ],
        "score": 100.0,
        "features": [{"id": "name", "value": 100.0}],
        "match": True,
    }


def test_words_are_in_the_language_that_is_accepted(client: Client) -> None:
    answer = ask(client, {"q0": {"query": "Умань", "limit": 1}}, **{"Accept-Language": "uk"})
    (best,) = answer["q0"]["result"]
    assert best["description"].startswith("Населений пункт · ")


@pytest.mark.parametrize("text", ["Лиман", "Lyman", "ЛИМАН", "м. Лиман", "Лимaн", "Лімaн"])
def test_spellings_of_one_name_find_it(client: Client, text: str) -> None:
    found = candidates(client, query=text, type="territory/settlement")
    assert (found[0]["id"], found[0]["match"]) == (LYMAN_CITY, True)
    assert found[0]["score"] >= 98


def test_an_adjective_finds_the_hromada_before_its_city(client: Client) -> None:
    found = candidates(client, query="Лиманська", type="territory")
    assert [(each["id"], each["score"]) for each in found[:2]] == [(LYMAN_HROMADA, 100), (LYMAN_CITY, 85)]
    assert sure(found) == [LYMAN_HROMADA]


def test_a_word_of_type_tells_the_level(client: Client) -> None:
    for text, code in (
        ("Вінницька область", "UA05000000000010236"),
        ("Вінницька громада", "UA05020030000031457"),
        ("Вінницький район", "UA05020000000026686"),
    ):
        found = candidates(client, query=text)
        assert sure(found) == [f"territory/{code}"]
        assert features(found[0]) == {"name": 100.0, "type_word": True}


def test_namesakes_are_never_sure(client: Client) -> None:
    found = candidates(client, query="Вінницька", type="territory")
    assert [each["score"] for each in found[:2]] == [100.0, 100.0]
    assert sure(found) == []


def test_a_typing_error_still_finds(client: Client) -> None:
    found = candidates(client, query="Вороновиия", type="territory/settlement")
    assert found[0]["id"] == "territory/UA05020050010034567"
    assert 25 <= found[0]["score"] < 85
    assert sure(found) == []


@pytest.mark.parametrize(
    ("pid", "value", "agrees"),
    [
        ("region", "Донецька", True),
        ("region", "UA14000000000091971", True),
        ("region", {"id": "territory/UA14000000000091971"}, True),
        ("district", "Краматорський р-н", True),
        ("parent", {"id": "territory/UA14120150000021111", "name": "Лиманська"}, True),
        ("region", "Черкаська", False),
        ("region", {"id": "territory/UA71000000000010357"}, False),
    ],
)
def test_units_above_count(client: Client, pid: str, value: Any, agrees: bool) -> None:
    found = candidates(
        client, query="Лиман", type="territory/settlement", properties=[{"pid": pid, "v": value}]
    )
    assert (found[0]["id"], features(found[0])[pid]) == (LYMAN_CITY, agrees)
    assert found[0]["score"] == (100.0 if agrees else 66.7)


@pytest.mark.parametrize(
    ("text", "name", "units"),
    [
        ("с-ще Вороновиця, Вінницький р-н, Вінницька обл.", "Вороновиця", {"region", "district"}),
        ("Вінницька область, Вороновиця", "Вороновиця", {"region"}),
        ("Лиманська ТГ, Донецька область", "Лиманська", {"region"}),
        ("Краматорський район, Донецька область", "Краматорський", {"region"}),
        ("вул. Миру, 57, м. Лиман, Лиманська громада", "Лиман", {"hromada"}),
    ],
)
def test_an_address_is_a_name_and_the_units_around_it(
    client: Client, text: str, name: str, units: set[str]
) -> None:
    found = candidates(client, query=text, type="territory")
    assert (found[0]["name"], found[0]["match"]) == (name, True)
    told = features(found[0])
    assert {pid: told.get(pid) for pid in units} == dict.fromkeys(units, True)
    assert told.keys() - units <= {"name", "type_word"}


def test_a_unit_is_not_above_itself(client: Client) -> None:
    found = candidates(
        client, query="Лиманська", type="territory/hromada", properties=[{"pid": "parent", "v": "Лиманська"}]
    )
    assert features(found[0]) == {"name": 100.0, "parent": False}


def test_a_unit_nobody_knows_counts_neither_way(client: Client) -> None:
    found = candidates(
        client, query="Лиман", type="territory/settlement", properties=[{"pid": "region", "v": "Невідома"}]
    )
    assert (found[0]["score"], features(found[0])) == (100.0, {"name": 100.0})


@pytest.mark.parametrize(
    "text", ["UA71060210000032972", "UА71О60210000032972", "territory/UA71060210000032972"]
)
def test_a_code_or_an_id_as_the_text_is_sure(client: Client, text: str) -> None:
    found = candidates(client, query=text)
    assert sure(found) == ["territory/UA71060210000032972"]
    assert (found[0]["score"], features(found[0])) == (100.0, {"id": True})


@pytest.mark.parametrize("value", ["0510100000", "510100000", 510100000, 510100000.0])
def test_old_codes_count_with_lost_zeros(client: Client, value: Any) -> None:
    found = candidates(client, query="Вінниця", properties=[{"pid": "koatuu", "v": value}])
    assert sure(found) == ["territory/UA05020030010063857"]
    assert features(found[0])["koatuu"] is True


def test_a_code_of_two_units_is_not_sure(client: Client) -> None:
    found = candidates(client, properties=[{"pid": "koatuu", "v": "1413300000"}])
    assert {each["id"] for each in found} == {LYMAN_CITY, LYMAN_HROMADA}
    assert sure(found) == []


@pytest.mark.parametrize("pid", ["edrpou", "identifier"])
@pytest.mark.parametrize("value", ["00032129", "32129", 32129, 32129.0])
def test_an_identifier_finds_with_lost_zeros(client: Client, pid: str, value: Any) -> None:
    found = candidates(client, properties=[{"pid": pid, "v": value}])
    assert sure(found) == [provider(HARMONY)]
    assert (found[0]["score"], features(found[0])) == (100.0, {pid: True})


def test_an_identifier_as_the_text_finds(client: Client) -> None:
    assert sure(candidates(client, query="00032129")) == [provider(HARMONY)]


def test_an_id_as_the_text_finds(client: Client) -> None:
    for text in (provider(HARMONY), str(provider_id(HARMONY))):
        found = candidates(client, query=text)
        assert [(each["id"], each["score"], each["match"]) for each in found] == [
            (provider(HARMONY), 100.0, True)
        ]


def test_a_name_that_is_another_speaks_against_an_identifier(client: Client) -> None:
    found = candidates(client, query="Zzyzx", properties=[{"pid": "edrpou", "v": "00032129"}])
    assert (found[0]["id"], found[0]["match"]) == (provider(HARMONY), False)


def test_another_identifier_lowers_the_score(client: Client) -> None:
    found = candidates(client, query=HARMONY, properties=[{"pid": "edrpou", "v": "14360570"}])
    assert (found[0]["id"], found[0]["score"], found[0]["match"]) == (provider(HARMONY), 60.0, False)
    assert features(found[0])["edrpou"] is False


def test_a_wrong_check_digit_is_left_out_of_account(client: Client) -> None:
    found = candidates(client, query=HARMONY, properties=[{"pid": "edrpou", "v": "00032128"}])
    assert (found[0]["score"], features(found[0])) == (100.0, {"name": 100.0})


def test_nearer_scores_higher(client: Client) -> None:
    near, far = (
        candidates(client, query=HARMONY, type="provider", properties=[{"pid": "point", "v": spot}])[0]
        for spot in ("49.2321,28.4681", "49.2600,28.4680")
    )
    assert (near["score"], features(near)["distance_m"]) == (100.0, 13)
    assert features(far)["distance_m"] == 3113
    assert 66.7 < far["score"] < 75


def test_a_point_alone_finds_what_is_nearest(client: Client) -> None:
    found = candidates(client, type="provider", properties=[{"pid": "point", "v": "48.99; 37.80"}])
    assert provider(LYMAN) in {each["id"] for each in found[:3]}
    assert sure(found) == []


def test_address_and_kind_count(client: Client) -> None:
    properties = [{"pid": "address", "v": "Соборна 1"}, {"pid": "kind", "v": "Центр реабілітації"}]
    found = candidates(client, query=HARMONY, properties=properties)
    assert (found[0]["id"], found[0]["match"]) == (provider(HARMONY), True)
    assert features(found[0])["kind"] is True
    assert features(found[0])["address"] >= 75


def test_only_kinds_with_the_property_are_meant(client: Client) -> None:
    found = candidates(client, query="Вінниця", properties=[{"pid": "sector", "v": "religious"}])
    assert {each["type"][0]["id"] for each in found} == {"provider"}
    assert found[0]["id"] == provider(CARITAS)


def test_russian_providers_and_access_points(client: Client) -> None:
    assert sure(candidates(client, query="Sudarushka")) == [provider(SUDARUSHKA)]
    found = candidates(client, query="ЦНАП м. Вінниця", type="access-point")
    assert (found[0]["name"], found[0]["type"]) == (
        *(CNAP, [{"id": "access-point", "name": "Access point"}]),
    )


def test_limit_and_ceiling(client: Client) -> None:
    assert len(candidates(client, query="Юрба", type="provider", limit=2)) == 2
    assert len(candidates(client, query="Юрба", type="provider")) == 5
    assert len(candidates(client, query="Юрба", type="provider", limit=1000)) == 25


def test_the_address_of_a_shelter_is_not_told(client: Client) -> None:
    found = candidates(client, query=SHELTER, type="provider")
    assert found[0]["id"] == provider(SHELTER)
    assert "вул" not in json.dumps(found, ensure_ascii=False)


def test_an_abolished_unit_says_so(client: Client) -> None:
    found = candidates(client, query="Колишня", type="territory/hromada")
    assert found[0]["description"] == "Hromada · abolished · Вінницький, Вінницька · UA05020999000099999"
    assert (found[0]["score"], features(found[0])) == (90.0, {"name": 100.0, "abolished": True})


@pytest.mark.parametrize(("name", "word"), [(CLOSED, "закрито"), (VANISHED, "зник із джерела")])
def test_a_provider_that_is_no_more_says_so(client: Client, name: str, word: str) -> None:
    answer = ask(client, {"q0": {"query": name, "type": "provider"}}, **{"Accept-Language": "uk"})
    assert answer["q0"]["result"][0]["description"].startswith(f"Надавач соціальних послуг · {word} · ")


def test_a_client_without_types_sends_the_schema_space(client: Client) -> None:
    found = candidates(client, query="Лиман", type="https://schema.org/Thing")
    assert found[0]["id"] == LYMAN_CITY


def test_nothing_found_is_an_empty_result(client: Client) -> None:
    assert ask(client, {"q0": {"query": "Zzyzx Qqq"}, "q1": {"query": "…"}}) == {
        "q0": {"result": []},
        "q1": {"result": []},
    }
