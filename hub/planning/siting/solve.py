"""From a problem and a question to a plan."""

import time
from collections.abc import Callable
from contextlib import nullcontext
from importlib.metadata import version
from typing import Any

import numpy as np

from hub.planning.siting.center import decide_quickly, least_farthest
from hub.planning.siting.errors import MoreSitesThanCandidates
from hub.planning.siting.exact import ExactDecision, ExactGains, solve_cover, solve_gains
from hub.planning.siting.gains import Gains, coverage_gains, distance_gains
from hub.planning.siting.plan import Effort, SitingPlan, SitingQuestion
from hub.planning.siting.problem import Ints, SitingProblem
from hub.planning.siting.proof import Proof
from hub.planning.siting.quick import CoverTask, draft_cover, draft_gains, nearer
from hub.planning.siting.sentences import ProofStatus, SitingGoal
from hub.solver import Limits, Progress, SolverSession

QUICK_SOLVER = "greedy and interchange, Lagrangian bound"
#: The search goes this much nearer than is told, so that rounding does not bring the two numbers apart.
_FINER = 0.9
_NONE = np.empty(0, dtype=np.int64)


def solve_siting(
    problem: SitingProblem,
    question: SitingQuestion,
    *,
    limits: Limits | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> SitingPlan:
    """Answer a question; `limits` and `on_progress` are for EXACT, whose figures are the solver's own.

    Raises MoreSitesThanCandidates, and NoPlanKnown where LEAST_FARTHEST finds no plan that reaches
    everybody. A
    solver that fails is told in `failure` of the plan, which is then the quick one with its bound.
    """
    if question.new > len(problem.codes):
        raise MoreSitesThanCandidates(new=question.new, candidates=len(problem.codes))
    exact = question.effort is Effort.EXACT
    with SolverSession(limits, on_progress) if exact else nullcontext() as session:
        return _Solve(problem, question, session).plan()


class _Solve:
    """One question being answered."""

    def __init__(
        self, problem: SitingProblem, question: SitingQuestion, session: SolverSession | None
    ) -> None:
        self._problem, self._question, self._session = problem, question, session
        self._began = time.perf_counter()

    def plan(self) -> SitingPlan:
        """The plan for the question's goal."""
        goals: dict[SitingGoal, Callable[[], SitingPlan]] = {
            SitingGoal.MOST_COVERED: self._most_covered,
            SitingGoal.LEAST_DISTANCE: self._least_distance,
            SitingGoal.FEWEST_FOR_SHARE: self._fewest,
            SitingGoal.LEAST_FARTHEST: self._least_farthest,
        }
        return goals[self._question.goal]()

    def _most_covered(self) -> SitingPlan:
        assert self._question.reach is not None
        gains = coverage_gains(self._problem, self._question.reach)
        best = self._best(gains, distance_gains(self._problem))
        limit = best.limit
        if gains.integral:
            limit = max(best.gained, float(np.floor(limit + 1e-6)))
        proof = self._proof(gains.base + best.gained, gains.base + limit, alternatives=best.even)
        return self._plan_of(best.chosen, proof, best.failure)

    def _least_distance(self) -> SitingPlan:
        problem = self._problem
        best = self._best(distance_gains(problem), None)
        before = problem.mean_distance(_NONE)
        proof = self._proof(
            problem.mean_distance(best.chosen), before - best.limit / problem.total, alternatives=best.even
        )
        return self._plan_of(best.chosen, proof, best.failure)

    def _best(self, gains: Gains, tie: Gains | None) -> ExactGains:
        draft = draft_gains(gains, self._question.new, tie)
        if self._session is None:
            return ExactGains(draft.chosen, draft.gained, draft.limit, True if draft.even else None)
        return solve_gains(self._session, gains, self._question.new, draft, tie)

    def _fewest(self) -> SitingPlan:
        assert self._question.reach is not None
        task = CoverTask.of(self._problem, self._question.reach, self._question.share)
        if not task.feasible:
            return self._infeasible(task)
        draft, failure = draft_cover(task), None
        chosen, fewest = draft.chosen, draft.fewest
        if self._session is None:
            chosen = nearer(self._problem, task.gains, chosen)
        else:
            exact = solve_cover(self._session, task, draft, distance_gains(self._problem))
            chosen, fewest, failure = exact.chosen, exact.fewest, exact.failure
        proof = self._proof(float(len(chosen)), float(fewest), share=self._question.share, new=len(chosen))
        return self._plan_of(chosen, proof, failure)

    def _least_farthest(self) -> SitingPlan:
        problem, question = self._problem, self._question
        decision = None if self._session is None else ExactDecision(self._session)
        draft = least_farthest(
            problem, question.new, tolerance=_FINER * question.tolerance, decide=decision or decide_quickly
        )
        if draft is None:
            return self._infeasible(CoverTask.of(problem, problem.horizon, 1.0))
        chosen = self._filled(draft.chosen, draft.farthest)
        failure = decision.failure if decision else None
        proof = self._proof(problem.farthest(chosen), draft.bound, tolerance=question.tolerance)
        return self._plan_of(chosen, proof, failure)

    def _filled(self, chosen: Ints, farthest: float) -> Ints:
        """Sites that are not needed for the farthest go where people come nearest, and none goes farther."""
        saved = distance_gains(self._problem)
        while len(chosen) < self._question.new:
            rest = self._problem.then(chosen)
            left = np.maximum(0.0, saved.gain - self._saved_by(rest)[saved.row])
            added = np.bincount(saved.column, left, minlength=saved.columns)
            if not len(added) or added.max() <= saved.tolerance:
                break
            chosen = np.sort(np.append(chosen, int(np.argmax(added))))
        gains = CoverTask.of(self._problem, farthest, 1.0).gains
        return nearer(self._problem, gains, chosen)

    def _saved_by(self, then: Any) -> Any:
        """People × distance that each point has saved with distances `then`."""
        return self._problem.people * np.maximum(0.0, self._problem.before - then)

    def _infeasible(self, task: CoverTask) -> SitingPlan:
        reachable, question = task.reachable, self._question
        proof = Proof(
            question.goal,
            ProofStatus.INFEASIBLE,
            reachable,
            reachable,
            gap=None,
            alternatives=None,
            seconds=time.perf_counter() - self._began,
            solver=self._solver(),
            new=question.new,
            people=self._problem.total,
            share=question.share,
            unit=self._problem.unit,
        )
        return self._plan_of(_NONE, proof, None)

    def _proof(
        self,
        objective: float,
        bound: float,
        *,
        alternatives: bool | None = None,
        share: float | None = None,
        new: int | None = None,
        tolerance: float = 0.0,
    ) -> Proof:
        return Proof.of(
            self._question.goal,
            objective,
            bound,
            tolerance=tolerance,
            alternatives=alternatives,
            seconds=time.perf_counter() - self._began,
            solver=self._solver(),
            new=self._question.new if new is None else new,
            people=self._problem.total,
            share=share,
            unit=self._problem.unit,
        )

    def _solver(self) -> str:
        return QUICK_SOLVER if self._session is None else f"{QUICK_SOLVER}; HiGHS {version('highspy')}"

    def _plan_of(self, chosen: Ints, proof: Proof, failure: str | None) -> SitingPlan:
        return SitingPlan.of(self._problem, chosen, proof, self._question.reach, failure)
