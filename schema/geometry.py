"""Points, boxes and precision, as the schema shows them."""

import strawberry

from hub.domain.vocabulary import PrecisionClass
from hub.store.reads.providers import LocationRow
from hub.store.reads.territories import BoxRow
from schema.made import column


@strawberry.type(description="A point in WGS 84 degrees.")
class Point:
    """Latitude and longitude."""

    lat: float = strawberry.field(description="Latitude, north positive.")
    lon: float = strawberry.field(description="Longitude, east positive.")


@strawberry.type(description="A box in WGS 84 degrees.")
class Box:
    """The extent of something."""

    row: strawberry.Private[BoxRow]
    west: float = column("west", description="Least longitude.")
    south: float = column("south", description="Least latitude.")
    east: float = column("east", description="Greatest longitude.")
    north: float = column("north", description="Greatest latitude.")


@strawberry.type(description="How exactly a place is known.")
class Precision:
    """What a point stands for."""

    row: strawberry.Private[LocationRow]
    class_: PrecisionClass = column("precision", name="class", description="What the point stands for.")
    metres: int | None = column(
        "radius_m", description="Within how many metres of the point the place is; null when not known."
    )
