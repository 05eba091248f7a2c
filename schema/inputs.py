"""Inputs of queries, and how they become filters of hub.domain.filters."""

from collections.abc import Sequence
from typing import Annotated, TypeVar

import strawberry

from hub.domain import filters
from hub.domain.filter_checks import (
    Limits,
    check_access_point_filter,
    check_provider_filter,
    check_territory_filter,
    polygon_text,
)
from hub.domain.filter_errors import ServesOneOf
from hub.domain.records import Point
from hub.domain.territory.codes import read_code
from hub.domain.vocabulary import Country, DeliveryForm, PrecisionClass, RecordStatus, Sector, TerritoryLevel
from schema.node import uuid_of
from schema.scalars import GeoJSON

T = TypeVar("T")


@strawberry.input(name="PointInput", description="A point in WGS 84 degrees.")
class PointInput:
    """Latitude and longitude."""

    lat: float = strawberry.field(description="Latitude, -90 to 90.")
    lon: float = strawberry.field(description="Longitude, -180 to 180.")

    def value(self) -> Point:
        """The point."""
        return Point(lat=self.lat, lon=self.lon)


@strawberry.input(
    name="ServesInput",
    description="What a service must reach: a point, by `point` or by `lat` and `lon`, or a territory; "
    "exactly one of them.",
)
class ServesInput:
    """A point or a territory."""

    lat: float | None = strawberry.field(
        default=None, description="Latitude of a point, -90 to 90; with `lon`."
    )
    lon: float | None = strawberry.field(
        default=None, description="Longitude of a point, -180 to 180; with `lat`."
    )
    point: PointInput | None = strawberry.field(default=None, description="A point.")
    territory: str | None = strawberry.field(
        default=None, description="A territory, by its code in any scheme, or as scheme:code."
    )

    def place(self) -> Point | None:
        """The point, if one is given. Raises ServesOneOf unless exactly one thing is."""
        written = self.lat is not None or self.lon is not None
        if written + (self.point is not None) + (self.territory is not None) != 1:
            raise ServesOneOf()
        if not written:
            return self.point.value() if self.point else None
        if self.lat is None or self.lon is None:
            raise ServesOneOf()
        return Point(lat=self.lat, lon=self.lon)


@strawberry.input(name="BoxInput", description="A box in WGS 84 degrees; its edges belong to it.")
class BoxInput:
    """A box."""

    west: float = strawberry.field(description="Least longitude.")
    south: float = strawberry.field(description="Least latitude.")
    east: float = strawberry.field(description="Greatest longitude, not below `west`.")
    north: float = strawberry.field(description="Greatest latitude, not below `south`.")


@strawberry.input(name="RadiusInput", description="All places at most so far from a point.")
class RadiusInput:
    """A circle."""

    center: PointInput = strawberry.field(description="The centre.")
    metres: float = strawberry.field(description="The radius in metres: above 0, at most 200000.")


@strawberry.input(
    name="WithinInput",
    description="Where a location lies. All given shapes must hold the same location; a location without a "
    "point "
    "lies in no box, radius or polygon. Legal addresses count only of providers that have no other.",
)
class WithinInput:
    """A place to look in."""

    territory: str | None = strawberry.field(
        default=None,
        description="A territory and all below it, by its code in any scheme (КАТОТТГ, КОАТУУ, КАТО, ОКТМО, "
        "ISO 3166-2), or as scheme:code.",
    )
    bbox: BoxInput | None = strawberry.field(default=None, description="A box.")
    radius: RadiusInput | None = strawberry.field(default=None, description="A circle, on the ellipsoid.")
    polygon: GeoJSON | None = strawberry.field(
        default=None,
        description="A GeoJSON Polygon or MultiPolygon: closed rings, valid, at most 500 positions.",
    )

    def value(self, limits: Limits) -> filters.Within:
        """The domain's value."""
        box, circle = self.bbox, self.radius
        return filters.Within(
            territory=None if self.territory is None else read_code(self.territory).text,
            box=filters.Box(box.west, box.south, box.east, box.north) if box else None,
            circle=filters.Circle(circle.center.value(), circle.metres) if circle else None,
            polygon=None if self.polygon is None else polygon_text(self.polygon, limits),
        )


@strawberry.input(
    name="CategoriesInput",
    description="Categories of services by code; a category means itself and all below it. A code of a "
    "national system (`ua-basic.03`, `ru-442-kind:SB`) means the categories that it is matched to; "
    "`TaxonomyTerm.crosswalk` tells which, and by its relations whether a count holds too many or too few.",
)
class CategoriesInput:
    """Categories to have or not to have."""

    any_of: list[str] | None = strawberry.field(
        default=None, description="The provider gives a service of at least one of them."
    )
    all_of: list[str] | None = strawberry.field(
        default=None, description="The provider gives a service of each of them."
    )
    none_of: list[str] | None = strawberry.field(
        default=None, description="The provider gives no service of any of them, whatever else is asked."
    )


@strawberry.input(
    name="EligibleInput",
    description="A person. A service fits when no stated age limit excludes the person and, with target "
    "groups, when "
    "it is for one of these groups, for a wider one or for everybody; one that states no groups does not "
    "fit.",
)
class EligibleInput:
    """A person who needs a service."""

    age: int | None = strawberry.field(default=None, description="Age in full years, 0 to 130.")
    target_groups: list[str] | None = strawberry.field(
        default=None, description="Target groups, by code, that the person belongs to."
    )


@strawberry.input(
    name="ProviderFilter",
    description="All given conditions must hold. What is said of services and places (`within`, `precision`, "
    "`serves`, `categories.anyOf`, `forms`, `targetGroups`, `eligible`) must hold of one working service "
    "at one of "
    "its locations, not of different ones; each code of `categories.allOf` may be met by another service.",
)
class ProviderFilterInput:
    """Which providers are asked for."""

    within: WithinInput | None = strawberry.field(default=None, description="Where the service is given.")
    serves: ServesInput | None = strawberry.field(
        default=None,
        description="What the service reaches. A point: one of its service areas covers it; a service "
        "without service areas reaches the hromada it is given in (or the district or city where there are "
        "no hromadas). The point is placed by boundaries where they are known, else with the nearest known "
        "place within 50 km. A territory: somebody in it can turn to the service, since one of these areas "
        "is the territory, lies around it, or lies in it and so is a part of it. `coverage` by `count: "
        "SERVED` counts the same.",
    )
    categories: CategoriesInput | None = strawberry.field(
        default=None, description="Categories of its services."
    )
    kinds: list[str] | None = strawberry.field(
        default=None, description="Kinds of provider, by code: one of them."
    )
    sectors: list[Sector] | None = strawberry.field(default=None, description="Who owns it: one of them.")
    forms: list[DeliveryForm] | None = strawberry.field(
        default=None, description="Delivery forms: the service has one of them."
    )
    target_groups: list[str] | None = strawberry.field(
        default=None,
        description="Target groups, by code, each with all below it: the service is for one of them.",
    )
    eligible: EligibleInput | None = strawberry.field(
        default=None, description="A person the service is for."
    )
    text: str | None = strawberry.field(
        default=None,
        description="Words, each of which begins a word of its names or addresses, or of the name of the "
        "hromada or settlement that a location lies in, or is a whole word of the name of its region or "
        "district; in any script or transliteration.",
    )
    status: list[RecordStatus] | None = strawberry.field(
        default=None,
        description="Statuses to show. Without it all but CLOSED, EXCLUDED, MERGED and MISSING, "
        "of services too.",
    )
    precision: list[PrecisionClass] | None = strawberry.field(
        default=None, description="How exactly the location must be known: one of them."
    )
    is_sample: bool | None = strawberry.field(
        default=None, description="True: of sample sources only; false: of real sources only."
    )
    is_synthetic: bool | None = strawberry.field(
        default=None, description="True: made-up records only; false: no made-up records."
    )
    sources: list[str] | None = strawberry.field(default=None, description="Sources, by code: one of them.")
    ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Ids of providers: one of them; an empty list finds none."
    )

    def value(self, limits: Limits) -> filters.ProviderFilter:
        """The checked domain filter."""
        wanted = filters.ProviderFilter(
            within=self.within.value(limits) if self.within else None,
            serves=self.serves.place() if self.serves else None,
            serves_territory=self.serves.territory if self.serves else None,
            categories=_categories(self.categories),
            kinds=_each(self.kinds),
            sectors=_each(self.sectors),
            forms=_each(self.forms),
            target_groups=_each(self.target_groups),
            eligible=_eligible(self.eligible),
            text=self.text,
            status=_each(self.status),
            precision=_each(self.precision),
            is_sample=self.is_sample,
            is_synthetic=self.is_synthetic,
            sources=_each(self.sources),
            ids=None if self.ids is None else tuple(uuid_of(given, "Provider") for given in self.ids),
        )
        check_provider_filter(wanted, limits)
        return wanted


@strawberry.input(name="AccessPointFilter", description="All given conditions must hold.")
class AccessPointFilterInput:
    """Which access points are asked for."""

    within: WithinInput | None = strawberry.field(default=None, description="Where it is.")
    text: str | None = strawberry.field(
        default=None,
        description="Words, each of which begins a word of its name or address, or of the name of the "
        "hromada or settlement that it lies in, or is a whole word of the name of its region or district; in "
        "any script or transliteration.",
    )
    status: list[RecordStatus] | None = strawberry.field(
        default=None, description="Statuses to show. Without it all but CLOSED, EXCLUDED, MERGED and MISSING."
    )
    precision: list[PrecisionClass] | None = strawberry.field(
        default=None, description="How exactly its location must be known: one of them."
    )
    is_sample: bool | None = strawberry.field(
        default=None, description="True: of sample sources only; false: of real sources only."
    )
    is_synthetic: bool | None = strawberry.field(
        default=None, description="True: made-up records only; false: no made-up records."
    )
    sources: list[str] | None = strawberry.field(default=None, description="Sources, by code: one of them.")
    ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Ids of access points: one of them; an empty list finds none."
    )

    def value(self, limits: Limits) -> filters.AccessPointFilter:
        """The checked domain filter."""
        wanted = filters.AccessPointFilter(
            within=self.within.value(limits) if self.within else None,
            text=self.text,
            status=_each(self.status),
            precision=_each(self.precision),
            is_sample=self.is_sample,
            is_synthetic=self.is_synthetic,
            sources=_each(self.sources),
            ids=None if self.ids is None else tuple(uuid_of(given, "AccessPoint") for given in self.ids),
        )
        check_access_point_filter(wanted, limits)
        return wanted


@strawberry.input(name="TerritoryFilter", description="All given conditions must hold.")
class TerritoryFilterInput:
    """Which territories are asked for."""

    text: str | None = strawberry.field(
        default=None,
        description="Words, each of which begins a word of its names, in any script, transliteration or "
        "ending: "
        "«Лиман», “Lyman” and «Лиманська» find the same units.",
    )
    levels: list[TerritoryLevel] | None = strawberry.field(default=None, description="Ranks: one of them.")
    countries: list[Country] | None = strawberry.field(default=None, description="States: one of them.")
    within: str | None = strawberry.field(
        default=None, description="A territory, by code in any scheme: itself and all below it."
    )
    codes: list[str] | None = strawberry.field(
        default=None, description="Codes in any scheme; those that nobody knows find nothing."
    )
    include_abolished: bool = strawberry.field(
        default=False, description="Whether units that no longer exist are shown too."
    )

    def value(self, limits: Limits) -> filters.TerritoryFilter:
        """The checked domain filter."""
        wanted = filters.TerritoryFilter(
            text=self.text,
            levels=_each(self.levels),
            countries=_each(self.countries),
            within=None if self.within is None else read_code(self.within).text,
            codes=_each([read_code(code).text for code in self.codes or ()]),
            abolished=self.include_abolished,
        )
        check_territory_filter(wanted, limits)
        return wanted


@strawberry.input(name="ProviderOrder", description="A key of an order; the id breaks ties.")
class ProviderOrderInput:
    """How to order providers."""

    field: filters.ProviderOrderField = strawberry.field(description="What to order by.")
    direction: filters.Direction = strawberry.field(
        default=filters.Direction.ASC, description="Which end comes first."
    )


@strawberry.input(name="TerritoryOrder", description="A key of an order; scheme and code break ties.")
class TerritoryOrderInput:
    """How to order territories."""

    field: filters.TerritoryOrderField = strawberry.field(description="What to order by.")
    direction: filters.Direction = strawberry.field(
        default=filters.Direction.ASC, description="Which end comes first."
    )


ProviderFilterArgument = Annotated[
    ProviderFilterInput | None, strawberry.argument(description="Which providers are asked for.")
]
ProviderOrderArgument = Annotated[
    list[ProviderOrderInput] | None,
    strawberry.argument(
        description="The order, most significant key first; without it by relevance to a text, else by name."
    ),
]


def provider_orders(given: Sequence[ProviderOrderInput] | None) -> tuple[filters.ProviderOrder, ...]:
    """The domain's order."""
    return tuple(filters.ProviderOrder(order.field, order.direction) for order in given or ())


def territory_orders(given: Sequence[TerritoryOrderInput] | None) -> tuple[filters.TerritoryOrder, ...]:
    """The domain's order."""
    return tuple(filters.TerritoryOrder(order.field, order.direction) for order in given or ())


def _each(values: Sequence[T] | None) -> tuple[T, ...]:
    """The values without repetitions; an empty list asks for nothing, as a missing one."""
    return tuple(dict.fromkeys(values or ()))


def _categories(given: CategoriesInput | None) -> filters.Categories | None:
    if given is None:
        return None
    return filters.Categories(_each(given.any_of), _each(given.all_of), _each(given.none_of))


def _eligible(given: EligibleInput | None) -> filters.Eligible | None:
    return None if given is None else filters.Eligible(given.age, _each(given.target_groups))
