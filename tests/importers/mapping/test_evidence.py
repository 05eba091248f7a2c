"""What mapped values rest on: the columns they stand in, the rules that made them; no default is claimed."""

from typing import Any

from hub.domain.claims import claims_of, rows_of
from tests.importers.mapping.builders import map_rows

PLAIN = {"Назва": "Центр"}


def basis(cells: dict[str, str], **keys: Any) -> dict[str, tuple[str, str | None, str | None]]:
    """Field → (value, column, rule) of the claims that one row makes."""
    (provider,) = map_rows([cells], **keys).providers
    return {
        field: (claim["value"], claim.get("column"), claim.get("rule"))
        for field, claim in claims_of(provider).items()
    }


def test_a_file_without_a_status_claims_none() -> None:
    found = basis(PLAIN)
    assert found == {
        "name": ("Центр", "Назва", None),
        "location.main.territory": ("UA", None, "region.yml"),
    }


def test_a_blank_status_claims_none_and_a_word_is_stated() -> None:
    columns = {"Стан": "status"}
    assert "status" not in basis({**PLAIN, "Стан": ""}, columns=columns)
    assert basis({**PLAIN, "Стан": "закрито"}, columns=columns)["status"] == ("closed", "Стан", None)


def test_a_constant_of_the_region_is_no_word_of_the_source() -> None:
    found = basis(
        PLAIN, constants={"location.code": "UA", "status": "закрито", "kind": "Центр соціальних служб"}
    )
    assert found["status"] == ("closed", None, "region.yml")
    assert found["kind"][2] == "region.yml"


def test_what_a_legal_form_in_the_name_tells_is_derived_until_a_cell_says_it() -> None:
    name = {"Назва": "Комунальне підприємство «Турбота»"}
    found = basis(name)
    assert found["legal_form"][1:] == (None, "name")
    assert found["sector"][1:] == (None, "legal-form")
    said = basis({**name, "Сектор": "комунальна"}, columns={"Сектор": "sector"})
    assert said["sector"][1:] == ("Сектор", None)


def test_a_territory_is_stated_by_its_code_and_derived_from_a_name() -> None:
    by_code = basis({**PLAIN, "Код": "UA-1-1-1"}, columns={"Код": "location.code"}, constants={})
    assert by_code["location.main.territory"] == ("UA-1-1-1", "Код", None)
    columns = {"Область": "location.region", "Громада": "location.hromada"}
    by_name = basis({**PLAIN, "Область": "Перша", "Громада": "Зразківська"}, columns=columns, constants={})
    assert by_name["location.main.territory"] == ("UA-1-1-1", "Область; Громада", "place-name")


def test_a_code_that_no_unit_has_states_no_territory() -> None:
    columns = {"Код": "location.code", "Область": "location.region"}
    row = {**PLAIN, "Код": "UA99999999999999999", "Область": "Перша"}
    (provider,) = map_rows([row], columns=columns, constants={}).providers
    claim = claims_of(provider)["location.main.territory"]
    assert (claim["value"], claim["rule"]) == ("UA-1", "place-name")
    assert claim["raw"] == "UA99999999999999999; Перша"


def test_the_words_for_a_place_are_those_of_its_own_cells() -> None:
    columns = {
        "Громада": "location.hromada",
        "Область": "location.region",
        "Юридична адреса": "legal.address",
        "Код": "location.code",
    }
    blank = {**PLAIN, **dict.fromkeys(columns, "")}

    def claims(**cells: str) -> dict[str, dict[str, str]]:
        (provider,) = map_rows([{**blank, **cells}], columns=columns, constants={}).providers
        return claims_of(provider)

    named = claims(Область="Перша", Громада="Зразківська", **{"Юридична адреса": "вул. Мирy, 2"})
    assert named["location.main.territory"]["raw"] == "Перша; Зразківська"
    assert named["location.legal.address"]["raw"] == "вул. Мирy, 2"
    old = claims(Код="0200000000")["location.main.territory"]
    assert (old["value"], old["raw"]) == ("UA-2", "0200000000")
    assert "rule" not in old
    assert "raw" not in claims(Код="UA-1-1-1")["location.main.territory"]


def test_what_a_later_row_of_a_provider_says_is_claimed_with_that_row() -> None:
    columns = {
        "Послуга": "service.name",
        "Область": "location.region",
        "Громада": "location.hromada",
        "Місць": "capacity.total",
        "Ліжок": {"to": "attribute", "name": "beds", "type": "number"},
    }
    first = {
        **PLAIN,
        "Послуга": "Денний догляд",
        "Область": "Перша",
        "Громада": "",
        "Місць": "20",
        "Ліжок": "",
    }
    second = {
        **first,
        "Послуга": "Догляд вдома",
        "Область": "",
        "Громада": "Зразківська",
        "Місць": "30",
        "Ліжок": "4",
    }
    (provider,) = map_rows(
        [first, second],
        row="service",
        key=["Назва", "Послуга"],
        group_by=["Назва"],
        columns=columns,
        constants={},
        services={"shape": "row"},
    ).providers
    claims, rows = claims_of(provider), rows_of(provider)
    later = {field for field in claims if "Догляд вдома" in field or "зразківська" in field}
    assert set(rows) == later | {"attribute.beds"}
    assert set(rows.values()) == {3}
    assert [claims[field]["value"] for field in sorted(later) if "capacity" in field] == ["30"]
    own = [claims[field]["raw"] for field in later if field.endswith(".territory")]
    assert own == ["Зразківська"]


def test_identifiers_contacts_and_attributes_name_their_columns() -> None:
    found = basis(
        {
            **PLAIN,
            "ЄДРПОУ": "00032129",
            "Сайт": "https://example.org",
            "Тел": "0432 55-55-55",
            "Ставок": "12",
        },
        columns={
            "ЄДРПОУ": {"to": "identifier", "scheme": "UA-EDRPOU"},
            "Сайт": "url",
            "Тел": "phones",
            "Ставок": {"to": "attribute", "name": "staff", "type": "number"},
        },
    )
    assert found["identifier.UA-EDRPOU"] == ("00032129", "ЄДРПОУ", None)
    assert found["url"][1:] == ("Сайт", None)
    assert found["phones"][1:] == ("Тел", None)
    assert found["attribute.staff"] == ("12", "Ставок", None)


def test_a_service_by_row_tells_its_parts_and_every_number() -> None:
    found = basis(
        {
            **PLAIN,
            "Послуга": "Догляд вдома",
            "Форма": "вдома",
            "Місць": "40",
            "Черга": "0",
            "На дату": "01.02.2024",
        },
        row="service",
        key=["Назва", "Послуга"],
        group_by=["Назва"],
        columns={
            "Послуга": "service.name",
            "Форма": "service.forms",
            "Місць": "capacity.total",
            "Черга": "capacity.waiting",
            "На дату": "capacity.as_of",
        },
        services={"shape": "row"},
    )
    service = "service.Центр | Догляд вдома"
    assert found[service] == ("care.home", "Послуга", "crosswalk ua-classifier-429:exact")
    assert found[f"{service}.forms"] == ("home", "Форма", None)
    assert f"{service}.status" not in found
    assert found[f"{service}.capacity.2024-02-01.place.total"] == ("40", "Місць", None)
    assert found[f"{service}.capacity.2024-02-01.place.waiting"] == ("0", "Черга", None)
    assert not any(".available" in field or ".served" in field for field in found)


def test_what_only_the_words_or_the_region_say_of_a_service_is_derived() -> None:
    shape = {"shape": "cell", "column": "Послуги", "target_groups": ["older"]}
    found = basis({**PLAIN, "Послуги": "Догляд вдома"}, services=shape)
    service = "service.Догляд вдома"
    assert found[service][1] == "Послуги"
    assert found[f"{service}.forms"] == ("home", None, "crosswalk ua-classifier-429")
    assert found[f"{service}.target_groups"] == ("older", None, "region.yml")


def test_a_column_for_each_service_is_the_column_of_its_number() -> None:
    item = {"column": "Догляд вдома", "number": "served", "capacity": {"unit": "client", "waiting": "Черга"}}
    found = basis(
        {**PLAIN, "Догляд вдома": "38", "Черга": "2"},
        services={"shape": "columns", "items": [item]},
        as_of="2024-01-01",
    )
    prefix = "service.Догляд вдома.capacity.2024-01-01.client"
    assert found[f"{prefix}.served"] == ("38", "Догляд вдома", None)
    assert found[f"{prefix}.waiting"] == ("2", "Черга", None)


def test_an_access_point_claims_by_the_same_rules() -> None:
    (office,) = map_rows(
        [{**PLAIN, "Хто": "Рада"}], row="access-point", columns={"Хто": "operator_name"}
    ).records
    assert {field: claim.get("column") for field, claim in claims_of(office).items()} == {
        "name": "Назва",
        "operator_name": "Хто",
        "location.main.territory": None,
    }
