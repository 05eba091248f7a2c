"""Taxonomy terms with their labels, and crosswalks from national concepts."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

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
    labels: dict[str, str]


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """A national concept that is matched to a term."""

    term: str
    system: str
    code: str | None
    label: str
    relation: str
    note: str | None


_LABELS = (
    select(
        func.coalesce(func.jsonb_object_agg(term_label.c.lang, term_label.c.label), func.jsonb_build_object())
    )
    .where(term_label.c.taxonomy == term.c.taxonomy, term_label.c.code == term.c.code)
    .correlate(term)
    .scalar_subquery()
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
    """National concepts by the term they are matched to."""
    table = crosswalk
    statement = (
        select(table.c.taxonomy, *columns_for(table, CrosswalkRow))
        .where(
            one_of(table.c.taxonomy, sorted({taxonomy for taxonomy, _ in keys})),
            one_of(table.c.term, sorted({code for _, code in keys})),
        )
        .order_by(table.c.system, table.c.code, table.c.label, table.c.id)
    )
    groups: dict[TermKey, list[CrosswalkRow]] = {key: [] for key in keys}
    for row in await session.rows(statement):
        values = dict(row._mapping)
        key = (values.pop("taxonomy"), values["term"])
        if key in groups:
            groups[key].append(CrosswalkRow(**values))
    return [groups[key] for key in keys]


async def every_term(session: ReadSession) -> list[TermRow]:
    """Every term of every taxonomy, in their own orders."""
    statement = select(*columns_for(term, TermRow, labels=_LABELS)).order_by(term.c.sort, term.c.code)
    return await session.all(statement, TermRow)


async def every_crosswalk(session: ReadSession) -> dict[TermKey, list[CrosswalkRow]]:
    """Every national concept by the term that it is matched to."""
    keys = [
        (row.taxonomy, row.term) for row in await session.rows(select(crosswalk.c.taxonomy, crosswalk.c.term))
    ]
    return dict(zip(keys, await crosswalks(session, keys), strict=True)) if keys else {}
