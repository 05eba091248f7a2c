"""The task that computes a plan for new sites exactly."""

import os
import signal
import time
from typing import Any, Final

from hub.jobs.kinds import ProgressCallback
from hub.planning.plans.capacity import plan_for
from hub.planning.plans.ground import PlanGround, read_ground
from hub.planning.plans.question import PlanQuestion
from hub.planning.plans.results import stored
from hub.planning.plans.solving import problem_of, require_feasible
from hub.planning.siting import Effort
from hub.settings import JobSettings, KeyLimits
from hub.solver import Limits, Progress, SolverKilled
from hub.store.as_of import moment_of, past_session
from hub.store.engine import ReadSession
from hub.store.planning.once import ask_once
from hub.store.reads.sources import newest_release

#: Pairs that a worker weighs: with 2 GB of memory all of a state's within 15 km.
_MOST_PAIRS: Final = 20_000_000
#: How much later than told a solver may end, and seconds for that and for writing the plan down.
_LATER: Final = 1.25
_SPARE_SECONDS: Final = 10.0
_LEAST_SECONDS: Final = 1.0


def solve_siting(question: dict[str, Any], release: int, progress: ProgressCallback) -> dict[str, Any]:
    """The sites and the proof of a canonical question at a release. Raises what may be wrong with it.

    A solver that was killed ends this process too: a quick plan must not be kept as the exact one.
    """
    begun = time.monotonic()
    asked = PlanQuestion.of(question)

    async def read(session: ReadSession) -> PlanGround:
        newest = await newest_release(session)
        if newest is None or newest.number != release:
            session = past_session(session, await moment_of(session, release))
        return await read_ground(session, asked, KeyLimits())

    progress("READING")
    ground = ask_once(os.environ["MEREZHA_READ_URL"], read)
    progress("PREPARING")
    problem = problem_of(ground, asked, _MOST_PAIRS)

    def tell(state: Progress) -> None:
        progress("SOLVING", state.objective, state.bound, state.gap)

    limits = limits_after(time.monotonic() - begun)
    try:
        plan = plan_for(ground, asked, problem, Effort.EXACT, _MOST_PAIRS, limits=limits, on_progress=tell)
    except SolverKilled:
        os.kill(os.getpid(), signal.SIGKILL)
        raise
    require_feasible(plan, problem, asked, ground)
    return stored(plan)


def limits_after(seconds: float) -> Limits:
    """What the solver may take when so many seconds of the job are over.

    It is let end later than told, by a fifth and some seconds: also then the best plan so far, with its
    bound, is there before the job's time is over.
    """
    job = JobSettings()
    left = (job.seconds - seconds) / _LATER - _SPARE_SECONDS
    return Limits(job.memory_mb * 1024**2, max(_LEAST_SECONDS, left))
