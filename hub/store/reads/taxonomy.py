"""Taxonomy terms with their labels, and crosswalks from national concepts."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select, union

from hub.store.engine import ReadSession
from hub.store.reads.batch import columns_for, grouped, one_of
from hub.store.tables import crosswalk, term, term_label

#: (taxonomy, code)
TermKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term; `labels` are by language."""

    taxonomy: str
    code: str
    parent: str | None
    definition: str | None
    is_comprehensive: bool | None
    cites: str | None
    confidence: str | None
    is_recalled: bool
    labels: dict[str, str]


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """A national concept that is matched to a term; `hub_term` is the term with its taxonomy before it."""

    hub_term: str
    system: str
    code: str | None
    label: str
    relation: str
    note: str | None
    source: str | None
    confidence: str | None
    in_filters: bool
    lang: str | None = None


_LABELS = (
    select(
        func.coalesce(func.jsonb_object_agg(term_label.c.lang, term_label.c.label), func.jsonb_build_object())
    )
    .where(term_label.c.taxonomy == term.c.taxonomy, term_label.c.code == term.c.code)
    .correlate(term)
    .scalar_subquery()
)


_MATCH = (
    crosswalk.c.taxonomy,
    crosswalk.c.term,
    (crosswalk.c.taxonomy + ":" + crosswalk.c.term).label("hub_term"),
    *(
        crosswalk.c[name]
        for name in ("system", "code", "label", "relation", "note", "source", "confidence", "in_filters")
    ),
)


async def terms(session: ReadSession, keys: Sequence[TermKey]) -> list[TermRow | None]:
    """Terms by taxonomy and code."""
    statement = select(*columns_for(term, TermRow, labels=_LABELS)).where(
        one_of(term.c.taxonomy, sorted({taxonomy for taxonomy, _ in keys})),
        one_of(term.c.code, sorted({code for _, code in keys})),
    )
    found = {(row.taxonomy, row.code): row for row in await session.all(statement, TermRow)}
    return [found.get(key) for key in keys]


async def taxonomies(session: ReadSession, codes: Sequence[str]) -> list[list[TermRow]]:
    """Every term of each taxonomy, in its own order."""
    statement = (
        select(*columns_for(term, TermRow, labels=_LABELS))
        .where(one_of(term.c.taxonomy, codes))
        .order_by(term.c.sort, term.c.code)
    )
    return await grouped(session, statement, TermRow, "taxonomy", codes)


async def crosswalks(session: ReadSession, keys: Sequence[TermKey]) -> list[list[CrosswalkRow]]:
    """Matches by either side: of a hub term the national concepts, of a national term the hub's terms."""
    table = crosswalk
    taxonomies = sorted({taxonomy for taxonomy, _ in keys})
    codes = sorted({code for _, code in keys})
    statement = (
        select(*_MATCH)
        .where(
            or_(
                and_(one_of(table.c.taxonomy, taxonomies), one_of(table.c.term, codes)),
                and_(one_of(table.c.system, taxonomies), one_of(table.c.code, codes)),
            )
        )
        .order_by(table.c.system, table.c.code, table.c.label, table.c.id)
    )
    groups: dict[TermKey, list[CrosswalkRow]] = {key: [] for key in keys}
    for row in await session.rows(statement):
        made = CrosswalkRow(*row[2:])
        for side in ((row.taxonomy, row.term), (row.system, row.code)):
            if side in groups:
                groups[side].append(made)
    return [groups[key] for key in keys]


async def every_term(session: ReadSession) -> list[TermRow]:
    """Every term of every taxonomy, in their own orders."""
    statement = select(*columns_for(term, TermRow, labels=_LABELS)).order_by(term.c.sort, term.c.code)
    return await session.all(statement, TermRow)


async def every_crosswalk(session: ReadSession) -> dict[TermKey, list[CrosswalkRow]]:
    """Every match by either of its sides."""
    sides = union(
        select(crosswalk.c.taxonomy, crosswalk.c.term),
        select(crosswalk.c.system, crosswalk.c.code).where(crosswalk.c.code.is_not(None)),
    )
    keys = [(row[0], row[1]) for row in await session.rows(sides)]
    return dict(zip(keys, await crosswalks(session, keys), strict=True)) if keys else {}
