"""What `merezha region check` found, for people: what to do, the records and issues, differences."""

from collections.abc import Iterator

from hub.cli.golden_diff import explain
from hub.cli.output import answers, show_table
from hub.domain.records import AccessPointRecord, HarmonisedRecord, Issue, ProviderRecord
from importers.check import CheckReport

_SHOWN_LINES = 40
_SHOWN_RECORDS = 20
_SHOWN_ROWS = 5
_LONGEST = 60


def show_check(reports: list[CheckReport], *, details: bool) -> None:
    """Print one line for each region, then everything that is wrong; `details` adds what came out."""
    columns = ("region", "result", "read", "records", "issues")
    show_table(
        columns,
        ((r.region, _result(r), r.read, len(r.records), len(r.issues)) for r in reports),
    )
    for report in reports:
        _show_lines(report.region, [*_todo(report), *report.problems, *_differences(report)])
        if details and (report.new or report.file):
            _show_records(report)
        if details and (report.updated or report.file or not report.ok):
            _show_issues(report.issues)


def _show_lines(region: str, lines: list[str]) -> None:
    for line in lines[:_SHOWN_LINES]:
        answers.print(f"{region}: {line}", markup=False)
    if len(lines) > _SHOWN_LINES:
        answers.print(f"{region}: and {len(lines) - _SHOWN_LINES} more; --json shows all.", markup=False)


def _todo(report: CheckReport) -> list[str]:
    if not report.todo:
        return []
    advice = "Rows are read when no line says TODO: decide each, then take the word out."
    return [*report.todo, advice]


def _differences(report: CheckReport) -> Iterator[str]:
    """What differs from the golden files; a region without them is told of the way there."""
    if report.file or report.todo or report.problems:
        return
    if report.new and not report.read:
        yield (
            "region.yml and lookups.yml are in order. There is no sample yet: "
            f"`merezha region check {report.region} --file FILE` reads the publisher's file in its place, "
            "and `merezha import` needs none."
        )
    elif report.new and report.records and not report.updated:
        yield (
            "There are no golden files yet. When the records and issues below are right, "
            f"`merezha region check {report.region} --update` keeps them."
        )
    elif not report.new:
        yield from explain(report.diff)


def _show_records(report: CheckReport) -> None:
    """Print the first records with what a person would look at."""
    shown = [_record(record) for record in report.records[:_SHOWN_RECORDS]]
    if not shown:
        return
    answers.print()
    show_table(("key", "name", "territory", "sector", "services"), shown)
    more = len(report.records) - len(shown)
    if more > 0:
        answers.print(f"and {more} more records; expected.jsonl will hold them all whole.", markup=False)


def _record(record: HarmonisedRecord) -> tuple[str, str, str, str, str]:
    territory, sector, services = "", "", ""
    if isinstance(record, AccessPointRecord):
        territory = record.location.territory or ""
    elif isinstance(record, ProviderRecord):
        territory = ", ".join(filter(None, (place.territory for place in record.locations)))
        sector = record.sector.value
        services = ", ".join(service.category or f"«{service.name}»?" for service in record.services)
    return record.key, _short(record.name), territory, sector, services


def _show_issues(issues: list[Issue]) -> None:
    """Print each different issue once, with how often and where it stands."""
    rows: dict[tuple[str, str, str, str], list[int]] = {}
    for issue in issues:
        what = (issue.code, issue.column or "", _short(issue.value or ""), issue.message)
        rows.setdefault(what, []).append(issue.row or 0)
    if not rows:
        return
    answers.print()
    table = [(code, len(found), _where(found), *rest) for (code, *rest), found in rows.items()]
    show_table(("issue", "times", "rows", "column", "value", "what to do"), table[:_SHOWN_LINES])
    if len(table) > _SHOWN_LINES:
        answers.print(f"and {len(table) - _SHOWN_LINES} more.")


def _where(rows: list[int]) -> str:
    return ", ".join(map(str, rows[:_SHOWN_ROWS])) + (", …" if len(rows) > _SHOWN_ROWS else "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _result(report: CheckReport) -> str:
    """Return a region's outcome in a word."""
    if report.todo:
        return "unfinished"
    if report.updated:
        return "updated"
    if report.ok:
        return "ok"
    return "new" if report.new and not report.problems else "differs" if report.diff else "invalid"
