"""`merezha job …`: long planning questions that workers work at."""

from dataclasses import replace
from time import sleep
from typing import Annotated, Final
from uuid import UUID

import typer

from hub import settings
from hub.cli.database import open_database
from hub.cli.output import Json, answer, answers, notes, show_fields, show_line, show_table
from hub.store.connection import connect
from hub.store.jobs.asking import JobState, cancel_job, count_workers, list_jobs, state_of, traffic_of
from hub.store.tables import JobStatus

job = typer.Typer(help="Long planning questions that workers work at.", no_args_is_help=True)

Identity = Annotated[UUID, typer.Argument(metavar="ID", help="The job's id.")]
#: A worker tells once a second how far a job is.
_LOOK_SECONDS: Final = 1.0
_COLUMNS = ("id", "kind", "release", "status", "phase", "objective", "bound", "gap", "seconds", "asked")


@job.command("list")
def list_newest(
    first: Annotated[int, typer.Option(min=1, max=10_000, help="How many at most.")] = 100, json: Json = False
) -> None:
    """List jobs, those first that wait or are worked on; says when they wait and no worker lives."""
    current = settings.load().jobs
    with open_database() as url, connect(url) as connection:
        states = list_jobs(connection, first)
        traffic = traffic_of(connection)
        workers = count_workers(connection, current.dead_seconds)
    answer(states, json, lambda: show_table(_COLUMNS, map(_row, states)))
    if traffic.waiting and not workers:
        notes.print(
            f"{traffic.waiting} jobs wait, for {traffic.waiting_seconds:.0f} seconds, and no worker lives. "
            "`merezha serve` runs one; so does `merezha worker`."
        )


@job.command()
def show(
    identity: Identity,
    watch: Annotated[
        bool, typer.Option("--watch", help="Show it again as it changes, until the job is ended.")
    ] = False,
    json: Json = False,
) -> None:
    """Show how far a job is, or why it failed. Watched with --json, each change is a line."""
    with open_database() as url, connect(url, autocommit=True) as connection:
        state = state_of(connection, identity)
        if not watch:
            answer(state, json, lambda: show_fields(state))
            return
        _tell(state, json)
        while not state.ended:
            sleep(_LOOK_SECONDS)
            before, state = state, state_of(connection, identity)
            if _changed(before, state):
                _tell(state, json)
    if state.status is not JobStatus.DONE:
        raise typer.Exit(1)


@job.command()
def cancel(identity: Identity, json: Json = False) -> None:
    """Cancel a job, whoever asked for it; one that is ended stays as it is."""
    with open_database() as url, connect(url) as connection:
        state = cancel_job(connection, identity)
    answer(state, json, lambda: show_fields(state))


def _tell(state: JobState, as_json: bool) -> None:
    if as_json:
        show_line(state)
        return
    told = [f"{state.elapsed_seconds:.0f} s", state.status.value, state.phase or ""]
    for name, number in (("objective", state.objective), ("bound", state.bound), ("gap", state.gap)):
        if number is not None:
            told.append(f"{name} {number:g}")
    if state.queued_before:
        told.append(f"{state.queued_before} before it")
    if state.error:
        told.append(f"{state.error['code']}: {state.error['message']}")
    answers.print("  ".join(part for part in told if part), markup=False)


def _changed(before: JobState, now: JobState) -> bool:
    """Whether more has changed than the time that the job took so far."""
    return replace(before, elapsed_seconds=0.0) != replace(now, elapsed_seconds=0.0)


def _row(state: JobState) -> tuple[object, ...]:
    progress = (state.phase, state.objective, state.bound, state.gap, round(state.elapsed_seconds))
    return (str(state.id), state.kind, state.release, state.status.value, *progress, state.made_at)
