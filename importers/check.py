"""Checking a region without a database: its YAML, its columns, and its sample against the golden files."""

import difflib
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from hub.domain.records import HarmonisedRecord, Issue, RawRow
from hub.domain.results import ControlTotal
from hub.domain.territory import Gazetteer
from importers.bundled import bundled_units
from importers.codifiers.koatuu import past_raions
from importers.control_totals import ControlTotals
from importers.golden import issue_line, read_lines, record_line, write_lines
from importers.lookups import Lookups, load_lookups
from importers.readers.source import nearest
from importers.reading import open_items
from importers.reference.tables import codes_of
from importers.region import Region
from importers.sample import has_sample, sample_of

EXPECTED = "expected.jsonl"
ISSUES = "issues.jsonl"
LOOKUPS = "lookups.yml"


@dataclass(slots=True)
class CheckReport:
    """What a check found.

    `todo` are the lines that `region new` left to the author: until they are decided nothing is read.
    `problems` are sentences, `diff` a unified diff against the golden files; `new`: there are none yet.
    `file` is the name of the publisher's file that was read in place of the sample.
    """

    region: str
    read: int = 0
    records: list[HarmonisedRecord] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    control_totals: list[ControlTotal] = field(default_factory=list)
    todo: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    diff: list[str] = field(default_factory=list)
    new: bool = False
    updated: bool = False
    file: str | None = None

    @property
    def ok(self) -> bool:
        """Whether the region is as its golden files say, and nothing is wrong with its YAML."""
        return not self.todo and not self.problems and not self.diff


def check(region: Region, *, update: bool = False, file: Path | None = None) -> CheckReport:
    """Map the region's sample and compare; `update` rewrites the golden files instead of comparing.

    With `file` the publisher's own file is mapped, and nothing is compared or written. A new region needs no
    sample before its golden files are to be kept. Raises InvalidYaml, InvalidRegion, RegionFileMissing,
    SampleNotAlone and errors of `importers.readers`.
    """
    is_new = not (region.folder / EXPECTED).is_file()
    report = CheckReport(region.code, todo=_left_to_do(region), new=is_new, file=file.name if file else None)
    if report.todo:
        return report
    lookups = load_lookups(region.folder)
    report.problems += _unknown_codes(region, lookups)
    if file is None and is_new and not update and not has_sample(region):
        return report
    _map_file(region, lookups, report, file or sample_of(region))
    report.problems += [issue.message for issue in report.issues if issue.code == "UNMAPPED_COLUMN"]
    if file is not None:
        return report
    if report.read == 0 and (update or not is_new):
        report.problems.append(
            "The sample holds no rows; put a dozen typical ones into it, without people's data."
        )
    if report.read == 0 and is_new:
        return report
    actual = {
        EXPECTED: [record_line(record) for record in report.records],
        ISSUES: [issue_line(issue) for issue in report.issues],
    }
    for name, lines in actual.items():
        path = region.folder / name
        if update:
            report.updated = report.updated or read_lines(path) != lines or not path.is_file()
            write_lines(path, lines)
        else:
            before = read_lines(path)
            report.diff += difflib.unified_diff(
                before, lines, f"{name} (golden)", f"{name} (now)", "", "", 0, ""
            )
    return report


def _map_file(region: Region, lookups: Lookups, report: CheckReport, path: Path) -> None:
    gazetteer = bundled_gazetteer()
    totals = ControlTotals(region, gazetteer)
    with open_items(region, lookups, gazetteer, path) as reading:
        for item in reading.items:
            if isinstance(item, RawRow):
                report.read += 1
            elif isinstance(item, Issue):
                report.issues.append(item)
            else:
                totals.add(item)
                report.records.append(item)
    report.control_totals = totals.found()


def _unknown_codes(region: Region, lookups: Lookups) -> list[str]:
    """Sentences on codes in lookups.yml that no taxonomy has."""
    named = [("kind", "kinds", code) for code in lookups.kind.values()]
    meanings = [one for several in lookups.category.values() for one in several or ()]
    named += [("category", "categories", one.category) for one in meanings]
    groups = [*lookups.target_groups.values(), *(one.target_groups for one in meanings)]
    named += [("target_groups", "target_groups", code) for several in groups for code in several or ()]
    named += [("funding", "funding", code) for several in lookups.funding.values() for code in several or ()]
    return [
        f"{LOOKUPS}, line {_line_of(region, code)}: {code!r} is no code of {table};"
        f" {nearest(code, sorted(codes_of(file)))} (importers/reference/{file}.csv)."
        for table, file, code in dict.fromkeys(named)
        if code and code not in codes_of(file)
    ]


def _line_of(region: Region, code: str) -> int:
    """The first line of lookups.yml where the code stands as a value."""
    value = re.compile(rf"[:,\[]\s*['\"]?{re.escape(code)}(?![\w.-])")
    lines = (region.folder / LOOKUPS).read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if value.search(line)), 1)


def _left_to_do(region: Region) -> list[str]:
    """Every line that still says TODO, with its place."""
    return [
        f"{path.name}, line {number}: {line.strip()}"
        for path in sorted(region.folder.glob("*.yml"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if "TODO" in line
    ]


@cache
def bundled_gazetteer() -> Gazetteer:
    """The territories that come with the project, as the demo loads them."""
    return Gazetteer(bundled_units(), past_raions())
