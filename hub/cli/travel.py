"""`merezha travel …`: travel times that planning counts with, from a file or an engine."""

from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from hub import settings
from hub.cli.database import open_database
from hub.cli.inputs import DryRun, Licence, Publisher, SourceCode, Title, source_of
from hub.cli.output import Json, answer, show_fields, show_table
from hub.cli.people import show_report
from hub.cli.progress import watching
from hub.demo import prepare
from hub.jobs.travel import KIND
from hub.planning.scenario import hash_of
from hub.settings import JobSettings
from hub.store.connection import connect
from hub.store.inputs.travel import TravelCandidates
from hub.store.jobs.asking import JobRequest, JobState, release_now, request_job
from hub.store.planning.once import ask_once
from hub.store.planning.travel import MatrixSource, read_matrices
from importers.planning.engines import Engine, Router
from importers.planning.filling import fill_travel
from importers.planning.report import InputReport
from importers.planning.travel import load_travel

travel = typer.Typer(help="Travel times: from a file, or from an engine that you run.", no_args_is_help=True)

Profile = Annotated[str | None, typer.Option(help="Means of travel, as the engine calls it.")]


@travel.command()
def load(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="CSV: origin, destination, minutes, km.")
    ],
    profile: Profile = None,
    source: SourceCode = None,
    title: Title = None,
    publisher: Publisher = None,
    licence: Licence = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Load times between territories (by code), providers and locations (by id); no minutes are no road."""
    given = source_of(file, "travel", source, title, publisher, licence)
    with open_database() as url:
        prepare(url)
        report = load_travel(url, file, given, profile or "car", dry_run=dry_run)
    answer(report, json, lambda: _show(report, dry_run))


@travel.command()
def fill(
    engine: Annotated[Engine, typer.Option(help="What runs at the URL.")],
    url: Annotated[str, typer.Option(help="Where it runs, such as http://127.0.0.1:5000.")],
    within: Annotated[str, typer.Option(metavar="CODE", help="The territory to fill, by any of its codes.")],
    profile: Profile = None,
    most_km: Annotated[
        float, typer.Option(min=1, max=1000, help="Pairs farther apart in a straight line are left out.")
    ] = 60,
    candidates: Annotated[
        TravelCandidates | None,
        typer.Option(help="Fetch times to these places for new centres too; without it to providers alone."),
    ] = None,
    key: Annotated[
        str | None, typer.Option(envvar="MEREZHA_TRAVEL_KEY", help="What the engine wants as Authorization.")
    ] = None,
    seconds: Annotated[float, typer.Option(min=1, max=3600, help="How long one request may take.")] = 60,
    job: Annotated[
        bool,
        typer.Option("--job", help="Let a worker do it, which has a key of its own in MEREZHA_TRAVEL_KEY."),
    ] = False,
    json: Json = False,
) -> None:
    """Fetch times from an engine, from settlements to where providers work, and keep them as a matrix.

    What was fetched before an end, within the last day, is not fetched again.
    """
    current = settings.load()
    with Router(engine, url, profile, key, seconds) as router, open_database() as database:
        if job:
            question: dict[str, Any] = {"within": within, "most_km": most_km, "seconds": seconds}
            if candidates is not None:
                question["candidates"] = candidates.value
            asked = {**question, "engine": engine.value, "url": router.url, "profile": router.profile}
            state = _ask(database, asked, current.jobs)
            answer(state, json, lambda: show_fields(state))
            return
        with watching() as watch:
            prepare(database, watch)
            folder = current.cluster.home / "travel"
            told = partial(watch, "travel times")
            report = fill_travel(database, router, within, most_km, told, folder, candidates)
    answer(report, json, lambda: _show(report, dry_run=False))


def _ask(database: str, question: dict[str, Any], bounds: JobSettings) -> JobState:
    with connect(database) as connection:
        asked = JobRequest(KIND, question, hash_of(question), release_now(connection))
        return request_job(connection, asked, bounds)


@travel.command("list")
def list_matrices(json: Json = False) -> None:
    """List the matrices that the hub holds, the newest first."""
    with open_database() as url:
        found = ask_once(url, read_matrices)
    answer(found, json, lambda: _list(found))


def _show(report: InputReport, dry_run: bool) -> None:
    show_report(report, dry_run)
    show_table(("what", "number"), report.written.items())


def _list(found: list[MatrixSource]) -> None:
    show_table(
        ("source", "profile", "engine", "fetched", "release"),
        ((one.source, one.profile, one.engine, one.fetched_at, one.release) for one in found),
    )
