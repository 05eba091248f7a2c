"""Whose word counts: a correction, then the source's authority, then the newest, then the most complete."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

from hub.domain.records import ProviderRecord

#: Field group that a region.yml may give an authority for → fields of a provider that it covers.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "lang", "short_name", "names"),
    "identifiers": ("identifiers",),
    "kind": ("kind", "sector", "legal_form"),
    "status": ("status", "founded"),
    "contacts": ("phones", "emails", "url"),
    "locations": ("locations",),
    "services": ("services",),
    "capacity": ("capacities",),
}

#: Authority of a source that states none, of 0 to 100.
DEFAULT_AUTHORITY = 50


@dataclass(frozen=True, slots=True)
class Member:
    """One statement about the record: who says it, since when, with what authority, and what."""

    id: str
    source: str
    claimed_on: date
    record: ProviderRecord
    authority: Mapping[str, int] = field(default_factory=dict)
    #: Fields of its claims that a steward corrected → id of the correction.
    corrected: Mapping[str, int] = field(default_factory=dict)


def in_order(members: Sequence[Member], group: str, corrected: str | None = None) -> list[Member]:
    """The members, the one whose word counts most first; `corrected` is the field that may be corrected."""

    def rank(member: Member) -> tuple[bool, int, int, int, str, str]:
        authority = member.authority.get(group, member.authority.get("default", DEFAULT_AUTHORITY))
        return (
            corrected not in member.corrected,
            -authority,
            -member.claimed_on.toordinal(),
            -completeness(member.record),
            member.source,
            member.id,
        )

    return sorted(members, key=rank)


def completeness(record: ProviderRecord) -> int:
    """How many fields the record fills, those of its first location and its services included."""
    own = sum(bool(getattr(record, one.name)) for one in fields(record))
    places = sum(bool(getattr(place, one.name)) for place in record.locations[:1] for one in fields(place))
    return own + places + len(record.services)
