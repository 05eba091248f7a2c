"""For each territory the services that nobody is known to give, in the schema."""

import asyncio
import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import strawberry

from hub.domain.filter_checks import DEFAULT_PAGE_SIZE
from hub.domain.filter_errors import BadCursor
from hub.planning.basis import Caveat, TravelKind
from hub.planning.composition.answer import services_asked
from hub.planning.composition.nearest import NearestSupplier, SupplierFacts, Suppliers
from hub.planning.network.missing import MissingOrder, MissingRow, missing_services
from hub.planning.questions import question_of
from hub.store.filters import ProviderScope
from hub.store.planning.places import read_lines
from hub.store.planning.services_asked import AskedService
from hub.store.planning.suppliers import read_suppliers
from hub.store.reads.territories import territories
from schema.as_of import AsOfArgument, look_back
from schema.connection import After, First, PageInfo, window_of
from schema.context import Info
from schema.inputs import ProviderFilterArgument
from schema.made import related
from schema.planning.basis import Basis, Ground, basis_of
from schema.planning.composition import terms_of_codes
from schema.planning.nearest import MissingService, nearest_elsewhere
from schema.planning.question import filter_as_json, moment_as_json
from schema.planning.within import LevelArgument, WithinArgument, extent_of
from schema.resolved import resolved
from schema.territory import Territory


@dataclass(frozen=True, slots=True)
class UnitId:
    """The key of a row's territory."""

    territory_id: int


class MissingPage:
    """The rows of a page, whose nearest suppliers are read together and only when they are selected."""

    def __init__(
        self, rows: Sequence[MissingRow], asked: Sequence[AskedService], scope: ProviderScope
    ) -> None:
        self.rows = rows
        self.asked = asked
        self._scope = scope
        self._told: dict[int, list[MissingService]] | None = None
        # Rows are asked at once: the first one reads, and the others wait for it.
        self._reading = asyncio.Lock()

    async def missing(self, info: Info, row: MissingRow) -> list[MissingService]:
        """What a row lacks, with who is nearest. Four statements for the whole page."""
        async with self._reading:
            if self._told is None:
                self._told = await self._read(info)
        return self._told[row.place.id]

    async def _read(self, info: Info) -> dict[int, list[MissingService]]:
        session, by_code = info.context.session, {one.code: one for one in self.asked}
        lacking = {code for row in self.rows for code in row.missing}
        categories = sorted(frozenset[str]().union(*(by_code[code].categories for code in lacking)))
        country = self.rows[0].place.country
        found = await read_suppliers(session, country, categories, self._scope) if categories else []
        suppliers = Suppliers(found)
        near: dict[tuple[int, str], list[NearestSupplier]] = {
            (row.place.id, code): suppliers.nearest(row.place, by_code[code])
            for row in self.rows
            for code in row.missing
        }
        facts = await SupplierFacts.read(session, [one for each in near.values() for one in each])
        lines = await read_lines(session, [row.place.id for row in self.rows])
        return {
            row.place.id: [
                MissingService(
                    service=terms_of_codes(self.asked, row.place.lang)(code),
                    nearest=nearest_elsewhere(near[row.place.id, code], facts, lines[row.place.id]),
                )
                for code in row.missing
            ]
            for row in self.rows
        }


@strawberry.type(name="MissingRow", description="What one territory lacks.")
class MissingNode:
    """A territory with what it lacks."""

    row: strawberry.Private[UnitId]
    told: strawberry.Private[MissingRow]
    page: strawberry.Private[MissingPage]
    territory: Territory = related(territories, "territory_id", description="The territory.")
    required: int = strawberry.field(description="How many services were asked for.")
    count: int = strawberry.field(description="How many of them are missing.")

    @resolved(
        description="The services that nobody is known to give, each with who is nearest that gives it. "
        "`basicServices.notSurelyMissing` tells which of them somebody may give who is not placed finer."
    )
    async def missing(self, info: Info) -> list[MissingService]:
        """In the order of the question."""
        return await self.page.missing(info, self.told)


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
    mark = f"{order_by.value}:{moment_as_json(info.context) or ''}"
    start = _place_after(rows, after, mark)
    size = DEFAULT_PAGE_SIZE if window.first is None else window.first
    page = MissingPage(rows[start : start + size], asked, extent.scope)
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
    caveats = [Caveat("STRAIGHT_LINE")]
    if any(one.is_recalled for one in asked):
        caveats.append(Caveat("LIST_RECALLED"))
    ground = Ground(form, "SERVED_COUNT", {}, TravelKind.STRAIGHT_LINE, caveats)
    edges = [MissingEdge(cursor=_cursor(row, mark), node=_node(row, page)) for row in page.rows]
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


def _node(row: MissingRow, page: MissingPage) -> MissingNode:
    return MissingNode(
        row=UnitId(row.place.id), told=row, page=page, required=row.required, count=len(row.missing)
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
