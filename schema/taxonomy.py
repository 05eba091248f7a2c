"""Taxonomy terms: categories, target groups, kinds and all other classes of the hub."""

from collections.abc import Iterable, Sequence
from typing import Annotated

import strawberry

from hub.domain.vocabulary import Lang, MatchRelation
from hub.store.reads.taxonomy import CrosswalkRow, TermRow
from schema.context import Info
from schema.declarations import TermRef
from schema.languages import in_language
from schema.made import column, global_id, of_term, term_of
from schema.node import Node

LangArgument = Annotated[
    Lang | None,
    strawberry.argument(
        description="Wanted language; without it the Accept-Language header decides, then the record's own "
        "language."
    ),
]


@strawberry.type(description="A national concept and the hub's term that it is matched to.")
class CrosswalkEntry:
    """A row of the crosswalk."""

    row: strawberry.Private[CrosswalkRow]
    system: str = column("system", description="The national classification.")
    code: str | None = column("code", description="Its code there; null when not known.")
    label: str = column("label", description="Its name there, as published.")
    relation: MatchRelation = column(
        "relation",
        description="SKOS relation, read from it to the hub's term. A count by the code is right where it is "
        "EXACT and nearly right where CLOSE. BROAD counts too many, since the hub's term is wider; NARROW "
        "alone counts too few, since the hub's term is a part of the concept.",
    )
    note: str | None = column("note", description="What to mind about the match.")
    term: "TaxonomyTerm" = term_of("", "hub_term", description="The hub's term that it is matched to.")
    cites: str | None = column("source", description="What the match rests on.")
    confidence: str | None = column("confidence", description="How sure the match is.")
    in_filters: bool = column(
        "in_filters",
        description="Whether a filter that names the national code asks for this term: the exact and close "
        "matches, or all of them where the code has none.",
    )


@strawberry.type(description="A term of one of the hub's taxonomies (HSDS: taxonomy_term).")
class TaxonomyTerm(Node):
    """A term. What is known of it is read when a field needs it."""

    row: strawberry.Private[TermRef]
    found: strawberry.Private[TermRow | None] = None
    siblings: strawberry.Private[Sequence[TermRow]] = ()
    matched: strawberry.Private[Sequence[CrosswalkRow]] = ()
    id: strawberry.ID = global_id("TaxonomyTerm", "taxonomy", "code", separator="/")
    taxonomy: str = column(
        "taxonomy", description="Which taxonomy: category, target-group, kind, form, sector…"
    )
    code: str = column("code", description="The term's code, unique in its taxonomy.")

    @of_term("found", description="The term's name in the wanted language or the next one that has it.")
    def label(self, info: Info, lang: LangArgument = None) -> str:
        """Falls back to the code itself: a record may hold a code that no taxonomy lists."""
        return label_of(self.row, self.found, info, lang)

    @of_term("found", description="What the term means, in English; null where nobody has written it.")
    def definition(self) -> str | None:
        """The definition."""
        return self.found.definition if self.found else None

    @of_term("found", description="The next broader term; null at the top.")
    def parent(self) -> "TaxonomyTerm | None":
        """One step up."""
        return term(self.row.taxonomy, self.found.parent, self.row.own) if self.found else None

    @of_term("siblings", description="The next narrower terms, in the taxonomy's own order.")
    def children(self) -> list["TaxonomyTerm"]:
        """One step down."""
        return terms_of((one for one in self.siblings if one.parent == self.row.code), self.row.own)

    @of_term(
        "found",
        description="Of kinds of provider: whether it joins several services in one centre; else null.",
    )
    def is_comprehensive(self) -> bool | None:
        """Whether a kind is a comprehensive centre."""
        return self.found.is_comprehensive if self.found else None

    @of_term("found", description="Where its wording or its place in the list comes from; null if not kept.")
    def cites(self) -> str | None:
        """The citation."""
        return self.found.cites if self.found else None

    @of_term("found", description="How sure that is, as the reference file puts it; null if not kept.")
    def confidence(self) -> str | None:
        """The confidence."""
        return self.found.confidence if self.found else None

    @of_term(
        "found",
        description="Whether it was written down from memory of what `cites` names: recalled, to be checked.",
    )
    def is_recalled(self) -> bool:
        """Whether nobody has checked it against the act."""
        return self.found.is_recalled if self.found else False

    @of_term(
        "matched",
        description="Matches of national concepts: of a term of the hub those concepts, of a term of a "
        "national system the hub's terms.",
    )
    def crosswalk(self) -> list[CrosswalkEntry]:
        """Rows of the crosswalk."""
        return [CrosswalkEntry(row=row) for row in self.matched]


def label_of(ref: TermRef, found: TermRow | None, info: Info, lang: Lang | None) -> str:
    """A term's name in the wanted language or the next one that has it, else its code."""
    labels = found.labels if found else {}
    return in_language(labels, lang, info.context.languages, ref.own) or ref.code


def term(taxonomy: str, code: str | None, own: str | None = None) -> TaxonomyTerm | None:
    """The term of a code, or None for no code."""
    if code is None:
        return None
    return TaxonomyTerm(row=TermRef(taxonomy, code, own))


async def label_in(info: Info, ref: TermRef, lang: Lang) -> str:
    """The name of a term in a language, or in the next one that has it."""
    found = await info.context.loaders.terms.load((ref.taxonomy, ref.code))
    return label_of(ref, found, info, lang)


def known_term(taxonomy: str, code: str, own: str | None = None) -> TaxonomyTerm:
    """The term of a code that is there."""
    found = term(taxonomy, code, own)
    assert found is not None
    return found


def terms_of(rows: Iterable[TermRow], own: str | None = None) -> list[TaxonomyTerm]:
    """Terms of rows."""
    return [known_term(row.taxonomy, row.code, own) for row in rows]


async def top_terms(info: Info, taxonomy: str) -> list[TaxonomyTerm]:
    """The terms of a taxonomy that have none above them."""
    rows = await info.context.loaders.taxonomies.load(taxonomy)
    return terms_of(row for row in rows if row.parent is None)


async def all_terms(info: Info, taxonomy: str) -> list[TaxonomyTerm]:
    """Every term of a taxonomy, in its own order."""
    return terms_of(await info.context.loaders.taxonomies.load(taxonomy))
