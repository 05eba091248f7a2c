"""Territories: the tree, its names and codes, and what stands in each unit."""

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from hub.domain.filter_errors import BadTolerance
from hub.domain.filters import AccessPointFilter, TerritoryFilter
from hub.domain.vocabulary import Country, TerritoryLevel, TerritoryScheme
from hub.store.filters import AccessPointScope, TerritoryScope
from hub.store.listings import AccessPointListing, On, ProgrammeListing, TerritoryListing
from hub.store.reads.territories import TerritoryRow
from schema.as_of import known_then
from schema.connection import After, Before, Connection, First, Last, window_of
from schema.context import Info
from schema.geometry import Box, Point, point_of
from schema.inputs import ProviderFilterArgument, ProviderOrderArgument
from schema.languages import in_language
from schema.node import Node, encode_id
from schema.resolved import resolved
from schema.scalars import GeoJSON
from schema.source import Source, source_by_id
from schema.taxonomy import LangArgument, TaxonomyTerm, known_term

if TYPE_CHECKING:
    from schema.access_point import AccessPointConnection
    from schema.programme import ProgrammeConnection
    from schema.provider import ProviderConnection

#: Beyond this a boundary is no longer one.
MOST_TOLERANCE = 50_000.0


@strawberry.type(description="How many people live in a territory.")
class Population:
    """A population figure with its source."""

    source_id: strawberry.Private[int]
    value: int = strawberry.field(description="Inhabitants.")
    as_of: date | None = strawberry.field(
        description="The day it stands for; null when the source does not say."
    )

    @resolved(description="Who says it.")
    async def source(self, info: Info) -> Source:
        """Its source."""
        return await source_by_id(info, self.source_id)


@strawberry.type(description="A code that answers for a territory.")
class TerritoryCode:
    """A code in one scheme."""

    scheme: TerritoryScheme = strawberry.field(description="The codifier.")
    code: str = strawberry.field(description="The code.")


@strawberry.type(description="A council that joined a hromada, by the code it had then.")
class Council:
    """A council."""

    place_id: strawberry.Private[int | None]
    code: str = strawberry.field(description="Its КОАТУУ code.")
    joined_on: date = strawberry.field(description="The day of the decision by which it joined.")
    is_main: bool = strawberry.field(description="Whether the hromada's seat is this council's.")

    @resolved(description="Its seat, or another place of it; null when none is known.")
    async def place(self, info: Info) -> "Territory | None":
        """A settlement of the council."""
        found = await territories_ever(info, [] if self.place_id is None else [self.place_id])
        return found[0] if found else None


@strawberry.type(description="The services that the law makes every hromada's duty, in one territory.")
class BasicServices:
    """Which basic services a territory has."""

    required: int = strawberry.field(description="How many there are.")
    present: list[TaxonomyTerm] = strawberry.field(description="Those that some working provider gives here.")
    missing: list[TaxonomyTerm] = strawberry.field(description="Those that nobody is known to give here.")


@strawberry.type(description="A unit of a state's territory tree, named by its codifier.")
class Territory(Node):
    """A territory."""

    row: strawberry.Private[TerritoryRow]
    code: str = strawberry.field(description="Its own code in its state's codifier.")
    scheme: TerritoryScheme = strawberry.field(description="The codifier that issued `code`.")
    level: TerritoryLevel = strawberry.field(description="Its rank in the tree.")
    category: str | None = strawberry.field(description="The codifier's own letter or type.")
    country: Country = strawberry.field(description="The state it belongs to.")
    valid_from: date | None = strawberry.field(description="The day it was formed; null when not known.")

    @resolved(description="The day it was abolished, known today; null while it exists.")
    async def valid_to(self, info: Info) -> date | None:
        """Also of a unit that was in being on the day that is asked for."""
        present = info.context.present
        row = self.row if present is None else await present.loaders.territories.load(self.row.id)
        return row.valid_to if row else None

    @resolved(
        description="Its name in the wanted language or the next one that has it; as of a day, the name of "
        "that day where the day of a renaming is known."
    )
    def name(self, info: Info, lang: LangArgument = None) -> str:
        """The best current name."""
        names = {self.row.lang: self.row.name, **self.row.names}
        return in_language(names, lang, info.context.languages, self.row.lang) or self.row.name

    @resolved(description="Every code that answers for it, its own included.")
    async def codes(self, info: Info) -> list[TerritoryCode]:
        """Its codes."""
        rows = await info.context.loaders.codes.load(self.row.id)
        return [TerritoryCode(scheme=TerritoryScheme(row.scheme), code=row.code) for row in rows]

    @resolved(description="The unit right above it; null for a state.")
    async def parent(self, info: Info) -> "Territory | None":
        """One step up."""
        return await territory_by_id(info, self.row.parent_id)

    @resolved(description="All units above it, the state first.")
    async def ancestors(self, info: Info) -> list["Territory"]:
        """The way down to it."""
        rows = await info.context.loaders.ancestors.load(self.row.id)
        return await territories_by_id(info, [row.ancestor_id for row in rows])

    @resolved(description="The units right below it that exist, by name.")
    async def children(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> "TerritoryConnection":
        """One step down."""
        listing = TerritoryListing(TerritoryScope(TerritoryFilter()), on=On.TERRITORY)
        window = window_of(info, first, after, last, before)
        return TerritoryConnection(listing=listing, window=window, group=self.row.id)

    @resolved(description="What became of it when it was abolished or renamed, as far as is known today.")
    async def successors(self, info: Info) -> list["Territory"]:
        """The units after it."""
        rows = await info.context.loaders.successors.load(self.row.id)
        return await territories_ever(info, [row.successor_id for row in rows])

    @resolved(
        description="The units it was made of: raions before July 2020, the seats of councils that joined a "
        "hromada."
    )
    async def predecessors(self, info: Info) -> list["Territory"]:
        """The units before it."""
        rows = await info.context.loaders.predecessors.load(self.row.id)
        return await territories_ever(info, [row.predecessor_id for row in rows])

    @resolved(
        description="The councils (by КОАТУУ) that a Ukrainian hromada is made of, that of its seat first; "
        "empty where the history of hromadas is not loaded or does not name it."
    )
    async def councils(self, info: Info) -> list["Council"]:
        """Its composition."""
        rows = await info.context.loaders.councils.load(self.row.id)
        return [
            Council(place_id=row.place_id, code=row.code, joined_on=row.joined_on, is_main=row.main)
            for row in rows
        ]

    @resolved(description="The newest population figure; null when none is known.")
    async def population(self, info: Info) -> Population | None:
        """How many people live here."""
        row = await info.context.loaders.populations.load(self.row.id)
        return Population(source_id=row.source_id, value=row.value, as_of=row.as_of) if row else None

    @resolved(description="The point that stands for it: its seat or centroid; null when not known.")
    def point(self) -> Point | None:
        """Its point."""
        return point_of(self.row.lat, self.row.lon)

    @resolved(
        description="Its extent: that of its boundary, else of the known points in it; null when there are "
        "none."
    )
    async def bbox(self, info: Info) -> Box | None:
        """Where a map should look."""
        row = await info.context.loaders.boxes.load(self.row.id)
        return Box(west=row.west, south=row.south, east=row.east, north=row.north) if row else None

    @resolved(description="Its boundary as a GeoJSON MultiPolygon; null when not known.")
    async def boundary(
        self,
        info: Info,
        tolerance_metres: Annotated[
            float,
            strawberry.argument(
                description="How far the simplified line may be from the true one: 0 to 50000."
            ),
        ] = 0,
    ) -> GeoJSON | None:
        """Its outline."""
        if not 0 <= tolerance_metres <= MOST_TOLERANCE:
            raise BadTolerance(metres=tolerance_metres, limit=int(MOST_TOLERANCE))
        shape = await info.context.loaders.boundaries.load((self.row.id, tolerance_metres))
        return None if shape is None else GeoJSON(json.loads(shape))

    @resolved(description="Where its point and boundary are from, for attribution.")
    async def geometry_sources(self, info: Info) -> list[Source]:
        """Sources of the geometry."""
        known = (self.row.point_source_id, self.row.boundary_source_id)
        return [
            await source_by_id(info, identity) for identity in dict.fromkeys(known) if identity is not None
        ]

    @resolved(
        description="The basic services of its state, those present here and those missing; null where the "
        "state "
        "has no such list. A service is present when a working provider gives it at a location here, or "
        "has a "
        "service area that lies here or around here."
    )
    async def basic_services(self, info: Info) -> BasicServices | None:
        """Which of a hromada's duties are met."""
        await known_then(info)
        rows = await info.context.loaders.basic_services.load(self.row.id)
        if not rows:
            return None
        terms = [(known_term(row.taxonomy, row.code, self.row.lang), row.present) for row in rows]
        return BasicServices(
            required=len(rows),
            present=[term for term, present in terms if present],
            missing=[term for term, present in terms if not present],
        )

    @resolved(description="Providers with a location in it or below it.")
    async def providers(
        self,
        info: Info,
        filter: ProviderFilterArgument = None,
        order_by: ProviderOrderArgument = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Annotated["ProviderConnection", strawberry.lazy("schema.provider")]:
        """Who works here."""
        from schema.provider import provider_connection

        await known_then(info)
        window = window_of(info, first, after, last, before)
        return await provider_connection(info, filter, order_by, window, On.TERRITORY, self.row.id)

    @resolved(description="Access points in it or below it.")
    async def access_points(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Annotated["AccessPointConnection", strawberry.lazy("schema.access_point")]:
        """Where services are requested here."""
        from schema.access_point import AccessPointConnection

        await known_then(info)
        listing = AccessPointListing(AccessPointScope(AccessPointFilter()), On.TERRITORY)
        window = window_of(info, first, after, last, before)
        return AccessPointConnection(listing=listing, window=window, group=self.row.id)

    @resolved(description="Programmes that cover it or a territory below it.")
    async def programmes(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Annotated["ProgrammeConnection", strawberry.lazy("schema.programme")]:
        """What is being done here."""
        from schema.programme import ProgrammeConnection

        await known_then(info)
        window = window_of(info, first, after, last, before)
        return ProgrammeConnection(listing=ProgrammeListing(On.TERRITORY), window=window, group=self.row.id)


def territory_of(row: TerritoryRow) -> Territory:
    """The territory of a row."""
    return Territory(
        id=encode_id("Territory", f"{row.scheme}:{row.code}"),
        row=row,
        code=row.code,
        scheme=TerritoryScheme(row.scheme),
        level=TerritoryLevel(row.level),
        category=row.category,
        country=Country(row.country),
        valid_from=row.valid_from,
    )


async def territory_by_id(info: Info, identity: int | None) -> Territory | None:
    """The territory that a record refers to, if any."""
    if identity is None:
        return None
    row = await info.context.loaders.territories.load(identity)
    return territory_of(row) if row else None


async def territories_by_id(info: Info, identities: list[int]) -> list[Territory]:
    """Territories in the order of their ids."""
    rows = await info.context.loaders.territories.load_many(identities)
    return [territory_of(row) for row in rows if row is not None]


async def territories_ever(info: Info, identities: list[int]) -> list[Territory]:
    """The same, of units that need not be on the day that is asked for; those that are look as they did."""
    context = info.context
    rows = await context.loaders.territories.load_many(identities)
    if context.present is not None and None in rows:
        today = await context.present.loaders.territories.load_many(identities)
        rows = [then or now for then, now in zip(rows, today, strict=True)]
    return [territory_of(row) for row in rows if row is not None]


@strawberry.type(description="Territories, page by page.")
class TerritoryConnection(Connection[Territory]):
    """A list of territories."""

    def node_of(self, row: TerritoryRow) -> Territory:
        """The territory of a row."""
        return territory_of(row)
