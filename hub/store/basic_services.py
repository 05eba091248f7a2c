"""Which basic services, every hromada's duty, a territory has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, Integer, Select, and_, func, select

from hub.domain.filters import ProviderFilter
from hub.domain.vocabulary import CountBasis
from hub.store.cells import kept_categories, live_around, live_categories
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope
from hub.store.reads.batch import KeyParameter, key_parameter
from hub.store.tables import basic_service, term, territory


@dataclass(frozen=True, slots=True)
class BasicService:
    """A basic service of a territory's state, and whether the territory has it.

    `perhaps` tells that somebody gives it who may belong to the territory, but stands no finer than in a unit
    around it; `not_placed` counts those who do so with any service that the territory lacks.
    """

    territory_id: int
    taxonomy: str
    code: str
    present: bool
    perhaps: bool
    not_placed: int


#: A territory and how its services are counted.
Asked = tuple[int, CountBasis]

_PLAIN = ProviderScope(ProviderFilter())


async def basic_services(session: ReadSession, asked: Sequence[Asked]) -> list[list[BasicService]]:
    """The basic services of each territory's state; none where the state has none. One statement for a count.

    A service is present when the cell of one of its categories in the planning matrix is not empty; in the
    present, of the cells that the release keeps.
    """
    return await _read(session, asked, kept=not session.settings)


async def live_basic_services(session: ReadSession, asked: Sequence[Asked]) -> list[list[BasicService]]:
    """The same for any moment, looked for among the services."""
    return await _read(session, asked, kept=False)


async def _read(session: ReadSession, asked: Sequence[Asked], *, kept: bool) -> list[list[BasicService]]:
    found: dict[Asked, list[BasicService]] = {one: [] for one in asked}
    for count in dict.fromkeys(count for _, count in asked):
        ids = [identity for identity, of in asked if of is count]
        those = key_parameter(Integer(), ids)
        for row in await session.shaped(_statement, (those.alone, count, kept), those.values(ids)):
            found[row.territory_id, count].append(BasicService(*row))
    return [found[one] for one in asked]


def _statement(alone: bool, count: CountBasis, kept: bool) -> Select[Any]:
    those = KeyParameter(Integer(), alone)
    units = select(territory.c.id).where(those.has(territory.c.id)).cte("units")
    categories = select(basic_service.c.category)
    had = kept_categories(count, those.has) if kept else live_categories(units, categories, _PLAIN, count)
    duty = _duties(those, had.cte("had").prefix_with("MATERIALIZED")).cte("duty")
    near = live_around(units, categories, _PLAIN, count).cte("near")
    may = (
        select(duty.c.territory_id, duty.c.code, near.c.provider_id)
        .distinct()
        .join(
            basic_service,
            and_(
                basic_service.c.country == duty.c.country,
                basic_service.c.taxonomy == duty.c.taxonomy,
                basic_service.c.code == duty.c.code,
            ),
        )
        .join(
            near,
            and_(near.c.territory_id == duty.c.territory_id, near.c.category == basic_service.c.category),
        )
        .where(~duty.c.present)
        .cte("may")
    )
    of_duty = select(may.c.code).where(may.c.territory_id == duty.c.territory_id, may.c.code == duty.c.code)
    others = select(func.count(may.c.provider_id.distinct())).where(may.c.territory_id == duty.c.territory_id)
    return select(
        duty.c.territory_id,
        duty.c.taxonomy,
        duty.c.code,
        duty.c.present,
        of_duty.exists().label("perhaps"),
        others.scalar_subquery().label("not_placed"),
    ).order_by(duty.c.territory_id, duty.c.sort, duty.c.code)


def _duties(those: KeyParameter, had: CTE) -> Select[Any]:
    """Each basic service of each territory, and whether the territory has a category of it."""
    has = and_(had.c.territory_id == territory.c.id, had.c.category == basic_service.c.category)
    return (
        select(
            territory.c.id.label("territory_id"),
            territory.c.country,
            basic_service.c.taxonomy,
            basic_service.c.code,
            term.c.sort,
            func.bool_or(had.c.category.is_not(None)).label("present"),
        )
        .join(basic_service, basic_service.c.country == territory.c.country)
        .join(term, and_(term.c.taxonomy == basic_service.c.taxonomy, term.c.code == basic_service.c.code))
        .outerjoin(had, has)
        .where(those.has(territory.c.id))
        .group_by(
            territory.c.id, territory.c.country, basic_service.c.taxonomy, basic_service.c.code, term.c.sort
        )
    )
