"""What a number rests on, in the schema: enough to cite it and to compute it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

import strawberry
from strawberry.scalars import JSON

from hub.domain.moments import UnknownRelease
from hub.domain.vocabulary import Country, Lang
from hub.planning import basis as words
from hub.planning.basis import AssumedBy, PopulationBasis, TravelKind
from hub.planning.norms import NormsTold, told_norms
from hub.planning.questions import address_of
from hub.planning.scenario import hash_of
from hub.store.planning.norms import StoredNorm, norms_of_country
from hub.store.reads.sources import newest_release
from hub.store.reads.sources import sources as all_sources
from schema.context import Context, Info
from schema.made import related
from schema.planning.norm import Norm, norm_of
from schema.planning.proof import language
from schema.planning.question import moment_as_json
from schema.resolved import resolved
from schema.scalars import AsOf
from schema.source import Release, Source, release_of
from schema.taxonomy import LangArgument

#: The version of the methods; it rises when the same question would give another answer of the same data.
METHOD_VERSION = "1"


@strawberry.type(description="How an answer was computed.")
class Method:
    """A method."""

    code: str = strawberry.field(description="Its code, as docs/composition.md explains it.")
    version: str = strawberry.field(description="Rises when the same data would give another answer.")

    @resolved(description="What it does, in a sentence.")
    def sentence(self, info: Info, lang: LangArgument = None) -> str:
        """The sentence."""
        return words.METHODS[self.code][language(info, lang)]


@dataclass(frozen=True, slots=True)
class UseOfSource:
    """A source and how many of its rows were used."""

    source_id: int
    rows: int


@strawberry.type(description="A source that an answer used.")
class SourceUse:
    """A source with its rows."""

    row: strawberry.Private[UseOfSource]
    source: Source = related(all_sources, "source_id", description="The source; show its attribution.")
    rows: int = strawberry.field(description="How many of its records were used.")

    @resolved(description="The line to show beside the answer; null where the source asks for none.")
    async def attribution(self, info: Info) -> str | None:
        """Of the source."""
        found = await info.context.loaders.sources.load(self.row.source_id)
        return found.attribution if found else None

    @resolved(
        description="The day that its newest published file stands for; null where it has none, and in the "
        "past."
    )
    async def day(self, info: Info) -> date | None:
        """Of the release that the file made."""
        loaders = info.context.loaders
        run = None if info.context.moment else await loaders.last_runs.load(self.row.source_id)
        release = await loaders.releases.load(run.release) if run and run.release else None
        return release.as_of if release else None


@strawberry.type(description="What was left out of an answer.")
class NotUsed:
    """How many of what, and why."""

    what: str = strawberry.field(description="What: providers, services, places, norms.")
    reason: str = strawberry.field(description="Why: a code.")
    count: int = strawberry.field(description="How many.")
    norms: list[Norm] = strawberry.field(
        description="Which norms, where `what` is norms: of the state of the question, those that its number "
        "does not rest on."
    )
    told: strawberry.Private[words.NotUsed]

    @resolved(description="What was left out and why, for those who read.")
    def sentence(self, info: Info, lang: LangArgument = None) -> str:
        """The sentence."""
        return self.told.sentence(language(info, lang))


@strawberry.type(description="The people whom an answer counts.")
class PopulationUse:
    """Where the people are taken from."""

    basis: PopulationBasis = strawberry.field(description="Where they are taken to live.")
    as_of: date | None = strawberry.field(description="The day of the figures; null where they have none.")
    people: float | None = strawberry.field(description="How many they are.")
    share_at_stated_places: float | None = strawberry.field(
        description="The share of them that lives at places whose people are stated."
    )


@strawberry.type(description="How ways are measured in an answer.")
class TravelUse:
    """A way of measuring ways."""

    kind: TravelKind = strawberry.field(description="How.")
    engine: str | None = strawberry.field(description="The engine or rule; null for straight lines.")
    fetched_at: datetime | None = strawberry.field(description="When a matrix was made; else null.")
    error_percent: float | None = strawberry.field(
        description="By how many percent minutes may be off; null where none are told."
    )


@strawberry.type(description="A value that no source states.")
class Assumption:
    """An assumption."""

    name: str = strawberry.field(description="What is assumed.")
    value: str = strawberry.field(description="The value.")
    unit: str | None = strawberry.field(description="Its unit, if it has one.")
    who: AssumedBy = strawberry.field(description="Whose it is.")
    told: strawberry.Private[words.Assumption]

    @resolved(description="What is assumed, for those who read.")
    def sentence(self, info: Info, lang: LangArgument = None) -> str:
        """The sentence."""
        return self.told.sentence(language(info, lang))


@strawberry.type(description="What to mind about an answer.")
class Caveat:
    """A caveat."""

    code: str = strawberry.field(description="A stable code.")
    sentence: str = strawberry.field(description="What to mind, in the wanted language.")


@strawberry.type(description="What a number rests on: enough to cite it and to compute it again.")
class Basis:
    """The basis of an answer."""

    warnings: strawberry.Private[Sequence[words.Caveat]]
    release: Release = strawberry.field(description="The release that it is of.")
    as_of: AsOf | None = strawberry.field(description="The moment that was asked for; null for the present.")
    question: JSON = strawberry.field(
        description="The question in its canonical form, defaults filled in: codes as the hub's own."
    )
    hash: str = strawberry.field(description="SHA-256 of `question`: equal questions have equal hashes.")
    url: str | None = strawberry.field(
        description="Where this answer is had again, at this release; null where the question is too long "
        "for an address."
    )
    url_newest: str | None = strawberry.field(description="The same with the newest release.")
    method: Method = strawberry.field(description="How it was computed.")
    sources: list[SourceUse] = strawberry.field(description="Sources that it used, the most used first.")
    norms: list[Norm] = strawberry.field(description="Norms that it was computed with.")
    not_used: list[NotUsed] = strawberry.field(description="What was left out, and why.")
    population: PopulationUse | None = strawberry.field(
        description="The people that it counts; null where it counts none."
    )
    travel: TravelUse = strawberry.field(description="How ways are measured.")
    assumptions: list[Assumption] = strawberry.field(description="What is assumed.")

    @resolved(description="What to mind.")
    def caveats(self, info: Info, lang: LangArgument = None) -> list[Caveat]:
        """Codes and sentences."""
        wanted: Lang = language(info, lang)
        return [Caveat(code=one.code, sentence=one.sentence(wanted)) for one in self.warnings]


@dataclass(frozen=True)
class Ground:
    """What an answer knows of its basis: a canonical question, a method and what it used.

    All norms of `country` that are not among `norms` are told as not used. `on_basic_services`: the norm that
    lists the basic services is used where it is certain.
    """

    question: dict[str, Any]
    method: str
    sources: Mapping[int, int]
    travel: TravelKind
    caveats: Sequence[words.Caveat] = ()
    not_used: Sequence[words.NotUsed] = ()
    assumptions: Sequence[words.Assumption] = ()
    population: PopulationUse | None = None
    norms: Sequence[StoredNorm] = ()
    measured: words.Measured = words.STRAIGHT
    country: str | None = None
    on_basic_services: bool = False


async def basis_of(info: Info, ground: Ground, context: Context | None = None) -> Basis:
    """The basis of an answer, of another `context` than the field's where one is given.

    Raises UnknownRelease before the first release.
    """
    asked = context or info.context
    release = await _release(asked)
    told = await _norms(asked, ground, release)
    use = sorted(ground.sources.items(), key=lambda each: (-each[1], each[0]))
    return Basis(
        warnings=ground.caveats,
        release=release,
        as_of=_as_of(asked),
        question=cast(JSON, ground.question),
        hash=hash_of(ground.question),
        url=address_of(ground.question, release.row.number),
        url_newest=address_of(ground.question, None),
        method=Method(code=ground.method, version=METHOD_VERSION),
        sources=[SourceUse(row=UseOfSource(source, rows), rows=rows) for source, rows in use],
        not_used=[
            *(
                NotUsed(what=one.what, reason=one.reason, count=one.count, norms=[], told=one)
                for one in ground.not_used
            ),
            *(
                NotUsed(
                    what="norms",
                    reason=reason,
                    count=len(those),
                    norms=[norm_of(one) for one in those],
                    told=words.NotUsed("norms", reason, len(those)),
                )
                for reason, those in told.not_used.items()
            ),
        ],
        population=ground.population,
        norms=[norm_of(one) for one in told.used],
        travel=TravelUse(
            kind=ground.travel,
            engine=ground.measured.engine,
            fetched_at=ground.measured.fetched_at,
            error_percent=ground.measured.error_percent,
        ),
        assumptions=[
            Assumption(name=one.name, value=one.value, unit=one.unit, who=one.who, told=one)
            for one in ground.assumptions
        ],
    )


async def _norms(context: Context, ground: Ground, release: Release) -> NormsTold:
    """Judged on the day that is looked back to, else that of the release: an answer of a release stays."""
    if ground.country is None:
        return NormsTold(tuple(ground.norms), {})
    day = release.row.as_of if context.moment is None else context.moment.day
    norms = await context.known(norms_of_country, Country(ground.country))
    return told_norms(norms, ground.norms, day, on_basic_services=ground.on_basic_services)


async def _release(context: Context) -> Release:
    moment = context.moment
    if moment is not None and moment.release is not None:
        row = await context.loaders.releases.load(moment.release)
    else:
        row = await newest_release(context.session)
    if row is None:
        raise UnknownRelease(release="yet", newest="none yet")
    return release_of(row)


def _as_of(context: Context) -> AsOf | None:
    moment = moment_as_json(context)
    return None if moment is None else AsOf(moment)
