"""Reference data of the hub: taxonomies with their terms and labels, crosswalks, basic services."""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.domain.vocabulary import Country, Lang, MatchRelation


@dataclass(frozen=True, slots=True)
class TermLabel:
    """A term's name in a language; `status` is draft where nobody has attested the wording."""

    lang: Lang
    label: str
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One concept of a taxonomy; `parent` is a code of the same taxonomy."""

    code: str
    sort: int
    labels: tuple[TermLabel, ...]
    parent: str | None = None
    definition: str | None = None
    is_comprehensive: bool | None = None
    cites: str | None = None
    confidence: str | None = None
    is_recalled: bool = False  # written down from memory of what it cites, yet to be checked


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A list or tree of terms; parents stand before their children."""

    code: str
    title: str
    terms: tuple[Term, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CrosswalkEntry:
    """A national concept beside a hub term; `relation` is read from the national concept to the hub's."""

    system: str
    label: str
    taxonomy: str
    term: str
    relation: MatchRelation
    code: str | None = None
    note: str | None = None
    source: str | None = None
    confidence: str | None = None


@dataclass(frozen=True, slots=True)
class BasicService:
    """A service that a state's hromadas must secure, and a hub category that fulfils it."""

    country: Country
    taxonomy: str
    code: str
    category: str


@dataclass(frozen=True, slots=True)
class ReferenceData:
    """Everything of the above that the hub knows."""

    taxonomies: tuple[Taxonomy, ...]
    crosswalk: tuple[CrosswalkEntry, ...] = ()
    basic_services: tuple[BasicService, ...] = ()


#: Relations by which a category is a national concept, or nearly.
_DIRECT = frozenset({MatchRelation.EXACT, MatchRelation.CLOSE})


def national_key(system: str, code: str) -> str:
    """How a national code is named beside the hub's own codes, none of which holds a colon."""
    return f"{system}:{code}"


def is_national(key: str) -> bool:
    """Whether a code is the key of a national one."""
    return ":" in key


def in_filters(entries: Iterable[CrosswalkEntry]) -> list[CrosswalkEntry]:
    """Those of a concept's matches that stand for it: the exact and close ones, else all of them.

    A concept with a category of its own is that category; a group concept, which has only narrower ones, is
    any of them.
    """
    every = list(entries)
    return [entry for entry in every if entry.relation in _DIRECT] or every


def closure(taxonomy: Taxonomy) -> frozenset[tuple[str, str]]:
    """All pairs (term, ancestor), each term with itself included."""
    ancestors: dict[str, tuple[str, ...]] = {}
    for term in taxonomy.terms:
        above = ancestors[term.parent] if term.parent else ()
        ancestors[term.code] = (term.code, *above)
    return frozenset((code, ancestor) for code, above in ancestors.items() for ancestor in above)


def asked_entries(data: ReferenceData) -> frozenset[CrosswalkEntry]:
    """Matches by which a national code that is a term of its own taxonomy stands for terms of the hub."""
    named = {(taxonomy.code, term.code) for taxonomy in data.taxonomies for term in taxonomy.terms}
    concepts: dict[tuple[str, str, str], list[CrosswalkEntry]] = {}
    for entry in data.crosswalk:
        if entry.code is not None and (entry.system, entry.code) in named:
            concepts.setdefault((entry.system, entry.code, entry.taxonomy), []).append(entry)
    return frozenset(entry for entries in concepts.values() for entry in in_filters(entries))


def national_closure(data: ReferenceData) -> frozenset[tuple[str, str, str]]:
    """All triples (taxonomy, term, national code's key): terms that the code stands for, and all below."""
    below: dict[tuple[str, str], list[str]] = {}
    for taxonomy in data.taxonomies:
        for code, ancestor in closure(taxonomy):
            below.setdefault((taxonomy.code, ancestor), []).append(code)
    return frozenset(
        (entry.taxonomy, code, national_key(entry.system, entry.code))
        for entry in asked_entries(data)
        if entry.code is not None
        for code in below[entry.taxonomy, entry.term]
    )
