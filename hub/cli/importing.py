"""`merezha import`: one file of one region becomes one release."""

from collections import Counter
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from hub.cli.blast import show_blast
from hub.cli.control_totals import show_control_totals
from hub.cli.database import open_database
from hub.cli.output import Json, answer, answers, show_table
from hub.cli.progress import watching
from hub.cli.run_causes import show_causes
from hub.demo import prepare
from hub.domain.vocabulary import RunStatus
from hub.errors import MerezhaError
from hub.ingest.report import Bound, RunReport, Waiver
from importers.region import find_region
from importers.runner import run_region
from importers.tasks.causes import Causes


class ImportStopped(MerezhaError):
    """Nothing of {source} was published{hidden}: {failures} Correct the file, or publish past these bounds
    with {waiver} --reason "…"."""

    code = "IMPORT_STOPPED"


class ImportWouldStop(MerezhaError):
    """The file of {source} would be stopped, because {failures} Correct the file, or publish past these
    bounds with {waiver} --reason "…"."""

    code = "IMPORT_WOULD_STOP"


_COUNTS = (
    "read",
    "accepted",
    "rejected",
    "skipped",
    "added",
    "changed",
    "unchanged",
    "vanished",
    "joined",
    "to_review",
    "moved",
    "retargeted",
)


#: How many causes are shown below the counts.
_FIRST_CAUSES = 5
_WOULD = {
    RunStatus.PUBLISHED: "The file would be published.",
    RunStatus.UNCHANGED: "Nothing would be published: the hub says all of it already.",
}

Waive = Annotated[
    list[Bound] | None,
    typer.Option(help="Publish past this bound of the region; may be repeated, and needs --reason."),
]
Reason = Annotated[str | None, typer.Option(help="Why bounds are waived; recorded with the run.")]
Named = Annotated[int, typer.Option(min=0, help="How many records of each kind of change are named.")]


def import_region(
    region: Annotated[str, typer.Argument(help="The region's code, as `region list` shows it.")],
    file: Annotated[
        Path | None,
        typer.Option(exists=True, help="The file, or a folder of files; by default the region's sample."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the difference, publish nothing.")] = False,
    waive: Waive = None,
    reason: Reason = None,
    named: Named = 20,
    force: Annotated[
        bool, typer.Option("--force", help="Import the file that was imported last once more.")
    ] = False,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day on which the file was true.")
    ] = None,
    json: Json = False,
) -> None:
    """Import a region's file as one release, or none when nothing changed."""
    if bool(waive) != bool(reason):
        raise typer.BadParameter("name the bounds with --waive and say why with --reason")
    waiver = Waiver(frozenset(waive), reason) if waive and reason else None
    found = find_region(region)
    with open_database(judged=False) as url, watching() as watch:
        prepare(url, watch)
        report = run_region(
            found,
            file,
            url,
            dry_run=dry_run,
            waiver=waiver,
            force=force,
            as_of=as_of.date() if as_of else None,
            progress=lambda read, total: watch(found.code, read, total),
        )
    answer(_as_json(report), json, lambda: _show(report, named))
    if report.verdict is RunStatus.STOPPED:
        raise _stopped(report)


def _stopped(report: RunReport) -> MerezhaError:
    """Why nothing of the file was, or would be, published: a trial ends with the same exit code."""
    told = {
        "source": report.source,
        "failures": " ".join(failure.sentence for failure in report.failures),
        "waiver": " ".join(sorted({f"--waive {failure.bound.value}" for failure in report.failures})),
    }
    if report.status is RunStatus.DRY_RUN:
        return ImportWouldStop(**told)
    hidden = f", but {len(report.hidden)} records were hidden" if report.hidden else ""
    return ImportStopped(hidden=hidden, **told)


def _as_json(report: RunReport) -> dict[str, Any]:
    """Return the report with the number of its issues by code."""
    return {**asdict(report), "issue_counts": _issue_counts(report)}


def _issue_counts(report: RunReport) -> dict[str, int]:
    """Return how many issues of each code the run has, the most frequent first."""
    return dict(Counter(issue.code for issue in report.issues).most_common())


def _show(report: RunReport, named: int) -> None:
    """Print a report to a person: what was counted, what would change, what is wrong."""
    counts = {name: getattr(report, name) for name in _COUNTS}
    release = f"release {report.release}" if report.release is not None else "no release"
    answers.print(f"{report.source}: run {report.run} {report.status.value}, {release}, {report.seconds} s")
    show_table(tuple(counts), [tuple(counts.values())])
    if report.placements:
        answers.print()
        show_table(("placed in a", "locations"), report.placements.items())
    show_blast(report, named)
    show_control_totals(report.control_totals)
    if report.issues:
        answers.print()
        show_table(("issues", "number"), _issue_counts(report).items())
        answers.print(f"`merezha run show {report.run}` lists each with its row and value.", markup=False)
        _show_causes(report)
    if report.status is RunStatus.DRY_RUN and report.verdict is not RunStatus.STOPPED:
        answers.print()
        answers.print(_WOULD[report.verdict], markup=False)


def _show_causes(report: RunReport) -> None:
    """Print what would mend most rows, where anything is left to mend."""
    causes = Causes(report.issues).in_order()
    if causes:
        answers.print()
        show_causes(causes[:_FIRST_CAUSES])
        answers.print(f"`merezha run causes {report.run}` lists all {len(causes)} causes.", markup=False)
