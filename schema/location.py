"""Locations of providers and access points."""

from typing import Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from hub.domain.vocabulary import PrecisionClass
from hub.store.reads.providers import LocationRow
from schema.context import Info
from schema.geometry import Point, Precision, point_of
from schema.node import Node, encode_id
from schema.resolved import resolved
from schema.territory import Territory, territory_by_id


@strawberry.type(description="A place where a provider or an access point is (HSDS: location).")
class Location(Node):
    """A location."""

    row: strawberry.Private[LocationRow]
    kind: str = strawberry.field(description="`actual` where it works, `legal` where it is registered.")
    name: str | None = strawberry.field(description="A name of the place itself.")
    address: str | None = strawberry.field(
        description="The address as displayed; null where it is confidential or not known."
    )
    postal_code: str | None = strawberry.field(description="Postal code.")
    point: Point | None = strawberry.field(
        description="Where it is; of confidential places the hromada's point. See `precision`."
    )
    precision: Precision = strawberry.field(description="How exactly the point is known.")
    is_confidential: bool = strawberry.field(
        description="Whether the place is kept secret, as shelters are: only its hromada is shown."
    )
    opening_hours: str | None = strawberry.field(description="Opening hours in OpenStreetMap's syntax.")
    accessibility: list[str] = strawberry.field(description="What makes it accessible, as the source says.")
    attributes: JSON = strawberry.field(description="Further facts of the source, by name.")
    territory_how: str | None = strawberry.field(
        description="How its territory was told: `stated` by the source, by `polygon`, or by the `nearest` "
        "place."
    )
    territory_distance_metres: int | None = strawberry.field(
        description="When told by the nearest place: how far away that place is."
    )

    @resolved(description="The territory it lies in; null when not known.")
    async def territory(self, info: Info) -> Territory | None:
        """The finest known unit."""
        return await territory_by_id(info, self.row.territory_id)


def location_of(row: LocationRow) -> Location:
    """The location of a row."""
    return Location(
        id=encode_id("Location", row.id),
        row=row,
        kind=row.kind,
        name=row.name,
        address=row.address,
        postal_code=row.postal_code,
        point=point_of(row.lat, row.lon),
        precision=Precision(class_=PrecisionClass(row.precision), metres=row.radius_m),
        is_confidential=row.confidential,
        opening_hours=row.opening_hours,
        accessibility=row.accessibility,
        attributes=_json(row.attributes),
        territory_how=row.territory_how,
        territory_distance_metres=row.territory_distance_m,
    )


def _json(value: dict[str, Any]) -> JSON:
    return JSON(value)


async def location_by_id(info: Info, identity: UUID) -> Location:
    """A location that a row refers to."""
    row = await info.context.loaders.locations.load(identity)
    assert row is not None, "the same snapshot holds it"
    return location_of(row)
