"""КАТО: ranks and parents by the digits of the code."""

from collections import Counter
from pathlib import Path

from hub.domain.territory import UnitCode, UnitName
from hub.domain.vocabulary import Lang, TerritoryLevel, TerritoryScheme
from importers.codifiers.kato import read_kato

SAMPLE = """kato,kato_version,level,type_code,name_ru,name_kk
590000000,X,oblast,0,Северо-Казахстанская область,Солтүстік Қазақстан облысы
591000000,X,district,1,Петропавловск Г.А.,Петропавл Қ.Ә.
591010000,X,sub_district,1,г.Петропавловск,Петропавл қ.
593200000,X,district,2,Айыртауский район,Айыртау ауданы
593230000,X,sub_district,2,Володарский с.о.,Володарский а.о.
593230100,X,settlement,2,с.Саумалколь,Саумалкөл а.
710000000,X,oblast,1,г.Астана,Астана қ.
711110000,X,sub_district,1,район Алматы,Алматы ауданы
"""


def test_ranks_parents_and_bare_names(tmp_path: Path) -> None:
    path = tmp_path / "kato.csv"
    path.write_text(SAMPLE, encoding="utf-8")
    found = [(unit.code, unit.level.value, unit.name, unit.parent_code) for unit in read_kato(path)]
    assert found == [
        ("590000000", "region", "Северо-Казахстанская область", "KZ"),
        ("591000000", "district", "Петропавловск Г.А.", "590000000"),
        ("591010000", "settlement", "Петропавловск", "591000000"),
        ("593200000", "district", "Айыртауский район", "590000000"),
        ("593230000", "hromada", "Володарский с.о.", "593200000"),
        ("593230100", "settlement", "Саумалколь", "593230000"),
        ("710000000", "region", "г.Астана", "KZ"),
        ("711110000", "city-district", "район Алматы", "710000000"),
    ]


def test_iso_codes_and_kazakh_names(tmp_path: Path) -> None:
    path = tmp_path / "kato.csv"
    path.write_text(SAMPLE, encoding="utf-8")
    units = {unit.code: unit for unit in read_kato(path)}
    assert units["590000000"].codes == (
        UnitCode(TerritoryScheme.ISO_3166_2, "KZ-59"),
        UnitCode(TerritoryScheme.ISO_3166_2, "KZ-SEV"),
    )
    assert units["593230100"].other_names == (UnitName("Саумалкөл", Lang.KK),)


def test_the_whole_codifier(shared_data: Path) -> None:
    units = list(read_kato(shared_data / "codifiers" / "kz_kato_NK-RK-11-2025.csv"))
    assert Counter(unit.level for unit in units) == {
        TerritoryLevel.REGION: 20,
        TerritoryLevel.DISTRICT: 209,
        TerritoryLevel.HROMADA: 2320,
        TerritoryLevel.SETTLEMENT: 13026,
        TerritoryLevel.CITY_DISTRICT: 19,
    }
    codes = {unit.code for unit in units}
    assert all(unit.parent_code in codes or unit.parent_code == "KZ" for unit in units)
