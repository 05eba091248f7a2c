"""Medians of repeated measurements as a table, and their section in docs/performance.md."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
_NAMES = {
    "copy": "COPY, the floor",
    "read": "read",
    "map": "read and map",
    "import": "import, file to release",
    "again": "import again, every row compared (`--force`)",
    "known": "import again, known file",
}


@dataclass
class Series:
    """The repeats of one task on one file."""

    file: str
    task: str
    rows: int
    size: int
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peaks: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """The median of the seconds."""
        return median(self.seconds)


HEADINGS = (
    "file",
    "rows",
    "task",
    "seconds, median (least–most)",
    "rows/s",
    "times the floor",
    "processor s",
    "peak MiB",
)


def table(series: Iterable[Series]) -> list[tuple[str, ...]]:
    """One line of text cells for each series, under HEADINGS."""
    known = list(series)
    floors = {each.file: each.middle for each in known if each.task == "copy"}
    return [
        (
            each.file,
            f"{each.rows:,}",
            _NAMES[each.task],
            f"{each.middle:.2f} ({min(each.seconds):.2f}–{max(each.seconds):.2f})",
            f"{each.rows / each.middle:,.0f}",
            f"{each.middle / floors[each.file]:,.1f}" if each.file in floors else "",
            f"{median(each.cpu):.1f}",
            f"{max(each.peaks):.0f}",
        )
        for each in known
    ]


def markdown(lines: Sequence[Sequence[str]]) -> str:
    """HEADINGS and lines as a Markdown table."""
    rows = [HEADINGS, ["---"] * len(HEADINGS), *lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def replace_section(document: str, name: str, text: str) -> str:
    """The document with the text between the section's two marks; raises ValueError without them."""
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, mark, rest = document.partition(begin)
    _, closing, after = rest.partition(end)
    if not mark or not closing:
        raise ValueError(f"the document has no section {name}")
    return f"{before}{begin}{text.strip()}\n{closing}{after}"
