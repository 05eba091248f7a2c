"""`merezha region …`: the folders that describe regions."""

from pathlib import Path
from typing import Annotated

import typer

from hub.cli.output import Json, answer, answers, show_table
from hub.cli.region_report import show_check
from importers.check import CheckReport, check
from importers.region import discover, find_region
from importers.scaffold import new_region

region = typer.Typer(help="Regions: folders that say how a region's file is read.", no_args_is_help=True)


@region.command("list")
def list_regions(json: Json = False) -> None:
    """List every region there is."""
    found = [
        {
            "code": one.code,
            "title": one.title,
            "country": one.country,
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
    file: Annotated[
        Path | None,
        typer.Option(exists=True, help="Read the publisher's file instead of the sample; of one region."),
    ] = None,
    json: Json = False,
) -> None:
    """Validate a region and compare what is read from its sample with its golden files; needs no database."""
    if file is not None and (update or len(codes or ()) != 1):
        raise typer.BadParameter("name one region, and no --update: golden files come of a sample.")
    regions = [find_region(code) for code in codes] if codes else discover()
    reports = [check(one, update=update, file=file) for one in regions]
    answer([_as_json(report) for report in reports], json, lambda: show_check(reports, details=bool(codes)))
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
        "  1. decide what is marked TODO in region.yml and take out the word (all keys: docs/regions.md);\n"
        "  2. give the words listed in lookups.yml their codes;\n"
        f"  3. merezha region check {code} --file {file}, until what comes out is right;\n"
        f"  4. merezha import {code} --file {file} --dry-run.\n"
        f"To keep the region with the program: {_sample_step(folder, file)}, and\n"
        f"merezha region check {code} --update keeps what comes out of them."
    )
    answer({"folder": folder}, json, lambda: answers.print(steps, markup=False))


def _sample_step(folder: Path, file: Path) -> str:
    """Return how the sample comes about: a header to write under, or a copy that only a person may empty."""
    if (folder / "sample.csv").is_file():
        return "write some made-up rows into sample.csv"
    return f"save a copy of the file as sample{file.suffix} there, and put made-up rows in place of its own"


def _as_json(report: CheckReport) -> dict[str, object]:
    """Return the outcome without the records, which the golden files hold."""
    return {
        "region": report.region,
        "ok": report.ok,
        "read": report.read,
        "records": len(report.records),
        "issues": len(report.issues),
        "control_totals": report.control_totals,
        "todo": report.todo,
        "problems": report.problems,
        "diff": report.diff,
        "updated": report.updated,
    }
