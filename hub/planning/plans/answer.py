"""The answer to a question about new sites: a plan, and who is within reach before and after it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from hub.planning.answers.travel import Ways
from hub.planning.estimate import Estimate, Unit, known, rounded_people
from hub.planning.plans.capacity import plan_for
from hub.planning.plans.ground import PlanGround
from hub.planning.plans.question import PlanQuestion
from hub.planning.plans.solving import problem_of, require_feasible
from hub.planning.reach import Reach, UncoveredPlace, reach_within
from hub.planning.scenario import Question
from hub.planning.siting import Effort, RankedSite, SitingPlan, SitingProblem
from hub.planning.travel import Sites, Travel
from hub.store.planning.sites import Site
from hub.store.planning.territories import PlanningTerritory


@dataclass(frozen=True)
class NewSite:
    """A new site: its place, whom it gains in this order and alone, and the rows where it covers people.

    `load`: the people whom it takes, of a question with capacities.
    """

    rank: int
    place: PlanningTerritory
    gained: Estimate
    alone: Estimate
    covers: tuple[int, ...]
    load: Estimate | None = None


@dataclass(frozen=True)
class PlanAnswer:
    """A plan with what it changes; rows are those of `ground.units`."""

    question: PlanQuestion
    form: Question
    ground: PlanGround
    plan: SitingPlan
    sites: tuple[NewSite, ...]
    before: Reach
    after: Reach
    ways: Ways

    @property
    def uncovered(self) -> tuple[UncoveredPlace, ...]:
        """Where those live who are still beyond reach, most people first."""
        return self.after.uncovered

    def settlement_of(self, place: UncoveredPlace) -> PlanningTerritory | None:
        """The known place that uncovered people live at; None for the rest of a unit."""
        places = self.ground.people.places
        return places[place.group] if place.at_known_place and place.group < len(places) else None

    def unit_of(self, place: UncoveredPlace) -> PlanningTerritory | None:
        """The territory of a row that uncovered people live in, where it is known."""
        return self.ground.units[place.territory] if place.territory >= 0 else None

    def nearest_of(self, place: UncoveredPlace) -> Site | NewSite | None:
        """The site that is nearest to uncovered people, existing or new."""
        if place.nearest is None:
            return None
        records = self.ground.network.records
        count = len(records)
        return records[place.nearest] if place.nearest < count else self.sites[place.nearest - count]


def quick_answer(ground: PlanGround, question: PlanQuestion, most_pairs: int) -> PlanAnswer:
    """The answer without a solver. Raises PlanningTooLarge, PlanningInfeasible, and what siting raises."""
    return answer_by(
        ground,
        question,
        most_pairs,
        lambda problem: plan_for(ground, question, problem, Effort.QUICK, most_pairs),
    )


def answer_by(
    ground: PlanGround,
    question: PlanQuestion,
    most_pairs: int,
    planned: Callable[[SitingProblem], SitingPlan],
) -> PlanAnswer:
    """The answer with the plan that `planned` gives for the problem."""
    problem = problem_of(ground, question, most_pairs)
    plan = planned(problem)
    require_feasible(plan, problem, question, ground)
    existing, joined = ground.network.sites, _joined(ground.network.sites, ground, plan.sites)
    places = [ground.candidates[each.site] for each in plan.sites]
    is_minutes = question.reach.is_minutes
    before, after = ground.ways(existing, [], is_minutes), ground.ways(joined, places, is_minutes)
    return PlanAnswer(
        question,
        question.form(),
        ground,
        plan,
        _new_sites(ground, question, plan, problem),
        _reach(ground, question, before.travel, existing, 0),
        _reach(ground, question, after.travel, joined, len(plan.sites)),
        after,
    )


def _reach(ground: PlanGround, question: PlanQuestion, travel: Travel, sites: Sites, new: int) -> Reach:
    """Who is within reach; the total has every site of the territory, those too that lie in no row."""
    people, network = ground.people, ground.network
    found = reach_within(people.points, travel, question.reach.limit, sites, ground.rows)
    total = replace(
        found.total,
        people=replace(found.total.people, stated=people.stated, of=len(people.units)),
        sites=int(network.inside.sum()) + new,
        sites_without_point=network.without_point,
    )
    return replace(found, total=total)


def _joined(existing: Sites, ground: PlanGround, chosen: tuple[RankedSite, ...]) -> Sites:
    """Existing sites and new ones behind them, in the order of their ranks."""
    places = [ground.candidates[each.site] for each in chosen]
    lat, lon, radius = (
        np.array([getattr(place, name) for place in places], np.float64)
        for name in ("lat", "lon", "radius_m")
    )
    rows = np.array([ground.candidate_rows[each.site] for each in chosen], np.int64)
    return Sites(
        np.concatenate([existing.lat, lat]),
        np.concatenate([existing.lon, lon]),
        np.concatenate([existing.radius, radius]),
        np.concatenate([existing.row, rows]),
    )


def _new_sites(
    ground: PlanGround, question: PlanQuestion, plan: SitingPlan, problem: SitingProblem
) -> tuple[NewSite, ...]:
    unit, of_point = ground.people.points.unit, ground.rows.of_point
    number = {code: at for at, code in enumerate(problem.codes)}
    made = []
    for each in plan.sites:
        begin, end = np.searchsorted(problem.candidate, (number[each.code], number[each.code] + 1))
        near = problem.demand[begin:end][problem.distance[begin:end] <= question.reach.limit]
        rows = np.unique(of_point[near])
        made.append(
            NewSite(
                each.rank,
                ground.candidates[each.site],
                _people(each.gained, unit, ground),
                _people(each.alone, unit, ground),
                tuple(rows[rows >= 0].tolist()),
                None if plan.loads is None else _people(plan.loads.new[each.code], unit, ground),
            )
        )
    return tuple(made)


def _people(value: float, unit: Unit, ground: PlanGround) -> Estimate:
    return rounded_people(known(value, unit, stated=ground.people.stated, of=len(ground.units)))
