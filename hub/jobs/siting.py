"""The task that computes a plan for new sites exactly."""

import os
from typing import Any, Final

from hub.jobs.kinds import ProgressCallback
from hub.planning.plans.capacity import plan_for
from hub.planning.plans.ground import PlanGround, read_ground
from hub.planning.plans.question import PlanQuestion
from hub.planning.plans.results import stored
from hub.planning.plans.solving import problem_of, require_feasible
from hub.planning.siting import Effort
from hub.planning.solver import Progress
from hub.settings import KeyLimits
from hub.store.as_of import moment_of, past_session
from hub.store.engine import ReadSession
from hub.store.planning.once import ask_once
from hub.store.reads.sources import newest_release

#: Pairs that a worker weighs: with 2 GB of memory all of a state's within 15 km.
_MOST_PAIRS: Final = 20_000_000


def solve_siting(question: dict[str, Any], release: int, progress: ProgressCallback) -> dict[str, Any]:
    """The sites and the proof of a canonical question at a release. Raises what may be wrong with it."""
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

    plan = plan_for(ground, asked, problem, Effort.EXACT, _MOST_PAIRS, on_progress=tell)
    require_feasible(plan, problem, asked, ground)
    return stored(plan)
