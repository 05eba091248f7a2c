"""Bounds that a publish must keep: rows, filled fields, vanished records."""

from collections import Counter
from collections.abc import Iterator

from hub.domain.records import AccessPointRecord, LocationRecord, ProgrammeRecord, ProviderRecord
from hub.ingest.report import Assertions
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


def broken(assertions: Assertions, read: int, fills: FillCounter, delta: DeltaCounts) -> list[str]:
    """One sentence for each bound that this run breaks."""
    sentences = []
    if assertions.min_rows is not None and read < assertions.min_rows:
        sentences.append(f"{read} rows were read, at least {assertions.min_rows} are expected.")
    if assertions.max_rows is not None and read > assertions.max_rows:
        sentences.append(f"{read} rows were read, at most {assertions.max_rows} are expected.")
    for field, bound in assertions.fill.items():
        share = fills.share(field)
        if share < bound:
            sentences.append(f"{share:.1%} of the records fill `{field}`, at least {bound:.1%} are expected.")
    most = assertions.max_vanished_share
    if most is not None and delta.current and delta.vanished / delta.current > most:
        sentences.append(
            f"{delta.vanished} of {delta.current} records are no longer in the file "
            f"({delta.vanished / delta.current:.1%}), at most {most:.1%} may vanish."
        )
    return sentences
