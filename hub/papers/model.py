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
    HROMADAS = "hromadas"
    SETTLEMENTS = "settlements"
    SERVICES = "services"
    POSTS = "posts"
    PLACES_PER_10K = "places_per_10k"
    SITES_PER_10K = "sites_per_10k"
    INDEX = "index"
    MEAN = "mean"


class PointKind(StrEnum):
    """What stands at a point of the map."""

    AREA = "area"  # a territory, by its shade
    EXISTING = "existing"
    MEMBER = "member"
    NEW = "new"
    DROPPED = "dropped"
    MOVED = "moved"
    COVERED = "covered"  # all people of a place within reach, surely
    POSSIBLE = "possible"  # a part of them, or possibly
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


@dataclass(frozen=True, slots=True)
class Several:
    """Values of a list in one cell, in their order; at least one."""

    values: tuple["Value", ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError("a list without values says why it has none")


#: What may stand in a cell or a phrase. A plain text is of data, a name for one: it is shown as it is.
Value: TypeAlias = Phrase | Number | Absent | Several | date | bool | str | None
#: A text that is shown.
Text: TypeAlias = Phrase | str


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of a table; `unit` stands in its heading, and not in each cell."""

    title: Text
    unit: PaperUnit = PaperUnit.NONE


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table: each row has a value for each column. A `wide` one is for spreadsheets, and on no page."""

    title: Text
    columns: tuple[PaperColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    wide: bool = False

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("each row of a table has a value for each of its columns")


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A place in degrees (WGS 84), and within how many metres around it what stands there surely is.

    `shade`, 0 to 1, is of kind AREA alone: where its value lies on the scale of the map; None where the value
    is not known.
    """

    lat: float
    lon: float
    kind: PointKind
    name: Text
    radius_m: float | None = None
    properties: Mapping[str, Value] = field(default_factory=dict)
    shade: float | None = None


@dataclass(frozen=True, slots=True)
class MapScale:
    """What the shades of a map's territories tell: the name of the value, and those of shade 0 and 1.

    `unshaded` says why a territory has no shade; without it the value is not known.
    """

    title: Text
    least: Value
    most: Value
    unshaded: Text | None = None


@dataclass(frozen=True, slots=True)
class PaperSource:
    """A source that was used: its name, the day of its file, how many rows, and whom to name."""

    name: str
    day: date | None = None
    rows: int | None = None
    attribution: str | None = None


@dataclass(frozen=True, slots=True)
class PaperBasis:
    """By what a paper is cited and asked for again; `url` is None where the question is too long for one.

    `synthetic`: made-up records count in it.
    """

    release: int
    day: date
    hash: str
    url: str | None
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its title, statements in order, tables, points of its map, sources, and its basis.

    `scale` is of the map's territories, `grounds` are sentences on how the answer was made.
    """

    title: Text
    basis: PaperBasis
    statements: tuple[Text, ...] = ()
    tables: tuple[PaperTable, ...] = ()
    points: tuple[MapPoint, ...] = ()
    scale: MapScale | None = None
    sources: tuple[PaperSource, ...] = ()
    grounds: tuple[Text, ...] = ()
