"""Data extension, suggestions and previews."""

import json
from typing import Any

import pytest

from schema.node import encode_id
from tests.schema.world.base import rid
from tests.schema.world.providers import HARMONY, SHELTER
from tests.schema.world.records import CNAP, provider_id
from tests.web.conftest import Client
from tests.web.reconcile_shapes import check_extension, check_suggestions

VINNYTSIA = "territory/UA05020030000031457"


def provider(name: str) -> str:
    return f"provider/{provider_id(name)}"


def extend(client: Client, ids: list[str], *properties: str | dict[str, Any]) -> dict[str, Any]:
    """The rows of a data extension response."""
    wanted = [{"id": each} if isinstance(each, str) else each for each in properties]
    form = {"extend": json.dumps({"ids": ids, "properties": wanted})}
    response = client.send("POST", "/reconcile", data=form)
    assert response.status_code == 200, response.text
    check_extension(response.json())
    assert client.send("GET", "/reconcile", params=form).json() == response.json()
    rows: dict[str, Any] = response.json()["rows"]
    assert list(rows) == ids
    return rows


def test_columns_of_a_territory(client: Client) -> None:
    rows = extend(
        client,
        [VINNYTSIA, "territory/UA05000000000010236"],
        *("name", "name.en", "code", "level", "country", "parent", "region", "population", "point"),
        *("iso-3166-2", "koatuu", "valid_to", "graphql_id", "edrpou"),
    )
    assert rows[VINNYTSIA] == {
        "name": [{"str": "Вінницька"}],
        "name.en": [{"str": "Vinnytska"}],
        "code": [{"str": "UA05020030000031457"}],
        "level": [{"str": "hromada"}],
        "country": [{"str": "UA"}],
        "parent": [{"id": "territory/UA05020000000026686", "name": "Вінницький"}],
        "region": [{"id": "territory/UA05000000000010236", "name": "Вінницька"}],
        "population": [{"int": 380000}],
        "point": [{"str": "49.23300,28.46800"}],
        "iso-3166-2": [],
        "koatuu": [],
        "valid_to": [],
        "graphql_id": [{"str": encode_id("Territory", "katottg:UA05020030000031457")}],
        "edrpou": [],
    }
    assert rows["territory/UA05000000000010236"]["iso-3166-2"] == [{"str": "UA-05"}]
    assert rows["territory/UA05000000000010236"]["koatuu"] == [{"str": "0500000000"}]


def test_columns_of_a_provider(client: Client) -> None:
    rows = extend(
        client,
        [provider(HARMONY)],
        *("name", "identifier", "edrpou", "kind", "sector", "status", "address", "territory", "region"),
        *("point", "precision", "service", "category", "source", "phone", "graphql_id"),
    )
    assert rows[provider(HARMONY)] == {
        "name": [{"str": "Гармонія"}],
        "identifier": [{"str": "UA-EDRPOU 00032129"}],
        "edrpou": [{"str": "00032129"}],
        "kind": [{"str": "rehab-centre"}],
        "sector": [{"str": "municipal"}],
        "status": [{"str": "active"}],
        "address": [{"str": "вул. Соборна, 1"}],
        "territory": [{"id": "territory/UA05020030010063857", "name": "Вінниця"}],
        "region": [{"id": "territory/UA05000000000010236", "name": "Вінницька"}],
        "point": [{"str": "49.23200,28.46800"}],
        "precision": [{"str": "exact"}],
        "service": [{"str": "Послуга early"}],
        "category": [{"str": "rehab.early-intervention"}],
        "source": [{"str": "ua_register"}],
        "phone": [],
        "graphql_id": [{"str": encode_id("Provider", provider_id(HARMONY))}],
    }


def test_an_abolished_unit_has_its_day(client: Client) -> None:
    rows = extend(client, ["territory/UA05020999000099999"], "valid_to")
    assert rows["territory/UA05020999000099999"]["valid_to"] == [{"date": "2020-07-17T00:00:00Z"}]


def test_an_access_point_and_who_runs_it(client: Client) -> None:
    office = f"access-point/{rid('access-point', CNAP)}"
    rows = extend(client, [office], "name", "operator", "kind")
    assert rows[office] == {
        "name": [{"str": CNAP}],
        "operator": [{"id": provider(HARMONY), "name": HARMONY}],
        "kind": [],
    }


def test_settings_of_a_column(client: Client) -> None:
    labelled = {"id": "kind", "settings": {"lang": "uk"}}
    rows = extend(client, [provider(HARMONY)], labelled, {"id": "name", "settings": {"limit": "1"}})
    assert rows[provider(HARMONY)] == {"kind": [{"str": "Центр реабілітації"}], "name": [{"str": HARMONY}]}


def test_a_label_that_is_missing_is_taken_from_another_language(client: Client) -> None:
    rows = extend(client, [provider(HARMONY)], {"id": "kind", "settings": {"lang": "ru"}})
    assert rows[provider(HARMONY)]["kind"] == [{"str": "Rehabilitation centre"}]


def test_ids_that_nobody_has_get_no_values(client: Client) -> None:
    ids = ["nothing", "provider/00000000-0000-0000-0000-000000000000", "territory/UA00", "provider/x"]
    assert extend(client, ids, "name") == {identity: {"name": []} for identity in ids}


def test_a_bare_uuid_is_enough(client: Client) -> None:
    bare = str(provider_id(HARMONY))
    assert extend(client, [bare], "name") == {bare: {"name": [{"str": HARMONY}]}}


def test_nothing_finer_than_the_hromada_is_told_of_a_shelter(client: Client) -> None:
    rows = extend(client, [provider(SHELTER)], "address", "point", "precision", "territory")
    assert rows[provider(SHELTER)]["address"] == []
    assert rows[provider(SHELTER)]["point"] == []
    assert rows[provider(SHELTER)]["precision"] == []


@pytest.mark.parametrize(
    ("extension", "status", "code"),
    [
        ([], 400, "BAD_RECONCILIATION_REQUEST"),
        ({"ids": "x", "properties": []}, 400, "BAD_RECONCILIATION_REQUEST"),
        ({"ids": [1], "properties": []}, 400, "BAD_RECONCILIATION_REQUEST"),
        ({"ids": []}, 400, "BAD_RECONCILIATION_REQUEST"),
        ({"ids": [], "properties": ["name"]}, 400, "BAD_RECONCILIATION_REQUEST"),
        ({"ids": [], "properties": [{"id": "nam"}]}, 400, "UNKNOWN_PROPERTY"),
        (
            {"ids": [], "properties": [{"id": "name", "settings": {"limit": -1}}]},
            *(400, "BAD_RECONCILIATION_REQUEST"),
        ),
        (
            {"ids": [], "properties": [{"id": "name", "settings": {"lang": "de"}}]},
            *(400, "BAD_RECONCILIATION_REQUEST"),
        ),
        ({"ids": ["x"] * 101, "properties": []}, 413, "BATCH_TOO_LARGE"),
        ({"ids": [], "properties": [{"id": "name"}] * 21}, 413, "BATCH_TOO_LARGE"),
    ],
)
def test_what_is_no_extension_is_refused(client: Client, extension: Any, status: int, code: str) -> None:
    response = client.send("POST", "/reconcile", data={"extend": json.dumps(extension)})
    (error,) = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (status, code)


def test_proposed_properties(client: Client) -> None:
    first = client.send("GET", "/reconcile/properties", params={"type": "territory/hromada", "limit": 2})
    assert first.json() == {
        "type": "territory/hromada",
        "limit": 2,
        "properties": [
            {"id": "id", "name": "Present id in the hub, after merges"},
            {"id": "name", "name": "Name (назва, наименование, атауы)"},
        ],
    }
    ids = {}
    for kind in ("territory", "provider", "access-point", "https://schema.org/Thing"):
        answer = client.send("GET", "/reconcile/properties", params={"type": kind}).json()
        ids[kind] = {each["id"] for each in answer["properties"]}
    assert "population" in ids["territory"]
    assert "population" not in ids["provider"] | ids["access-point"]
    assert ids["https://schema.org/Thing"] == ids["territory"] | ids["provider"] | ids["access-point"]
    assert client.send("GET", "/reconcile/properties").status_code == 400


def suggested(client: Client, kind: str, prefix: str, **more: Any) -> list[dict[str, Any]]:
    response = client.send("GET", f"/reconcile/suggest/{kind}", params={"prefix": prefix, **more})
    check_suggestions(response.json())
    found: list[dict[str, Any]] = response.json()["result"]
    return found


def test_suggested_entities(client: Client) -> None:
    found = suggested(client, "entity", "Гарм")
    assert found[0] == {
        "id": provider(HARMONY),
        "name": HARMONY,
        "description": "Provider · Вінниця, Вінницька, Вінницький, Вінницька · вул. Соборна, 1",
        "notable": [{"id": "provider", "name": "Provider"}],
    }
    assert [each["name"] for each in suggested(client, "entity", "Lym")[:2]] == ["Лиман", "Лиманська"]
    assert suggested(client, "entity", VINNYTSIA)[0]["id"] == VINNYTSIA
    assert suggested(client, "entity", "") == []
    hromadas = suggested(client, "entity", "Lym", type="territory/hromada")
    assert [each["name"] for each in hromadas] == ["Лиманська"]
    refused = client.send("GET", "/reconcile/suggest/entity", params={"prefix": "a", "type": "town"})
    assert refused.status_code == 400


def test_a_cursor_goes_on_where_the_last_answer_ended(client: Client) -> None:
    pages = [suggested(client, "entity", "Юрба", cursor=cursor) for cursor in (0, 20, 40)]
    assert [len(page) for page in pages] == [20, 20, 0]
    assert len({each["id"] for page in pages for each in page}) == 40
    assert suggested(client, "entity", "Юрба", cursor=100_000) == []


def test_suggested_properties_and_types(client: Client) -> None:
    assert [each["id"] for each in suggested(client, "property", "ЄДР")] == ["edrpou"]
    assert [each["id"] for each in suggested(client, "property", "edrpou")] == ["edrpou"]
    assert suggested(client, "property", "zzz") == []
    assert [each["id"] for each in suggested(client, "type", "гром")] == ["territory/hromada"]
    assert [each["id"] for each in suggested(client, "type", "territory/h")] == ["territory/hromada"]
    assert len(suggested(client, "type", "")) == 9
    assert len(suggested(client, "property", "", cursor=20)) == 20


def test_a_preview_is_a_small_page_that_loads_nothing(client: Client) -> None:
    response = client.send(
        "GET", "/reconcile/preview", params={"id": provider(HARMONY)}, headers={"Accept-Language": "uk"}
    )
    assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert response.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *"
    )
    assert response.text.startswith('<!DOCTYPE html><html lang="uk">')
    assert "<h1>Гармонія</h1>" in response.text
    assert "<td>Центр реабілітації</td>" in response.text
    assert "UA-EDRPOU 00032129" in response.text
    assert "http" not in response.text
    full = client.send("GET", "/reconcile/view", params={"id": provider(HARMONY)}).text
    assert full.count("<tr>") > response.text.count("<tr>")


def test_a_preview_escapes_what_a_source_wrote(client: Client) -> None:
    assert "<script" not in client.send("GET", "/reconcile/preview", params={"id": provider("Притулок")}).text
