"""The project's own tables: Omsk region and North Kazakhstan, with codes only where known."""

from collections import Counter
from pathlib import Path

from hub.domain.territory import TerritoryUnit, UnitCode
from hub.domain.vocabulary import Country, TerritoryLevel, TerritoryScheme
from importers.codifiers.handwritten import read_handwritten
from importers.codifiers.kato import read_kato
from importers.codifiers.oktmo import read_oktmo


def test_omsk_region() -> None:
    units = list(read_handwritten(("ru_oms.csv",)))
    districts = [unit for unit in units if unit.level is TerritoryLevel.DISTRICT]
    assert Counter(unit.scheme for unit in districts) == {
        TerritoryScheme.OKTMO: 6,
        TerritoryScheme.PROVISIONAL: 27,
    }
    assert Counter(unit.level for unit in units) == {
        TerritoryLevel.REGION: 1,
        TerritoryLevel.DISTRICT: 33,
        TerritoryLevel.SETTLEMENT: 33,
    }
    region = units[0]
    assert region.codes == (
        UnitCode(TerritoryScheme.ISO_3166_2, "RU-OMS"),
        UnitCode(TerritoryScheme.OKATO, "52000000000"),
    )
    assert region.names == {
        "ru": "Омская область",
        "kk": "Омбы облысы",
        "uk": "Омська область",
        "en": "Omsk Oblast",
    }


def test_known_codes_of_omsk_region_are_those_of_the_public_table(shared_data: Path) -> None:
    public = {
        unit.code: unit for unit in read_oktmo(shared_data / "codifiers" / "ru_cities_hflabs.csv").units
    }
    towns = [
        unit
        for unit in read_handwritten(("ru_oms.csv",))
        if unit.scheme is TerritoryScheme.OKTMO and unit.level is TerritoryLevel.SETTLEMENT
    ]
    assert len(towns) == 6
    for town in towns:
        assert (public[town.code].name, public[town.code].codes) == (town.name, town.codes)


def test_north_kazakhstan_is_as_in_the_public_codifier(shared_data: Path) -> None:
    public = {unit.code: unit for unit in read_kato(shared_data / "codifiers" / "kz_kato_NK-RK-11-2025.csv")}
    units = list(read_handwritten(("kz_59.csv",)))
    assert Counter(unit.level for unit in units) == {
        TerritoryLevel.REGION: 1,
        TerritoryLevel.DISTRICT: 14,
        TerritoryLevel.SETTLEMENT: 14,
    }
    for unit in units:
        there = public[unit.code]
        assert (there.name, there.level, there.names["kk"]) == (unit.name, unit.level, unit.names["kk"])
        assert there.codes == unit.codes


def test_the_states_are_the_roots(bundled: list[TerritoryUnit]) -> None:
    roots = [unit.code for unit in bundled if unit.parent_code is None]
    assert roots == [country.value for country in Country]
    assert len({unit.code for unit in bundled}) == len(bundled) == 31925
