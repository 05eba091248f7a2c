"""Sources, their runs, releases and control totals; provenance and history of records."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from hub.domain.vocabulary import ChangeKind, RunStatus, SourceKind
from hub.store.listings import On, RunListing
from hub.store.reads.provenance import ClaimRow
from hub.store.reads.sources import ChangeRow, ReleaseRow, RunRow, SourceRow
from schema.connection import After, Before, Connection, First, Last, window_of
from schema.context import Info
from schema.node import Node, encode_id
from schema.quality import SourceQuality, source_quality
from schema.resolved import resolved

if TYPE_CHECKING:
    from schema.conflict import ConflictConnection
    from schema.territory import Territory


@strawberry.type(description="A numbered state of the whole hub: what a report should cite.")
class Release(Node):
    """A release."""

    number: int = strawberry.field(description="The release's number, one higher with every publish.")
    published_at: datetime = strawberry.field(description="When it was published.")
    as_of: date = strawberry.field(
        description="The day that its file stands for: from this day on `asOf` counts it."
    )
    providers: int = strawberry.field(description="Providers in the hub after this release.")
    services: int = strawberry.field(description="Services in the hub after this release.")
    access_points: int = strawberry.field(description="Access points in the hub after this release.")


def release_of(row: ReleaseRow) -> Release:
    """The release of a row."""
    return Release(
        id=encode_id("Release", row.number),
        number=row.number,
        published_at=row.published_at,
        as_of=row.as_of,
        providers=row.providers,
        services=row.services,
        access_points=row.access_points,
    )


@strawberry.type(description="One import of one file of a source.")
class Run(Node):
    """An import run."""

    row: strawberry.Private[RunRow]
    status: RunStatus = strawberry.field(description="How it ended.")
    started_at: datetime = strawberry.field(description="When it began.")
    finished_at: datetime | None = strawberry.field(description="When it ended; null while it runs.")
    file: str = strawberry.field(description="Name of the file that was read.")
    file_hash: str = strawberry.field(description="SHA-256 of the file, hexadecimal.")
    read: int = strawberry.field(description="Rows read.")
    accepted: int = strawberry.field(description="Rows that became records.")
    rejected: int = strawberry.field(description="Rows that did not.")
    added: int = strawberry.field(description="Records that are new.")
    changed: int = strawberry.field(description="Records that changed.")
    unchanged: int = strawberry.field(description="Records that stayed as they were.")
    vanished: int = strawberry.field(description="Records that the file no longer names.")
    release: int | None = strawberry.field(
        description="Number of the release it made; null when it made none."
    )
    waiver: str | None = strawberry.field(
        description="Why the source's assertions were waived; null if they held."
    )

    @resolved(description="The source whose file was read.")
    async def source(self, info: Info) -> "Source":
        """Its source."""
        return await source_by_id(info, self.row.source_id)

    @resolved(description="How good the source's data was when it ended; null if its file was not taken.")
    async def quality(self, info: Info) -> SourceQuality | None:
        """What it measured."""
        return source_quality(await info.context.loaders.qualities_of_runs.load(self.row.id))


def run_of(row: RunRow) -> Run:
    """The run of a row."""
    return Run(
        id=encode_id("Run", row.id),
        row=row,
        status=RunStatus(row.status),
        started_at=row.started_at,
        finished_at=row.finished_at,
        file=row.file_name,
        file_hash=row.file_hash,
        read=row.read,
        accepted=row.accepted,
        rejected=row.rejected,
        added=row.added,
        changed=row.changed,
        unchanged=row.unchanged,
        vanished=row.vanished,
        release=row.release,
        waiver=row.waiver,
    )


@strawberry.type(description="Runs of a source, the newest first.")
class RunConnection(Connection[Run]):
    """A list of runs."""

    def node_of(self, row: RunRow) -> Run:
        """The run of a row."""
        return run_of(row)


@strawberry.type(description="A total that was published elsewhere, beside what the hub counts.")
class ControlTotal:
    """A control total."""

    label: str = strawberry.field(description="What is counted.")
    declared: int = strawberry.field(description="The published figure.")
    found: int | None = strawberry.field(description="What the hub counts; null where it cannot.")
    cites: str = strawberry.field(description="Where the figure was published.")


@strawberry.type(
    description="A register or reference data that the hub reads, with its licence (HSDS: metadata)."
)
class Source(Node):
    """A source."""

    row: strawberry.Private[SourceRow]
    code: str = strawberry.field(description="The source's code, as filters name it.")
    kind: SourceKind = strawberry.field(description="Register or reference data.")
    title: str = strawberry.field(description="Its title.")
    publisher: str | None = strawberry.field(description="Who publishes it.")
    licence: str | None = strawberry.field(description="The licence of its data; null when not stated.")
    attribution: str | None = strawberry.field(description="The line to show wherever its data is shown.")
    url: str | None = strawberry.field(description="Where it is published.")
    is_sample: bool = strawberry.field(
        description="Whether the project itself wrote the file, to show the shape of such registers."
    )
    edition: str | None = strawberry.field(description="Of reference data: which edition is loaded.")
    loaded_at: datetime | None = strawberry.field(description="Of reference data: when it was loaded.")

    @resolved(description="The territory that the source may speak of; null for no bound.")
    async def jurisdiction(
        self, info: Info
    ) -> Annotated["Territory", strawberry.lazy("schema.territory")] | None:
        """Nothing outside it is taken from the source."""
        from schema.territory import territory_by_id

        return await territory_by_id(info, self.row.jurisdiction_id)

    @resolved(description="The newest import run; null before the first.")
    async def last_run(self, info: Info) -> Run | None:
        """Its last run."""
        row = await info.context.loaders.last_runs.load(self.row.id)
        return run_of(row) if row else None

    @resolved(description="How good its data is, as the newest measured run found; null before the first.")
    async def quality(self, info: Info) -> SourceQuality | None:
        """Its quality."""
        return source_quality(await info.context.loaders.qualities.load(self.row.id))

    @resolved(description="All import runs, the newest first.")
    async def runs(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> RunConnection:
        """Its runs."""
        window = window_of(info, first, after, last, before)
        return RunConnection(listing=RunListing(On.SOURCE), window=window, group=self.row.id)

    @resolved(description="Fields in which it and another source, or a steward, say different things.")
    async def conflicts(
        self,
        info: Info,
        field: Annotated[
            str | None, strawberry.argument(description="Only conflicts about this field, as claims name it.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Annotated["ConflictConnection", strawberry.lazy("schema.conflict")]:
        """Conflicts that it takes part in, whether its claim is published or not."""
        from schema.conflict import conflict_connection

        window = window_of(info, first, after, last, before)
        return await conflict_connection(info, self.code, field, window)

    @resolved(description="Published totals and what the hub counts.")
    async def control_totals(self, info: Info) -> list[ControlTotal]:
        """Its control totals."""
        rows = await info.context.loaders.control_totals.load(self.row.id)
        return [
            ControlTotal(label=row.label, declared=row.declared, found=row.found, cites=row.cites)
            for row in rows
        ]


def source_of(row: SourceRow) -> Source:
    """The source of a row."""
    return Source(
        id=encode_id("Source", row.code),
        row=row,
        code=row.code,
        kind=SourceKind(row.kind),
        title=row.title,
        publisher=row.publisher,
        licence=row.licence,
        attribution=row.attribution,
        url=row.url,
        is_sample=row.is_sample,
        edition=row.edition,
        loaded_at=row.loaded_at,
    )


async def source_by_id(info: Info, identity: int) -> Source:
    """A source that a record refers to."""
    row = await info.context.loaders.sources.load(identity)
    assert row is not None, "a foreign key holds it"
    return source_of(row)


@strawberry.type(description="Sources by code.")
class SourceConnection(Connection[Source]):
    """A list of sources."""

    def node_of(self, row: SourceRow) -> Source:
        """The source of a row."""
        return source_of(row)


@strawberry.type(description="Where in a file something stood.")
class RecordReference:
    """A row of a file."""

    row: int | None = strawberry.field(description="Row number, as a spreadsheet shows it.")
    file: str = strawberry.field(description="Name of the file.")


@strawberry.type(description="What a source says of one field of a record.")
class Claim:
    """A claim."""

    source_id: strawberry.Private[int]
    field: str = strawberry.field(description="The field that is spoken of.")
    value: str = strawberry.field(description="The value as it is published, as text.")
    raw: str | None = strawberry.field(
        description="The source's own words, where they differ and may be shown."
    )
    record: RecordReference = strawberry.field(description="Where the source says it.")
    claimed_at: date = strawberry.field(description="The day the file stands for.")
    won: bool = strawberry.field(description="Whether this claim is the one that is published.")
    author: str | None = strawberry.field(description="Of a correction: the steward who made it.")
    reason: str | None = strawberry.field(description="Of a correction: why it was made.")

    @resolved(description="The source that says it.")
    async def source(self, info: Info) -> Source:
        """Who says it."""
        return await source_by_id(info, self.source_id)


def claim_of(row: ClaimRow) -> Claim:
    """The claim of a row."""
    return Claim(
        source_id=row.source_id,
        field=row.field,
        value=row.value,
        raw=row.raw,
        record=RecordReference(row=row.row, file=row.file),
        claimed_at=row.claimed_at,
        won=row.won,
        author=row.author,
        reason=row.reason,
    )


async def provenance_of(info: Info, record_id: Any) -> list[Claim]:
    """Every claim about a record."""
    return [claim_of(row) for row in await info.context.loaders.claims.load(record_id)]


@strawberry.type(description="What a release did to a record.")
class Change:
    """A change."""

    release: int = strawberry.field(description="The release's number.")
    at: datetime = strawberry.field(description="When it was published.")
    change: ChangeKind = strawberry.field(description="What it did.")


def change_of(row: ChangeRow) -> Change:
    """The change of a row."""
    return Change(release=row.release, at=row.at, change=ChangeKind(row.kind))


async def history_of(info: Info, record_id: Any) -> list[Change]:
    """Every change of a record, the newest first."""
    return [change_of(row) for row in await info.context.loaders.changes.load(record_id)]
