"""КАТОТТГ as the package holds it, and the edition of 2022 beside it."""

from collections import Counter
from pathlib import Path

import pytest

from hub.domain.territory import TerritoryUnit, UnitCode, UnitName
from hub.domain.territory.seats import hromada_seats
from hub.domain.vocabulary import Lang, TerritoryLevel, TerritoryScheme
from importers.codifiers.editions import compare
from importers.codifiers.errors import CodifierLayout
from importers.codifiers.katottg import read_katottg
from importers.codifiers.seats import known_seats
from importers.codifiers.tables import bundled_table


@pytest.fixture(scope="module")
def ukraine(bundled: list[TerritoryUnit]) -> dict[str, TerritoryUnit]:
    return {unit.code: unit for unit in bundled if unit.scheme is TerritoryScheme.KATOTTG}


def test_every_unit_is_read(ukraine: dict[str, TerritoryUnit]) -> None:
    assert Counter(unit.level for unit in ukraine.values()) == {
        TerritoryLevel.REGION: 27,
        TerritoryLevel.DISTRICT: 136,
        TerritoryLevel.HROMADA: 1772,
        TerritoryLevel.SETTLEMENT: 29701,
        TerritoryLevel.CITY_DISTRICT: 108,
    }


def test_every_parent_is_there_and_ranks_higher(ukraine: dict[str, TerritoryUnit]) -> None:
    ranks = list(TerritoryLevel)
    for unit in ukraine.values():
        assert unit.parent_code
        if unit.parent_code != "UA":
            assert ranks.index(ukraine[unit.parent_code].level) < ranks.index(unit.level)


def test_names_are_trimmed_and_in_one_script(ukraine: dict[str, TerritoryUnit]) -> None:
    names = [unit.name for unit in ukraine.values()]
    assert [name for name in names if name != name.strip() or not name] == []
    assert [name for name in names if any(char.isascii() and char.isalpha() for char in name)] == []


def test_an_oblast_has_its_iso_code_and_names(ukraine: dict[str, TerritoryUnit]) -> None:
    luhansk = ukraine["UA44000000000018893"]
    assert set(luhansk.codes) == {
        UnitCode(TerritoryScheme.ISO_3166_2, "UA-09"),
        UnitCode(TerritoryScheme.PCODE, "UA44"),
    }
    assert luhansk.names == {"uk": "Луганська", "ru": "Луганская область", "en": "Luhansk Oblast"}


def test_other_units_have_their_name_in_latin_letters(ukraine: dict[str, TerritoryUnit]) -> None:
    assert ukraine["UA14040010010027148"].other_names == (
        UnitName("Velyka Novosilka", Lang.EN, "transliterated"),
    )


def test_the_districts_of_kyiv_lie_in_kyiv(ukraine: dict[str, TerritoryUnit]) -> None:
    inside = [unit for unit in ukraine.values() if unit.parent_code == "UA80000000000093317"]
    assert Counter(unit.level for unit in inside) == {TerritoryLevel.CITY_DISTRICT: 10}


def test_the_handwritten_tables_name_real_units(ukraine: dict[str, TerritoryUnit]) -> None:
    for row in bundled_table("ua_former_names.csv"):
        assert ukraine[row["code"]].name == row["name"]
    for row in bundled_table("ua_raion_seats.csv"):
        assert ukraine[row["raion"]].name == row["raion_name"]
        assert ukraine[row["seat"]].name == row["seat_name"]
    assert {row["code"] for row in bundled_table("ua_regions.csv")} == {
        unit.code for unit in ukraine.values() if unit.level is TerritoryLevel.REGION
    }


def test_every_hromada_and_raion_has_a_seat(ukraine: dict[str, TerritoryUnit]) -> None:
    seats = {**hromada_seats(ukraine.values()), **known_seats()}
    for unit in ukraine.values():
        if unit.level in {TerritoryLevel.HROMADA, TerritoryLevel.DISTRICT}:
            assert ukraine[seats[unit.code]].level is TerritoryLevel.SETTLEMENT
    assert seats["UA71060210000032972"] == "UA71060210010010251"


def test_the_edition_of_2022(shared_data: Path, ukraine: dict[str, TerritoryUnit]) -> None:
    older = list(read_katottg(shared_data / "codifiers" / "ua_katottg_kse_older_version.csv"))
    assert len(older) == 31752
    by_code = {unit.code: unit for unit in older}
    assert by_code["UA68040030000027335"].name == "Війтовецька"  # the file has a Latin i
    assert by_code["UA80000000000093317"].name == "Київ"  # the file calls it UA800
    compared = compare(older, ukraine.values())
    assert compared.counts == {
        "same name": 31155,
        "renamed": 588,
        "other category": 946,
        "ended": 8,
        "moved": 1,
    }
    assert [unit.name for unit in compared.ended][:3] == ["Бабина Долина", "Затишне", "Каллів"]
    assert compared.facts == []  # the project's own table of former names has them all


def test_another_layout_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("code;name\nUA01;Крим\n", encoding="utf-8")
    with pytest.raises(CodifierLayout, match=r"list\.csv does not have the layout of «katottg»"):
        list(read_katottg(path))
