"""What loading a source of territories did."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CodifierReport:
    """`counts`: how many units, facts or rows met which end; `notes`: sentences on what was left out."""

    kind: str
    source: str
    edition: str
    unchanged: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
