"""What clients with a key may do: have a plan computed exactly, and cancel that."""

from dataclasses import replace
from typing import Annotated

import strawberry
from anyio import to_thread

from hub.planning.plans.asking import KIND
from hub.planning.plans.ground import read_ground
from hub.planning.plans.question import PlanQuestion
from hub.planning.scenario import hash_of
from hub.planning.siting import Effort
from hub.store.connection import connect
from hub.store.jobs.asking import JobRequest, JobState, cancel_job, request_job
from schema.context import Info, Planner
from schema.node import uuid_of
from schema.planning.job import PlanningJob, job_of, planner_of
from schema.planning.moment import look_back
from schema.planning.siting import question_of_input, release_number
from schema.planning.siting_input import SitingArgument


async def request_planning(info: Info, input: SitingArgument) -> PlanningJob | None:
    """The job of a question. Raises PlanningKeyNeeded, PlanningBusy, and what is wrong with the input."""
    planner = planner_of(info)
    await look_back(info, input.as_of)
    question: PlanQuestion = replace(await question_of_input(info, input), effort=Effort.EXACT)
    # Whatever the worker could not read is told now.
    await read_ground(info.context.session, question, info.context.limits)
    form = question.form()
    asked = JobRequest(KIND, form, hash_of(form), await release_number(info), planner.name)
    return job_of(await to_thread.run_sync(_request, planner, asked))


async def cancel_planning(
    info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The job's global id.")]
) -> PlanningJob | None:
    """The job after that. Raises PlanningKeyNeeded, UnknownJob, BadId, IdOfAnotherType."""
    planner = planner_of(info)
    identity = uuid_of(id, "PlanningJob")

    def cancel() -> JobState:
        with connect(planner.url) as connection:
            return cancel_job(connection, identity, planner.name)

    return job_of(await to_thread.run_sync(cancel))


def _request(planner: Planner, asked: JobRequest) -> JobState:
    with connect(planner.url) as connection:
        return request_job(connection, asked, planner.bounds)
