"""Jobs of planning in the schema: how far they are, and who may ask for them."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from hub.errors import MerezhaError
from hub.settings import JobSettings
from hub.store.jobs.asking import JobState
from hub.store.planning.results import read_job
from hub.store.tables import JobStatus
from schema.context import Info, Planner
from schema.made import column, computed, global_id
from schema.node import Node, uuid_of


class PlanningKeyNeeded(MerezhaError):
    """Jobs are computed for clients with a key: send the header `Authorization: Bearer KEY`; `merezha client
    add` makes keys."""

    code = "PLANNING_KEY_NEEDED"


@dataclass(frozen=True, slots=True)
class _Shown:
    """A job with its time limit."""

    id: UUID
    status: str
    phase: str | None
    objective: float | None
    bound: float | None
    gap: float | None
    elapsed_seconds: float
    queued_before: int | None
    error: object


@strawberry.type(description="A plan that a worker computes exactly.")
class PlanningJob(Node):
    """A job."""

    row: strawberry.Private[_Shown]
    id: strawberry.ID = global_id("PlanningJob", "id")
    status: JobStatus = column("status", description="Where it stands.")
    phase: str | None = column("phase", description="What it works on; null unless it runs.")
    objective: float | None = column("objective", description="What the best plan so far reaches.")
    bound: float | None = column("bound", description="What no plan can pass, as far as it is known.")
    gap: float | None = column("gap", description="The difference of the two, a share.")
    elapsed_seconds: float = column("elapsed_seconds", description="Seconds since a worker took it.")
    queued_before: int | None = column(
        "queued_before", description="How many jobs are taken before it; null unless it waits."
    )
    error: JSON | None = column(
        "error", description="Why it failed: `code`, `message` and, where the code does not say, `reason`."
    )

    @computed("id", description="Seconds after which it is given up.")
    def limit_seconds(self) -> int:
        """Of all jobs of the hub."""
        return JobSettings().seconds


def planner_of(info: Info) -> Planner:
    """The client who asks; raises PlanningKeyNeeded."""
    found = info.context.planner
    if found is None:
        raise PlanningKeyNeeded()
    return found


def job_of(state: JobState) -> PlanningJob:
    """A job as the schema shows it."""
    return PlanningJob(
        row=_Shown(
            state.id,
            state.status.value,
            state.phase,
            state.objective,
            state.bound,
            state.gap,
            state.elapsed_seconds,
            state.queued_before,
            state.error,
        )
    )


async def job_by_id(info: Info, identity: UUID) -> PlanningJob | None:
    """A job as it is now; an answer with it is not kept."""
    info.context.note_clock()
    state = await read_job(info.context.session, identity)
    return job_of(state) if state else None


async def planning_job(
    info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The job's global id.")]
) -> PlanningJob | None:
    """Raises BadId, IdOfAnotherType."""
    return await job_by_id(info, uuid_of(id, "PlanningJob"))
