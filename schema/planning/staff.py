"""Posts of several providers together, in the schema."""

from dataclasses import dataclass
from uuid import UUID

import strawberry

from hub.domain.vocabulary import Absence
from hub.planning.estimate import Unit, absent, known
from hub.store.planning import staff as store
from hub.store.planning.staff import StaffSum
from hub.store.reads.providers import providers
from schema.made import gathered
from schema.planning.estimate import Estimate, shown
from schema.planning.norm import Norm, norm_of
from schema.provider import Provider


@dataclass(frozen=True, slots=True)
class By:
    """Who states the posts."""

    by: tuple[UUID, ...]


@strawberry.type(
    description="Posts of one title at several providers together. A provider's own number counts, and those "
    "of its services only where it states none itself."
)
class StaffLine:
    """A line of posts."""

    row: strawberry.Private[By]
    title: str = strawberry.field(description="What the posts are called, in the source's words.")
    by: list[Provider] = gathered(providers, "by", description="The providers that state such posts.")
    posts: Estimate = strawberry.field(
        description="Established posts, with how many of these providers state the number."
    )
    filled: Estimate = strawberry.field(description="Of them those that are filled.")
    norms: list[Norm] = strawberry.field(
        description="Norms of clients for each post that hold there, whose number is certain, and that are "
        "of the services or kinds of providers whose posts these are. Nothing is computed with them here."
    )


def staff_line(line: store.StaffLine) -> StaffLine:
    """The line as the schema shows it."""
    return StaffLine(
        row=By(line.providers),
        title=line.title,
        posts=_posts(line.posts),
        filled=_posts(line.filled),
        norms=[norm_of(one) for one in line.norms],
    )


def _posts(told: StaffSum) -> Estimate:
    """A sum is what is stated at least: providers that state nothing may have more."""
    if told.value is None:
        return shown(absent(Absence.NOT_STATED, Unit.POSTS, of=told.of))
    return shown(known(told.value, Unit.POSTS, stated=told.stated, of=told.of))
