"""Bounds that a publish must keep: rows, filled fields, and how much of what is published it touches."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from hub.domain.records import AccessPointRecord, LocationRecord, ProgrammeRecord, ProviderRecord
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


class FillCounter:
    """Counts, over the accepted records, how many fill each field."""

    def __init__(self) -> None:
        self.records = 0
        self._filled: Counter[str] = Counter()

    def add(self, record: ProviderRecord | AccessPointRecord | ProgrammeRecord) -> None:
        """Count one record; programmes have none of the fields."""
        if isinstance(record, ProgrammeRecord):
            return
        self.records += 1
        self._filled.update(set(_filled_fields(record)))

    def join(self, other: "FillCounter") -> None:
        """Count everything that the other one has counted."""
        self.records += other.records
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
        *_rows(assertions, report.read),
        *(
            Failure(
                Bound.FILL,
                f"{fills.share(name):.1%} of the records fill `{name}`, at least {bound:.1%} are expected.",
            )
            for name, bound in assertions.fill.items()
            if fills.share(name) < bound
        ),
        *_drained(assertions.max_fill_drop, report.fill_drops),
        *_shares(assertions, delta, report),
    ]


def _rows(assertions: Assertions, read: int) -> Iterator[Failure]:
    if assertions.min_rows is not None and read < assertions.min_rows:
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
            delta.vanished,
            "are no longer in the file",
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
