"""For each territory the services that nobody is known to give, in the schema."""

import base64
import binascii
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated

import strawberry
from strawberry.dataloader import DataLoader

from hub.domain.filter_checks import DEFAULT_PAGE_SIZE
from hub.domain.filter_errors import BadCursor
from hub.planning.basis import Caveat, TravelKind
from hub.planning.composition.answer import services_asked
from hub.planning.network.missing import (
    MissingOrder,
    MissingRow,
    NearRows,
    missing_of_territories,
    missing_services,
    near_of_territories,
    read_near,
)
from hub.planning.network.presence import sources_of_presence
from hub.planning.questions import question_of
from hub.store.planning.places import Place
from hub.store.planning.presence import SourceRow
from hub.store.planning.services_asked import AskedService, categories_of
from hub.store.reads.territories import territories
from schema.as_of import AsOfArgument
from schema.connection import After, First, PageInfo, window_of
from schema.context import Info
from schema.inputs import ProviderFilterArgument
from schema.made import related
from schema.planning.basis import Basis, Ground, basis_of
from schema.planning.composition import terms_of_codes
from schema.planning.moment import look_back
from schema.planning.nearest import MissingService, NearestElsewhere, nearest_elsewhere
from schema.planning.question import filter_as_json, moment_as_json
from schema.planning.within import LevelArgument, WithinArgument, extent_of
from schema.resolved import resolved
from schema.territory import Territory


@dataclass(frozen=True, slots=True)
class UnitId:
    """The key of a row's territory."""

    territory_id: int


@strawberry.type(name="MissingRow", description="What one territory lacks.")
class MissingNode:
    """A territory with what it lacks."""

    row: strawberry.Private[UnitId]
    told: strawberry.Private[MissingRow]
    asked: strawberry.Private[Sequence[AskedService]]
    near: strawberry.Private[Callable[[], Awaitable[NearRows]]]
    territory: Territory = related(territories, "territory_id", description="The territory.")
    required: int = strawberry.field(description="How many services were asked for.")
    count: int = strawberry.field(description="How many of them are missing.")

    @resolved(
        description="The services that nobody is known to give, each with who is nearest that gives it. "
        "`basicServices.notSurelyMissing` tells which of them somebody may give who is not placed finer."
    )
    def missing(self) -> list[MissingService]:
        """In the order of the question; suppliers are read once for all rows, if any is asked for them."""
        of = terms_of_codes(self.asked, self.told.place.lang)
        return [
            MissingService(near=partial(self._nearest, code), service=of(code)) for code in self.told.missing
        ]

    async def _nearest(self, code: str) -> list[NearestElsewhere]:
        identity, near = self.told.place.id, await self.near()
        return nearest_elsewhere(near.suppliers[identity, code], near.facts, near.lines[identity])


@strawberry.type(description="A territory in the list.")
class MissingEdge:
    """Relay's edge."""

    cursor: str = strawberry.field(description="Opaque place of the territory in this list and order.")
    node: MissingNode = strawberry.field(description="What it lacks.")


@strawberry.type(description="Territories with what they lack, page by page.")
class MissingConnection:
    """A list of territories."""

    edges: list[MissingEdge] = strawberry.field(description="The territories of the page.")
    page_info: PageInfo = strawberry.field(description="Where the page stands in the list.")
    total_count: int = strawberry.field(description="How many territories the whole list holds.")
    basis: Basis = strawberry.field(description="What the answer rests on.")


async def missing_connection(
    info: Info,
    within: WithinArgument,
    level: LevelArgument,
    services: Annotated[
        list[str] | None,
        strawberry.argument(
            description="Services to look for, by code, at most 20; by default the basic services of the "
            "state."
        ),
    ] = None,
    filter: ProviderFilterArgument = None,
    first: First = None,
    after: After = None,
    order_by: Annotated[
        MissingOrder, strawberry.argument(description="The order of the territories.")
    ] = MissingOrder.MOST_MISSING,
    as_of: AsOfArgument = None,
) -> MissingConnection | None:
    """The list. Raises what the arguments may be wrong in."""
    await look_back(info, as_of)
    window = window_of(info, first, after)
    extent = await extent_of(info, within, level, filter)
    session = info.context.session
    asked = await services_asked(session, extent.within.country, services)
    rows = await missing_services(session, extent.units, asked, extent.scope, order_by)
    looked_at = await sources_of_presence(session, extent.within.id, categories_of(asked), extent.scope)
    mark = f"{order_by.value}:{moment_as_json(info.context) or ''}"
    start = _place_after(rows, after, mark)
    size = DEFAULT_PAGE_SIZE if window.first is None else window.first
    shown = rows[start : start + size]

    async def read(those: list[MissingRow]) -> list[NearRows]:
        return [await read_near(session, those, asked, extent.scope)] * len(those)

    near: DataLoader[MissingRow, NearRows] = DataLoader(read)
    form = question_of(
        "missingServices",
        {
            "within": extent.within.code,
            "level": level.name,
            "services": [one.code for one in asked],
            "orderBy": order_by.name,
            "filter": filter_as_json(extent.wanted),
            "asOf": moment_as_json(info.context),
        },
    )
    ground = Ground(
        form,
        "SERVED_COUNT",
        {each.source_id: each.providers for each in looked_at},
        TravelKind.STRAIGHT_LINE,
        _caveats(extent.units, asked, looked_at),
        country=extent.within.country,
        on_basic_services=services is None,
    )
    edges = [
        MissingEdge(cursor=_cursor(row, mark), node=_node(row, asked, partial(near.load, row)))
        for row in shown
    ]
    return MissingConnection(
        edges=edges,
        page_info=PageInfo(
            has_next_page=start + len(edges) < len(rows),
            has_previous_page=start > 0,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
        total_count=len(rows),
        basis=await basis_of(info, ground),
    )


async def missing_of_territory(info: Info, territory_id: int) -> MissingNode | None:
    """What a territory lacks of the basic services of its state; None of a state without a list."""
    loaders = info.context.loaders
    own = await loaders.of(missing_of_territories).load(territory_id)
    if own is None:
        return None
    return _node(own.row, own.asked, partial(loaders.of(near_of_territories).load, own))


def _caveats(
    units: Sequence[Place], asked: Sequence[AskedService], looked_at: Sequence[SourceRow]
) -> list[Caveat]:
    caveats = [Caveat("STRAIGHT_LINE")]
    without_point = sum(1 for unit in units if unit.lat is None)
    made_up = sum(each.synthetic for each in looked_at)
    if any(one.is_recalled for one in asked):
        caveats.append(Caveat("LIST_RECALLED"))
    if without_point:
        caveats.append(Caveat("TERRITORIES_WITHOUT_POINT", {"count": without_point}))
    if made_up:
        caveats.append(Caveat("SYNTHETIC_INCLUDED", {"count": made_up}))
    return caveats


def _node(
    row: MissingRow, asked: Sequence[AskedService], near: Callable[[], Awaitable[NearRows]]
) -> MissingNode:
    return MissingNode(
        row=UnitId(row.place.id),
        told=row,
        asked=asked,
        near=near,
        required=row.required,
        count=len(row.missing),
    )


def _cursor(row: MissingRow, mark: str) -> str:
    return base64.urlsafe_b64encode(f"{mark}:{row.place.id}".encode()).decode()


def _place_after(rows: Sequence[MissingRow], after: str | None, mark: str) -> int:
    """Where the page begins. Raises BadCursor for a cursor of another list, order or moment."""
    if after is None:
        return 0
    try:
        of, _, identity = base64.b64decode(after.encode(), b"-_", validate=True).decode().rpartition(":")
    except (UnicodeError, binascii.Error) as error:
        raise BadCursor(argument="after") from error
    for at, row in enumerate(rows):
        if of == mark and identity == str(row.place.id):
            return at + 1
    raise BadCursor(argument="after")
