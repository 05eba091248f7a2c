"""Where new sites should stand, existing ones kept: problems, plans and how good they are proven to be."""

from hub.planning.siting.errors import MoreSitesThanCandidates, NobodyToServe, NoCandidates, NoPlanKnown
from hub.planning.siting.plan import Effort, Loads, SitingPlan, SitingQuestion, State
from hub.planning.siting.problem import SitingProblem
from hub.planning.siting.proof import Proof
from hub.planning.siting.ranking import RankedSite
from hub.planning.siting.sentences import ProofStatus, SitingGoal
from hub.planning.siting.solve import solve_siting

__all__ = [
    "Effort",
    "Loads",
    "MoreSitesThanCandidates",
    "NoCandidates",
    "NoPlanKnown",
    "NobodyToServe",
    "Proof",
    "ProofStatus",
    "RankedSite",
    "SitingGoal",
    "SitingPlan",
    "SitingProblem",
    "SitingQuestion",
    "State",
    "solve_siting",
]
