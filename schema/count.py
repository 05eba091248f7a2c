"""The argument that says whom a territory counts, the same wherever counts are compared."""

from typing import Annotated

import strawberry

from hub.domain.vocabulary import CountBasis

#: The default of every count by territory.
DEFAULT_COUNT = CountBasis.SERVED

CountArgument = Annotated[
    CountBasis,
    strawberry.argument(
        description="Whom a territory counts: who serves it, wherever they stand, or who stands there. The "
        "same for `coverage` and `basicServices`."
    ),
]


def counted(count: CountBasis = DEFAULT_COUNT) -> tuple[CountBasis]:
    """What a read is asked beside a territory."""
    return (count,)
