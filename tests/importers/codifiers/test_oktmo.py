"""ОКТМО and ОКАТО in Rosstat's layouts, the tables of hflabs, and whose Crimea is."""

from pathlib import Path

import pytest

from hub.domain.vocabulary import PrecisionClass, TerritoryScheme
from importers.codifiers.errors import CodifierLayout
from importers.codifiers.oktmo import read_oktmo

OKTMO = """\
"52";"000";"000";"000";"9";"1";"Муниципальные образования Омской области";"г Омск";;"0";"0";1;1
"52";"600";"000";"000";"9";"1";"Муниципальные районы Омской области/";;;"000";"0";14.06.2013;01.01.2014
"52";"648";"000";"000";"1";"1";"Саргатский муниципальный район";"рп Саргатское";;"0";"0";1;1
"52";"648";"151";"000";"1";"1";"Саргатское";"рп Саргатское";;"000";"0";14.06.2013;01.01.2014
"52";"648";"000";"000";"3";"2";"Населенные пункты, входящие в состав района";;;"000";"0";14.06.2013;01.01.2014
"52";"648";"151";"051";"1";"2";"рп Саргатское";;;"000";"0";14.06.2013;01.01.2014
"52";"701";"000";"001";"1";"2";"г Омск";;;"000";"0";14.06.2013;01.01.2014
"35";"000";"000";"000";"9";"1";"Муниципальные образования Республики Крым";"г Симферополь";;"0";"0";1;1
"35";"701";"000";"000";"9";"1";"город Симферополь";"г Симферополь";;"000";"0";14.06.2013;01.01.2014
"""
OKATO = """\
"52";"000";"000";"000";"1";"Омская область";"г Омск";;"000";"0";01.01.1998;01.01.1998
"52";"401";"000";"000";"1";"г Омск";;;"000";"0";01.01.1998;01.01.1998
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="windows-1251")
    return path


def test_rosstats_oktmo(tmp_path: Path) -> None:
    read = read_oktmo(written(tmp_path, OKTMO))
    assert read.official
    assert [
        (unit.code, unit.level.value, unit.name, unit.category, unit.parent_code) for unit in read.units
    ] == [
        ("52000000", "region", "Омская область", None, "RU"),
        ("52648000", "district", "Саргатский муниципальный район", None, "52000000"),
        ("52648151", "hromada", "Саргатское", None, "52648000"),
        ("52648151051", "settlement", "Саргатское", "рп", "52648151"),
        ("52701000001", "settlement", "Омск", "г", "52000000"),
    ]


def test_what_is_ukraines_is_left_out(tmp_path: Path) -> None:
    assert read_oktmo(written(tmp_path, OKTMO)).of_ukraine == 2


def test_rosstats_okato(tmp_path: Path) -> None:
    units = read_oktmo(written(tmp_path, OKATO)).units
    assert [(unit.scheme, unit.code, unit.name, unit.parent_code) for unit in units] == [
        (TerritoryScheme.OKATO, "52000000000", "Омская область", "RU"),
        (TerritoryScheme.OKATO, "52401000000", "г Омск", "52000000000"),
    ]


def test_another_layout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodifierLayout, match="Rosstat's 13 or 12 columns"):
        read_oktmo(written(tmp_path, "a;b\nc;d\n"))


def test_the_tables_of_hflabs(shared_data: Path) -> None:
    regions = read_oktmo(shared_data / "codifiers" / "ru_regions_hflabs.csv")
    assert (len(regions.units), regions.of_ukraine, regions.official) == (84, 2, False)
    cities = read_oktmo(shared_data / "codifiers" / "ru_cities_hflabs.csv")
    assert (len(cities.units), cities.of_ukraine, cities.repeated) == (1085, 17, 2)
    omsk = next(unit for unit in cities.units if unit.code == "52701000001")
    assert (omsk.lat, omsk.lon, omsk.point_precision) == (54.9848566, 73.3674517, PrecisionClass.SETTLEMENT)
