"""What a client may ask of providers, access points and territories: values, without any SQL.

All given conditions must hold together. Each field declares its role (hub.domain.roles), so that one
statement serves all questions of a shape. `hub.domain.filter_checks` says whether the values are usable,
`hub.store.filters` turns them into SQL, the same for every output of the hub.
"""

import dataclasses
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from hub.domain.records import Point
from hub.domain.roles import EACH, PART, RESOLVED, SHAPE, SIZE, VALUE, WORDS, declared
from hub.domain.vocabulary import (
    NOT_LISTED,
    Country,
    DeliveryForm,
    PrecisionClass,
    RecordStatus,
    Sector,
    TerritoryLevel,
)

#: What a list shows unless it is asked for by status: everything but what works no more or is not named.
DEFAULT_STATUSES: tuple[RecordStatus, ...] = tuple(
    status for status in RecordStatus if status not in NOT_LISTED
)


@declared
@dataclass(frozen=True, slots=True)
class Box:
    """A box in WGS 84 degrees; its edges belong to it."""

    west: float = field(metadata=VALUE)
    south: float = field(metadata=VALUE)
    east: float = field(metadata=VALUE)
    north: float = field(metadata=VALUE)


@declared
@dataclass(frozen=True, slots=True)
class Circle:
    """All points at most `metres` from the centre, on the ellipsoid."""

    center: Point = field(metadata=PART)
    metres: float = field(metadata=VALUE)


@declared
@dataclass(frozen=True, slots=True)
class Within:
    """Where a location lies. All given shapes must hold the same location."""

    territory: str | None = field(default=None, metadata=RESOLVED)
    box: Box | None = field(default=None, metadata=PART)
    circle: Circle | None = field(default=None, metadata=PART)
    polygon: str | None = field(default=None, metadata=VALUE)  # GeoJSON geometry as text


@declared
@dataclass(frozen=True, slots=True)
class Categories:
    """Categories of services, each with all below it."""

    any_of: tuple[str, ...] = field(default=(), metadata=VALUE)
    all_of: tuple[str, ...] = field(default=(), metadata=EACH)
    none_of: tuple[str, ...] = field(default=(), metadata=VALUE)


@declared
@dataclass(frozen=True, slots=True)
class Eligible:
    """A person: the age in years, and the target groups the person belongs to."""

    age: int | None = field(default=None, metadata=VALUE)
    target_groups: tuple[str, ...] = field(default=(), metadata=VALUE)


@declared
@dataclass(frozen=True, slots=True)
class ProviderFilter:
    """Which providers are asked for.

    `within`, `precision`, `serves`, `serves_territory`, `categories`, `forms`, `target_groups` and `eligible`
    must hold of one service and one location where it is given, not of different ones.
    """

    within: Within | None = field(default=None, metadata=PART)
    serves: Point | None = field(default=None, metadata=PART)
    serves_territory: str | None = field(default=None, metadata=RESOLVED)
    categories: Categories | None = field(default=None, metadata=PART)
    kinds: tuple[str, ...] = field(default=(), metadata=VALUE)
    sectors: tuple[Sector, ...] = field(default=(), metadata=SHAPE)
    forms: tuple[DeliveryForm, ...] = field(default=(), metadata=SHAPE)
    target_groups: tuple[str, ...] = field(default=(), metadata=VALUE)
    eligible: Eligible | None = field(default=None, metadata=PART)
    text: str | None = field(default=None, metadata=WORDS)
    status: tuple[RecordStatus, ...] = field(default=(), metadata=SHAPE)
    precision: tuple[PrecisionClass, ...] = field(default=(), metadata=SHAPE)
    is_sample: bool | None = field(default=None, metadata=SHAPE)
    is_synthetic: bool | None = field(default=None, metadata=SHAPE)
    sources: tuple[str, ...] = field(default=(), metadata=RESOLVED)
    #: None asks for all, an empty tuple for none.
    ids: tuple[UUID, ...] | None = field(default=None, metadata=VALUE)


@declared
@dataclass(frozen=True, slots=True)
class AccessPointFilter:
    """Which access points are asked for."""

    within: Within | None = field(default=None, metadata=PART)
    text: str | None = field(default=None, metadata=WORDS)
    status: tuple[RecordStatus, ...] = field(default=(), metadata=SHAPE)
    precision: tuple[PrecisionClass, ...] = field(default=(), metadata=SHAPE)
    is_sample: bool | None = field(default=None, metadata=SHAPE)
    is_synthetic: bool | None = field(default=None, metadata=SHAPE)
    sources: tuple[str, ...] = field(default=(), metadata=RESOLVED)
    ids: tuple[UUID, ...] | None = field(default=None, metadata=VALUE)


@declared
@dataclass(frozen=True, slots=True)
class TerritoryFilter:
    """Which territories are asked for; abolished ones only on demand."""

    text: str | None = field(default=None, metadata=WORDS)
    levels: tuple[TerritoryLevel, ...] = field(default=(), metadata=SHAPE)
    countries: tuple[Country, ...] = field(default=(), metadata=SHAPE)
    within: str | None = field(default=None, metadata=RESOLVED)
    codes: tuple[str, ...] = field(default=(), metadata=RESOLVED)
    abolished: bool = field(default=False, metadata=SHAPE)


class Direction(StrEnum):
    """Which end of an order comes first."""

    ASC = "asc"
    DESC = "desc"


class ProviderOrderField(StrEnum):
    """What providers may be ordered by."""

    RELEVANCE = "relevance"
    NAME = "name"
    UPDATED = "updated"
    DISTANCE = "distance"


class TerritoryOrderField(StrEnum):
    """What territories may be ordered by."""

    RELEVANCE = "relevance"
    NAME = "name"
    CODE = "code"


@declared
@dataclass(frozen=True, slots=True)
class ProviderOrder:
    """One key of an order; the id breaks ties."""

    field: ProviderOrderField = dataclasses.field(metadata=SHAPE)
    direction: Direction = dataclasses.field(default=Direction.ASC, metadata=SHAPE)


@declared
@dataclass(frozen=True, slots=True)
class TerritoryOrder:
    """One key of an order; the code breaks ties."""

    field: TerritoryOrderField = dataclasses.field(metadata=SHAPE)
    direction: Direction = dataclasses.field(default=Direction.ASC, metadata=SHAPE)


class FacetField(StrEnum):
    """What a set of providers may be counted by."""

    CATEGORY = "category"
    SECTOR = "sector"
    KIND = "kind"
    FORM = "form"
    TARGET_GROUP = "target-group"
    TERRITORY = "territory"
    STATUS = "status"
    SOURCE = "source"
    PRECISION = "precision"


class AccessPointFacetField(StrEnum):
    """What a set of access points may be counted by."""

    TERRITORY = FacetField.TERRITORY.value
    STATUS = FacetField.STATUS.value
    SOURCE = FacetField.SOURCE.value
    PRECISION = FacetField.PRECISION.value


@dataclass(frozen=True, slots=True)
class FacetQuestion:
    """What to count a list by; `level` is the rank of the units of TERRITORY, None the next one below."""

    by: tuple[FacetField, ...]
    level: TerritoryLevel | None = None


@declared
@dataclass(frozen=True, slots=True)
class Window:
    """A page of an ordered list: `first` after a cursor, or `last` before one.

    `moment` marks the past state that the list is read in; cursors of another state are not its own.
    """

    first: int | None = field(default=None, metadata=SIZE)
    after: str | None = field(default=None, metadata=RESOLVED)
    last: int | None = field(default=None, metadata=SIZE)
    before: str | None = field(default=None, metadata=RESOLVED)
    moment: str = field(default="", metadata=RESOLVED)

    @property
    def size(self) -> int:
        """How many nodes the page holds at most."""
        return self.last if self.last is not None else self.first or 0

    @property
    def backward(self) -> bool:
        """Whether the page is taken from the end."""
        return self.last is not None
