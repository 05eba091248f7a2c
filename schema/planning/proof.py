"""How good a plan is, in the schema."""

from collections.abc import Callable

import strawberry

from hub.domain.vocabulary import Lang
from hub.planning.siting.sentences import ProofStatus
from schema.context import Info
from schema.languages import NEUTRAL, languages_to_try
from schema.resolved import resolved
from schema.taxonomy import LangArgument


def language(info: Info, lang: Lang | None) -> Lang:
    """The language of a sentence: the wanted one, else of Accept-Language, else English."""
    return languages_to_try(lang, info.context.languages, NEUTRAL)[0]


@strawberry.type(description="How good a plan is, in a solver's terms and in a sentence.")
class Proof:
    """A proof."""

    told: strawberry.Private[Callable[[Lang], str]]
    status: ProofStatus = strawberry.field(description="How sure it is that no plan is better.")
    objective: float = strawberry.field(
        description="What the plan reaches: whole people, members, sites or metres, else thousandths."
    )
    bound: float | None = strawberry.field(
        description="No plan of this kind can reach more, or less where the least is sought."
    )
    gap: float | None = strawberry.field(
        description="The difference of the two as a share of the objective; 0 where the plan is OPTIMAL, "
        "null where it is not known."
    )
    tolerance: float = strawberry.field(
        description="Plans that differ by no more than this are equally good: the bound of an OPTIMAL plan "
        "lies no farther away. In the unit of the objective; 0 unless distances are sought to some metres."
    )
    alternatives: bool | None = strawberry.field(
        description="Whether other plans reach the same: the set is one of several. Null where nobody looked."
    )
    seconds: float = strawberry.field(description="Seconds that the search took, whole ones.")
    solver: str = strawberry.field(description="What searched.")

    @resolved(description="What is proven, for those who decide.")
    def sentence(self, info: Info, lang: LangArgument = None) -> str:
        """The sentence."""
        return self.told(language(info, lang))
