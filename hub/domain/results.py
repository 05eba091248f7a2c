"""What a run found out beside its records: control totals and what a publish would change."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """A number that somebody published, and what the file gives for it; None where it cannot tell."""

    label: str
    declared: int
    cites: str
    found: int | None = None


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What a publish would do to one record; `fields` as table.column, for changed ones only."""

    kind: str
    record_type: str
    key: str
    name: str
    fields: tuple[str, ...] = ()
