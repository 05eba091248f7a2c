"""Two editions of a real register of three oblasts, and which of their records are one institution.

The folder lies beside the project and is only read: what is kept of it are the weights that it gave.
"""

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.import_speed import ROOT
from bench.match_registers import read_register
from hub.domain.features import Features
from importers.region import Region, find_region

EDITIONS = ROOT.parent / "shared" / "data" / "matching"
Pair = tuple[str, str]
_FILES = ("schools_edition_1.csv", "schools_edition_2.csv")
_PAIRS = "schools_pairs.csv"
_KEY, _OBLAST = "Код в ЄДЕБО", "Регіон"
_COLUMNS = {
    "Повна назва": "name",
    "Форма власності": "sector",
    _OBLAST: "location.region",
    "Населений пункт": "location.settlement",
    "Адреса": "location.address",
    "Телефон": "phones",
    "Електронна пошта": "emails",
    "Веб-сайт": "url",
}


@dataclass(frozen=True, slots=True)
class Editions:
    """The features of both editions, and the pairs of ids that are one; perhaps of some oblasts only.

    `oblast` is the name of each record's oblast by its id, as the file tells it.
    """

    first: tuple[Features, ...]
    second: tuple[Features, ...]
    same: frozenset[Pair]
    oblast: Mapping[str, str]

    @property
    def oblasts(self) -> list[str]:
        """The oblasts whose records are here."""
        return sorted({self.oblast[one.id] for one in self.first})

    def of(self, oblasts: Collection[str]) -> "Editions":
        """The records of these oblasts."""
        first = tuple(one for one in self.first if self.oblast[one.id] in oblasts)
        second = tuple(one for one in self.second if self.oblast[one.id] in oblasts)
        here = {one.id for one in first}
        return Editions(first, second, frozenset(pair for pair in self.same if pair[0] in here), self.oblast)


def read_editions(folder: Path = EDITIONS) -> Editions | None:
    """The editions as an import reads them; None where the folder is missing."""
    if not folder.is_dir():
        return None
    region = _region()
    sides, oblast = [], {}
    for name in _FILES:
        side = {record.key: features for record, features in read_register(folder / name, region, name)}
        oblast |= {side[row[_KEY]].id: row[_OBLAST] for row in _rows(folder / name)}
        sides.append(side)
    first, second = sides
    pairs = ((first[row["edition_1"]].id, second[row["edition_2"]].id) for row in _rows(folder / _PAIRS))
    return Editions(tuple(first.values()), tuple(second.values()), frozenset(pairs), oblast)


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


def _region() -> Region:
    """The same register's region with the columns of the editions; places are told by names alone."""
    schools = find_region("ua_schools")
    return Region.model_validate(
        {
            **{name: getattr(schools, name) for name in ("code", "title", "publisher", "licence", "lang")},
            "country": schools.country,
            "jurisdiction": schools.jurisdiction,
            "format": {"format": "csv"},
            "row": "provider",
            "key": [_KEY],
            "columns": _COLUMNS,
            "ignore": {"Код КОАТУУ": "Names alone have to do"},
        }
    )
