"""A paper in no language and no format: what it says, its tables, its map, and what all of it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias


class PaperUnit(StrEnum):
    """What a number counts; SHARE is of one, and is shown in per cent."""

    NONE = "none"
    PEOPLE = "people"
    SHARE = "share"
    PLACES = "places"
    CLIENTS = "clients"
    KM = "km"
    MINUTES = "minutes"
    PROVIDERS = "providers"


class PointKind(StrEnum):
    """What stands at a point of the map."""

    EXISTING = "existing"
    NEW = "new"
    UNCOVERED = "uncovered"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence of the files in `words`, by its key, with the values that stand in it.

    Numbers are written as the language does; a value may be a phrase itself.
    """

    key: str
    values: Mapping[str, "Value"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit and how many decimals are shown."""

    value: float
    unit: PaperUnit = PaperUnit.NONE
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Absent:
    """No number, and why: a value of `Absence` of the schema."""

    reason: str


#: What may stand in a cell or a phrase. A plain text is of data, a name for one: it is shown as it is.
Value: TypeAlias = Phrase | Number | Absent | date | bool | str | None
#: A text that is shown.
Text: TypeAlias = Phrase | str


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of a table; `unit` stands in its heading, and not in each cell."""

    title: Text
    unit: PaperUnit = PaperUnit.NONE


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table: each row has a value for each column."""

    title: Text
    columns: tuple[PaperColumn, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("each row of a table has a value for each of its columns")


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A place in degrees (WGS 84), and within how many metres around it what stands there surely is."""

    lat: float
    lon: float
    kind: PointKind
    name: Text
    radius_m: float | None = None
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PaperSource:
    """A source that was used: its name, the day of its file, how many rows, and whom to name."""

    name: str
    day: date | None = None
    rows: int | None = None
    attribution: str | None = None


@dataclass(frozen=True, slots=True)
class PaperBasis:
    """By what a paper is cited and asked for again. `synthetic`: made-up records count in it."""

    release: int
    day: date
    hash: str
    url: str
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its title, statements in order, tables, points of its map, sources, and its basis."""

    title: Text
    basis: PaperBasis
    statements: tuple[Text, ...] = ()
    tables: tuple[PaperTable, ...] = ()
    points: tuple[MapPoint, ...] = ()
    sources: tuple[PaperSource, ...] = ()
