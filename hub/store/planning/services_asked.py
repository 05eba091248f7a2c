"""The services that a question is about: those that it names, or the basic services of a state."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select

from hub.domain.reference import is_national
from hub.store.engine import ReadSession
from hub.store.filters.terms import category_keys
from hub.store.tables import basic_service, term, term_closure

_CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class AskedService:
    """A term, and every category of services that fulfils it. `is_recalled`: nobody has checked the list."""

    taxonomy: str
    code: str
    categories: frozenset[str]
    is_recalled: bool


def categories_of(asked: Iterable[AskedService]) -> list[str]:
    """All categories that fulfil one of the services."""
    return sorted(frozenset[str]().union(*(one.categories for one in asked)))


async def basic_services_of(session: ReadSession, country: str) -> list[AskedService]:
    """The basic services of a state in their order; none where the hub knows no list."""
    categories = basic_service.join(
        term_closure,
        and_(term_closure.c.taxonomy == _CATEGORY, term_closure.c.ancestor == basic_service.c.category),
    ).join(term, and_(term.c.taxonomy == basic_service.c.taxonomy, term.c.code == basic_service.c.code))
    rows = await session.rows(
        select(term.c.taxonomy, term.c.code, term.c.is_recalled, term_closure.c.code.label("category"))
        .select_from(categories)
        .where(basic_service.c.country == country)
        .order_by(term.c.sort, term.c.code)
    )
    found: dict[tuple[str, str, bool], set[str]] = {}
    for row in rows:
        found.setdefault((row.taxonomy, row.code, row.is_recalled), set()).add(row.category)
    return [AskedService(of, code, frozenset(below), old) for (of, code, old), below in found.items()]


async def named_services(session: ReadSession, codes: Sequence[str]) -> list[AskedService]:
    """Services by codes of the hub or of national systems, each once, by code.

    Raises UnknownTerm, AmbiguousTerm and UnmappedTerm.
    """
    keys = await category_keys(session, frozenset(codes))
    wanted = sorted({keys[code] for code in codes})
    rows = await session.rows(
        select(term_closure.c.ancestor, term_closure.c.code).where(
            term_closure.c.taxonomy == _CATEGORY, term_closure.c.ancestor.in_(wanted)
        )
    )
    below: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        below[row.ancestor].add(row.code)
    return [_asked(key, frozenset(below[key])) for key in wanted]


def _asked(key: str, categories: frozenset[str]) -> AskedService:
    system, code = key.split(":", 1) if is_national(key) else (_CATEGORY, key)
    return AskedService(system, code, categories, False)


async def categories_above(session: ReadSession, codes: Sequence[str]) -> dict[str, frozenset[str]]:
    """For each category those that it lies below, itself not included."""
    line = term_closure
    rows = await session.rows(
        select(line.c.code, line.c.ancestor).where(
            line.c.taxonomy == _CATEGORY, line.c.code.in_(list(codes)), line.c.is_national.is_(False)
        )
    )
    found: dict[str, set[str]] = {code: set() for code in codes}
    for row in rows:
        found[row.code].add(row.ancestor)
    return {code: frozenset(above - {code}) for code, above in found.items()}
