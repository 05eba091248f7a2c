"""Locations of providers and access points."""

import strawberry
from strawberry.scalars import JSON

from hub.store.reads.providers import LocationRow
from hub.store.reads.territories import territories
from schema.geometry import Point, Precision
from schema.made import column, computed, embedded, global_id, related, same_row
from schema.node import Node
from schema.schedule import Schedule, schedules_of
from schema.territory import Territory


@strawberry.type(description="A place where a provider or an access point is (HSDS: location).")
class Location(Node):
    """A location."""

    row: strawberry.Private[LocationRow]
    id: strawberry.ID = global_id("Location", "id")
    kind: str = column("kind", description="`actual` where it works, `legal` where it is registered.")
    name: str | None = column("name", description="A name of the place itself.")
    address: str | None = column(
        "address", description="The address as displayed; null where it is confidential or not known."
    )
    postal_code: str | None = column("postal_code", description="Postal code.")
    city: str | None = column("city", description="City of the address, where the source gives it apart.")
    region: str | None = column("region", description="District or county, where the source gives it apart.")
    state_province: str | None = column(
        "state_province", description="State, oblast or province, where the source gives it apart."
    )
    country: str | None = column("country", description="Country, where the source gives it apart.")
    phones: list[str] = column("phones", description="Its own telephones, E.164; its provider has them too.")
    languages: list[str] = column(
        "languages", description="Languages that are spoken there, in the source's words."
    )

    point: Point | None = embedded(
        lat="lat",
        lon="lon",
        description="Where it is; of confidential places the hromada's point. See `precision`.",
    )
    precision: Precision = same_row(description="How exactly the point is known.")
    is_confidential: bool = column(
        "confidential",
        description="Whether the place is kept secret, as shelters are: only its hromada is shown.",
    )
    opening_hours: str | None = column(
        "opening_hours", description="Opening hours in OpenStreetMap's syntax."
    )

    @computed("schedules", description="When it is open, where the source says more than opening hours.")
    def schedules(self) -> list[Schedule]:
        """Its schedules."""
        return schedules_of(self.row.schedules)

    accessibility: list[str] = column(
        "accessibility", description="What makes it accessible, as the source says."
    )
    attributes: JSON = column("attributes", description="Further facts of the source, by name.")
    territory_how: str | None = column(
        "territory_how",
        description="How its territory was told: `stated` by the source; by its point, which the `polygon` "
        "covers, which is `nearest` to it, or which chose the `candidate` among places of one name; by the "
        "council in the institution's `title`.",
    )
    territory_distance_metres: int | None = column(
        "territory_distance_m",
        description="When told by the nearest place: how far away that place is.",
    )
    territory: Territory | None = related(
        territories, "territory_id", description="The territory it lies in; null when not known."
    )


def location_of(row: LocationRow) -> Location:
    """The location of a row."""
    return Location(row=row)
