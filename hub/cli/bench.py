"""`merezha bench …`: how well and how fast parts of the hub do their work, measured here and now."""

import json as text_json
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from hub.cli.output import Json, answers, show_json, show_table
from hub.errors import MerezhaError

bench = typer.Typer(help="Benchmarks, run from the project's folder.", no_args_is_help=True)

ROOT = Path(__file__).resolve().parents[2]
_PER = 100_000


class BenchmarksMissing(MerezhaError):
    """The benchmarks are not here: {folder} is missing. Run the command from a copy of the whole project."""

    code = "BENCHMARKS_MISSING"


@bench.command(
    "serve",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
)
def serve_(context: typer.Context) -> None:
    """Serving beside hand-written SQL and PostGraphile; options as `python -m bench.serve --help` tells."""
    done = subprocess.run([*_program("serve"), *context.args], cwd=ROOT, check=False)
    raise typer.Exit(done.returncode)


@bench.command("match")
def match_(
    records: Annotated[
        int, typer.Option(min=0, help="Records of each of two synthetic sources; 0 leaves them out.")
    ] = _PER,
    editions: Annotated[
        Path | None, typer.Option(help="Folder of two real editions, instead of that beside the project.")
    ] = None,
    json: Json = False,
) -> None:
    """Precision and recall of matching at both thresholds, what blocks find, and the time it takes."""
    command = [*_program("match_measure"), "--records", str(records)]
    command += ["--editions", str(editions.absolute())] if editions else []
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    measured = text_json.loads(done.stdout)
    if json:
        show_json(measured)
    else:
        _show(measured)


def _program(name: str) -> list[str]:
    """The command of a benchmark, or BenchmarksMissing."""
    folder = ROOT / "bench"
    if not folder.is_dir():
        raise BenchmarksMissing(folder=folder)
    return [sys.executable, "-m", f"bench.{name}"]


def _show(measured: list[dict[str, Any]]) -> None:
    """Print the measurements to a person: quality, then what blocks and time say, then each case."""
    show_table(
        ("measured on", "threshold", "pairs found", "right", "wanted", "precision", "recall"),
        (
            (one["name"], f"{step} {one[step]['threshold']}", *_quality(one[step]))
            for one in measured
            for step in ("join", "review")
        ),
    )
    pooled = [one for one in measured if one["records"]]
    answers.print()
    show_table(
        ("measured on", "records", "candidates", "in a block", "seconds", "processor", "seconds per 100,000"),
        (
            (
                one["name"],
                one["records"],
                one["candidates"],
                _share(one["blocked"]),
                f"{one['seconds']:.1f}",
                f"{one['processor_seconds']:.1f}",
                f"{one['seconds'] * _PER / one['records']:.1f}",
            )
            for one in pooled
        ),
    )
    answers.print()
    first = [(one["name"], *one["first"]) for one in measured if one["first"]]
    show_table(("measured on", "first in the queue", "right"), first)
    if not any(one["name"].startswith("real") for one in measured):
        answers.print("Real editions were skipped: their folder is missing.")
    answers.print()
    cases = {name: counts for one in measured for name, counts in one["cases"].items()}
    show_table(
        ("case, held out", "pairs", "joined", "for review"),
        ((name, *counts) for name, counts in cases.items()),
    )


def _quality(step: dict[str, Any]) -> tuple[Any, ...]:
    return step["found"], step["right"], step["wanted"], _share(step["precision"]), _share(step["recall"])


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"
