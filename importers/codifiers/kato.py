"""КАТО, the codifier of Kazakhstan: nine digits AB CD EF HIJ, names in Russian and Kazakh.

The layout is the flat table `kato, level, type_code, name_ru, name_kk`. Types stand in the names («с.о.»,
«ауданы»); settlements lose theirs, higher units keep it as published.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from hub.domain.territory.unit import TerritoryUnit, UnitCode, UnitName
from hub.domain.vocabulary import Country, Lang, TerritoryLevel, TerritoryScheme
from importers.codifiers.tables import Row, read_table

KIND = "kato"
_COLUMNS = ("kato", "level", "type_code", "name_ru", "name_kk")
_LEVELS = {
    "oblast": TerritoryLevel.REGION,
    "district": TerritoryLevel.DISTRICT,
    "sub_district": TerritoryLevel.HROMADA,
    "settlement": TerritoryLevel.SETTLEMENT,
}
#: Astana, Almaty and Shymkent: cities of republican significance, whose districts are city districts.
_CITIES = frozenset({"71", "75", "79"})
#: Lengths of the code's meaningful beginning, from the settlement up to the oblast.
_BEGINNINGS = (6, 4, 2)
_CITY = re.compile(r"^г\.\s*")
_CITY_DISTRICT = re.compile(r"^район |район$", re.IGNORECASE)
_TYPE_BEFORE = re.compile(r"^(?:с|г|п|ст|отг)\.\s*", re.IGNORECASE)
_TYPE_AFTER = re.compile(r"\s+(?:а|қ|с|п|ст)\.$", re.IGNORECASE)
#: The letters that ISO 3166-2 had before its change to numbers, where sources still use them.
_OLD_ISO = {"59": "KZ-SEV"}


def read_kato(path: Path) -> Iterator[TerritoryUnit]:
    """Every unit of a КАТО file, in the file's order: parents before children."""
    known: set[str] = set()
    for row in read_table(path, KIND, _COLUMNS):
        known.add(row["kato"])
        yield _unit(row, known)


def _unit(row: Row, known: set[str]) -> TerritoryUnit:
    code, level = row["kato"], _level(row)
    settled = level is TerritoryLevel.SETTLEMENT
    name, kazakh = (_bare(row[column]) if settled else row[column] for column in ("name_ru", "name_kk"))
    codes: tuple[UnitCode, ...] = ()
    if level is TerritoryLevel.REGION:
        numbers = [f"KZ-{code[:2]}", _OLD_ISO.get(code[:2], "")]
        codes = tuple(UnitCode(TerritoryScheme.ISO_3166_2, number) for number in numbers if number)
    return TerritoryUnit(
        country=Country.KZ,
        scheme=TerritoryScheme.KATO,
        code=code,
        level=level,
        category=row["type_code"],
        name=name,
        lang=Lang.RU,
        parent_code=_parent(code, known),
        codes=codes,
        other_names=(UnitName(kazakh, Lang.KK),) if kazakh else (),
    )


def _level(row: Row) -> TerritoryLevel:
    """The rank; a city right below a city administration is a settlement, whatever its row says."""
    level = _LEVELS.get(row["level"])
    if level is None:
        unit = row["kato"][:40]
        raise ValueError(f"the unit {unit} has the level {row['level'][:40]!r}, which there is not")
    if row["kato"][:2] in _CITIES and _CITY_DISTRICT.search(row["name_ru"]):
        return TerritoryLevel.CITY_DISTRICT
    if level is TerritoryLevel.HROMADA and _CITY.match(row["name_ru"]):
        return TerritoryLevel.SETTLEMENT
    return level


def _parent(code: str, known: set[str]) -> str:
    """The nearest unit above: the code's beginning filled up with zeros, as far as the file has it."""
    for length in _BEGINNINGS:
        above = code[:length].ljust(len(code), "0")
        if above != code and above in known:
            return above
    return Country.KZ.value


def _bare(name: str) -> str:
    """A settlement's name without its type: «с.Саумалколь» and «Саумалкөл а.» lose theirs."""
    return _TYPE_AFTER.sub("", _TYPE_BEFORE.sub("", name)) or name
