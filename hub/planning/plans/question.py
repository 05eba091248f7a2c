"""A question about new sites, read from its canonical form and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeVar

from hub.domain.filter_checks import Limits
from hub.domain.filter_errors import TooManyValues
from hub.domain.filters import ProviderFilter
from hub.domain.moments import parse_as_of
from hub.planning.answers.ages import PeopleAsked
from hub.planning.answers.travel import TravelAsked
from hub.planning.plans.errors import BadCapacity, BadGoalArguments, BadNewSites, BadShare
from hub.planning.plans.filters import filter_from_json, filter_to_json
from hub.planning.scenario import BadScenario, Question, canonical
from hub.planning.siting import Effort, SitingGoal, SitingQuestion
from hub.planning.travel import MINUTES_PER_KM, rule_metres

MOST_NEW: Final = 500

Choice = TypeVar("Choice", bound=StrEnum)


MOST_PLACES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class CapacityAsked:
    """Places of a new site, and of an existing one where it states none; None: such a one takes nobody."""

    new: float
    existing: float | None = None

    def __post_init__(self) -> None:
        """Raise BadCapacity where they are no numbers of places."""
        if not 0 < self.new <= MOST_PLACES:
            raise BadCapacity(why=f"a new site has above 0 and at most {MOST_PLACES:,} places")
        if self.existing is not None and not 0 <= self.existing <= MOST_PLACES:
            raise BadCapacity(why=f"an existing site has 0 to {MOST_PLACES:,} places")


class CandidateKind(StrEnum):
    """Places where a centre may stand."""

    SETTLEMENTS = "SETTLEMENTS"
    HROMADA_SEATS = "HROMADA_SEATS"
    CODES = "CODES"


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """What is asked: `SitingInput` of the schema, every code that of the hub's own territory."""

    within: str
    goal: SitingGoal
    new: int | None
    share: float | None
    reach: TravelAsked
    keep: ProviderFilter
    candidates: CandidateKind
    codes: tuple[str, ...]
    exclude: tuple[str, ...]
    people: PeopleAsked | None
    capacity: CapacityAsked | None
    effort: Effort
    as_of: str | int | None

    @classmethod
    def of(cls, form: Mapping[str, Any]) -> "PlanQuestion":
        """The question of a canonical form.

        Raises BadScenario for what has no meaning, and BadNewSites, BadShare, BadTravel, BadAges,
        BadGoalArguments.
        """
        if form["asOf"] is not None:
            parse_as_of(form["asOf"])
        candidates = form["candidates"]
        if not isinstance(candidates, Mapping) or not candidates.keys() <= {"kind", "codes"}:
            raise BadScenario(why="its candidates are not usable")
        made = cls(
            within=_typed(form["within"], str, "within"),
            goal=_choice(SitingGoal, form["goal"], "goal"),
            new=None if form["new"] is None else _typed(form["new"], int, "new"),
            share=None if form["share"] is None else float(_number(form["share"], "share")),
            reach=_reach(form["reach"]),
            keep=filter_from_json(form["keep"]),
            candidates=_choice(CandidateKind, candidates.get("kind"), "candidates"),
            codes=_texts(candidates.get("codes"), "candidates"),
            exclude=_texts(form["exclude"], "exclude"),
            people=_people(form["people"]),
            capacity=_capacity(form["capacity"]),
            effort=_choice(Effort, form["effort"], "effort"),
            as_of=form["asOf"],
        )
        made.check()
        return made

    @classmethod
    def asked(cls, form: Mapping[str, Any]) -> "PlanQuestion":
        """The question of what somebody asks, numbers checked before they are put in one form.

        Raises what `of` raises, and BadScenario for a question too long for an id.
        """
        new, share = form["new"], form["share"]
        if new is not None and not 0 < new <= MOST_NEW:
            raise BadNewSites(new=new, limit=MOST_NEW)
        if share is not None and not 0 < share <= 1:
            raise BadShare(share=share)
        return cls.of(canonical(form))

    def check_lists(self, limits: Limits) -> None:
        """Raise TooManyValues: each code of a list is looked up."""
        for argument, codes in (("candidates.codes", self.codes), ("exclude", self.exclude)):
            if len(codes) > limits.filter_ids:
                raise TooManyValues(argument=argument, count=len(codes), limit=limits.filter_ids)

    def check(self) -> None:
        """Raise BadNewSites, BadShare or BadGoalArguments for what cannot be planned."""
        fewest = self.goal is SitingGoal.FEWEST_FOR_SHARE
        if fewest and self.new is not None:
            raise BadGoalArguments(
                goal=self.goal.value, why="it seeks the number of new sites; leave `new` out"
            )
        if fewest and self.share is None:
            raise BadGoalArguments(goal=self.goal.value, why="it needs `share`")
        if not fewest and self.new is None:
            raise BadGoalArguments(goal=self.goal.value, why="it needs `new`")
        if not fewest and self.share is not None:
            raise BadGoalArguments(goal=self.goal.value, why="it takes no `share`")
        if self.capacity is not None and self.goal is not SitingGoal.MOST_COVERED:
            raise BadGoalArguments(goal=self.goal.value, why="only MOST_COVERED counts with `capacity`")
        if self.new is not None and not 0 < self.new <= MOST_NEW:
            raise BadNewSites(new=self.new, limit=MOST_NEW)
        if self.share is not None and not 0 < self.share <= 1:
            raise BadShare(share=self.share)
        if (self.candidates is CandidateKind.CODES) is not bool(self.codes):
            why = "`candidates.codes` belong to the kind CODES, and to no other"
            raise BadGoalArguments(goal=self.goal.value, why=why)
        both = sorted(set(self.codes) & set(self.exclude))
        if both:
            why = f"{both[0][:40]} is named in `candidates` and in `exclude`"
            raise BadGoalArguments(goal=self.goal.value, why=why)

    def form(self) -> Question:
        """The canonical form. Raises BadScenario."""
        people = self.people
        return canonical(
            {
                "within": self.within,
                "goal": self.goal.name,
                "new": self.new,
                "share": self.share,
                "reach": {
                    "metres": self.reach.metres,
                    "minutes": self.reach.minutes,
                    "strict": self.reach.strict or None,
                },
                "keep": filter_to_json(self.keep),
                "candidates": {"kind": self.candidates.name, "codes": list(self.codes) or None},
                "exclude": list(self.exclude) or None,
                "people": people
                and {
                    "targetGroup": people.target_group,
                    "ages": {"from": people.age_from, "to": people.age_to} if people.has_ages else None,
                },
                "capacity": self.capacity and {"new": self.capacity.new, "existing": self.capacity.existing},
                "effort": self.effort.name,
                "asOf": self.as_of,
            }
        )

    @property
    def metres(self) -> float:
        """The straight line that the reach allows; below 0 where the rule lets nobody arrive in time."""
        if self.reach.metres is not None:
            return self.reach.metres
        return rule_metres(self.reach.limit)

    def siting(self, effort: Effort) -> SitingQuestion:
        """The question to the mathematics."""
        per_metre = MINUTES_PER_KM / 1_000 if self.reach.is_minutes else 1.0
        return SitingQuestion(
            goal=self.goal,
            new=self.new or 0,
            reach=self.reach.limit,
            share=1.0 if self.share is None else self.share,
            effort=effort,
            tolerance=100.0 * per_metre,
        )


def _capacity(held: Any) -> CapacityAsked | None:
    if held is None:
        return None
    if not isinstance(held, Mapping) or not held.keys() <= {"new", "existing"} or "new" not in held:
        raise BadScenario(why="its capacity is not usable")
    existing = held.get("existing")
    return CapacityAsked(
        float(_number(held["new"], "capacity")),
        None if existing is None else float(_number(existing, "capacity")),
    )


def _people(held: Any) -> PeopleAsked | None:
    if held is None:
        return None
    ages = held["ages"] or {}
    if not isinstance(ages, Mapping) or not ages.keys() <= {"from", "to"}:
        raise BadScenario(why="its ages are not usable")
    group, first, last = held["targetGroup"], ages.get("from"), ages.get("to")
    if group is None and first is None and last is None:
        return None
    return PeopleAsked(
        None if group is None else _typed(group, str, "targetGroup"),
        None if first is None else _typed(first, int, "ages"),
        None if last is None else _typed(last, int, "ages"),
    )


def _reach(held: Any) -> TravelAsked:
    metres, minutes = (
        None if held[name] is None else float(_number(held[name], "reach")) for name in ("metres", "minutes")
    )
    strict = held.get("strict", False)
    return TravelAsked(metres, minutes, _typed(strict, bool, "reach"))


def _choice(kind: type[Choice], value: Any, name: str) -> Choice:
    if not isinstance(value, str) or value not in kind.__members__:
        raise BadScenario(why=f"its {name} is none of {', '.join(kind.__members__)}")
    return kind[value]


def _typed(value: Any, kind: type[Any], name: str) -> Any:
    if type(value) is not kind:
        raise BadScenario(why=f"its {name} is not usable")
    return value


def _number(value: Any, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadScenario(why=f"its {name} is no number")
    return value


def _texts(value: Any, name: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise BadScenario(why=f"its {name} are no codes")
    return tuple(value)
