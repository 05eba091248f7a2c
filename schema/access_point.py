"""Access points: offices where services are requested, distinct from who provides them."""

import strawberry
from strawberry.scalars import JSON

from hub.domain.vocabulary import Lang
from hub.store.reads.offices import AccessPointRow
from schema.connection import Connection
from schema.context import Info
from schema.location import Location, location_of
from schema.node import Node, encode_id
from schema.provider import Provider, provider_by_id
from schema.resolved import resolved
from schema.source import Change, Claim, Source, history_of, provenance_of, source_by_id
from schema.standing import Standing, standing_of


@strawberry.type(
    description="An office where a person requests a service; who provides it is another matter."
)
class AccessPoint(Node, Standing):
    """An access point."""

    row: strawberry.Private[AccessPointRow]
    name: str = strawberry.field(description="Its name, as its source gives it.")
    lang: Lang = strawberry.field(description="The language of `name`.")
    operator_name: str | None = strawberry.field(description="Who runs it, in the source's words.")
    phones: list[str] = strawberry.field(description="Telephone numbers, E.164.")
    emails: list[str] = strawberry.field(description="Addresses.")
    url: str | None = strawberry.field(description="Its web site.")
    attributes: JSON = strawberry.field(description="Further facts of the source, by name.")
    is_synthetic: bool = strawberry.field(description="Whether the record is made up, to fill a sample.")
    cites: str | None = strawberry.field(description="Of sample records: where their facts were published.")

    @resolved(description="Where it is; null when its source does not say.")
    async def location(self, info: Info) -> Location | None:
        """Its location."""
        rows = await info.context.loaders.locations_of_access_points.load(self.row.id)
        return location_of(rows[0]) if rows else None

    @resolved(description="The provider that runs it, where the hub knows it.")
    async def operator(self, info: Info) -> Provider | None:
        """Who runs it."""
        return await provider_by_id(info, self.row.operator_id)

    @resolved(description="The source that names it.")
    async def source(self, info: Info) -> Source:
        """Its source."""
        return await source_by_id(info, self.row.source_id)

    @resolved(description="What each source says of each field, and which claim is published.")
    async def provenance(self, info: Info) -> list[Claim]:
        """Its claims."""
        return await provenance_of(info, self.row.id)

    @resolved(description="What releases did to it, the newest first.")
    async def history(self, info: Info) -> list[Change]:
        """Its changes."""
        return await history_of(info, self.row.id)


def access_point_of(row: AccessPointRow) -> AccessPoint:
    """The access point of a row."""
    return AccessPoint(
        id=encode_id("AccessPoint", row.id),
        row=row,
        name=row.name,
        lang=Lang(row.lang),
        **standing_of(row),
        operator_name=row.operator_name,
        phones=row.phones,
        emails=row.emails,
        url=row.url,
        attributes=JSON(row.attributes),
        is_synthetic=row.synthetic,
        cites=row.cites,
    )


@strawberry.type(description="Access points by name, page by page.")
class AccessPointConnection(Connection[AccessPoint]):
    """A list of access points."""

    def node_of(self, row: AccessPointRow) -> AccessPoint:
        """The access point of a row."""
        return access_point_of(row)
