"""ОКТМО and ОКАТО, the codifiers of Russia: Rosstat's own tables, and the table of cities by hflabs.

A publisher's view of borders is not the hub's: what these files count of Ukraine (Crimea, Sevastopol,
and parts of Donetsk, Luhansk, Zaporizhzhia and Kherson oblasts) is left out and counted.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from hub.domain.territory.names import split_type
from hub.domain.territory.unit import TerritoryUnit, UnitCode
from hub.domain.vocabulary import Country, Lang, PrecisionClass, TerritoryLevel, TerritoryScheme
from importers.codifiers.errors import CodifierLayout
from importers.codifiers.tables import SAMPLE, Row, read_table
from importers.readers.reach import lines_of

KIND = "oktmo"
#: Words by which the names of Ukraine's regions are known in these files.
_OF_UKRAINE = ("Крым", "Севастополь", "Донецкая Народная", "Луганская Народная", "Запорожская", "Херсонская")
_HFLABS_REGIONS = ("name_with_type", "okato", "oktmo", "iso_code")
_HFLABS_CITIES = ("region", "city", "okato", "oktmo", "geo_lat", "geo_lon")
_REGION_OF_UKRAINE = "UA-"
#: Rosstat's tables have no header: territory, three codes, [check digit,] section, name, centre and more.
_ROSSTAT_COLUMNS = {TerritoryScheme.OKTMO: 13, TerritoryScheme.OKATO: 12}
_NAME_COLUMN = {TerritoryScheme.OKTMO: 6, TerritoryScheme.OKATO: 5}
_ZEROS = "000"
_SHORT, _LONG = 8, 11
_GROUPS = (
    "Муниципальные ", "Городские ", "Сельские ", "Внутригородские ", "Районы ", "Города ", "Поселки ",
    "Населенные пункты", "Межселенные ", "Раздел ", "Сельсоветы ",
)  # fmt: skip
_REGION_PREFIX = "Муниципальные образования "
_GENITIVES = (
    (re.compile(r"ой автономной области"), "ая автономная область"),
    (re.compile(r"ой (области|Республики)"), r"ая \1"),
    (re.compile(r"(с?к)ого (края|автономного округа)"), r"\1ий \2"),
    (re.compile(r"\bобласти\b"), "область"),
    (re.compile(r"\bРеспублики\b"), "Республика"),
    (re.compile(r"\bкрая\b"), "край"),
    (re.compile(r"города Москвы"), "г Москва"),
    (re.compile(r"города Санкт-Петербурга"), "г Санкт-Петербург"),
    (re.compile(r"\bавтономного округа\b"), "автономный округ"),
)


@dataclass(slots=True)
class RussianUnits:
    """The units read, and how many rows were left out: Ukraine's, and those that share one code.

    `official` is False for a table that only repeats the codifier's codes.
    """

    units: list[TerritoryUnit] = field(default_factory=list)
    of_ukraine: int = 0
    repeated: int = 0
    official: bool = False


def read_oktmo(path: Path) -> RussianUnits:
    """Units of any of the layouts, parents before children. Raises CodifierLayout for another one."""
    with path.open("rb") as file:
        head = file.readline(SAMPLE)
    if b"iso_code" in head:
        return _hflabs_regions(read_table(path, KIND, _HFLABS_REGIONS))
    if b"geo_lat" in head:
        return _hflabs_cities(read_table(path, KIND, _HFLABS_CITIES))
    return _rosstat(path)


def _hflabs_regions(rows: Iterator[Row]) -> RussianUnits:
    result = RussianUnits()
    for row in rows:
        if row["iso_code"].startswith(_REGION_OF_UKRAINE):
            result.of_ukraine += 1
            continue
        codes = (
            UnitCode(TerritoryScheme.ISO_3166_2, row["iso_code"]),
            UnitCode(TerritoryScheme.OKATO, row["okato"]),
        )
        name = row["name_with_type"]
        result.units.append(_unit(row["oktmo"], TerritoryLevel.REGION, name, Country.RU.value, codes))
    return result


def _hflabs_cities(rows: Iterator[Row]) -> RussianUnits:
    """Cities with their points, below their region: the file does not name the districts' codes."""
    result = RussianUnits()
    for row in rows:
        if any(word in row["region"] for word in _OF_UKRAINE):
            result.of_ukraine += 1
            continue
        # Moscow and Saint Petersburg stand as regions with an empty city column.
        if not row["city"] or row["oktmo"][2:8] == "000000":
            continue
        region = row["oktmo"][:2].ljust(8, "0")
        codes = (UnitCode(TerritoryScheme.OKATO, row["okato"]),)
        unit = _unit(row["oktmo"], TerritoryLevel.SETTLEMENT, row["city"], region, codes, "г")
        result.units.append(_with_point(unit, row))
    held = Counter(unit.code for unit in result.units)
    result.units = [unit for unit in result.units if held[unit.code] == 1]
    result.repeated = sum(number for number in held.values() if number > 1)
    return result


def _with_point(unit: TerritoryUnit, row: Row) -> TerritoryUnit:
    if not row["geo_lat"]:
        return unit
    lat, lon = float(row["geo_lat"]), float(row["geo_lon"])
    return replace(unit, lat=lat, lon=lon, point_precision=PrecisionClass.SETTLEMENT)


def _rosstat(path: Path) -> RussianUnits:
    """Rosstat's rows; those that head a section or a group give no unit, and each code comes once."""
    result = RussianUnits(official=True)
    known: set[str] = set()
    foreign: set[str] = set()
    for row in _semicolons(path):
        scheme = _scheme(row, path)
        parts, name = row[:4], row[_NAME_COLUMN[scheme]]
        if parts[1] == _ZEROS and any(word in name for word in _OF_UKRAINE):
            foreign.add(parts[0])
        if parts[0] in foreign:
            result.of_ukraine += 1
            continue
        unit = _rosstat_unit(parts, name, scheme, known)
        if unit and unit.code not in known:
            known.add(unit.code)
            result.units.append(unit)
    return result


def _semicolons(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="windows-1251", newline="") as file:
        rows = csv.reader(lines_of(file, path.name), delimiter=";")
        yield from ([cell.strip() for cell in row] for row in rows if row)


def _scheme(row: list[str], path: Path) -> TerritoryScheme:
    for scheme, columns in _ROSSTAT_COLUMNS.items():
        if len(row) == columns and row[0].isdigit():
            return scheme
    raise CodifierLayout(file=path.name, kind=KIND, missing="Rosstat's 13 or 12 columns, or hflabs' header")


def _rosstat_unit(
    parts: Sequence[str], name: str, scheme: TerritoryScheme, known: set[str]
) -> TerritoryUnit | None:
    level = _level(parts)
    if name.endswith("/") or (name.startswith(_GROUPS) and level is not TerritoryLevel.REGION):
        return None
    short = scheme is TerritoryScheme.OKTMO and level is not TerritoryLevel.SETTLEMENT
    code = "".join(parts)[: _SHORT if short else None]
    parent = next((above for above in _above(parts) if above != code and above in known), Country.RU.value)
    category = None
    if level is TerritoryLevel.REGION:
        name = _nominative(name.removeprefix(_REGION_PREFIX))
    if level is TerritoryLevel.SETTLEMENT and split_type(name).hint:
        category, _, name = name.partition(" ")
    return _unit(code, level, name, parent, category=category, scheme=scheme)


def _level(parts: Sequence[str]) -> TerritoryLevel:
    """The rank by the codes: a settlement can lie right in a district, with no settlement council between."""
    _, district, council, settlement = parts
    if settlement != _ZEROS:
        return TerritoryLevel.SETTLEMENT
    if council != _ZEROS:
        return TerritoryLevel.HROMADA
    return TerritoryLevel.REGION if district == _ZEROS else TerritoryLevel.DISTRICT


def _nominative(region: str) -> str:
    """«Омской области» → «Омская область»: ОКТМО heads its regions in the genitive."""
    for pattern, replacement in _GENITIVES:
        region = pattern.sub(replacement, region)
    return region


def _above(parts: Sequence[str]) -> Iterator[str]:
    """The codes of the units around, from the nearest: the same digits with zeros from the right."""
    for kept in (3, 2, 1):
        digits = "".join(parts[:kept])
        yield digits.ljust(_LONG, "0")
        yield digits.ljust(_SHORT, "0")


def _unit(
    code: str,
    level: TerritoryLevel,
    name: str,
    parent: str,
    codes: tuple[UnitCode, ...] = (),
    category: str | None = None,
    scheme: TerritoryScheme = TerritoryScheme.OKTMO,
) -> TerritoryUnit:
    return TerritoryUnit(
        country=Country.RU,
        scheme=scheme,
        code=code,
        level=level,
        category=category,
        name=name,
        lang=Lang.RU,
        parent_code=parent,
        codes=codes,
    )
