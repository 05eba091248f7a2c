"""Records that a composition is made of: providers that could join, what they give, what they measured."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from hub.domain.vocabulary import CapacityFigure, RecordStatus

#: Who is counted unless a filter asks for others: who is suspended or had to leave makes no centre here.
COUNTED_STATUSES = frozenset({RecordStatus.ACTIVE, RecordStatus.UNKNOWN})


class NotCountedReason(StrEnum):
    """Why a record is left out of a count."""

    UNIT_OF_MEMBER = "unit-of-member"  # the same service of a provider and of a unit of it
    JOINED_RECORD = "joined-record"  # another source's record of the same provider
    FUNCTION = "function"  # a part of a package that the same provider gives
    PART_OF_COMPLEX = "part-of-complex"  # a part of a complex service that the same provider gives
    SHARED_CAPACITY = "shared-capacity"  # the same measurement, stated of another service of the provider
    SECOND_TIER = "second-tier"  # its clients are hromadas or institutions
    CLOSED = "closed"  # it works no more, or not now
    NO_CATEGORY = "no-category"  # no service is stated, or the hub has no category for its words


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a source states of a service's capacity on a day; figures in another unit say nothing of it.

    None stands for a figure that is stated and not told, since it counts few people.
    """

    as_of: date | None
    unit: str
    figures: tuple[tuple[CapacityFigure, int | None], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A service of a provider. `needs` are the codes asked for that its category fulfils.

    `above` are the categories that its own lies below, itself not included. `words` are the source's own
    words, which one service has in common with another where the source states both in one phrase.
    """

    service_id: UUID
    provider_id: UUID
    category: str | None
    needs: frozenset[str]
    words: str
    status: RecordStatus = RecordStatus.ACTIVE
    above: frozenset[str] = frozenset()
    is_function: bool = False
    is_second_tier: bool = False
    measurements: tuple[Measurement, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A provider that could join a centre.

    `distance` is metres from the territory's point, None where either has no point; `radius` by how many
    metres it may be off. `joined` are further records of sources that were found to be this provider.
    """

    provider_id: UUID
    status: RecordStatus
    source_id: int
    is_synthetic: bool
    parent_id: UUID | None = None
    distance: float | None = None
    radius: int | None = None
    location_id: UUID | None = None
    joined: tuple[UUID, ...] = ()
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A provider, or a service of it, that was left out, and why. `code` is the code that it was not counted
    for, `because_of` the provider or service that is counted in its place.
    """

    reason: NotCountedReason
    provider_id: UUID
    service_id: UUID | None = None
    code: str | None = None
    because_of: UUID | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """Candidates with the offers that count, and what was left out."""

    candidates: tuple[Candidate, ...]
    left_out: tuple[NotCounted, ...] = field(default=())

    def then(self, candidates: Sequence[Candidate], left_out: Sequence[NotCounted]) -> "Counted":
        """What is left after one more rule."""
        return Counted(tuple(candidates), (*self.left_out, *left_out))
