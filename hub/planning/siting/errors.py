"""Questions of siting that have no answer."""

from hub.domain.filter_errors import BadUserInput
from hub.errors import MerezhaError


class NoCandidates(MerezhaError):
    """No place is left where a centre may stand: {why}."""

    code = "PLANNING_INFEASIBLE"


class NobodyToServe(MerezhaError):
    """Nobody lives at any of the {points} points, so no site is better than another. Load populations
    first.
    """

    code = "PLANNING_INFEASIBLE"


class MoreSitesThanCandidates(BadUserInput):
    """{new} new sites are asked for, but only {candidates} places are left to choose from. Ask for at most
    as many.
    """

    reason = "NEW_SITES"


class NoPlanKnown(MerezhaError):
    """Whether {new} new sites can reach everybody is not known. Ask for an exact answer, or for more
    sites.
    """

    code = "NO_PLAN_KNOWN"
