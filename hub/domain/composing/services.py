"""Services of several statements about one provider, united without repeating."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from hub.domain.claims import SERVICE_PARTS
from hub.domain.composing.locations import Keys
from hub.domain.composing.losses import Losses
from hub.domain.composing.precedence import Member, in_order
from hub.domain.composing.staff import newest_of, titles_of
from hub.domain.ids import part_id
from hub.domain.records import BY_DEFAULT, CapacityRecord, ScheduleRecord, ServiceRecord
from hub.domain.text import fold

_EMPTY: tuple[object, ...] = (None, ())
_FILLED = (
    "status",
    "forms",
    "duration",
    "target_groups",
    "minimum_age",
    "maximum_age",
    "description",
    "url",
    "application_process",
    "eligibility",
    "phones",
    "languages",
    "terms",
    "funding",
    "costs",
    "areas",
    "teams",
    "visits_per_day",
    "reach_minutes",
    "reach_km",
    "shift",
    "second_tier",
    "national_system",
    "national_code",
    "national_label",
)


@dataclass(slots=True)
class _United:
    """A service in the making; `tellers` are the statement and service that each part was taken of."""

    service: ServiceRecord
    owner: Member
    key: str
    tellers: dict[str, tuple[str, str]] = field(default_factory=dict)

    def teller(self, part: str) -> tuple[str, str]:
        """Who told a part: (statement, key of its service)."""
        return self.tellers.get(part, (self.owner.id, self.key))


def united_services(
    members: Sequence[Member], own: Member, keys: Keys, losses: Losses
) -> tuple[ServiceRecord, ...]:
    """The services; `keys` tells where each statement's locations went. Each keeps the id it had alone."""
    found: dict[str, _United] = {}
    for member in in_order(members, "services"):
        for service in member.record.services:
            same = _same_among(found, service, member)
            if same is not None:
                _fill(found[same], service, keys, member, losses)
                continue
            key = service.key if member is own else f"{member.source}:{service.key}"
            identity = None if member is own else service.id or part_id(member.id, "service", service.key)
            made = replace(
                service,
                key=key,
                id=identity,
                locations=_places(service, member, keys),
                schedules=_schedules(service, member, keys),
            )
            found[key] = _United(made, member, service.key)
    return tuple(one.service for one in found.values())


def _same_among(found: dict[str, _United], service: ServiceRecord, member: Member) -> str | None:
    for key, one in found.items():
        if one.owner is not member and _same(one.service, service):
            return key
    return None


def _same(a: ServiceRecord, b: ServiceRecord) -> bool:
    """Of one category, with the same national code and overlapping forms where both state them."""
    if a.category is None or b.category is None:
        return fold(a.name) == fold(b.name)
    codes_agree = None in (a.national_code, b.national_code) or a.national_code == b.national_code
    forms_agree = not a.forms or not b.forms or bool(set(a.forms) & set(b.forms))
    return a.category == b.category and codes_agree and forms_agree


def _places(service: ServiceRecord, member: Member, keys: Keys) -> tuple[str, ...]:
    """Where it is given, in the composed record's keys; all of its statement's places when it names none."""
    named = service.locations or tuple(place.key for place in member.record.locations)
    return tuple(dict.fromkeys(keys[member.id, key] for key in named if (member.id, key) in keys))


def _schedules(service: ServiceRecord, member: Member, keys: Keys) -> tuple[ScheduleRecord, ...]:
    """Its schedules, those of one place under the key that the place has in the composed record."""
    return tuple(
        replace(one, location=keys.get((member.id, one.location), one.location)) if one.location else one
        for one in service.schedules
    )


def _fill(united: _United, other: ServiceRecord, keys: Keys, member: Member, losses: Losses) -> None:
    """Take what the service lacks of another account of it, and the newer measurements of the two."""
    known = united.service
    missing = {name: getattr(other, name) for name in _FILLED if _lacks(known, other, name)}
    losses.lose(member.id, f"service.{other.key}", united.owner.id, f"service.{united.key}")
    for part in (*SERVICE_PARTS, "areas"):
        if part in missing:
            united.tellers[part] = (member.id, other.key)
        else:
            teller, key = united.teller(part)
            losses.lose(member.id, f"service.{other.key}.{part}", teller, f"service.{key}.{part}")
    capacities = _newer(known, other)
    if other.capacities:
        _lose_capacity(united, other, member, losses, newer=capacities is other.capacities)
    staff, taken = newest_of(known.staff, other.staff)
    _lose_staff(united, other, member, losses, taken)
    united.service = replace(
        known,
        **missing,
        staff=staff,
        derived={**known.derived, **{name: other.derived[name] for name in missing if name in other.derived}},
        capacities=capacities,
        schedules=known.schedules or _schedules(other, member, keys),
        locations=tuple(dict.fromkeys((*known.locations, *_places(other, member, keys)))),
        is_function=known.is_function and other.is_function,
    )


def _lacks(known: ServiceRecord, other: ServiceRecord, name: str) -> bool:
    """Whether the other account says what the service lacks, or has by default alone."""
    says = getattr(other, name) not in _EMPTY and other.derived.get(name) != BY_DEFAULT
    return says and (getattr(known, name) in _EMPTY or known.derived.get(name) == BY_DEFAULT)


def _lose_capacity(
    united: _United, other: ServiceRecord, member: Member, losses: Losses, *, newer: bool
) -> None:
    """The numbers of one account are published as a whole; those of the other gave way."""
    teller, key = united.teller("capacity")
    sides = (f"service.{key}.capacity.", f"service.{other.key}.capacity.")
    if newer:
        united.tellers["capacity"] = (member.id, other.key)
        losses.lose_all(teller, sides[0], member.id, sides[1])
    else:
        losses.lose_all(member.id, sides[1], teller, sides[0])


def _lose_staff(
    united: _United, other: ServiceRecord, member: Member, losses: Losses, taken: frozenset[str]
) -> None:
    """The posts of a title are published as one account tells them; those of the other gave way."""
    known = frozenset(titles_of(united.service.staff))
    for title in titles_of(other.staff):
        part, teller = f"staff.{title}", united.teller(f"staff.{title}")
        sides = f"service.{teller[1]}.{part}.", f"service.{other.key}.{part}."
        if title in taken:
            united.tellers[part] = (member.id, other.key)
            if title in known:
                losses.lose_all(teller[0], sides[0], member.id, sides[1])
        else:
            losses.lose_all(member.id, sides[1], teller[0], sides[0])


def _newer(a: ServiceRecord, b: ServiceRecord) -> tuple[CapacityRecord, ...]:
    """The measurements of the service that was measured last; an equal day leaves the first."""
    if not a.capacities or not b.capacities:
        return a.capacities or b.capacities
    newest_a, newest_b = (max(one.as_of or date.min for one in of.capacities) for of in (a, b))
    return b.capacities if newest_b > newest_a else a.capacities
