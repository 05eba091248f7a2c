"""Points, boxes and precision, as the schema shows them."""

import strawberry

from hub.domain.vocabulary import PrecisionClass


@strawberry.type(description="A point in WGS 84 degrees.")
class Point:
    """Latitude and longitude."""

    lat: float = strawberry.field(description="Latitude, north positive.")
    lon: float = strawberry.field(description="Longitude, east positive.")


@strawberry.type(description="A box in WGS 84 degrees.")
class Box:
    """The extent of something."""

    west: float = strawberry.field(description="Least longitude.")
    south: float = strawberry.field(description="Least latitude.")
    east: float = strawberry.field(description="Greatest longitude.")
    north: float = strawberry.field(description="Greatest latitude.")


@strawberry.type(description="How exactly a place is known.")
class Precision:
    """What a point stands for."""

    class_: PrecisionClass = strawberry.field(name="class", description="What the point stands for.")
    metres: int | None = strawberry.field(
        description="Within how many metres of the point the place is; null when not known."
    )


def point_of(lat: float | None, lon: float | None) -> Point | None:
    """The point, where there is one."""
    return None if lat is None or lon is None else Point(lat=lat, lon=lon)
