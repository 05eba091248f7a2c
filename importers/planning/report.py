"""What became of the rows of a file with inputs of planning: nothing is left out in silence."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class InputReport:
    """Rows read and matched, and those left out by reason; `notes` name each of these, up to MOST_NOTES.

    `people` are those of the matched rows, `people_left_out` of the others, where the file is about people.
    """

    kind: str
    source: str = ""
    read: int = 0
    matched: int = 0
    people: float = 0
    people_left_out: float = 0
    left_out: Counter[str] = field(default_factory=Counter)
    written: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def match(self, people: float = 0) -> None:
        """Count a row that is used."""
        self.read += 1
        self.matched += 1
        self.people += people

    def leave_out(self, reason: str, note: str, people: float = 0) -> None:
        """Count a row that is not used, and say which."""
        self.read += 1
        self.people_left_out += people
        self.left_out[reason] += 1
        if len(self.notes) < MOST_NOTES:
            self.notes.append(note)

    def first(self) -> str:
        """The first reason why nothing can be used."""
        return self.notes[0] if self.notes else "Its table is empty."


#: Notes that are kept; `left_out` counts all.
MOST_NOTES = 1_000
