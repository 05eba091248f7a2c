"""Codes that filters name: terms of the hub's taxonomies, and national codes in place of categories.

A national code stands in the closure of the categories above those that it is matched to, under the key
`system:code`, so that wherever a category is asked for, it is asked for in the same way.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sqlalchemy import and_, or_, select, union_all

from hub.domain.filter_errors import AmbiguousTerm, UnknownTerm, UnmappedTerm
from hub.domain.reference import national_key
from hub.store.engine import ReadSession
from hub.store.tables import crosswalk, taxonomy, term

#: The taxonomies whose terms filters name.
CATEGORY = "category"
TARGET_GROUP = "target-group"
KIND = "kind"

_SHOWN_CODES = 12
_NEAREST = 3
#: Of what is longer only the beginning is compared: no code is nearly so long.
_LONGEST_CODE = 100
_FORM_TOO = (
    "it says a delivery form too, which a category does not: ask for the categories {categories} together "
    "with `forms`"
)
_NO_MATCH = "no category of the hub is matched to it"
_NO_CODE = (
    "the hub holds no such code of this system. It holds {codes}; codes that nobody has verified are left out"
)


async def check_terms(session: ReadSession, named: Set[tuple[str, str]]) -> None:
    """Raise UnknownTerm for the first (taxonomy, code) that does not exist."""
    if not named:
        return
    same = (and_(term.c.taxonomy == of, term.c.code == code) for of, code in sorted(named))
    known = {tuple(row) for row in await session.rows(select(term.c.taxonomy, term.c.code).where(or_(*same)))}
    for of, code in sorted(named - known):
        raise await _unknown(session, of, code)


async def category_keys(session: ReadSession, named: frozenset[str]) -> dict[str, str]:
    """For each code what the closure knows it as: a category itself, a national code as `system:code`.

    Raises UnknownTerm, AmbiguousTerm and UnmappedTerm.
    """
    if not named:
        return {}
    own = select(term.c.code).where(term.c.taxonomy == CATEGORY, term.c.code.in_(sorted(named)))
    keys = {row.code: row.code for row in await session.rows(own)}
    rest = sorted(named - keys.keys())
    if rest:
        systems = await _systems(session)
        asked = {code: _split(code, systems) for code in rest}
        concepts = await _concepts(session, {plain for _, plain in asked.values()})
        for code, (system, plain) in asked.items():
            fitting = [one for one in concepts if one.code == plain and system in (None, one.system)]
            keys[code] = _key(code, fitting) or await _complain(session, code, system, fitting)
    return keys


@dataclass(frozen=True, slots=True)
class _Concept:
    """A national code with the categories matched to it; `named` where it is a term that filters may name."""

    system: str
    code: str
    categories: tuple[str, ...]
    named: bool


async def _systems(session: ReadSession) -> frozenset[str]:
    """National systems: what the crosswalk matches to categories."""
    found = await session.rows(select(crosswalk.c.system).distinct().where(crosswalk.c.taxonomy == CATEGORY))
    return frozenset(row.system for row in found)


async def _concepts(session: ReadSession, codes: Iterable[str]) -> list[_Concept]:
    """Concepts of national systems with one of these codes, matched or not."""
    wanted = sorted(codes)
    matched = select(crosswalk.c.system, crosswalk.c.code, crosswalk.c.term).where(
        crosswalk.c.taxonomy == CATEGORY, crosswalk.c.code.in_(wanted)
    )
    national = select(crosswalk.c.system).where(crosswalk.c.taxonomy == CATEGORY)
    listed = select(term.c.taxonomy, term.c.code, crosswalk.c.term).outerjoin(
        crosswalk,
        and_(
            crosswalk.c.system == term.c.taxonomy,
            crosswalk.c.code == term.c.code,
            crosswalk.c.taxonomy == CATEGORY,
        ),
    )
    listed = listed.where(term.c.code.in_(wanted), term.c.taxonomy.in_(national))
    both = union_all(matched, listed).subquery("concept")
    rows = await session.rows(
        select(both.c.system, both.c.code, both.c.term, taxonomy.c.code.label("taxonomy"))
        .outerjoin(taxonomy, taxonomy.c.code == both.c.system)
        .order_by(both.c.system, both.c.code, both.c.term)
    )
    return _gathered(rows)


def _gathered(rows: Sequence[Any]) -> list[_Concept]:
    categories: dict[tuple[str, str], dict[str, None]] = {}
    named = {}
    for row in rows:
        found = categories.setdefault((row.system, row.code), {})
        named[row.system] = row.taxonomy is not None
        if row.term is not None:
            found[row.term] = None
    return [_Concept(*key, tuple(found), named[key[0]]) for key, found in categories.items()]


def _split(code: str, systems: Set[str]) -> tuple[str | None, str]:
    """The national system, when the code names one, and the bare code."""
    system, colon, plain = code.strip().partition(":")
    if colon and system.lower() in systems:
        return system.lower(), plain.strip()
    return None, code.strip()


def _key(code: str, fitting: Sequence[_Concept]) -> str | None:
    """The one concept that the code may mean, as the closure knows it; raises AmbiguousTerm."""
    usable = [national_key(one.system, one.code) for one in fitting if one.named and one.categories]
    if len(usable) > 1:
        raise AmbiguousTerm(term=code, candidates=", ".join(usable))
    return usable[0] if usable else None


async def _complain(session: ReadSession, code: str, system: str | None, fitting: Sequence[_Concept]) -> str:
    """Raise the error that says why a code stands for no category."""
    if fitting:
        categories = sorted({category for one in fitting for category in one.categories})
        why = _FORM_TOO.format(categories=", ".join(categories)) if categories else _NO_MATCH
        raise UnmappedTerm(term=code, system=", ".join(one.system for one in fitting), why=why)
    if system is None:
        raise await _unknown(session, CATEGORY, code)
    known = select(term.c.code).where(term.c.taxonomy == system).order_by(term.c.sort, term.c.code)
    codes = [row.code for row in await session.rows(known)]
    shown = ", ".join(codes[:_SHOWN_CODES]) + (" …" if len(codes) > _SHOWN_CODES else "")
    raise UnmappedTerm(term=code, system=system, why=_NO_CODE.format(codes=shown or "none"))


async def _unknown(session: ReadSession, of: str, code: str) -> UnknownTerm:
    """The error for a code that no term has, with the codes that look like it."""
    national = select(crosswalk.c.system).where(crosswalk.c.taxonomy == of)
    listed = select(term.c.code).where(or_(term.c.taxonomy == of, term.c.taxonomy.in_(national)))
    codes = {row.code.lower(): row.code for row in await session.rows(listed.order_by(term.c.code))}
    close = get_close_matches(code.lower()[:_LONGEST_CODE], codes, n=_NEAREST)
    hint = f"the nearest are {', '.join(codes[one] for one in close)}" if close else "none is like it"
    return UnknownTerm(taxonomy=of, term=code, hint=hint)
