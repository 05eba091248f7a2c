"""`merezha region …`: the folders that describe regions."""

from pathlib import Path
from typing import Annotated

import typer

from hub.cli.golden_diff import explain
from hub.cli.output import Json, answer, answers, show_table
from importers.check import CheckReport, check
from importers.region import discover, find_region
from importers.scaffold import new_region

_SHOWN_LINES = 40

region = typer.Typer(help="Regions: folders that say how a region's file is read.", no_args_is_help=True)


@region.command("list")
def list_regions(json: Json = False) -> None:
    """List every region there is."""
    found = [
        {
            "code": one.code,
            "title": one.title,
            "country": one.country.value,
            "jurisdiction": one.jurisdiction,
            "row": one.row,
            "sample": one.sample,
            "licence": one.licence,
        }
        for one in discover()
    ]
    columns = ("code", "title", "country", "jurisdiction", "row", "sample", "licence")
    answer(found, json, lambda: show_table(columns, ([one[name] for name in columns] for one in found)))


@region.command("check")
def check_regions(
    codes: Annotated[list[str] | None, typer.Argument(help="Regions to check; all when left out.")] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Write what was read to the golden files instead of comparing.")
    ] = False,
    json: Json = False,
) -> None:
    """Validate a region and compare what is read from its sample with its golden files; needs no database."""
    regions = [find_region(code) for code in codes] if codes else discover()
    reports = [check(one, update=update) for one in regions]
    answer([_as_json(report) for report in reports], json, lambda: _show(reports))
    if not all(report.ok for report in reports):
        raise typer.Exit(1)


@region.command()
def new(
    code: Annotated[
        str, typer.Argument(help="The new region's code: country, underscore, ISO 3166-2 part: ua_46.")
    ],
    file: Annotated[
        Path, typer.Option("--from", exists=True, dir_okay=False, help="A file of the region's publisher.")
    ],
    json: Json = False,
) -> None:
    """Make a region's folder from its publisher's file: every column, with a guess where there is one."""
    folder = new_region(code, file)
    steps = (
        f"The folder {folder} lists the file's columns. Next:\n"
        "  1. decide what is marked TODO in region.yml and lookups.yml (docs/regions.md lists every key);\n"
        "  2. write some made-up rows into sample.csv;\n"
        f"  3. merezha region check {code}"
    )
    answer({"folder": folder}, json, lambda: answers.print(steps, markup=False))


def _as_json(report: CheckReport) -> dict[str, object]:
    """Return the outcome without the records, which the golden files hold."""
    return {
        "region": report.region,
        "ok": report.ok,
        "read": report.read,
        "records": len(report.records),
        "issues": len(report.issues),
        "control_totals": report.control_totals,
        "problems": report.problems,
        "diff": report.diff,
        "updated": report.updated,
    }


def _show(reports: list[CheckReport]) -> None:
    """Print one line for each region, then everything that is wrong."""
    columns = ("region", "result", "read", "records", "issues")
    show_table(
        columns,
        ((r.region, _result(r), r.read, len(r.records), len(r.issues)) for r in reports),
    )
    for report in reports:
        lines = [*report.problems, *explain(report.diff)]
        for line in lines[:_SHOWN_LINES]:
            answers.print(f"{report.region}: {line}", markup=False)
        if len(lines) > _SHOWN_LINES:
            answers.print(
                f"{report.region}: and {len(lines) - _SHOWN_LINES} more; --json shows all.", markup=False
            )


def _result(report: CheckReport) -> str:
    """Return a region's outcome in a word."""
    if report.updated:
        return "updated"
    return "ok" if report.ok else "differs" if report.diff else "invalid"
