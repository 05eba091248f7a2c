"""What a run found out beside its records: control totals and what a publish would change."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """A number that somebody published, and what the file gives for it; None where it cannot tell.

    `found` is what all rows give, `found_real` and `found_synthetic` what rows of either kind give alone. A
    count of different codes may find the same code among both. `of_people` tells whether it counts people, as
    sums of `served` and `waiting` do; None where nobody told.
    """

    label: str
    declared: int
    cites: str
    found: int | None = None
    found_real: int | None = None
    found_synthetic: int | None = None
    of_people: bool | None = None

    @property
    def finding(self) -> str:
        """What was found in words: "45", or where some of it is made up "45: 9 real and 36 synthetic"."""
        if self.found is None:
            return ""
        if not self.found_synthetic:
            return str(self.found)
        return f"{self.found}: {self.found_real or 0} real and {self.found_synthetic} synthetic"


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
