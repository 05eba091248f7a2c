"""The question about new sites, as the schema takes it."""

from typing import Annotated, Any

import strawberry

from hub.domain.moments import parse_as_of
from hub.planning.plans.filters import filter_to_json
from hub.planning.plans.question import CandidateKind, CapacityAsked
from hub.planning.siting import Effort, SitingGoal
from schema.context import Context
from schema.inputs import ProviderFilterInput
from schema.planning.inputs import PeopleInput, TravelInput, people_as_json, travel_as_json
from schema.scalars import AsOf


@strawberry.input(description="Places where a centre may stand. Each must have a point.")
class CandidatesInput:
    """Candidates."""

    kind: CandidateKind = strawberry.field(
        default=CandidateKind.SETTLEMENTS, description="Which places are meant."
    )
    codes: list[str] | None = strawberry.field(
        default=None, description="With CODES: the territories, by code in any scheme."
    )


@strawberry.input(
    description="How many people sites can take. Nobody is counted whom a site has no place for, or who is "
    "beyond the reach."
)
class CapacityInput:
    """Places."""

    new: float = strawberry.field(description="Places of a new site: above 0 and at most 1,000,000.")
    existing: float | None = strawberry.field(
        default=None,
        description="Places of an existing site that states none; without it such a site takes nobody, and "
        "`basis.notUsed` counts it.",
    )


@strawberry.input(description="A question about new sites. Existing ones stay where they are.")
class SitingInput:
    """What is asked."""

    within: str = strawberry.field(description="The territory to plan in, by code in any scheme.")
    goal: SitingGoal = strawberry.field(description="What new sites are to be best at.")
    new: int | None = strawberry.field(
        default=None, description="How many new sites, 1 to 500; with FEWEST_FOR_SHARE not given."
    )
    share: float | None = strawberry.field(
        default=None,
        description="With FEWEST_FOR_SHARE: the share of people to be within reach, above 0 and up to 1.",
    )
    reach: TravelInput | None = strawberry.field(
        default=None,
        description="How far people go, 15 km without it. Minutes are of a loaded matrix, else of the "
        "rule from straight lines.",
    )
    keep: ProviderFilterInput | None = strawberry.field(
        default=None,
        description="Existing sites, all of them kept: every place of every provider that the filter finds. "
        "Those around the territory serve its people too.",
    )
    candidates: CandidatesInput | None = strawberry.field(
        default=None, description="Places where a centre may stand; settlements with a point without it."
    )
    exclude: list[str] | None = strawberry.field(
        default=None, description="Territories where none may stand, by code: each with all below it."
    )
    people: PeopleInput | None = strawberry.field(
        default=None, description="Whom to count; all inhabitants without it."
    )
    capacity: CapacityInput | None = strawberry.field(
        default=None, description="With MOST_COVERED: how many people sites can take; without it, all."
    )
    effort: Effort = strawberry.field(
        default=Effort.QUICK, description="How much work is put into the plan and its proof."
    )
    as_of: AsOf | None = strawberry.field(
        default=None, description="The state to look at: a day or a release number; today's without it."
    )

    def form(self, context: Context) -> dict[str, Any]:
        """The question as it was asked, codes as they were typed. Raises what its parts may be wrong in."""
        candidates = self.candidates or CandidatesInput()
        keep = self.keep.value(context.limits) if self.keep else None
        return {
            "within": self.within,
            "goal": self.goal.name,
            "new": self.new,
            "share": self.share,
            "reach": travel_as_json(self.reach.value()) if self.reach else None,
            "keep": filter_to_json(keep) if keep else None,
            "candidates": {"kind": candidates.kind.name, "codes": candidates.codes},
            "exclude": self.exclude or None,
            "people": people_as_json(self.people.value()) if self.people else None,
            "capacity": _capacity(self.capacity),
            "effort": self.effort.name,
            "asOf": _moment(self.as_of),
        }


def _capacity(given: CapacityInput | None) -> dict[str, float | None] | None:
    """The capacity as part of a question. Raises BadCapacity."""
    if given is None:
        return None
    asked = CapacityAsked(given.new, given.existing)
    return {"new": asked.new, "existing": asked.existing}


def _moment(given: AsOf | None) -> str | int | None:
    if given is None:
        return None
    moment = parse_as_of(given)
    return moment if isinstance(moment, int) else moment.isoformat()


SitingArgument = Annotated[SitingInput, strawberry.argument(description="What is asked.")]
