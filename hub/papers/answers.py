"""Which paper belongs to which question."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from hub.papers.model import Paper
from hub.papers.questions.access import access_paper
from hub.papers.questions.care_balance import care_balance_paper
from hub.papers.questions.composition import composition_paper
from hub.papers.questions.coverage import coverage_paper
from hub.papers.questions.market import market_paper
from hub.papers.questions.missing import missing_paper
from hub.papers.questions.mobile import mobile_paper
from hub.papers.questions.norm_gap import norm_gap_paper
from hub.papers.questions.peers import peers_paper
from hub.papers.questions.scenario_diff import scenario_diff_paper
from hub.papers.questions.siting import siting_paper
from hub.papers.reading import Held

#: Field of Query → what makes a paper of `data` of its answer.
PAPERS: Final[Mapping[str, Callable[[Held], Paper]]] = MappingProxyType(
    {
        "composition": composition_paper,
        "missingServices": missing_paper,
        "normGap": norm_gap_paper,
        "coverageWithin": coverage_paper,
        "accessibility": access_paper,
        "siting": siting_paper,
        "scenario": siting_paper,
        "scenarioDiff": scenario_diff_paper,
        "peers": peers_paper,
        "mobileCoverage": mobile_paper,
        "market": market_paper,
        "careBalance": care_balance_paper,
    }
)


def paper_of(question: str, data: Held) -> Paper:
    """The paper of an answer to a field. Raises NothingToShow."""
    return PAPERS[question](data)
