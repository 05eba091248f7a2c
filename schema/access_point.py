"""Access points: offices where services are requested, distinct from who provides them."""

import strawberry
from strawberry.scalars import JSON

from hub.domain.vocabulary import Lang
from hub.store.reads.offices import AccessPointRow
from hub.store.reads.provenance import claims
from hub.store.reads.providers import locations_of_access_points, providers
from hub.store.reads.sources import changes, sources
from schema.connection import Connection
from schema.facets import FacetedAccessPoints
from schema.location import Location
from schema.made import column, global_id, related
from schema.node import Node
from schema.provider import Provider
from schema.source import Change, Claim, Source
from schema.standing import Standing


@strawberry.type(
    description="An office where a person requests a service; who provides it is another matter."
)
class AccessPoint(Node, Standing):
    """An access point."""

    row: strawberry.Private[AccessPointRow]
    id: strawberry.ID = global_id("AccessPoint", "id")
    name: str = column("name", description="Its name, as its source gives it.")
    lang: Lang = column("lang", description="The language of `name`.")
    operator_name: str | None = column("operator_name", description="Who runs it, in the source's words.")
    phones: list[str] = column("phones", description="Telephone numbers, E.164.")
    emails: list[str] = column("emails", description="Addresses.")
    url: str | None = column("url", description="Its web site.")
    attributes: JSON = column("attributes", description="Further facts of the source, by name.")
    is_synthetic: bool = column("synthetic", description="Whether the record is made up, to fill a sample.")
    cites: str | None = column("cites", description="Of sample records: where their facts were published.")

    location: Location | None = related(
        locations_of_access_points, "id", description="Where it is; null when its source does not say."
    )

    operator: Provider | None = related(
        providers, "operator_id", description="The provider that runs it, where the hub knows it."
    )

    source: Source = related(sources, "source_id", description="The source that names it.")

    provenance: list[Claim] = related(
        claims, "id", description="What each source says of each field, and which claim is published."
    )

    history: list[Change] = related(changes, "id", description="What releases did to it, the newest first.")


def access_point_of(row: AccessPointRow) -> AccessPoint:
    """The access point of a row."""
    return AccessPoint(row=row)


@strawberry.type(description="Access points by name, page by page.")
class AccessPointConnection(Connection[AccessPoint], FacetedAccessPoints):
    """A list of access points."""

    def node_of(self, row: AccessPointRow) -> AccessPoint:
        """The access point of a row."""
        return access_point_of(row)
