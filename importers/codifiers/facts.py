"""What readers of facts give back: the facts, and what became of the file's rows."""

from collections import Counter
from dataclasses import dataclass, field

from hub.domain.territory import UnitFacts


@dataclass(slots=True)
class FactsRead:
    """Facts by a unit's own code; `counts` by outcome; `notes` are sentences on rows left out.

    `series` tells apart files of one kind that do not replace each other, such as two years' populations.
    """

    facts: list[UnitFacts] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    series: str = ""

    def leave_out(self, outcome: str, note: str) -> None:
        """Count a row that gives no fact, and say which."""
        self.counts[outcome] += 1
        self.notes.append(note)
