"""What a publish would do, or was stopped from doing, as `merezha import` shows it to a person."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from hub.cli.output import answers, show_table
from hub.domain.results import RecordChange, Shift
from hub.ingest.report import RunReport


def show_blast(report: RunReport, named: int) -> None:
    """Print the first `named` records of each kind of change, places that move, and fields that drain."""
    by_kind: defaultdict[str, list[RecordChange]] = defaultdict(list)
    for change in report.changes:
        by_kind[change.kind].append(change)
    totals = {"added": report.added, "changed": report.changed, "vanished": report.vanished}
    for kind, changes in by_kind.items():
        rows = [(one.row, one.key, one.name, ", ".join(one.fields)) for one in changes]
        total = max(totals.get(kind, 0), len(changes))
        _show(f"{kind}: {total}", ("row", "key", "name", "fields"), rows, named, total)
    moved = [one for one in report.shifts if one.moved]
    columns = ("row", "key", "name", "metres", "from", "to")
    _show(f"moved more than 1 km: {report.moved}", columns, _shifted(moved), named, report.moved)
    elsewhere = [one for one in report.shifts if one.retargeted]
    title = f"in another territory: {report.retargeted}"
    _show(title, columns, _shifted(elsewhere), named, report.retargeted)
    drops = [
        (one.field, f"{one.published:.1%}", f"{one.found:.1%}", f"-{one.drop:.1%}")
        for one in report.fill_drops
    ]
    _show(
        "filled less than now", ("field", "published", "in the file", "drop"), drops, len(drops), len(drops)
    )


def _shifted(shifts: Sequence[Shift]) -> list[Sequence[Any]]:
    """Return rows of what moves, from where and to where."""
    return [(one.row, one.key, one.name, one.metres, _place(one, 0), _place(one, 1)) for one in shifts]


def _place(shift: Shift, end: int) -> str:
    """Return one end of a shift as code and name."""
    code, name = ((shift.from_code, shift.from_name), (shift.to_code, shift.to_name))[end]
    return " ".join(part for part in (code, name) if part) or "none"


def _show(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], named: int, total: int) -> None:
    if not rows:
        return
    answers.print()
    show_table(columns, rows[:named], title=title)
    if total > named:
        answers.print(
            f"… and {total - min(named, len(rows))} more; --json lists up to 1000, --named changes this."
        )
