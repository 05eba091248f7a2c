"""Who gives what: the market of social services, in the schema."""

from dataclasses import dataclass
from typing import Annotated

import strawberry

from hub.domain.filters import ProviderFilter
from hub.domain.vocabulary import CapacityFigure, Country, NormStatus, TerritoryLevel
from hub.planning.basis import Caveat, NotUsed, TravelKind
from hub.planning.estimate import Absence, Unit, absent, known
from hub.planning.estimate import Estimate as KnownEstimate
from hub.planning.network import market as domain
from hub.planning.network.market import MarketAxis
from hub.planning.questions import question_of
from hub.store.planning.norms import read_norms
from hub.store.reads.sources import ControlTotalRow, control_totals
from hub.store.reads.territories import territories
from schema.as_of import AsOfArgument
from schema.context import Info
from schema.coverage import CapacitySum
from schema.inputs import ProviderFilterArgument
from schema.made import gathered, related, same_row
from schema.planning.basis import Basis, Ground, basis_of
from schema.planning.capacity import capacities
from schema.planning.estimate import Estimate, shown
from schema.planning.missing import UnitId
from schema.planning.moment import look_back
from schema.planning.norm import Norm, day_of, norm_of
from schema.planning.question import filter_as_json, moment_as_json
from schema.planning.within import WithinArgument, extent_of
from schema.source import ControlTotal
from schema.taxonomy import TaxonomyTerm, known_term
from schema.territory import Territory

#: Axis → the taxonomy of its values.
_TAXONOMIES = {axis: axis.value for axis in MarketAxis}


@dataclass(frozen=True, slots=True)
class UnitIds:
    """Keys of territories."""

    units: tuple[int, ...]


@strawberry.type(description="The value of a cell on one axis.")
class MarketValue:
    """A value."""

    axis: MarketAxis = strawberry.field(description="The axis.")
    term: TaxonomyTerm | None = strawberry.field(description="The value; null where it is not stated.")


@strawberry.type(description="Providers that have one value on each axis.")
class MarketCell:
    """A cell."""

    values: list[MarketValue] = strawberry.field(description="Its values, in the order of the axes.")
    providers: int = strawberry.field(description="How many providers.")
    services: int = strawberry.field(description="How many services of theirs, functions aside.")
    share: Estimate = strawberry.field(
        description="Of the providers of the territory. With forms and groups shares may add up to more than "
        "1: a provider is in each cell that one of its services is in."
    )
    capacity: list[CapacitySum] = strawberry.field(
        description="What these services state, a sum for each figure."
    )


@strawberry.type(description="How concentrated the stated capacity is.")
class Concentration:
    """The index of one figure."""

    figure: CapacityFigure = strawberry.field(description="Places or people served.")
    index: Estimate = strawberry.field(
        description="Herfindahl–Hirschman index, 1/n for n equal providers to 1 for a single one, over those "
        "that state a capacity; null where fewer than half of them do."
    )


@strawberry.type(description="The market of one territory.")
class MarketRow:
    """A territory."""

    row: strawberry.Private[UnitId]
    territory: Territory = related(territories, "territory_id", description="The territory.")
    providers: int = strawberry.field(description="Providers that stand in it, each once.")
    synthetic: int = strawberry.field(description="How many of them are made up, to fill a sample.")
    services: int = strawberry.field(description="Services that are given in it, functions aside.")
    cells: list[MarketCell] = strawberry.field(description="Its cells, the fullest first.")
    capacity: list[CapacitySum] = strawberry.field(
        description="What all of them state, a sum for each figure."
    )
    concentration: list[Concentration] = strawberry.field(description="By places, and by people served.")
    is_single: bool = strawberry.field(description="Whether it has one provider and no other.")


@strawberry.type(
    description="A total that was published of the sources of the answer, and what it is for each provider."
)
class MarketCitation:
    """A control total."""

    row: strawberry.Private[ControlTotalRow]
    total: ControlTotal = same_row(description="The published total with its citation.")
    per_provider: Estimate = strawberry.field(
        description="`declared` divided by the providers that were counted: a mean that nobody published. "
        "Absent where the hub counts the figure itself, and where the question is not of all providers of "
        "the source's territory, since the figure is of all of them."
    )


@strawberry.type(description="What others have reached, as published, and the mean that follows from it.")
class MarketBenchmark:
    """A norm that is a benchmark."""

    norm: Norm = strawberry.field(description="The benchmark with its citation; it binds nobody.")
    mean: Estimate = strawberry.field(
        description="Its numerator divided by its denominator: a mean, of which nothing tells how it spreads."
    )


@strawberry.type(description="Who gives what: providers by sector, kind, form and group.")
class Market:
    """The market."""

    total: MarketRow = strawberry.field(description="The territory as a whole.")
    rows: list[MarketRow] = strawberry.field(
        description="Its units of the level, by name; none without a level."
    )
    row: strawberry.Private[UnitIds]
    single_provider: list[Territory] = gathered(
        territories, "units", description="Units with one provider and no other."
    )
    not_placed_below: int = strawberry.field(
        description="Providers that stand in the territory, but in none of the units: nothing finer is known."
    )
    citations: list[MarketCitation] = strawberry.field(
        description="Totals that were published of the sources of the answer."
    )
    benchmarks: list[MarketBenchmark] = strawberry.field(
        description="Benchmarks that were published in the state, by id."
    )
    basis: Basis = strawberry.field(description="What the answer rests on.")


async def market(
    info: Info,
    within: WithinArgument,
    level: Annotated[
        TerritoryLevel | None,
        strawberry.argument(description="The rank of the units that make the rows; without it no rows."),
    ] = None,
    by: Annotated[
        list[MarketAxis] | None,
        strawberry.argument(description="What providers are told apart by; by default their sector."),
    ] = None,
    filter: ProviderFilterArgument = None,
    as_of: AsOfArgument = None,
) -> Market | None:
    """The market. Raises what the arguments may be wrong in."""
    await look_back(info, as_of)
    extent = await extent_of(info, within, level, filter)
    # The axes are a set: equal questions have equal answers, whatever their order.
    axes = [axis for axis in MarketAxis if axis in (by or [MarketAxis.SECTOR])]
    found = await domain.market(info.context.session, extent.within, extent.units, axes, extent.scope)
    form = question_of(
        "market",
        {
            "within": extent.within.code,
            "level": None if level is None else level.name,
            "by": [axis.name for axis in axes],
            "filter": filter_as_json(extent.wanted),
            "asOf": moment_as_json(info.context),
        },
    )
    ground = Ground(
        form,
        "SEAT_COUNT",
        found.sources,
        TravelKind.NONE,
        _caveats(found),
        [NotUsed("providers", "NOT_PLACED_BELOW", found.not_placed)] if found.not_placed else [],
        country=extent.within.country,
    )
    return Market(
        total=_row(found.total, axes),
        rows=[_row(row, axes) for row in found.rows],
        row=UnitIds(tuple(row.place.id for row in found.rows if row.providers == 1)),
        not_placed_below=found.not_placed,
        citations=await _citations(info, found, is_whole=extent.wanted == ProviderFilter()),
        benchmarks=await _benchmarks(info, extent.within.country),
        basis=await basis_of(info, ground),
    )


async def _citations(info: Info, found: domain.MarketAnswer, *, is_whole: bool) -> list[MarketCitation]:
    if not found.total.providers:
        return []
    ids = sorted(found.sources)
    totals = await control_totals(info.context.session, ids)
    loaded = await info.context.loaders.sources.load_many(ids)
    return [
        MarketCitation(
            row=row,
            per_provider=shown(
                _mean_of(
                    row,
                    found.total.providers
                    if is_whole and source is not None and source.jurisdiction_id == found.total.place.id
                    else None,
                )
            ),
        )
        for source, of_source in zip(loaded, totals, strict=True)
        for row in of_source
    ]


def _mean_of(row: ControlTotalRow, providers: int | None) -> KnownEstimate:
    if providers is None or row.found is not None:
        return absent(Absence.NOT_APPLICABLE, Unit.MEAN)
    return known(row.declared / providers, Unit.MEAN, stated=providers)


async def _benchmarks(info: Info, country: str) -> list[MarketBenchmark]:
    stored = await read_norms(
        info.context.session, Country(country), day_of(info), statuses=[NormStatus.BENCHMARK]
    )
    return [
        MarketBenchmark(
            norm=norm_of(each),
            mean=shown(known(each.norm.numerator / each.norm.denominator, Unit.MEAN_OF_UNIT)),
        )
        for each in stored
        if each.norm.numerator is not None and each.norm.denominator
    ]


def _row(row: domain.MarketRow, axes: list[MarketAxis]) -> MarketRow:
    return MarketRow(
        row=UnitId(row.place.id),
        providers=row.providers,
        synthetic=row.synthetic,
        services=row.services,
        cells=[_cell(cell, axes, row.place.lang) for cell in row.cells],
        capacity=capacities(row.capacity),
        concentration=[
            Concentration(figure=figure, index=shown(index)) for figure, index in row.concentration
        ],
        is_single=row.providers == 1,
    )


def _cell(cell: domain.MarketCell, axes: list[MarketAxis], lang: str) -> MarketCell:
    values = [
        MarketValue(axis=axis, term=None if code is None else known_term(_TAXONOMIES[axis], code, lang))
        for axis, code in zip(axes, cell.values, strict=True)
    ]
    return MarketCell(
        values=values,
        providers=cell.providers,
        services=cell.services,
        share=shown(cell.share),
        capacity=capacities(cell.capacity),
    )


def _caveats(found: domain.MarketAnswer) -> list[Caveat]:
    caveats = []
    if found.total.synthetic:
        caveats.append(Caveat("SYNTHETIC_INCLUDED", {"count": found.total.synthetic}))
    if any(one.stated < one.of for one in found.total.capacity):
        caveats.append(Caveat("CAPACITY_PARTLY_STATED"))
    if found.rows:
        caveats.append(Caveat("ROWS_DO_NOT_ADD_UP"))
    if found.not_placed:
        caveats.append(Caveat("NOT_PLACED_BELOW", {"count": found.not_placed}))
    return caveats
