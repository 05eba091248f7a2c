"""`merezha job …`: long planning questions that workers work at."""

from typing import Annotated
from uuid import UUID

import typer

from hub.cli.database import open_database
from hub.cli.output import Json, answer, show_fields, show_table
from hub.store.connection import connect
from hub.store.jobs.asking import JobState, cancel_job, list_jobs, state_of

job = typer.Typer(help="Long planning questions that workers work at.", no_args_is_help=True)

Identity = Annotated[UUID, typer.Argument(metavar="ID", help="The job's id.")]
_COLUMNS = ("id", "kind", "release", "status", "phase", "objective", "bound", "gap", "seconds", "asked")


@job.command("list")
def list_newest(
    first: Annotated[int, typer.Option(min=1, max=10_000, help="How many at most.")] = 100, json: Json = False
) -> None:
    """List jobs, those first that wait or are worked on."""
    with open_database() as url, connect(url) as connection:
        states = list_jobs(connection, first)
    answer(states, json, lambda: show_table(_COLUMNS, map(_row, states)))


@job.command()
def show(identity: Identity, json: Json = False) -> None:
    """Show how far a job is, or why it failed."""
    with open_database() as url, connect(url) as connection:
        state = state_of(connection, identity)
    answer(state, json, lambda: show_fields(state))


@job.command()
def cancel(identity: Identity, json: Json = False) -> None:
    """Cancel a job, whoever asked for it; one that is ended stays as it is."""
    with open_database() as url, connect(url) as connection:
        state = cancel_job(connection, identity)
    answer(state, json, lambda: show_fields(state))


def _row(state: JobState) -> tuple[object, ...]:
    progress = (state.phase, state.objective, state.bound, state.gap, round(state.elapsed_seconds))
    return (str(state.id), state.kind, state.release, state.status.value, *progress, state.made_at)
