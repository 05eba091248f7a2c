"""A region, its rows and a handful of territories made in a test, and what the mapper gives for them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from hub.domain.persons.hashes import Hashing
from hub.domain.records import HarmonisedRecord, Issue, ProviderRecord, RawRow
from hub.domain.territory import Gazetteer, TerritoryUnit, UnitCode
from hub.domain.vocabulary import Country, Lang, TerritoryLevel, TerritoryScheme
from importers.lookups import Lookups
from importers.mapping import Mapper
from importers.readers import FileFormat, RowSource
from importers.region import Region


def _unit(code: str, level: TerritoryLevel, name: str, parent: str | None) -> TerritoryUnit:
    country = Country.RU if code.startswith("RU") else Country.KZ if code.startswith("KZ") else Country.UA
    scheme = TerritoryScheme.PROVISIONAL
    return TerritoryUnit(country, scheme, code, level, name, Lang.UK, parent_code=parent)


_OLD_CODE = UnitCode(TerritoryScheme.KOATUU, "0200000000")
GAZETTEER = Gazetteer(
    [
        _unit("UA", TerritoryLevel.COUNTRY, "Україна", None),
        _unit("UA-1", TerritoryLevel.REGION, "Перша", "UA"),
        _unit("UA-1-1", TerritoryLevel.DISTRICT, "Перший", "UA-1"),
        _unit("UA-1-1-1", TerritoryLevel.HROMADA, "Зразківська", "UA-1-1"),
        replace(_unit("UA-2", TerritoryLevel.REGION, "Друга", "UA"), codes=(_OLD_CODE,)),
        _unit("RU", TerritoryLevel.COUNTRY, "Россия", None),
        _unit("KZ", TerritoryLevel.COUNTRY, "Казахстан", None),
    ]
)


@dataclass(frozen=True)
class Mapped:
    """What came out of the mapper."""

    raw: list[RawRow]
    issues: list[Issue]
    records: list[HarmonisedRecord]

    @property
    def providers(self) -> list[ProviderRecord]:
        return [record for record in self.records if isinstance(record, ProviderRecord)]

    @property
    def codes(self) -> list[str]:
        return [issue.code for issue in self.issues]


def map_rows(
    rows: list[dict[str, str]],
    *,
    lookups: dict[str, Any] | None = None,
    country: str = "UA",
    hashing: Hashing | None = None,
    **keys: Any,
) -> Mapped:
    """Map rows (numbered from 2) under a region with these keys; places are taken from the column «Код»."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    described = {
        "code": f"{country.lower()}_99",
        "title": "Зразок",
        "publisher": "Зразок",
        "licence": "CC0-1.0",
        "lang": {"UA": "uk", "RU": "ru", "KZ": "ru"}[country],
        "country": country,
        "jurisdiction": country,
        "row": "provider",
        "key": ["Назва"],
        "constants": {"location.code": country},
        **keys,
    }
    described["columns"] = {"Назва": "name", **keys.get("columns", {})}
    region = Region.model_validate(described)

    def numbered(_: object) -> Iterator[RawRow]:
        for number, row in enumerate(rows, start=2):
            yield RawRow(number, {name: row.get(name, "") for name in columns})

    source = RowSource(file="rows", format=FileFormat.CSV, columns=columns, rows=numbered)
    mapper = Mapper(region, Lookups.model_validate(lookups or {}), GAZETTEER, hashing)
    items = list(mapper.items(source))
    issues = [item for item in items if isinstance(item, Issue)]
    return Mapped(
        raw=[item for item in items if isinstance(item, RawRow)],
        issues=[issue for issue in issues if issue.code != "TERRITORY_COARSE"],
        records=[item for item in items if not isinstance(item, RawRow | Issue)],
    )
