"""Asks a question about new sites: for the exact answer where a job has made it, else the quick one."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from hub import __version__
from hub.domain.filter_checks import Limits
from hub.planning.answers.keeping import computed
from hub.planning.plans.answer import PlanAnswer, answer_by, quick_answer
from hub.planning.plans.ground import read_ground
from hub.planning.plans.question import PlanQuestion
from hub.planning.plans.results import StaleResult, restored
from hub.planning.scenario import hash_of
from hub.planning.siting import Effort
from hub.store.engine import ReadSession
from hub.store.jobs.asking import JobState
from hub.store.jobs.results import PlanningResult
from hub.store.planning.results import read_job_of, read_result

#: The kind of job that computes a plan exactly.
KIND = "siting"


@dataclass(frozen=True)
class PlanFound:
    """An answer; whether it is exact, and else the job that works on it, if any does."""

    answer: PlanAnswer
    exact: bool
    job: JobState | None = None

    @property
    def method(self) -> str:
        """Code of the method."""
        return "SITING_EXACT" if self.exact else "SITING_QUICK"


async def ask_plan(
    session: ReadSession, question: PlanQuestion, release: int, limits: Limits, most_pairs: int
) -> PlanFound:
    """The answer at a release; of a result of other inputs than those of now the quick one.

    Raises NoPopulation, NoMatrix, PlanningTooLarge, PlanningInfeasible, and what siting and filters raise.
    """
    ground = await read_ground(session, question, limits)
    kept = await kept_result(session, question, release)
    if kept is not None:
        with suppress(StaleResult):
            exact = await asyncio.to_thread(
                answer_by,
                ground,
                question,
                most_pairs,
                lambda problem: restored(problem, question, kept.proof, kept.answer),
            )
            return PlanFound(exact, exact=True)
    job = None
    if question.effort is Effort.EXACT:
        job = await read_job_of(session, KIND, hash_of(question.form()), release)
    quick = await computed(
        session,
        ("quick", hash_of(question.form()), most_pairs),
        lambda: quick_answer(ground, question, most_pairs),
    )
    return PlanFound(quick, exact=False, job=job)


async def kept_result(session: ReadSession, question: PlanQuestion, release: int) -> PlanningResult | None:
    """What a job found for an EXACT question."""
    if question.effort is not Effort.EXACT:
        return None
    return await read_result(session, hash_of(question.form()), release, __version__)
