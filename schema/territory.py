"""Territories: the tree, its names and codes, and what stands in each unit."""

import json
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated

import strawberry

from hub.domain.filter_errors import BadTolerance
from hub.domain.filters import AccessPointFilter, TerritoryFilter
from hub.domain.vocabulary import Absence, Country, Lang, TerritoryLevel, TerritoryScheme
from hub.store import basic_services as store
from hub.store.filters import AccessPointScope, TerritoryScope
from hub.store.listings import AccessPointListing, On, ProgrammeListing, TerritoryListing
from hub.store.not_placed import not_placed_in_units
from hub.store.reads import territories as reads
from hub.store.reads.populations import PopulationRow, populations
from hub.store.reads.sources import sources
from hub.store.reads.territories import CodeRow, CouncilRow, TerritoryRow
from schema.as_of import known_then
from schema.basic_services import BasicServices, duties_of
from schema.connection import After, Before, Connection, First, Last, window_of
from schema.context import Info
from schema.count import DEFAULT_COUNT, CountArgument, counted
from schema.declarations import Column, Related
from schema.geometry import Box, Point
from schema.inputs import ProviderFilterArgument, ProviderOrderArgument
from schema.languages import in_language
from schema.made import (
    at_present,
    column,
    computed,
    embedded,
    gathered,
    global_id,
    listed,
    of_list,
    related,
    valued,
)
from schema.node import Node
from schema.not_placed import NotPlaced, rest_of
from schema.planning.of_territory import QuestionsOfTerritory
from schema.scalars import GeoJSON
from schema.source import Source
from schema.taxonomy import LangArgument

if TYPE_CHECKING:
    from schema.access_point import AccessPointConnection
    from schema.programme import ProgrammeConnection
    from schema.provider import ProviderConnection

#: Beyond this a boundary is no longer one.
MOST_TOLERANCE = 50_000.0


@strawberry.type(
    description="How many people live in a territory. Of a state, region or raion of which no source "
    "states a "
    "figure it is the sum of the highest units below that have one: hromadas, as a rule. A figure of "
    "its own goes "
    "before a sum. Settlements are never summed up, since few of them have a figure."
)
class Population:
    """A population figure with its sources."""

    row: strawberry.Private[PopulationRow]
    value: int = column("value", description="Inhabitants: of the part that is known, as `share` tells.")
    as_of: date | None = column(
        "as_of",
        description="The day it stands for; null when a source does not say, or when the parts of a "
        "sum stand "
        "for several days.",
    )
    as_of_oldest: date | None = column(
        "as_of_oldest", description="The oldest day of the parts of a sum; null where one has no day."
    )
    as_of_newest: date | None = column("as_of_newest", description="The newest day of the parts of a sum.")
    is_summed: bool = column("is_summed", description="Whether it is a sum; else it is stated as it is.")
    known: int = column(
        "known",
        description="Of a sum: of how many hromadas the people are counted (districts and cities where the "
        "tree has no hromadas); 1 for a stated figure.",
    )
    of: int = column("of", description="Of how many the territory is made up; 1 for a stated figure.")
    share: float = column(
        "share", description="`known` / `of`. Below 1 the sum lacks people, and rates are not told."
    )
    source: Source = related(
        sources, "source_id", description="Who says it; of a sum, who says the most of it."
    )
    sources: list[Source] = gathered(
        sources, "source_ids", description="Everybody who says a part of it, the largest part first."
    )


@strawberry.type(description="A code that answers for a territory.")
class TerritoryCode:
    """A code in one scheme."""

    row: strawberry.Private[CodeRow]
    scheme: TerritoryScheme = column("scheme", description="The codifier.")
    code: str = column("code", description="The code.")


@strawberry.type(description="A council that joined a hromada, by the code it had then.")
class Council:
    """A council."""

    row: strawberry.Private[CouncilRow]
    code: str = column("code", description="Its КОАТУУ code.")
    joined_on: date = column("joined_on", description="The day of the decision by which it joined.")
    is_main: bool = column("main", description="Whether the hromada's seat is this council's.")

    @at_present(
        Related(reads.territories, ("place_id",)),
        description="Its seat, or another place of it; null when none is known.",
    )
    async def place(self, info: Info) -> "Territory | None":
        """A settlement of the council."""
        place_id = self.row.place_id
        found = await territories_ever(info, [] if place_id is None else [place_id])
        return found[0] if found else None


def people_of(row: PopulationRow) -> Population | None:
    """The population that a row tells of, if it tells of any."""
    return None if row.value is None else Population(row=row)


def checked_tolerance(tolerance_metres: float = 0) -> tuple[float]:
    """The tolerance, or BadTolerance."""
    if not 0 <= tolerance_metres <= MOST_TOLERANCE:
        raise BadTolerance(metres=tolerance_metres, limit=int(MOST_TOLERANCE))
    return (tolerance_metres,)


def shape_of(text: str | None) -> GeoJSON | None:
    """The shape that a text of GeoJSON stands for."""
    return None if text is None else GeoJSON(json.loads(text))


@strawberry.type(description="A unit of a state's territory tree, named by its codifier.")
class Territory(QuestionsOfTerritory, Node):
    """A territory."""

    row: strawberry.Private[TerritoryRow]
    id: strawberry.ID = global_id("Territory", "scheme", "code")
    code: str = column("code", description="Its own code in its state's codifier.")
    scheme: TerritoryScheme = column("scheme", description="The codifier that issued `code`.")
    level: TerritoryLevel = column("level", description="Its rank in the tree.")
    category: str | None = column("category", description="The codifier's own letter or type.")
    country: Country = column("country", description="The state it belongs to.")
    valid_from: date | None = column("valid_from", description="The day it was formed; null when not known.")

    @computed(
        "valid_from",
        description="Whether the day it was formed is known. Where it is not, an answer as of a former day "
        "shows the unit without telling that it was there then.",
    )
    def beginning_known(self) -> bool:
        """Whether `valid_from` is."""
        return self.row.valid_from is not None

    @at_present(
        Column("valid_to"), description="The day it was abolished, known today; null while it exists."
    )
    async def valid_to(self, info: Info) -> date | None:
        """Also of a unit that was in being on the day that is asked for."""
        present = info.context.present
        row = self.row if present is None else await present.loaders.territories.load(self.row.id)
        return row.valid_to if row else None

    @computed(
        "name",
        "names",
        "lang",
        description="Its name in the wanted language or the next one that has it; as of a day, the name of "
        "that day where the day of a renaming is known.",
    )
    def name(self, info: Info, lang: LangArgument = None) -> str:
        """The best current name."""
        return name_of(self.row, info, lang)

    codes: list[TerritoryCode] = related(
        reads.codes, "id", description="Every code that answers for it, its own included."
    )
    parent: "Territory | None" = related(
        reads.territories, "parent_id", description="The unit right above it; null for a state."
    )
    ancestors: list["Territory"] = related(
        reads.ancestors,
        "id",
        via=("ancestor_id", reads.territories),
        description="All units above it, the state first.",
    )

    @listed("id", description="The units right below it that exist, by name.")
    async def children(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> "TerritoryConnection":
        """One step down."""
        listing = TerritoryListing(TerritoryScope(TerritoryFilter()), on=On.TERRITORY)
        window = window_of(info, first, after, last, before)
        return TerritoryConnection(listing=listing, window=window, group=self.row.id)

    @at_present(
        Related(reads.successors, ("id",), ("successor_id", reads.territories)),
        description="What became of it when it was abolished or renamed, as far as is known today.",
    )
    async def successors(self, info: Info) -> list["Territory"]:
        """The units after it."""
        rows = await info.context.loaders.successors.load(self.row.id)
        return await territories_ever(info, [row.successor_id for row in rows])

    @at_present(
        Related(reads.predecessors, ("id",), ("predecessor_id", reads.territories)),
        description="The units it was made of: raions before July 2020, the seats of councils that joined a "
        "hromada.",
    )
    async def predecessors(self, info: Info) -> list["Territory"]:
        """The units before it."""
        rows = await info.context.loaders.predecessors.load(self.row.id)
        return await territories_ever(info, [row.predecessor_id for row in rows])

    councils: list["Council"] = related(
        reads.councils,
        "id",
        description="The councils (by КОАТУУ) that a Ukrainian hromada is made of, that of its seat first; "
        "empty where the history of hromadas is not loaded or does not name it.",
    )

    @valued(
        populations,
        "id",
        value=people_of,
        description="The newest population, stated or summed up of the units below; null when none is known.",
    )
    def population(self) -> Population | None:
        """Who lives here."""
        raise NotImplementedError

    @valued(
        populations,
        "id",
        value=attrgetter("absent"),
        description="Why `population` is null; null where it is not.",
    )
    def population_absent(self) -> Absence | None:
        """What is not known."""
        raise NotImplementedError

    point: Point | None = embedded(
        lat="lat",
        lon="lon",
        description="The point that stands for it: its seat or centroid; null when not known.",
    )
    bbox: Box | None = related(
        reads.boxes,
        "id",
        description="Its extent: that of its boundary, else of the known points in it; null when there are "
        "none.",
    )

    @valued(
        reads.boundaries,
        "id",
        value=shape_of,
        asks=checked_tolerance,
        description="Its boundary as a GeoJSON MultiPolygon; null when not known.",
    )
    def boundary(
        self,
        tolerance_metres: Annotated[
            float,
            strawberry.argument(
                description="How far the simplified line may be from the true one: 0 to 50000."
            ),
        ] = 0,
    ) -> GeoJSON | None:
        """Its outline."""
        raise NotImplementedError

    geometry_sources: list[Source] = gathered(
        sources,
        "point_source_id",
        "boundary_source_id",
        description="Where its point and boundary are from, for attribution.",
    )

    @at_present(
        Related(store.basic_services, ("id",), value=duties_of, own="lang", asks=counted),
        description="The basic services of its state, those that the territory has and those it "
        "lacks; null where "
        "the state has no such list. One is present when `coverage` with the same `count` counts a "
        "provider of "
        "one of its categories.",
    )
    async def basic_services(self, info: Info, count: CountArgument = DEFAULT_COUNT) -> BasicServices | None:
        """Which of a hromada's duties are met."""
        await known_then(info)
        found = await info.context.loaders.basic_services.load((self.row.id, count))
        return duties_of(found, self.row.lang)

    @listed(
        "id",
        description="Providers that stand in it or below it, whomever they serve: the seats of "
        "`coverage`, and those "
        "without services too. Who serves it: `providers(filter: { serves: … })`.",
    )
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

    @listed("id", description="Access points in it or below it.")
    async def access_points(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Annotated["AccessPointConnection", strawberry.lazy("schema.access_point")]:
        """Where services are requested here."""
        from schema.access_point import AccessPointConnection

        await known_then(info)
        listing = AccessPointListing(AccessPointScope(AccessPointFilter()), On.TERRITORY)
        window = window_of(info, first, after, last, before)
        return AccessPointConnection(listing=listing, window=window, group=self.row.id)

    @listed("id", description="Programmes that cover it or a territory below it.")
    async def programmes(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Annotated["ProgrammeConnection", strawberry.lazy("schema.programme")]:
        """What is being done here."""
        from schema.programme import ProgrammeConnection

        await known_then(info)
        window = window_of(info, first, after, last, before)
        return ProgrammeConnection(listing=ProgrammeListing(On.TERRITORY), window=window, group=self.row.id)


def name_of(row: TerritoryRow, info: Info, lang: Lang | None) -> str:
    """A unit's name in the wanted language or the next one that has it."""
    names = {row.lang: row.name, **row.names}
    return in_language(names, lang, info.context.languages, row.lang) or row.name


def territory_of(row: TerritoryRow) -> Territory:
    """The territory of a row."""
    return Territory(row=row)


async def territory_by_id(info: Info, identity: int | None) -> Territory | None:
    """The territory that a record refers to, if any."""
    if identity is None:
        return None
    row = await info.context.loaders.territories.load(identity)
    return territory_of(row) if row else None


async def territories_ever(info: Info, identities: list[int]) -> list[Territory]:
    """Territories by id, which need not be on the day that is asked for; those that are look as they did."""
    context = info.context
    rows = await context.loaders.territories.load_many(identities)
    if context.present is not None and None in rows:
        today = await context.present.loaders.territories.load_many(identities)
        rows = [then or now for then, now in zip(rows, today, strict=True)]
    return [territory_of(row) for row in rows if row is not None]


@strawberry.type(description="Territories, page by page.")
class TerritoryConnection(Connection[Territory]):
    """A list of territories."""

    @of_list(
        not_placed_in_units,
        value=rest_of,
        description="Of the units right below another, and of all units of some `levels` (`within` another, "
        "or of the hub): what is placed in the whole, but in none of these units, since its sources tell "
        "nothing finer. A unit in which nothing is counted may have some of it. Null for other lists.",
    )
    def not_placed_below(self) -> NotPlaced | None:
        """Counted only when selected."""
        raise NotImplementedError

    def node_of(self, row: TerritoryRow) -> Territory:
        """The territory of a row."""
        return territory_of(row)
