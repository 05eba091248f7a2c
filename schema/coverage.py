"""The planning matrix in the schema."""

from typing import Annotated

import strawberry

from hub.domain.filter_errors import TooManyValues
from hub.domain.filters import ProviderFilter
from hub.domain.territory.codes import read_code
from hub.domain.vocabulary import TerritoryLevel
from hub.store import coverage as store
from hub.store.filters import resolve_providers, territory_id_of
from hub.store.filters.terms import category_keys
from hub.store.reads.territories import territories
from schema.as_of import AsOfArgument, look_back
from schema.context import Info
from schema.inputs import ProviderFilterArgument
from schema.made import column, parts, related, term_of
from schema.taxonomy import TaxonomyTerm
from schema.territory import Territory


@strawberry.type(description="What one territory has of one category.")
class CoverageCell:
    """A cell of the matrix."""

    row: strawberry.Private[store.Cell]
    category: TaxonomyTerm = term_of(
        "category",
        "category",
        description="The category, with all below it; or the national term that was asked for, with all "
        "categories that it stands for.",
    )
    providers: int = column("providers", description="Providers that give such a service at a location here.")
    services: int = column("services", description="Such services, functions included.")
    functions: int = column(
        "functions",
        description="How many of them are functions: parts of a package of another category. States that "
        "register functions are compared with others by providers and capacity, never by services.",
    )
    capacity: int | None = column(
        "capacity", description="Sum of the newest `total` of these services; null when none states it."
    )
    per10k: float | None = column(
        "per10k",
        name="per10k",
        description="Capacity for 10,000 inhabitants; null when capacity or population is not known.",
    )


@strawberry.type(description="A territory with a cell for every category that was asked for.")
class CoverageRow:
    """A row of the matrix."""

    row: strawberry.Private[store.CoverageRow]
    territory: Territory = related(territories, "territory_id", description="The territory.")
    cells: list[CoverageCell] = parts(
        "cells", description="Cells in the order of the categories, empty ones included."
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
        list[str],
        strawberry.argument(
            description="Categories that make the cells, by code; codes of national systems, such as those "
            "of basic services, stand for the categories that they are matched to."
        ),
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
    known = info.context.known
    keys = await known(category_keys, frozenset(categories))
    wanted = tuple(dict.fromkeys(keys[code] for code in categories))
    scope = await known(resolve_providers, filter.value(limits) if filter else ProviderFilter())
    inside = await known(territory_id_of, read_code(within).text)
    rows = await store.coverage(session, inside, level, wanted, scope)
    return [CoverageRow(row=row) for row in rows]
