"""The planning matrix in the schema."""

from typing import Annotated

import strawberry

from hub.domain.filter_errors import TooManyValues
from hub.domain.filters import ProviderFilter
from hub.domain.vocabulary import TerritoryLevel
from hub.store import coverage as store
from hub.store.filters import resolve_providers, territory_id_of
from hub.store.filters.resolve import CATEGORY, check_terms
from schema.as_of import AsOfArgument, look_back
from schema.context import Info
from schema.inputs import ProviderFilterArgument
from schema.taxonomy import TaxonomyTerm, known_term
from schema.territory import Territory, territory_of


@strawberry.type(description="What one territory has of one category.")
class CoverageCell:
    """A cell of the matrix."""

    category: TaxonomyTerm = strawberry.field(description="The category, with all below it.")
    providers: int = strawberry.field(description="Providers that give such a service at a location here.")
    services: int = strawberry.field(description="Such services, functions included.")
    functions: int = strawberry.field(
        description="How many of them are functions: parts of a package of another category. States that "
        "register functions are compared with others by providers and capacity, never by services."
    )
    capacity: int | None = strawberry.field(
        description="Sum of the newest `total` of these services; null when none states it."
    )
    per10k: float | None = strawberry.field(
        name="per10k",
        description="Capacity for 10,000 inhabitants; null when capacity or population is not known.",
    )


@strawberry.type(description="A territory with a cell for every category that was asked for.")
class CoverageRow:
    """A row of the matrix."""

    territory: Territory = strawberry.field(description="The territory.")
    cells: list[CoverageCell] = strawberry.field(
        description="Cells in the order of the categories, empty ones included."
    )


async def coverage(
    info: Info,
    within: Annotated[
        str, strawberry.argument(description="The territory to look in, by code in any scheme.")
    ],
    level: Annotated[
        TerritoryLevel, strawberry.argument(description="The rank of the territories that make the rows.")
    ],
    categories: Annotated[
        list[str], strawberry.argument(description="Categories, by code, that make the cells.")
    ],
    filter: ProviderFilterArgument = None,
    as_of: AsOfArgument = None,
) -> list[CoverageRow]:
    """One row for each territory of the rank, by name."""
    await look_back(info, as_of)
    limits = info.context.limits
    if len(categories) > limits.filter_ids:
        raise TooManyValues(argument="categories", count=len(categories), limit=limits.filter_ids)
    session = info.context.session
    wanted = tuple(dict.fromkeys(categories))
    await check_terms(session, {(CATEGORY, code) for code in wanted})
    scope = await resolve_providers(session, filter.value(limits) if filter else ProviderFilter())
    inside = await territory_id_of(session, within)
    rows = await store.coverage(session, inside, level, wanted, scope)
    return [_row(row) for row in rows]


def _row(row: store.CoverageRow) -> CoverageRow:
    own = row.territory.lang
    return CoverageRow(
        territory=territory_of(row.territory),
        cells=[
            CoverageCell(
                category=known_term(CATEGORY, cell.category, own),
                providers=cell.providers,
                services=cell.services,
                functions=cell.functions,
                capacity=cell.capacity,
                per10k=cell.per10k,
            )
            for cell in row.cells
        ],
    )
