"""Sources, their runs, releases and control totals; provenance and history of records."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from hub.domain.vocabulary import ChangeKind, ClaimBasis, RunStatus, SourceKind
from hub.store.listings import On, RunListing
from hub.store.reads import sources as reads
from hub.store.reads.provenance import ClaimRow
from hub.store.reads.sources import ChangeRow, ControlTotalRow, ReleaseRow, RunRow, SourceRow
from hub.store.reads.territories import territories
from schema.connection import After, Before, Connection, First, Last, window_of
from schema.context import Info
from schema.made import column, global_id, listed, related, same_row
from schema.node import Node
from schema.quality import SourceQuality, source_quality
from schema.resolved import resolved

if TYPE_CHECKING:
    from schema.conflict import ConflictConnection
    from schema.territory import Territory


@strawberry.type(description="A numbered state of the whole hub: what a report should cite.")
class Release(Node):
    """A release."""

    row: strawberry.Private[ReleaseRow]
    id: strawberry.ID = global_id("Release", "number")
    number: int = column("number", description="The release's number, one higher with every publish.")
    published_at: datetime = column("published_at", description="When it was published.")
    as_of: date = column(
        "as_of", description="The day that its file stands for: from this day on `asOf` counts it."
    )
    providers: int = column("providers", description="Providers in the hub after this release.")
    services: int = column("services", description="Services in the hub after this release.")
    access_points: int = column("access_points", description="Access points in the hub after this release.")


def release_of(row: ReleaseRow) -> Release:
    """The release of a row."""
    return Release(row=row)


@strawberry.type(description="One import of one file of a source.")
class Run(Node):
    """An import run."""

    row: strawberry.Private[RunRow]
    id: strawberry.ID = global_id("Run", "id")
    status: RunStatus = column(
        "status", description="How it ended; FAILED also when its process was killed before it could say so."
    )
    started_at: datetime = column("started_at", description="When it began.")
    finished_at: datetime | None = column(
        "finished_at", description="When it ended; null while it runs, and when it was killed."
    )
    file: str = column("file_name", description="Name of the file that was read.")
    file_hash: str = column("file_hash", description="SHA-256 of the file, hexadecimal.")
    read: int = column("read", description="Rows read.")
    accepted: int = column("accepted", description="Rows that became records.")
    rejected: int = column("rejected", description="Rows that did not.")
    added: int = column("added", description="Records that are new.")
    changed: int = column("changed", description="Records that changed.")
    unchanged: int = column("unchanged", description="Records that stayed as they were.")
    vanished: int = column("vanished", description="Records that the file no longer names.")
    release: int | None = column(
        "release", description="Number of the release it made; null when it made none."
    )
    waiver: str | None = column(
        "waiver", description="Why the source's assertions were waived; null if they held."
    )

    source: "Source" = related(reads.sources, "source_id", description="The source whose file was read.")

    @resolved(description="How good the source's data was when it ended; null if its file was not taken.")
    async def quality(self, info: Info) -> SourceQuality | None:
        """What it measured."""
        return source_quality(await info.context.loaders.qualities_of_runs.load(self.row.id))


def run_of(row: RunRow) -> Run:
    """The run of a row."""
    return Run(row=row)


@strawberry.type(description="Runs of a source, the newest first.")
class RunConnection(Connection[Run]):
    """A list of runs."""

    def node_of(self, row: RunRow) -> Run:
        """The run of a row."""
        return run_of(row)


@strawberry.type(description="A total that was published elsewhere, beside what the hub counts.")
class ControlTotal:
    """A control total."""

    row: strawberry.Private[ControlTotalRow]
    label: str = column("label", description="What is counted.")
    declared: int = column("declared", description="The published figure.")
    found: int | None = column(
        "found", description="What the hub counts, made-up rows included; null where it cannot."
    )
    found_real: int | None = column(
        "found_real",
        description="What rows that are not made up give alone; null where the hub cannot count it, or "
        "counted it before it told the two apart.",
    )
    found_synthetic: int | None = column(
        "found_synthetic",
        description="What made-up rows give alone. Where different codes are counted, a code that both have "
        "counts in both.",
    )
    cites: str = column("cites", description="Where the figure was published.")


@strawberry.type(
    description="A register or reference data that the hub reads, with its licence (HSDS: metadata)."
)
class Source(Node):
    """A source."""

    row: strawberry.Private[SourceRow]
    id: strawberry.ID = global_id("Source", "code")
    code: str = column("code", description="The source's code, as filters name it.")
    kind: SourceKind = column("kind", description="Register or reference data.")
    title: str = column("title", description="Its title.")
    publisher: str | None = column("publisher", description="Who publishes it.")
    licence: str | None = column("licence", description="The licence of its data; null when not stated.")
    attribution: str | None = column(
        "attribution", description="The line to show wherever its data is shown."
    )
    url: str | None = column("url", description="Where it is published.")
    is_sample: bool = column(
        "is_sample",
        description="Whether the project itself wrote the file, to show the shape of such registers.",
    )
    edition: str | None = column("edition", description="Of reference data: which edition is loaded.")
    loaded_at: datetime | None = column("loaded_at", description="Of reference data: when it was loaded.")

    jurisdiction: Annotated["Territory", strawberry.lazy("schema.territory")] | None = related(
        territories,
        "jurisdiction_id",
        description="The territory that the source may speak of; null for no bound.",
    )

    last_run: Run | None = related(
        reads.last_runs,
        "id",
        description="The newest run that concerns readers: one that published its file, or found nothing new "
        "in it. Trials (dry runs), stopped and failed runs are never it; null before the first.",
    )

    @resolved(description="How good its data is, as the newest measured run found; null before the first.")
    async def quality(self, info: Info) -> SourceQuality | None:
        """Its quality."""
        return source_quality(await info.context.loaders.qualities.load(self.row.id))

    @listed("id", description="All import runs, the newest first.")
    async def runs(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> RunConnection:
        """Its runs."""
        info.context.note_clock()
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
        return await conflict_connection(info, self.row.code, field, window)

    control_totals: list[ControlTotal] = related(
        reads.control_totals, "id", description="Published totals and what the hub counts."
    )


def source_of(row: SourceRow) -> Source:
    """The source of a row."""
    return Source(row=row)


@strawberry.type(description="Sources by code.")
class SourceConnection(Connection[Source]):
    """A list of sources."""

    def node_of(self, row: SourceRow) -> Source:
        """The source of a row."""
        return source_of(row)


@strawberry.type(description="Where in a file something stood.")
class RecordReference:
    """A row of a file."""

    row: strawberry.Private[ClaimRow]
    number: int | None = column("row", name="row", description="Row number, as a spreadsheet shows it.")
    column_name: str | None = column(
        "column",
        name="column",
        description="Column of the file; several where they make the value together. Null where not known.",
    )
    file: str = column("file", description="Name of the file.")


@strawberry.type(description="What a source says of one field of a record.")
class Claim:
    """A claim."""

    row: strawberry.Private[ClaimRow]
    field: str = column("field", description="The field that is spoken of.")
    value: str = column("value", description="The value as it is published, as text.")
    raw: str | None = column("raw", description="The source's own words, where they differ and may be shown.")
    raw_erased: bool = column(
        "raw_erased", description="Whether a steward erased the source's own words, so that `raw` is null."
    )
    how: ClaimBasis = column(
        "how",
        description="What the value rests on. What the hub only takes by default, such as ACTIVE in a file "
        "without a status, nobody claims.",
    )
    rule: str | None = column(
        "rule",
        description="Of a derived value: the rule that made it, as docs/graphql.md lists them; else null.",
    )
    record: RecordReference = same_row(
        description="Where the source says it: in the file that first said it so, with its row."
    )
    claimed_at: date = column("claimed_at", description="The day that this file stands for.")
    won: bool = column("won", description="Whether this claim is the one that is published.")
    author: str | None = column("author", description="Of a correction: the steward who made it.")
    reason: str | None = column("reason", description="Of a correction: why it was made.")

    source: Source = related(reads.sources, "source_id", description="The source that says it.")


def claim_of(row: ClaimRow) -> Claim:
    """The claim of a row."""
    return Claim(row=row)


@strawberry.type(description="What a release did to a record.")
class Change:
    """A change."""

    row: strawberry.Private[ChangeRow]
    release: int = column("release", description="The release's number.")
    at: datetime = column("at", description="When it was published.")
    change: ChangeKind = column("kind", description="What it did.")
