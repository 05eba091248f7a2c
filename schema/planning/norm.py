"""Norms of planning in the schema."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import strawberry

from hub.domain.norms import uncertainty_of
from hub.domain.vocabulary import (
    Confidence,
    Country,
    Lang,
    NormArea,
    NormFormula,
    NormStatus,
    NormUncertainty,
    Rounding,
)
from hub.store.filters.terms import category_keys
from hub.store.planning.norms import StoredNorm, read_norms
from hub.store.reads.sources import sources
from schema.context import Info
from schema.languages import NEUTRAL, languages_to_try
from schema.made import column, global_id, related, term_of
from schema.node import Node
from schema.resolved import resolved
from schema.source import Source
from schema.taxonomy import LangArgument, TaxonomyTerm


@dataclass(frozen=True, slots=True)
class NormRow:
    """A norm as the columns of its type; `lang` is that of its terms."""

    stored: StoredNorm
    lang: None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stored if name == "source_id" else self.stored.norm, name)


@strawberry.type(description="A norm, recommendation, benchmark or scenario. What nobody has seen is null.")
class Norm(Node):
    """A norm."""

    row: strawberry.Private[NormRow]
    id: strawberry.ID = global_id("Norm", "id")
    code: str = column("id", description="Its own id, as `merezha norms list` shows it.")
    country: Country = column("country", description="The state in which it holds.")
    jurisdiction: str | None = column(
        "jurisdiction", description="Code of the territory whose authority gave it; null for the whole state."
    )
    document: str = column("document", description="The document.")
    article: str | None = column("article", description="Where in the document.")
    url: str | None = column("url", description="Where the document is.")
    valid_from: date | None = column("valid_from", description="The day it came into force, where known.")
    valid_to: date | None = column("valid_to", description="The first day on which it no longer holds.")
    status: NormStatus = column("status", description="What force it has.")
    confidence: Confidence = column("confidence", description="How sure the number is.")
    formula: NormFormula = column("formula", description="How need follows from its numbers.")
    category: TaxonomyTerm | None = term_of("category", "category", description="Services that it counts.")
    kind: TaxonomyTerm | None = term_of("kind", "kind", description="Kind of provider that it counts.")
    target_group: TaxonomyTerm | None = term_of("target-group", "target_group", description="For whom.")
    area: NormArea = column("area", description="In which territories it holds.")
    numerator: float | None = column("numerator", description="Its number; null where nobody has seen it.")
    denominator: float | None = column("denominator", description="For so many people, territories or posts.")
    band_from: int | None = column("band_from", description="Inhabitants from which it holds.")
    band_to: int | None = column("band_to", description="Inhabitants below which it holds.")
    rounding: Rounding = column("rounding", description="How a need is rounded.")
    unit: str = column("unit", description="What the numerator counts.")
    citation: str = column("citation", description="Where the number is published.")
    note: str | None = column("note", description="What to mind.")
    source: Source = related(sources, "source_id", description="The source that gave it.")

    @resolved(description="What it is about, in the wanted language or the next one that has it.")
    def subject(self, info: Info, lang: LangArgument = None) -> str:
        """The subject."""
        subjects: dict[Lang, str] = self.row.stored.norm.subjects
        order = languages_to_try(lang, info.context.languages, NEUTRAL)
        return next((subjects[each] for each in order if each in subjects), next(iter(subjects.values()), ""))

    @resolved(description="Why nothing is computed with it today, or on the day looked back to; else null.")
    def not_used(self, info: Info) -> NormUncertainty | None:
        """The doubt."""
        return uncertainty_of(self.row.stored.norm, day_of(info))


def norm_of(stored: StoredNorm) -> Norm:
    """The norm of a row."""
    return Norm(row=NormRow(stored))


def day_of(info: Info) -> date:
    """The day that norms are judged on."""
    moment = info.context.moment
    return info.context.today() if moment is None else moment.day


async def norm_list(
    info: Info,
    country: Annotated[Country | None, strawberry.argument(description="Only norms of this state.")] = None,
    on: Annotated[
        date | None, strawberry.argument(description="Leaves out what was not in force on that day.")
    ] = None,
    status: Annotated[
        list[NormStatus] | None, strawberry.argument(description="Only norms of these statuses.")
    ] = None,
    category: Annotated[
        str | None, strawberry.argument(description="Only norms of this category and those below it.")
    ] = None,
) -> list[Norm] | None:
    """Norms by id. Raises UnknownTerm."""
    session = info.context.session
    wanted = None if category is None else (await category_keys(session, frozenset({category})))[category]
    found = await read_norms(session, country, on, tuple(status or ()), wanted)
    return [norm_of(one) for one in found]
