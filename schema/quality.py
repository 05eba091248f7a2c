"""How good a source's data is, run by run, in the schema."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from hub.domain.quality import UNPLACED, Fill, Quality, QualityRecord, ServiceMapping, age_days, share
from hub.domain.vocabulary import PrecisionClass, Severity, TerritoryLevel
from hub.store.reads.quality import Measured
from schema.context import Info
from schema.resolved import resolved

if TYPE_CHECKING:
    from schema.source import Run

_SHARE = "Between 0 and 1; null where there is nothing to share."
_BEFORE = "The share that the run before measured; null before it."


@strawberry.type(description="How many of a source's records fill a field.")
class FieldFill:
    """A field's filling."""

    record: QualityRecord = strawberry.field(description="What the field belongs to.")
    field: str = strawberry.field(description="The field's name, as assertions in region.yml write it.")
    filled: int = strawberry.field(description="Records that fill it.")
    of: int = strawberry.field(description="Records that could.")
    share: float | None = strawberry.field(description=_SHARE)
    previous_share: float | None = strawberry.field(description=_BEFORE)


@strawberry.type(description="How many services came to their category in one way.")
class MappingShare:
    """A way of mapping."""

    mapping: ServiceMapping = strawberry.field(description="The relation of their words to it, or why none.")
    services: int = strawberry.field(description="Services.")
    share: float | None = strawberry.field(description=_SHARE)
    previous_share: float | None = strawberry.field(description=_BEFORE)


@strawberry.type(description="How many locations are known how exactly.")
class PrecisionShare:
    """A class of precision."""

    precision: PrecisionClass = strawberry.field(description="What their point stands for.")
    locations: int = strawberry.field(description="Locations where records work.")
    share: float | None = strawberry.field(description=_SHARE)
    previous_share: float | None = strawberry.field(description=_BEFORE)


@strawberry.type(description="How many locations were placed in territories of one rank.")
class LevelShare:
    """A rank of territories."""

    level: TerritoryLevel | None = strawberry.field(
        description="The rank; null for locations that could not be placed."
    )
    locations: int = strawberry.field(description="Locations where records work.")
    share: float | None = strawberry.field(description=_SHARE)
    previous_share: float | None = strawberry.field(description=_BEFORE)


@strawberry.type(description="How often an import complained of something.")
class IssueCount:
    """Issues of one code."""

    code: str = strawberry.field(description="What is wrong; docs/regions.md says what to do.")
    severity: Severity = strawberry.field(description="Whether it cost a row, a value or nothing.")
    count: int = strawberry.field(description="Issues.")
    previous_count: int | None = strawberry.field(
        description="Issues of this code in the run before; null before the first."
    )


@strawberry.type(
    description="How good a source's data was when a run ended. What is said of fields and mappings is the "
    "source's own; joined records count for each source that names them."
)
class SourceQuality:
    """A run's measure of its source."""

    measured: strawberry.Private[Measured]
    measured_at: datetime = strawberry.field(description="When the run ended.")
    providers: int = strawberry.field(description="Providers that the source names.")
    access_points: int = strawberry.field(description="Access points that it names.")
    services: int = strawberry.field(description="Services of its providers, functions included.")
    functions: int = strawberry.field(description="How many of them are functions, parts of packages.")
    locations: int = strawberry.field(description="Locations where its records work.")
    file_day: date | None = strawberry.field(description="The day that its file stands for.")
    newest_capacity: date | None = strawberry.field(
        description="The newest day that its places were counted on; null when none is dated."
    )
    duplicates_pending: int = strawberry.field(description="Pairs with its records that wait for a steward.")
    duplicates_joined: int = strawberry.field(description="Pairs with its records that count as one record.")
    conflicts: int = strawberry.field(
        description="As many fields as `Source.conflicts` listed when the run ended."
    )

    @resolved(description="Days from `fileDay` to the day of this answer.")
    def age_days(self, info: Info) -> int | None:
        """How old the file is."""
        return age_days(self.file_day, info.context.today())

    @resolved(description="Days from `newestCapacity` to the day of this answer; null when none is dated.")
    def capacity_age_days(self, info: Info) -> int | None:
        """How old its numbers of places are."""
        return age_days(self.newest_capacity, info.context.today())

    @resolved(description="Every field that records of this source could fill.")
    def fills(self) -> list[FieldFill]:
        """The filling of fields."""
        before = {(one.record, one.field): one for one in self._before.fills} if self._before else {}
        return [_fill(one, before.get((one.record, one.field))) for one in self.measured.quality.fills]

    @resolved(description="How its services came to their categories, every way included.")
    def mappings(self) -> list[MappingShare]:
        """Shares by relation."""
        now, before = self.measured.quality, self._before
        return [
            MappingShare(
                mapping=one,
                services=now.mappings.get(one, 0),
                share=share(now.mappings.get(one, 0), now.services),
                previous_share=share(before.mappings.get(one, 0), before.services) if before else None,
            )
            for one in ServiceMapping
        ]

    @resolved(description="How exactly its locations are known, every class included.")
    def precisions(self) -> list[PrecisionShare]:
        """Shares by precision."""
        now, before = self.measured.quality, self._before
        return [
            PrecisionShare(
                precision=one,
                locations=now.precisions.get(one, 0),
                share=share(now.precisions.get(one, 0), now.locations),
                previous_share=share(before.precisions.get(one, 0), before.locations) if before else None,
            )
            for one in PrecisionClass
        ]

    @resolved(description="In territories of which rank its locations were placed; ranks that occur.")
    def levels(self) -> list[LevelShare]:
        """Shares by rank."""
        now, before = self.measured.quality, self._before
        return [
            LevelShare(
                level=None if name == UNPLACED else TerritoryLevel(name),
                locations=count,
                share=share(count, now.locations),
                previous_share=share(before.levels.get(name, 0), before.locations) if before else None,
            )
            for name, count in sorted(now.levels.items(), key=lambda one: (-one[1], one[0]))
        ]

    @resolved(description="What the import complained of, errors first, then the most frequent.")
    def issues(self) -> list[IssueCount]:
        """Issues by code."""
        before = self._before
        counts = {one.code: one.count for one in before.issues} if before else {}
        return [
            IssueCount(
                code=one.code,
                severity=one.severity,
                count=one.count,
                previous_count=counts.get(one.code, 0) if before else None,
            )
            for one in self.measured.quality.issues
        ]

    @resolved(description="The run that measured it.")
    async def run(self, info: Info) -> Annotated["Run", strawberry.lazy("schema.source")]:
        """Its run."""
        from schema.source import run_of

        row = await info.context.loaders.runs.load(self.measured.quality.run_id)
        assert row is not None, "a foreign key holds it"
        return run_of(row)

    @resolved(description="What the run before it measured; null for the first.")
    async def previous(self, info: Info) -> "SourceQuality | None":
        """The measure before."""
        if self._before is None:
            return None
        return source_quality(await info.context.loaders.qualities_of_runs.load(self._before.run_id))

    @property
    def _before(self) -> Quality | None:
        return self.measured.before


def source_quality(measured: Measured | None) -> SourceQuality | None:
    """The quality that a run measured, if it did."""
    if measured is None:
        return None
    found = measured.quality
    return SourceQuality(
        measured=measured,
        measured_at=found.measured_at,
        providers=found.providers,
        access_points=found.access_points,
        services=found.services,
        functions=found.functions,
        locations=found.locations,
        file_day=found.file_day,
        newest_capacity=found.newest_capacity,
        duplicates_pending=found.duplicates_pending,
        duplicates_joined=found.duplicates_joined,
        conflicts=found.conflicts,
    )


def _fill(now: Fill, before: Fill | None) -> FieldFill:
    return FieldFill(
        record=now.record,
        field=now.field,
        filled=now.filled,
        of=now.of,
        share=now.share,
        previous_share=before.share if before else None,
    )
