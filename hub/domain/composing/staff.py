"""Posts that several statements tell of one provider or service: each title once, as it was counted last."""

from collections.abc import Iterator, Sequence
from datetime import date

from hub.domain.composing.losses import Losses
from hub.domain.composing.precedence import Member, in_order
from hub.domain.records import StaffRecord
from hub.domain.text import fold

Staff = tuple[StaffRecord, ...]


def united_staff(members: Sequence[Member], losses: Losses) -> Staff:
    """The posts of a provider as a whole. Titles are never added up: two sources tell of the same posts."""
    staff: Staff = ()
    tellers: dict[str, str] = {}
    for member in in_order(members, "capacity"):
        staff, taken = newest_of(staff, member.record.staff)
        for title in titles_of(member.record.staff):
            prefix, former = f"staff.{title}.", tellers.get(title)
            if title in taken:
                tellers[title] = member.id
                if former is not None:
                    losses.lose_all(former, prefix, member.id, prefix)
            elif former is not None:
                losses.lose_all(member.id, prefix, former, prefix)
    return staff


def newest_of(known: Staff, other: Staff) -> tuple[Staff, frozenset[str]]:
    """The posts, each title as the account has it that counted last, and the titles taken of the other.

    An equal day leaves the first.
    """
    ours, theirs = (_last_days(staff) for staff in (known, other))
    taken = frozenset(title for title, day in theirs.items() if title not in ours or day > ours[title])
    kept = tuple(one for one in known if fold(one.title) not in taken)
    return (*kept, *(one for one in other if fold(one.title) in taken)), taken


def titles_of(staff: Staff) -> Iterator[str]:
    """The titles as claims name them, each once."""
    yield from dict.fromkeys(fold(one.title) for one in staff)


def _last_days(staff: Staff) -> dict[str, date]:
    found: dict[str, date] = {}
    for one in staff:
        title = fold(one.title)
        found[title] = max(found.get(title, date.min), one.as_of or date.min)
    return found
