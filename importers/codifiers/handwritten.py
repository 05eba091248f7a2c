"""Territories written down by hand as facts: the states, Russia's regions, Omsk region, North Kazakhstan.

Codes stand only where they are known; other units have readable codes of the scheme PROVISIONAL.
"""

from collections.abc import Iterator
from importlib.metadata import version

from hub.domain.territory.unit import TerritoryUnit, UnitCode, UnitName
from hub.domain.vocabulary import Country, Lang, TerritoryLevel, TerritoryScheme
from importers.codifiers.tables import Row, bundled_table

TABLES = ("countries.csv", "ru_regions.csv", "ru_oms.csv", "kz_59.csv")
_LANGS = (Lang.RU, Lang.KK, Lang.UK, Lang.EN)


def bundled_edition() -> str:
    """The project's own version: the tables change with it."""
    return f"merezha {version('merezha')}"


def read_handwritten(tables: tuple[str, ...] = TABLES) -> Iterator[TerritoryUnit]:
    """Every unit of the project's own tables, parents before children."""
    for table in tables:
        for row in bundled_table(table):
            yield _unit(row)


def _unit(row: Row) -> TerritoryUnit:
    lang = Lang(row["lang"])
    names = [UnitName(row[f"name_{one}"], one) for one in _LANGS if one is not lang and row[f"name_{one}"]]
    names += [UnitName(name, lang, "alternate") for name in row["alternates"].split("|") if name]
    codes = (pair.partition(":") for pair in row["other_codes"].split("|") if pair)
    return TerritoryUnit(
        country=Country(row["country"]),
        scheme=TerritoryScheme(row["scheme"]),
        code=row["code"],
        level=TerritoryLevel(row["level"]),
        category=row["category"] or None,
        name=row[f"name_{lang}"],
        lang=lang,
        parent_code=row["parent"] or None,
        codes=tuple(UnitCode(TerritoryScheme(scheme), code) for scheme, _, code in codes),
        other_names=tuple(names),
    )
