"""What a client may ask of providers, access points and territories: values, without any SQL.

All given conditions must hold together. `hub.domain.filter_checks` says whether the values are
usable, `hub.store.filters` turns them into SQL, the same for every output of the hub.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from hub.domain.records import Point
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


@dataclass(frozen=True, slots=True)
class Box:
    """A box in WGS 84 degrees; its edges belong to it."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Circle:
    """All points at most `metres` from the centre, on the ellipsoid."""

    center: Point
    metres: float


@dataclass(frozen=True, slots=True)
class Within:
    """Where a location lies. All given shapes must hold the same location."""

    territory: str | None = None
    box: Box | None = None
    circle: Circle | None = None
    polygon: str | None = None  # GeoJSON geometry as text


@dataclass(frozen=True, slots=True)
class Categories:
    """Categories of services, each with all below it."""

    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Eligible:
    """A person: the age in years, and the target groups the person belongs to."""

    age: int | None = None
    target_groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProviderFilter:
    """Which providers are asked for.

    `within`, `precision`, `serves`, `categories`, `forms`, `target_groups` and `eligible` must hold
    of one service and one location where it is given, not of different ones.
    """

    within: Within | None = None
    serves: Point | None = None
    categories: Categories | None = None
    kinds: tuple[str, ...] = ()
    sectors: tuple[Sector, ...] = ()
    forms: tuple[DeliveryForm, ...] = ()
    target_groups: tuple[str, ...] = ()
    eligible: Eligible | None = None
    text: str | None = None
    status: tuple[RecordStatus, ...] = ()
    precision: tuple[PrecisionClass, ...] = ()
    is_sample: bool | None = None
    is_synthetic: bool | None = None
    sources: tuple[str, ...] = ()
    ids: tuple[UUID, ...] | None = None  # None asks for all, an empty tuple for none


@dataclass(frozen=True, slots=True)
class AccessPointFilter:
    """Which access points are asked for."""

    within: Within | None = None
    text: str | None = None
    status: tuple[RecordStatus, ...] = ()
    precision: tuple[PrecisionClass, ...] = ()
    is_sample: bool | None = None
    is_synthetic: bool | None = None
    sources: tuple[str, ...] = ()
    ids: tuple[UUID, ...] | None = None


@dataclass(frozen=True, slots=True)
class TerritoryFilter:
    """Which territories are asked for; abolished ones only on demand."""

    text: str | None = None
    levels: tuple[TerritoryLevel, ...] = ()
    countries: tuple[Country, ...] = ()
    within: str | None = None
    codes: tuple[str, ...] = ()
    abolished: bool = False


class Direction(StrEnum):
    """Which end of an order comes first."""

    ASC = "asc"
    DESC = "desc"


class ProviderOrderField(StrEnum):
    """What providers may be ordered by."""

    NAME = "name"
    UPDATED = "updated"
    DISTANCE = "distance"


class TerritoryOrderField(StrEnum):
    """What territories may be ordered by."""

    RELEVANCE = "relevance"
    NAME = "name"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class ProviderOrder:
    """One key of an order; the id breaks ties."""

    field: ProviderOrderField
    direction: Direction = Direction.ASC


@dataclass(frozen=True, slots=True)
class TerritoryOrder:
    """One key of an order; the code breaks ties."""

    field: TerritoryOrderField
    direction: Direction = Direction.ASC


class FacetField(StrEnum):
    """What a set of providers may be counted by."""

    CATEGORY = "category"
    SECTOR = "sector"
    KIND = "kind"
    FORM = "form"
    TARGET_GROUP = "target-group"


@dataclass(frozen=True, slots=True)
class Window:
    """A page of an ordered list: `first` after a cursor, or `last` before one.

    `moment` marks the past state that the list is read in; cursors of another state are not its own.
    """

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None
    moment: str = ""

    @property
    def size(self) -> int:
        """How many nodes the page holds at most."""
        return self.last if self.last is not None else self.first or 0

    @property
    def backward(self) -> bool:
        """Whether the page is taken from the end."""
        return self.last is not None
