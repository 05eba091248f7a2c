"""What can be wrong with a question about new sites. Each has a stable code and reason."""

from hub.domain.filter_errors import BadUserInput
from hub.errors import MerezhaError


class BadNewSites(BadUserInput):
    """{new} new sites cannot be planned: `new` is above 0 and at most {limit}."""

    reason = "NEW_SITES"


class BadShare(BadUserInput):
    """A share of {share} is not usable: it is above 0 and at most 1."""

    reason = "SHARE"


class BadGoalArguments(BadUserInput):
    """The goal {goal} is not asked with these arguments: {why}."""

    reason = "GOAL_ARGUMENTS"


class BadCapacity(BadUserInput):
    """The capacity is not usable: {why}."""

    reason = "CAPACITY"


class PlanningTooLarge(MerezhaError):
    """The question has {points} points of people, {candidates} places for sites and {pairs} pairs of both;
    at most {limit} pairs are answered at once. What would fit: {fits}. Or ask within a smaller territory, or
    have it computed by `requestPlanning`."""

    code = "PLANNING_TOO_LARGE"


class PlanningInfeasible(MerezhaError):
    """{sentence} Beyond all candidates and existing sites are {unreachable} of {total} {unit}, at {places}
    places{named}. Ask for a smaller share, a longer reach, more new sites or other candidates."""

    code = "PLANNING_INFEASIBLE"
