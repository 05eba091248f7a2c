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
    row: int | None = None  # of the file; of a vanished record that of the file that last held it


@dataclass(frozen=True, slots=True)
class Shift:
    """A place that a publish would move: farther than a kilometre, or into another territory."""

    record_type: str
    key: str
    name: str
    row: int | None
    metres: int | None  # None when either place has no point
    moved: bool
    retargeted: bool
    from_code: str | None
    from_name: str | None
    to_code: str | None  # None: its territory is no longer told
    to_name: str | None


@dataclass(frozen=True, slots=True)
class FillDrop:
    """A field that fewer records of the file fill than of what is published; shares between 0 and 1."""

    field: str
    published: float
    found: float

    @property
    def drop(self) -> float:
        """By how much of all records the share fell."""
        return self.published - self.found
