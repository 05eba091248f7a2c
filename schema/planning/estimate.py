"""Numbers of planning in the schema."""

import strawberry

from hub.domain.vocabulary import Absence
from hub.planning import estimate as domain


@strawberry.type(description="A number that is not surer than its inputs.")
class Estimate:
    """A number with its bounds, or why there is none."""

    value: float | None = strawberry.field(description="The number; null when it is absent.")
    low: float | None = strawberry.field(
        description="Surely at least so much; null where there is no such bound."
    )
    high: float | None = strawberry.field(
        description="Possibly so much at most; null where there is no such bound."
    )
    unit: str = strawberry.field(
        description="What it counts: people, share, places, clients, km, minutes, providers, index…"
    )
    stated: int = strawberry.field(description="How many inputs state what is needed.")
    of: int = strawberry.field(description="Of how many.")
    absent: Absence | None = strawberry.field(description="Why `value` is null.")


def shown(estimate: domain.Estimate) -> Estimate:
    """An estimate as the schema shows it."""
    return Estimate(
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        unit=estimate.unit.value,
        stated=estimate.stated,
        of=estimate.of,
        absent=estimate.absent,
    )
