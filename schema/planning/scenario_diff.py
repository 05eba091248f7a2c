"""Two scenarios side by side, or one at two releases, in the schema."""

import asyncio
from typing import Annotated

import strawberry

from hub.planning.plans.asking import PlanFound, ask_plan
from hub.planning.plans.difference import PlanDifference, difference_of
from hub.planning.plans.question import PlanQuestion
from hub.planning.scenario import decode
from hub.planning.siting import Effort
from hub.store.reads.territories import territories
from schema.as_of import context_at
from schema.context import Context, Info
from schema.made import related
from schema.planning.basis import Basis, basis_of
from schema.planning.coverage import ReachRow, reach_row
from schema.planning.estimate import Estimate, shown
from schema.planning.missing import UnitId
from schema.planning.siting import NewSite, ground_of_basis, new_site, release_of_context
from schema.scalars import AsOf
from schema.territory import Territory


@strawberry.type(description="A site that stands elsewhere in the other plan.")
class MovedSite:
    """A pair of sites."""

    left: NewSite = strawberry.field(description="Where it stands in the left plan.")
    right: NewSite = strawberry.field(description="Where it stands in the right one.")
    distance: Estimate = strawberry.field(description="Kilometres between the two, at most the reach.")


@strawberry.type(description="A territory whose people are served differently after the two plans.")
class DiffRow:
    """A territory."""

    row: strawberry.Private[UnitId]
    territory: Territory = related(territories, "territory_id", description="The territory.")
    left: ReachRow | None = strawberry.field(
        description="After the left plan; null where that is not about the territory."
    )
    right: ReachRow | None = strawberry.field(
        description="After the right plan; null where that is not about the territory."
    )


@strawberry.type(description="An input of the two plans that differs.")
class ChangedInput:
    """An input."""

    name: str = strawberry.field(
        description="Its name: a field of the question; release, providers only here, places of providers, "
        "day of the population, travel times, people."
    )
    left: str | None = strawberry.field(description="Its value on the left: JSON for fields of the question.")
    right: str | None = strawberry.field(description="Its value on the right.")


@strawberry.type(description="What differs between two plans.")
class ScenarioDiff:
    """A difference."""

    added: list[NewSite] = strawberry.field(description="Sites of the right plan only.")
    dropped: list[NewSite] = strawberry.field(description="Sites of the left plan only.")
    moved: list[MovedSite] = strawberry.field(
        description="Sites of the left plan that are within reach of one that only the right plan has, each "
        "beside the nearest: neither is among `added` and `dropped`."
    )
    rows: list[DiffRow] = strawberry.field(description="Territories that differ, by code; not the others.")
    changed_inputs: list[ChangedInput] = strawberry.field(description="Inputs that differ.")
    basis: list[Basis] = strawberry.field(description="What each plan rests on, the left one first.")


ScenarioArgument = Annotated[strawberry.ID, strawberry.argument(description="The id of a scenario.")]
ReleaseArgument = Annotated[
    int | None, strawberry.argument(description="The release to look at; the newest without it.")
]


async def scenario_diff(
    info: Info,
    left: ScenarioArgument,
    right: ScenarioArgument,
    left_release: ReleaseArgument = None,
    right_release: ReleaseArgument = None,
) -> ScenarioDiff | None:
    """The difference. Raises BadScenario, UnknownRelease, and what `siting` raises."""
    ours, our_context = await _side(info, left, left_release)
    theirs, their_context = await _side(info, right, right_release)
    releases = (await release_of_context(our_context), await release_of_context(their_context))
    found = await asyncio.to_thread(difference_of, ours.answer, theirs.answer, releases)
    return _shown(
        found,
        ours,
        theirs,
        [
            await basis_of(info, ground_of_basis(side.answer, side.method, context.moment), context)
            for side, context in ((ours, our_context), (theirs, their_context))
        ],
    )


async def _side(info: Info, identity: str, release: int | None) -> tuple[PlanFound, Context]:
    question = PlanQuestion.of(decode(identity))
    moment = question.as_of if release is None else release
    context = await context_at(info, None if moment is None else AsOf(moment))
    if question.effort is Effort.EXACT:
        info.context.note_clock()
    limits = context.limits
    number = await release_of_context(context)
    return await ask_plan(context.session, question, number, limits, limits.planning_pairs), context


def _shown(found: PlanDifference, left: PlanFound, right: PlanFound, basis: list[Basis]) -> ScenarioDiff:
    return ScenarioDiff(
        added=[new_site(each, right.answer) for each in found.added],
        dropped=[new_site(each, left.answer) for each in found.dropped],
        moved=[
            MovedSite(
                left=new_site(each.left, left.answer),
                right=new_site(each.right, right.answer),
                distance=shown(each.distance),
            )
            for each in found.moved
        ],
        rows=[
            DiffRow(
                row=UnitId(each.unit.id),
                left=reach_row(each.left, each.unit.id) if each.left else None,
                right=reach_row(each.right, each.unit.id) if each.right else None,
            )
            for each in found.rows
        ],
        changed_inputs=[ChangedInput(name=one.name, left=one.left, right=one.right) for one in found.inputs],
        basis=basis,
    )
