"""Reference data of the hub: taxonomies with their terms and labels, crosswalks, basic services, norms."""

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
class Norm:
    """A norm or benchmark of planning; `value` is text, since some are ranges or methods."""

    id: str
    country: Country
    subject: str
    value: str
    unit: str
    status: str
    source: str
    confidence: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ReferenceData:
    """Everything of the above that the hub knows."""

    taxonomies: tuple[Taxonomy, ...]
    crosswalk: tuple[CrosswalkEntry, ...] = ()
    basic_services: tuple[BasicService, ...] = ()
    norms: tuple[Norm, ...] = ()


def closure(taxonomy: Taxonomy) -> frozenset[tuple[str, str]]:
    """All pairs (term, ancestor), each term with itself included."""
    ancestors: dict[str, tuple[str, ...]] = {}
    for term in taxonomy.terms:
        above = ancestors[term.parent] if term.parent else ()
        ancestors[term.code] = (term.code, *above)
    return frozenset((code, ancestor) for code, above in ancestors.items() for ancestor in above)
