"""The planning matrix: what is offered in every territory of a rank, empty cells included."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, CTE, Integer, Select, Text, and_, bindparam, func, select

from hub.domain.vocabulary import Absence, CapacityFigure, CountBasis, TerritoryLevel
from hub.store.aggregates.reads import kept_coverage
from hub.store.capacities import NOTHING_STATED, CapacitySum, sums_of
from hub.store.cells import kept_cells, live_cells
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope
from hub.store.not_placed import MatrixQuestion
from hub.store.reads.batch import one_of
from hub.store.reads.populations import PopulationRow, populations
from hub.store.tables import territory, territory_closure

#: Rates are for so many inhabitants.
INHABITANTS = 10_000


_WITHIN = bindparam("within", None, type_=Integer())
_UNITS = bindparam("units", None, type_=ARRAY(Integer()))
_CATEGORIES = bindparam("categories", None, type_=ARRAY(Text()))


@dataclass(frozen=True, slots=True)
class Rate:
    """What a sum is for 10,000 inhabitants, with the days of the population; why, where there is none."""

    value: float | None
    stated: int
    of: int
    absent: Absence | None
    population_as_of_oldest: date | None = None
    population_as_of_newest: date | None = None


class Cell(NamedTuple):
    """What one territory has of one category.

    `functions` tells how many of the services are parts of packages, `lang` the territory's language,
    `question` what matrix it is of.
    """

    category: str
    providers: int
    services: int
    functions: int
    total: CapacitySum
    available: CapacitySum
    served: CapacitySum
    waiting: CapacitySum
    places_per10k: Rate
    served_per10k: Rate
    lang: str
    question: MatrixQuestion

    @property
    def capacity(self) -> int | None:
        """The places."""
        return self.total.value

    @property
    def per10k(self) -> float | None:
        """The places for 10,000 inhabitants."""
        return self.places_per10k.value


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A territory with a cell for every category, in the order of the question."""

    territory_id: int
    cells: tuple[Cell, ...]


class _Unit(NamedTuple):
    id: int
    lang: str
    people: PopulationRow


async def coverage(
    session: ReadSession,
    within: int,
    level: TerritoryLevel,
    categories: Sequence[str],
    scope: ProviderScope,
    count: CountBasis = CountBasis.SERVED,
) -> list[CoverageRow]:
    """One row for each current territory of `level` in `within`, by name. At most three statements.

    By SEATS a cell counts what is given at locations that lie in its territory, as the filter
    `within.territory` with `categories.anyOf` does; by SERVED what reaches it, as `serves.territory` does.
    What the release has added up is not counted again.
    """
    if not kept_coverage(session, scope, categories):
        return await live_coverage(session, within, level, categories, scope, count)
    units = await session.known(_read_units, (within, level))
    values = {"units": [unit.id for unit in units], "categories": list(categories)}
    found = await session.shaped(_kept, (count,), values)
    return _matrix(MatrixQuestion(within, level, scope, count), units, categories, found)


async def live_coverage(
    session: ReadSession,
    within: int,
    level: TerritoryLevel,
    categories: Sequence[str],
    scope: ProviderScope,
    count: CountBasis = CountBasis.SERVED,
) -> list[CoverageRow]:
    """The same for any filter and moment, counted from the services one by one."""
    units = await session.known(_read_units, (within, level))
    found = await session.rows(live_cells(_units_of(within, level), tuple(categories), scope, count))
    return _matrix(MatrixQuestion(within, level, scope, count), units, categories, found)


def _matrix(
    question: MatrixQuestion, units: Sequence[_Unit], categories: Sequence[str], cells: Sequence[Any]
) -> list[CoverageRow]:
    """The matrix out of those of its cells that are not empty."""
    found = {(cell.territory_id, cell.category): cell for cell in cells}
    empty: dict[str, dict[str, Cell]] = {}
    rows = []
    for unit in units:
        nothing = empty.get(unit.lang)
        if nothing is None:
            nothing = {code: _empty(code, unit.lang, question) for code in categories}
            empty[unit.lang] = nothing
        made = []
        for code in categories:
            cell = found.get((unit.id, code))
            made.append(nothing[code] if cell is None else _cell(cell, unit, question))
        rows.append(CoverageRow(unit.id, tuple(made)))
    return rows


async def _read_units(session: ReadSession, asked: tuple[int, TerritoryLevel]) -> Sequence[_Unit]:
    """The rows of the matrix by name, with their languages and populations."""
    within, level = asked
    rows = await session.shaped(_named_units, (level,), {"within": within})
    people = await populations(session, [row.id for row in rows])
    return [_Unit(row.id, row.lang, one) for row, one in zip(rows, people, strict=True)]


def _named_units(level: TerritoryLevel) -> Select[Any]:
    closure = territory_closure
    inside = select(closure.c.territory_id).where(closure.c.ancestor_id == _WITHIN)
    return (
        select(territory.c.id, territory.c.lang)
        .where(territory.c.id.in_(inside), territory.c.level == level.value, territory.c.valid_to.is_(None))
        .order_by(func.lower(territory.c.name).collate("und-x-icu"), territory.c.code)
    )


def _empty(category: str, lang: str, question: MatrixQuestion) -> Cell:
    rate, none = Rate(None, 0, 0, Absence.NOT_APPLICABLE), NOTHING_STATED
    return Cell(category, 0, 0, 0, none, none, none, none, rate, rate, lang, question)


def _cell(found: Any, unit: _Unit, question: MatrixQuestion) -> Cell:
    sums = sums_of(found, found.services - found.functions)
    total, served = sums[CapacityFigure.TOTAL], sums[CapacityFigure.SERVED]
    return Cell(
        found.category,
        found.providers,
        found.services,
        found.functions,
        total,
        sums[CapacityFigure.AVAILABLE],
        served,
        sums[CapacityFigure.WAITING],
        _rate(total, unit.people),
        _rate(served, unit.people),
        unit.lang,
        question,
    )


def _rate(sum_: CapacitySum, people: PopulationRow) -> Rate:
    """None where a part of the people, or of what is counted, would be somebody else's."""
    if sum_.value is None:
        return Rate(None, sum_.stated, sum_.of, sum_.absent)
    if not people.value:
        return Rate(None, sum_.stated, sum_.of, Absence.NO_POPULATION)
    days = (people.as_of_oldest, people.as_of_newest)
    if people.known < people.of:
        return Rate(None, sum_.stated, sum_.of, Absence.PARTIAL_POPULATION, *days)
    if sum_.shared:
        return Rate(None, sum_.stated, sum_.of, Absence.SHARED_CAPACITY, *days)
    return Rate(sum_.value * float(INHABITANTS) / people.value, sum_.stated, sum_.of, None, *days)


def _kept(count: CountBasis) -> Select[Any]:
    """The cells that the release keeps."""
    return kept_cells(
        count, lambda unit: one_of(unit, _UNITS), lambda category: one_of(category, _CATEGORIES)
    )


def _units_of(within: int, level: TerritoryLevel) -> CTE:
    """The rows of the matrix: a list of its own, so that the planner starts from it."""
    inside = territory_closure.alias("inside")
    return (
        select(territory.c.id)
        .join(inside, and_(inside.c.territory_id == territory.c.id, inside.c.ancestor_id == within))
        .where(territory.c.level == level.value, territory.c.valid_to.is_(None))
        .cte("units")
        .prefix_with("MATERIALIZED")
    )
