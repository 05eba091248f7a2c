"""The planning matrix in the schema."""

from datetime import date
from operator import attrgetter
from typing import Annotated

import strawberry

from hub.domain.filter_errors import TooManyValues
from hub.domain.filters import ProviderFilter
from hub.domain.territory.codes import read_code
from hub.domain.vocabulary import Absence, CapacityFigure, TerritoryLevel
from hub.store import coverage as store
from hub.store.capacities import CapacitySum as StoredSum
from hub.store.filters import resolve_providers, territory_id_of
from hub.store.filters.terms import category_keys
from hub.store.not_placed import not_placed_in_cells
from hub.store.reads.territories import territories
from schema.as_of import AsOfArgument, look_back
from schema.context import Info
from schema.count import DEFAULT_COUNT, CountArgument
from schema.inputs import ProviderFilterArgument
from schema.made import column, computed, parts, related, term_of, valued
from schema.scalars import Long
from schema.taxonomy import TaxonomyTerm
from schema.territory import Territory


@strawberry.type(
    description="What services state of one figure, summed up: of each service the newest figure, "
    "once, and of "
    "packages but not of the functions in them. Figures are never added to each other: places are no people."
)
class CapacitySum:
    """A sum of one figure."""

    figure: CapacityFigure = strawberry.field(description="What is counted.")
    value: Long | None = strawberry.field(description="The sum of what is stated; null when nothing is.")
    stated: int = strawberry.field(description="How many services state it.")
    of: int = strawberry.field(
        description="How many services there are, functions aside: the sum leaves out `of` − "
        "`stated` of them."
    )
    shared: Long = strawberry.field(
        description="The part of `value` that is of services which also stand in, or serve, other "
        "territories "
        "of the rank. They count it too, so rows do not add up: ask for the level above instead."
    )
    as_of_oldest: date | None = strawberry.field(
        description="The oldest day that a figure is stated for; null where one has no day."
    )
    as_of_newest: date | None = strawberry.field(description="The newest day that a figure is stated for.")
    absent: Absence | None = strawberry.field(description="Why `value` is null.")


@strawberry.type(description="A sum for 10,000 inhabitants.")
class Rate:
    """A rate with what it rests on."""

    value: float | None = strawberry.field(
        description="The rate; null where a part of the capacity or of the population is not this "
        "territory's "
        "own or not known."
    )
    stated: int = strawberry.field(description="How many services state what is counted.")
    of: int = strawberry.field(description="How many services there are, functions aside.")
    population_as_of_oldest: date | None = strawberry.field(
        description="The oldest day that a figure of the population stands for; null where one has no day."
    )
    population_as_of_newest: date | None = strawberry.field(
        description="The newest day that a figure of the population stands for."
    )
    absent: Absence | None = strawberry.field(description="Why `value` is null.")


def _sum(row: StoredSum, figure: CapacityFigure) -> CapacitySum:
    return CapacitySum(
        figure=figure,
        value=None if row.value is None else Long(row.value),
        stated=row.stated,
        of=row.of,
        shared=Long(row.shared),
        as_of_oldest=row.as_of_oldest,
        as_of_newest=row.as_of_newest,
        absent=row.absent,
    )


def _rate(row: store.Rate) -> Rate:
    return Rate(
        value=row.value,
        stated=row.stated,
        of=row.of,
        population_as_of_oldest=row.population_as_of_oldest,
        population_as_of_newest=row.population_as_of_newest,
        absent=row.absent,
    )


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
    providers: int = column("providers", description="Providers of such services, each once.")
    services: int = column(
        "services",
        description="Working services of the category that serve the territory or, by `count: SEATS`, stand "
        "in it; functions included.",
    )
    functions: int = column(
        "functions",
        description="How many of them are functions: parts of a package of another category. States that "
        "register functions are compared with others by providers and capacity, never by services.",
    )

    @computed("total", description="Places.")
    def total(self) -> CapacitySum:
        """Places."""
        return _sum(self.row.total, CapacityFigure.TOTAL)

    @computed("available", description="Places that are free.")
    def available(self) -> CapacitySum:
        """Free places."""
        return _sum(self.row.available, CapacityFigure.AVAILABLE)

    @computed("served", description="People whom the services serve.")
    def served(self) -> CapacitySum:
        """Clients."""
        return _sum(self.row.served, CapacityFigure.SERVED)

    @computed("waiting", description="People who wait for them.")
    def waiting(self) -> CapacitySum:
        """Who waits."""
        return _sum(self.row.waiting, CapacityFigure.WAITING)

    @computed("places_per10k", description="Places for 10,000 inhabitants.")
    def places_per10k(self) -> Rate:
        """The rate of places."""
        return _rate(self.row.places_per10k)

    @computed("served_per10k", description="People served of 10,000 inhabitants.")
    def served_per10k(self) -> Rate:
        """The rate of people."""
        return _rate(self.row.served_per10k)

    @valued(
        not_placed_in_cells,
        "question",
        "category",
        value=attrgetter("providers"),
        description="How many providers the whole (`within`) has of the category that are counted in none "
        "of the rows, since nothing finer is known of them than a unit above: the same number in each row. "
        "A row that counts nothing is not known to have none where it is above 0.",
    )
    def not_placed_below(self) -> int:
        """What the rows leave out."""
        raise NotImplementedError

    @valued(
        not_placed_in_cells,
        "question",
        "category",
        value=attrgetter("services"),
        description="The same of services.",
    )
    def services_not_placed_below(self) -> int:
        """What the rows leave out."""
        raise NotImplementedError

    capacity: Long | None = column(
        "capacity",
        description="The same as `total.value`.",
        deprecation_reason="It says nothing of people served, nor of how many services state it: use "
        "`total`.",
    )
    per10k: float | None = column(
        "per10k",
        name="per10k",
        description="The same as `placesPer10k.value`.",
        deprecation_reason="It does not tell why it is null, nor of people served: use `placesPer10k`.",
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
    count: CountArgument = DEFAULT_COUNT,
    as_of: AsOfArgument = None,
) -> list[CoverageRow] | None:
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
    rows = await store.coverage(session, inside, level, wanted, scope, count)
    return [CoverageRow(row=row) for row in rows]
