"""Facets: the records of a list, counted by the values of a field."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, NamedTuple

import strawberry

from hub.domain.filters import AccessPointFacetField, FacetField, FacetQuestion
from hub.domain.vocabulary import TerritoryLevel
from hub.store import facets as store
from hub.store.facets import TAXONOMY, Facets
from hub.store.reads.taxonomy import TermRow
from schema.context import Info
from schema.declarations import TermRef
from schema.made import column, computed, of_list, of_term
from schema.not_placed import Placed
from schema.source import Source
from schema.taxonomy import LangArgument, TaxonomyTerm, label_of
from schema.territory import Territory, name_of


class BucketRef(NamedTuple):
    """What a bucket is of: a term, or the unit or source with this id, for which no taxonomy has a term."""

    taxonomy: str
    code: str
    own: str | None = None
    id: int | None = None


@strawberry.type(description="A value and how many records of the list have it.")
class Bucket:
    """A bucket of a facet."""

    row: strawberry.Private[BucketRef]
    found: strawberry.Private[TermRow | None] = None
    code: str = column(
        "code", description="The term's code; of TERRITORY the unit's, of SOURCE the source's own code."
    )
    count: int = strawberry.field(
        description="Records that have the value, or a term below it; of TERRITORY those placed in the unit "
        "or below it."
    )
    territory: Territory | None = strawberry.field(
        default=None, description="Of TERRITORY the unit; null for other facets."
    )
    source: Source | None = strawberry.field(
        default=None, description="Of SOURCE the source; null for other facets."
    )

    @computed(
        description="The term itself, with its parent, so that buckets form a tree. Units and sources are no "
        "terms: of TERRITORY and SOURCE it has nothing but the code; take `territory` and `source`."
    )
    def term(self) -> TaxonomyTerm:
        """The term of the code."""
        return TaxonomyTerm(row=TermRef(self.row.taxonomy, self.row.code, None))

    @of_term(
        "found",
        description="The value's name in the wanted language or the next one that has it; sources have a "
        "title in one language.",
    )
    def label(self, info: Info, lang: LangArgument = None) -> str:
        """Falls back to the code itself."""
        if self.territory is not None:
            return name_of(self.territory.row, info, lang)
        if self.source is not None:
            return self.source.row.title
        return label_of(TermRef(self.row.taxonomy, self.row.code, None), self.found, info, lang)


@strawberry.type(description="The records of a list, counted by the values of one field.")
class Facet:
    """A facet."""

    by: FacetField = strawberry.field(description="What is counted by.")
    buckets: list[Bucket] = strawberry.field(
        description="Values that occur, the fullest first; a value that no record has is not listed."
    )
    level: TerritoryLevel | None = strawberry.field(
        default=None, description="Of TERRITORY the rank of the units; null for other facets."
    )
    not_placed_below: int | None = strawberry.field(
        default=None,
        description="Of TERRITORY: how many records of the list are placed, but in no unit of the rank. "
        "Their sources tell nothing finer than a unit above it (or the tree has no such rank there), so each "
        "may belong to any of the units below that one: a unit that is not listed is not known to have none. "
        "Null for other facets.",
    )
    without_territory: int | None = strawberry.field(
        default=None,
        description="Of TERRITORY: how many records of the list have no place of which the territory is "
        "known. Null for other facets.",
    )


def question_of(
    by: Sequence[FacetField | AccessPointFacetField], territory_level: TerritoryLevel | None = None
) -> FacetQuestion:
    """What to count by, each once."""
    return FacetQuestion(tuple(dict.fromkeys(FacetField(field.value) for field in by)), territory_level)


def facets_of(found: Facets, asked: FacetQuestion) -> list[Facet]:
    """One facet for each field, in their order."""
    return [_facet(field, found[field]) for field in asked.by]


def _facet(field: FacetField, found: store.Facet) -> Facet:
    return Facet(
        by=field,
        buckets=[_bucket(field, bucket) for bucket in found.buckets],
        level=found.level,
        not_placed_below=found.not_placed_below,
        without_territory=found.without_territory,
    )


def _bucket(field: FacetField, found: store.Bucket) -> Bucket:
    if found.unit is not None:
        row = BucketRef(field.value, found.code, found.unit.lang, found.unit.id)
        return Bucket(row=row, count=found.records, territory=Territory(row=found.unit))
    if found.source is not None:
        row = BucketRef(field.value, found.code, found.source.lang, found.source.id)
        return Bucket(row=row, count=found.records, source=Source(row=found.source))
    return Bucket(row=_term_of(field, found.code), count=found.records)


@lru_cache(maxsize=5_000)
def _term_of(field: FacetField, code: str) -> BucketRef:
    return BucketRef(TAXONOMY[field], code)


LevelArgument = Annotated[
    TerritoryLevel | None,
    strawberry.argument(
        description="The rank of the units of TERRITORY. Without it the rank right below the territory that "
        "the list is asked for in (its own rank where nothing is below it), and states for a list of the "
        "whole hub."
    ),
]


@strawberry.type(description="Providers that can be counted by their values.")
class Faceted(Placed):
    """A list with facets."""

    @of_list(
        store.facets,
        wanted=question_of,
        value=facets_of,
        description="Counts over the whole list, not over the page. A provider counts once under each value "
        "of its working services and under all terms above it, in each unit that holds one of the places "
        "that the filter means, and under each source that names it; what is not stated is in no bucket.",
    )
    def facets(
        self,
        by: Annotated[list[FacetField], strawberry.argument(description="What to count by.")],
        territory_level: LevelArgument = None,
    ) -> list[Facet]:
        """Counted only when selected."""
        raise NotImplementedError


@strawberry.type(description="Access points that can be counted by their values.")
class FacetedAccessPoints(Placed):
    """A list of access points with facets."""

    @of_list(
        store.facets,
        wanted=question_of,
        value=facets_of,
        description="Counts over the whole list, not over the page. An access point counts once under each "
        "value.",
    )
    def facets(
        self,
        by: Annotated[list[AccessPointFacetField], strawberry.argument(description="What to count by.")],
        territory_level: LevelArgument = None,
    ) -> list[Facet]:
        """Counted only when selected."""
        raise NotImplementedError
