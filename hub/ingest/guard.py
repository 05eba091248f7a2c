"""Bounds that a publish must keep: a whole file, rows, filled fields, what share of records it touches."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from hub.domain.programmes import ProgrammeRecord
from hub.domain.records import FILE_CUT, AccessPointRecord, LocationRecord, ProviderRecord
from hub.domain.results import FillDrop
from hub.ingest.report import Assertions, Bound, Failure, RunReport
from hub.store.compare import DeltaCounts

#: Fields whose share of filled records an assertion may bound.
FILLABLE = (
    "name",
    "kind",
    "sector",
    "identifiers",
    "phones",
    "emails",
    "url",
    "address",
    "territory",
    "point",
    "opening_hours",
    "services",
    "category",
    "capacity",
)


#: A few records may be entered anew for good reasons.
_FEWEST_RENUMBERED = 3


class FillCounter:
    """Counts, over the accepted records, how many fill each field; `all` counts programmes too."""

    def __init__(self) -> None:
        self.records = self.all = 0
        self._filled: Counter[str] = Counter()

    def add(self, record: ProviderRecord | AccessPointRecord | ProgrammeRecord) -> None:
        """Count one record; programmes have none of the fields."""
        self.all += 1
        if isinstance(record, ProgrammeRecord):
            return
        self.records += 1
        self._filled.update(set(_filled_fields(record)))

    def join(self, other: "FillCounter") -> None:
        """Count everything that the other one has counted."""
        self.records += other.records
        self.all += other.all
        self._filled += other._filled

    def share(self, field: str) -> float:
        """Share of records that fill `field`, between 0 and 1; 0 when there are none."""
        return self._filled[field] / self.records if self.records else 0.0


def _filled_fields(record: ProviderRecord | AccessPointRecord) -> Iterator[str]:
    for name in ("name", "phones", "emails", "url"):
        if getattr(record, name):
            yield name
    locations: tuple[LocationRecord, ...]
    if isinstance(record, ProviderRecord):
        locations = record.locations
        yield from _filled_provider_fields(record)
    else:
        locations = (record.location,)
    for location in locations:
        for name in ("address", "territory", "point", "opening_hours"):
            if getattr(location, name):
                yield name


def _filled_provider_fields(record: ProviderRecord) -> Iterator[str]:
    if record.kind:
        yield "kind"
    if record.sector != "unknown":
        yield "sector"
    if record.identifiers:
        yield "identifiers"
    if record.services:
        yield "services"
        if all(service.category for service in record.services):
            yield "category"
        if any(service.capacities for service in record.services):
            yield "capacity"


def fill_drops(fills: FillCounter, records: int, published: Mapping[str, int]) -> list[FillDrop]:
    """The fields that a smaller share of the file's records fills than of what is published, the worst first.

    `published` are counts over `records` records; without any there is nothing to compare with.
    """
    if not records or not fills.records:
        return []
    drops = [FillDrop(name, published[name] / records, fills.share(name)) for name in FILLABLE]
    return sorted((one for one in drops if one.drop > 0), key=lambda one: -one.drop)


def broken(
    assertions: Assertions,
    fills: FillCounter,
    delta: DeltaCounts,
    report: RunReport,
) -> list[Failure]:
    """One failure for each bound that this run breaks; the report knows what was read, moved and drained."""
    return [
        *(Failure(Bound.CUT, issue.message) for issue in report.issues if issue.code == FILE_CUT),
        *_rows(assertions, report.read, holds_nothing=not report.read and not fills.all),
        *_rejected(assertions.max_rejected_share, report),
        *(
            Failure(
                Bound.FILL,
                f"{fills.share(name):.1%} of the records fill `{name}`, at least {bound:.1%} are expected.",
            )
            for name, bound in assertions.fill.items()
            if fills.share(name) < bound
        ),
        *_drained(assertions.max_fill_drop, report.fill_drops),
        *_renumbered(delta, report),
        *_shares(assertions, delta, report),
    ]


def _renumbered(delta: DeltaCounts, report: RunReport) -> Iterator[Failure]:
    """Most of what vanishes comes again under other keys: an export that was numbered anew."""
    if report.renumbered >= _FEWEST_RENUMBERED and 2 * report.renumbered > delta.vanished:
        yield Failure(
            Bound.RENUMBERED,
            f"{report.renumbered} of {delta.vanished} records that vanish come again with the same name and "
            "numbers under another key, as when an export is numbered anew; give the key in region.yml that "
            "stays, such as the number of the organisation.",
        )


def _rejected(most: float | None, report: RunReport) -> Iterator[Failure]:
    if most is not None and report.read and report.rejected / report.read > most:
        yield Failure(
            Bound.REJECTED,
            f"{report.rejected} of {report.read} rows were rejected ({report.rejected / report.read:.1%}), "
            f"at most {most:.1%} may be; `merezha run issues` says why.",
        )


def _rows(assertions: Assertions, read: int, *, holds_nothing: bool) -> Iterator[Failure]:
    if holds_nothing:
        yield Failure(Bound.ROWS, "The file holds no row of a record below its header; ask for a whole file.")
    elif assertions.min_rows is not None and read < assertions.min_rows:
        yield Failure(Bound.ROWS, f"{read} rows were read, at least {assertions.min_rows} are expected.")
    if assertions.max_rows is not None and read > assertions.max_rows:
        yield Failure(Bound.ROWS, f"{read} rows were read, at most {assertions.max_rows} are expected.")


def _drained(most: float | None, drops: Iterable[FillDrop]) -> Iterator[Failure]:
    for one in drops:
        if most is not None and one.drop > most:
            yield Failure(
                Bound.FILL_DROP,
                f"{one.found:.1%} of the records fill `{one.field}`, of those that are published "
                f"{one.published:.1%}; it may fall by {most:.1%} at most.",
            )


def _shares(assertions: Assertions, delta: DeltaCounts, report: RunReport) -> Iterator[Failure]:
    """Bounds on how much of what is published a run may touch."""
    bounds = (
        (
            Bound.VANISHED,
            assertions.max_vanished_share,
            delta.vanished + report.kept,
            f"are no longer in the file, or in {report.kept} rejected rows of it"
            if report.kept
            else "are no longer in the file",
            "vanish",
        ),
        (Bound.CHANGED, assertions.max_changed_share, delta.changed, "would change", "change"),
        (Bound.MOVED, assertions.max_moved_share, report.moved, "would move more than 1 km", "move"),
        (
            Bound.RETARGETED,
            assertions.max_retargeted_share,
            report.retargeted,
            "would lie in another territory",
            "change their territory",
        ),
    )
    for bound, most, count, said, verb in bounds:
        if most is not None and delta.current and count / delta.current > most:
            sentence = (
                f"{count} of {delta.current} records {said} ({count / delta.current:.1%}), "
                f"at most {most:.1%} may {verb}."
            )
            yield Failure(bound, sentence)
