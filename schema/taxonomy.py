"""Taxonomy terms: categories, target groups, kinds and all other classes of the hub."""

from collections.abc import Iterable
from typing import Annotated

import strawberry

from hub.domain.vocabulary import Lang, MatchRelation
from hub.store.reads.taxonomy import TermRow
from schema.context import Info
from schema.languages import in_language
from schema.node import Node, encode_id
from schema.resolved import resolved

LangArgument = Annotated[
    Lang | None,
    strawberry.argument(
        description="Wanted language; without it the Accept-Language header decides, then the record's own "
        "language."
    ),
]


@strawberry.type(description="A national concept that a taxonomy term is matched to.")
class CrosswalkEntry:
    """A row of the crosswalk."""

    system: str = strawberry.field(description="The national classification.")
    code: str | None = strawberry.field(description="Its code there; null when not known.")
    label: str = strawberry.field(description="Its name there, as published.")
    relation: MatchRelation = strawberry.field(description="SKOS relation, read from it to the hub's term.")
    note: str | None = strawberry.field(description="What to mind about the match.")


@strawberry.type(description="A term of one of the hub's taxonomies (HSDS: taxonomy_term).")
class TaxonomyTerm(Node):
    """A term. `own` is the language of the record it was reached through."""

    taxonomy: str = strawberry.field(
        description="Which taxonomy: category, target-group, kind, form, sector…"
    )
    code: str = strawberry.field(description="The term's code, unique in its taxonomy.")
    own: strawberry.Private[str | None]

    async def row(self, info: Info) -> TermRow | None:
        """The term's row; None for a code that a record holds and no taxonomy lists."""
        return await info.context.loaders.terms.load((self.taxonomy, self.code))

    @resolved(description="The term's name in the wanted language or the next one that has it.")
    async def label(self, info: Info, lang: LangArgument = None) -> str:
        """Falls back to the code itself."""
        row = await self.row(info)
        labels = row.labels if row else {}
        return in_language(labels, lang, info.context.languages, self.own) or self.code

    @resolved(description="What the term means, in English; null where nobody has written it.")
    async def definition(self, info: Info) -> str | None:
        """The definition."""
        row = await self.row(info)
        return row.definition if row else None

    @resolved(description="The next broader term; null at the top.")
    async def parent(self, info: Info) -> "TaxonomyTerm | None":
        """One step up."""
        row = await self.row(info)
        return term(self.taxonomy, row.parent, self.own) if row else None

    @resolved(description="The next narrower terms, in the taxonomy's own order.")
    async def children(self, info: Info) -> list["TaxonomyTerm"]:
        """One step down."""
        rows = await info.context.loaders.taxonomies.load(self.taxonomy)
        return terms_of((row for row in rows if row.parent == self.code), self.own)

    @resolved(description="Of kinds of provider: whether it joins several services in one centre; else null.")
    async def is_comprehensive(self, info: Info) -> bool | None:
        """Whether a kind is a comprehensive centre."""
        row = await self.row(info)
        return row.is_comprehensive if row else None

    @resolved(description="National concepts that are matched to this term.")
    async def crosswalk(self, info: Info) -> list[CrosswalkEntry]:
        """Rows of the crosswalk."""
        rows = await info.context.loaders.crosswalks.load((self.taxonomy, self.code))
        return [
            CrosswalkEntry(
                system=row.system,
                code=row.code,
                label=row.label,
                relation=MatchRelation(row.relation),
                note=row.note,
            )
            for row in rows
        ]


def term(taxonomy: str, code: str | None, own: str | None = None) -> TaxonomyTerm | None:
    """The term of a code, or None for no code."""
    if code is None:
        return None
    return TaxonomyTerm(
        id=encode_id("TaxonomyTerm", f"{taxonomy}/{code}"), taxonomy=taxonomy, code=code, own=own
    )


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
