"""Which norms an answer rests on, and why it does not rest on the others of its state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hub.domain.norms import is_of_basic_services, uncertainty_of
from hub.store.planning.norms import StoredNorm

#: The reason of a norm that is certain, and that the question does not ask of.
NOT_ASKED = "NOT_ASKED"


@dataclass(frozen=True, slots=True)
class NormsTold:
    """Norms that an answer used, and by reason those that it did not: a doubt about them, or NOT_ASKED."""

    used: tuple[StoredNorm, ...]
    not_used: Mapping[str, tuple[StoredNorm, ...]]


def told_norms(
    of_state: Sequence[StoredNorm], used: Sequence[StoredNorm], day: date, *, on_basic_services: bool
) -> NormsTold:
    """Sort the norms of a state by their use in an answer on a day.

    `used` are those that it was computed with; `on_basic_services` says that it asked for the basic services
    of the state, and so used the norm that makes them a duty, where that is certain on the day.
    """
    taken = list(used)
    left: dict[str, list[StoredNorm]] = {}
    for one in of_state:
        if any(one.norm.id == each.norm.id for each in used):
            continue
        doubt = uncertainty_of(one.norm, day)
        if doubt is None and on_basic_services and is_of_basic_services(one.norm):
            taken.append(one)
        else:
            left.setdefault(NOT_ASKED if doubt is None else doubt.name, []).append(one)
    return NormsTold(tuple(taken), {reason: tuple(left[reason]) for reason in sorted(left)})
