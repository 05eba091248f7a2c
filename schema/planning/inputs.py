"""Inputs that questions of planning share."""

from typing import Annotated, Any

import strawberry

from hub.planning.answers.ages import PeopleAsked
from hub.planning.answers.travel import TravelAsked


@strawberry.input(description="How far people go: exactly one of the two.")
class TravelInput:
    """A reach."""

    metres: float | None = strawberry.field(default=None, description="As the crow flies: 1 to 200,000.")
    minutes: float | None = strawberry.field(
        default=None,
        description="By a loaded matrix, for places that none holds by a rule from the straight line, which "
        "`basis` tells: 1 to 240.",
    )
    strict: bool = strawberry.field(
        default=False,
        description="With `minutes`: take none by the rule. Where no loaded matrix has the people of the "
        "territory among its origins this is the error NO_MATRIX.",
    )

    def value(self) -> TravelAsked:
        """The reach. Raises BadTravel."""
        return TravelAsked(self.metres, self.minutes, self.strict)


@strawberry.input(description="People of some ages, by the table of ages of the unit or of what it lies in.")
class AgesInput:
    """Ages."""

    from_: int = strawberry.field(name="from", default=0, description="The youngest, in whole years.")
    to: int | None = strawberry.field(
        default=None, description="The oldest, in whole years and included; without it all above."
    )


@strawberry.input(description="Whom to count; all inhabitants without it.")
class PeopleInput:
    """People."""

    target_group: str | None = strawberry.field(
        default=None, description="A target group, by code; an error where no source states its people."
    )
    ages: AgesInput | None = strawberry.field(
        default=None,
        description="Of some ages. Where a population or ages are not known, the answer is an error.",
    )

    def value(self) -> PeopleAsked:
        """Whom to count. Raises BadAges."""
        ages = self.ages
        return PeopleAsked(self.target_group, ages.from_ if ages else None, ages.to if ages else None)


ReachArgument = Annotated[TravelInput, strawberry.argument(description="How far people go to a provider.")]
PeopleArgument = Annotated[
    PeopleInput | None, strawberry.argument(description="Whom to count; all inhabitants without it.")
]


def travel_as_json(travel: TravelAsked) -> dict[str, Any]:
    """A reach as part of a question."""
    return {"metres": travel.metres, "minutes": travel.minutes, "strict": travel.strict or None}


def people_as_json(people: PeopleAsked | None) -> dict[str, Any] | None:
    """Whom to count as part of a question."""
    if people is None:
        return None
    ages = {"from": people.age_from, "to": people.age_to} if people.has_ages else None
    return {"targetGroup": people.target_group, "ages": ages}
