"""Old codes, centroids, populations and histories: small files that show the rule, real ones that count."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from hub.domain.territory import (
    CouncilSpan,
    Gazetteer,
    PlaceQuery,
    Predecessor,
    TerritoryUnit,
    UnitCode,
    UnitFacts,
    UnitName,
)
from hub.domain.vocabulary import Country, Lang, PrecisionClass, TerritoryScheme
from importers.codifiers.centroids import read_centroids
from importers.codifiers.history import read_history
from importers.codifiers.katottg import clean_name, mend_category
from importers.codifiers.koatuu import old_raions, read_koatuu
from importers.codifiers.population import read_population
from importers.codifiers.tables import read_table

_OLD = "Код об'єкта КОАТУУ"
UMAN, HROMADA, RAION = "UA71060210010010251", "UA71060210000032972", "UA71060000000030325"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return path


def with_old_codes(units: list[TerritoryUnit], path: Path) -> list[TerritoryUnit]:
    codes = {fact.code: fact.codes for fact in read_koatuu(path, units).facts}
    return [replace(unit, codes=(*unit.codes, *codes.get(unit.code, ()))) for unit in units]


def test_an_old_code_answers_for_the_seat_alone(tmp_path: Path, bundled: list[TerritoryUnit]) -> None:
    text = f"""\ufeffКодифікатор,Код об'єкта КОАТУУ ,Категорія об’єкта,Назва об’єкта
{HROMADA},7110800000,Н,Уманська
{UMAN},7110800000,М,Умань
{RAION},Новий район,Р,Уманський
UA99060210010010251,7110800009,С,Вигадане
"""
    read = read_koatuu(written(tmp_path, text), bundled)
    assert read.facts == [UnitFacts(UMAN, codes=(UnitCode(TerritoryScheme.KOATUU, "7110800000"),))]
    assert read.counts == {
        "joined": 1,
        "repeated for a hromada": 1,
        "without an old code": 1,
        "unknown unit": 1,
    }
    assert read.notes == ["The hub has no unit UA99060210010010251, of the old code 7110800009."]


def test_the_whole_table_of_old_codes(shared_data: Path, bundled: list[TerritoryUnit]) -> None:
    read = read_koatuu(shared_data / "codifiers" / "ua_katottg_to_koatuu_mapping.csv", bundled)
    assert read.counts == {
        "joined": 30819,
        "repeated for a hromada": 898,
        "without an old code": 25,
        "unknown unit": 16,
    }


def test_all_212_boarding_schools_are_placed(shared_data: Path, bundled: list[TerritoryUnit]) -> None:
    """205 by their code alone; the rest by names, one of them only with the raion of its old code."""
    table = shared_data / "codifiers" / "ua_katottg_to_koatuu_mapping.csv"
    gazetteer = Gazetteer(with_old_codes(bundled, table))
    path = shared_data / "providers" / "ua_schools_register_edebo_koatuu.xlsx"
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    schools = [dict(zip(map(str, header), map(str, row), strict=True)) for row in rows]
    boarding = [school for school in schools if school["Інтернат"] == "так"]
    assert len(boarding) == 212
    answers = [
        gazetteer.resolve(
            PlaceQuery(
                code=school["Код КОАТУУ"],
                region=school["Регіон"],
                settlement=school["Населений пункт"],
                country=Country.UA,
            )
        )
        for school in boarding
    ]
    assert [answer.note for answer in answers if not answer.resolved] == []
    assert sum(answer.how == "code" for answer in answers) == 205
    homonym = next(answer for answer in answers if "4621584201" in answer.note)
    assert homonym.unit is not None
    assert homonym.unit.code == "UA46100010080058544"
    assert "Of 2 homonyms one lay in the old raion 46215." in homonym.note


def test_centroids_by_pcode(tmp_path: Path, bundled: list[TerritoryUnit]) -> None:
    text = """pcode,parent_pcode,name_uk,name_ru,name_en,lat_centroid,lon_centroid
UA7106021,UA7106,Уманська,Уманский,Umanska,48.75,30.22
UA8000000,UA80,Київ,Киев,Kyiv,50.4,30.5
"""
    read = read_centroids(written(tmp_path, text), bundled)
    assert read.facts == [
        UnitFacts(
            HROMADA,
            48.75,
            30.22,
            PrecisionClass.TERRITORY,
            names=(UnitName("Уманский", Lang.RU, "alternate"), UnitName("Umanska", Lang.EN, "alternate")),
        )
    ]
    assert read.notes == ["No unit has the P-code UA8000000."]


@pytest.mark.parametrize(("name", "joined"), [("hromadas", 1766), ("raions", 136)])
def test_the_whole_files_of_centroids(
    shared_data: Path, bundled: list[TerritoryUnit], name: str, joined: int
) -> None:
    path = shared_data / "codifiers" / f"ua_ocha_pcode_{name}_centroids_uk_ru_en.csv"
    assert read_centroids(path, bundled).counts == {"joined": joined, "unknown P-code": 3}


def test_population_by_code(shared_data: Path, bundled: list[TerritoryUnit]) -> None:
    path = shared_data / "population" / "ua_population_per_hromada_2022-01-01.csv"
    read = read_population(path, bundled)
    assert (read.counts, read.series) == ({"joined": 1469, "not placed": 1}, "2022")
    assert sum(fact.population or 0 for fact in read.facts) == 41_167_335 - 2_952_301
    assert read.notes == ["The row «NA 2952301» names no one unit; its 2952301 people are left out."]
    assert {fact.population_as_of for fact in read.facts} == {date(2022, 1, 1)}


def test_population_by_names_leaves_out_namesakes(shared_data: Path, bundled: list[TerritoryUnit]) -> None:
    path = shared_data / "population" / "ua_hromada_area_settlements_population_2021.csv"
    read = read_population(path, bundled)
    assert (read.counts, read.series) == ({"joined": 1432, "not placed": 6}, "2021")
    vinnytsia = next(fact for fact in read.facts if fact.code == "UA05020030000031457")
    assert (vinnytsia.population, vinnytsia.area_km2) == (388204, 256.6)


def test_councils_join_with_the_decision_that_first_names_them(
    tmp_path: Path, bundled: list[TerritoryUnit]
) -> None:
    village = next(unit for unit in bundled if unit.parent_code == HROMADA and unit.code != UMAN)
    old = {UMAN: "7110800000", village.code: "7124380101"}
    units = [
        replace(unit, codes=(*unit.codes, UnitCode(TerritoryScheme.KOATUU, old[unit.code])))
        if unit.code in old
        else unit
        for unit in bundled
    ]
    versions = "Council_codes_v1,Decision_date_v1,Council_codes_v2,Decision_date_v2"
    columns = f"Main_council_code,{versions},Council_codes_final"
    first, second = '"7110800000,7124389900",2018-08-23', '"7110800000,7124380100",2020-08-16'
    final = '"7110800000,7124380100,7124300000"'
    text = f"Hromada_code,{columns}\n{HROMADA},7110800000,{first},{second},{final}\n"
    read = read_history(written(tmp_path, text), units)
    assert read.facts == [
        UnitFacts(
            HROMADA,
            valid_from=date(2018, 8, 23),
            predecessors=(
                Predecessor(TerritoryScheme.KOATUU, "7110800000", date(2018, 8, 23)),
                Predecessor(TerritoryScheme.KOATUU, "7124380101", date(2020, 8, 16)),
            ),
            councils=(
                CouncilSpan("7124389900", date(2018, 8, 23), date(2020, 8, 16)),
                CouncilSpan("7110800000", date(2018, 8, 23), main=True, place=UMAN),
                CouncilSpan("7124380100", date(2020, 8, 16), place=village.code),
            ),
        )
    ]
    assert read.counts == {"councils linked": 2, "councils that left": 1, "hromadas": 1}


def test_the_whole_history(shared_data: Path, bundled: list[TerritoryUnit]) -> None:
    codifiers = shared_data / "codifiers"
    units = with_old_codes(bundled, codifiers / "ua_katottg_to_koatuu_mapping.csv")
    read = read_history(codifiers / "ua_hromada_composition_history.csv", units)
    assert read.counts == {
        "hromadas": 1469,
        "councils linked": 8651,
        "councils of unknown place": 2558,
        "councils that left": 20,
        "unknown hromada": 1,
    }


def test_raions_before_july_2020_are_named_by_hand(tmp_path: Path, bundled: list[TerritoryUnit]) -> None:
    text = f"""Кодифікатор,Код об'єкта КОАТУУ ,Категорія об’єкта,Назва об’єкта
{UMAN},7110800000,М,Умань
UA71060010010098765,7124380501,С,Село
UA01020000000022387,0120480501,С,У Криму
"""
    (uman,) = old_raions(written(tmp_path, text), bundled)
    assert (uman.scheme, uman.code, uman.name) == (TerritoryScheme.KOATUU, "7124300000", "Уманський")
    assert (uman.parent_code, uman.valid_to) == ("UA71000000000010357", date(2020, 7, 19))


def test_every_old_raion_is_named_and_bears_the_name_that_its_heir_kept(
    shared_data: Path, bundled: list[TerritoryUnit]
) -> None:
    """475 of the 489 that the table's codes tell; the 14 others are Crimea's."""
    path = shared_data / "codifiers" / "ua_katottg_to_koatuu_mapping.csv"
    raions = {unit.code: unit.name for unit in old_raions(path, bundled)}
    rows = list(read_table(path, "koatuu", ("Кодифікатор",)))
    told = {f"{row[_OLD][:5]}00000" for row in rows if row[_OLD].isdigit() and row[_OLD][2] == "2"}
    assert {code[:2] for code in told - set(raions)} == {"01"}
    assert (len(told), len(raions)) == (489, 475)
    kept = {
        row[_OLD]: clean_name(row["Назва об’єкта"])
        for row in rows
        if mend_category(row["Категорія об’єкта"]) == "P" and row[_OLD] in raions
    }
    assert len(kept) == 107
    assert kept == {code: raions[code] for code in kept}
