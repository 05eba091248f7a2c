"""What may belong to a territory but is placed no finer than in a unit around it."""

import strawberry

from hub.store import not_placed as store
from schema.connection import Paged
from schema.made import of_list


@strawberry.type(description="Records that are placed in no unit of a list of territories.")
class NotPlaced:
    """What lies around the units of a list."""

    providers: int = strawberry.field(description="Providers, whatever works no more aside.")
    access_points: int = strawberry.field(description="Access points, whatever works no more aside.")


def rest_of(found: store.NotPlaced | None, _asked: None) -> NotPlaced | None:
    """What is in no unit of a list, where that is told."""
    return None if found is None else NotPlaced(providers=found.providers, access_points=found.access_points)


@strawberry.type(description="A list of records that have places.")
class Placed(Paged):
    """A list that tells what may belong to it."""

    @of_list(
        store.not_placed_in_lists,
        description="Of a list in a territory: how many more records the list would hold if they lay in it. "
        "They may do so, since their sources tell nothing finer than a unit around it: its oblast, say. "
        "Where it is above 0, `totalCount: 0` does not tell that there is none. Null for lists in no "
        "territory.",
    )
    def not_placed_below(self) -> int | None:
        """Counted only when selected."""
        raise NotImplementedError
