"""Services of several statements about one provider, united without repeating."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hub.domain.composing.locations import Keys
from hub.domain.composing.losses import Losses
from hub.domain.composing.precedence import Member, in_order
from hub.domain.ids import part_id
from hub.domain.records import CapacityRecord, ServiceRecord
from hub.domain.text import fold

_FILLED = (
    "forms",
    "duration",
    "target_groups",
    "minimum_age",
    "maximum_age",
    "description",
    "funding",
    "costs",
    "areas",
    "national_system",
    "national_code",
    "national_label",
)


def united_services(
    members: Sequence[Member], own: Member, keys: Keys, losses: Losses
) -> tuple[ServiceRecord, ...]:
    """The services; `keys` tells where each statement's locations went. Each keeps the id it had alone."""
    found: dict[str, tuple[ServiceRecord, Member, str]] = {}
    for member in in_order(members, "services"):
        for service in member.record.services:
            same = _same_among(found, service, member)
            if same is not None:
                known, owner, own_key = found[same]
                found[same] = (_filled(known, service, keys, member), owner, own_key)
                losses.lose(member.id, f"service.{service.key}", owner.id, f"service.{own_key}")
                continue
            key = service.key if member is own else f"{member.source}:{service.key}"
            identity = None if member is own else service.id or part_id(member.id, "service", service.key)
            places = _places(service, member, keys)
            found[key] = (replace(service, key=key, id=identity, locations=places), member, service.key)
    return tuple(service for service, _, _ in found.values())


def _same_among(
    found: dict[str, tuple[ServiceRecord, Member, str]], service: ServiceRecord, member: Member
) -> str | None:
    for key, (known, owner, _) in found.items():
        if owner is not member and _same(known, service):
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


def _filled(known: ServiceRecord, other: ServiceRecord, keys: Keys, member: Member) -> ServiceRecord:
    """The known service with what it lacks, and with the newer measurements of the two."""
    missing = {
        name: getattr(other, name)
        for name in _FILLED
        if getattr(known, name) in (None, ()) and getattr(other, name) not in (None, ())
    }
    places = tuple(dict.fromkeys((*known.locations, *_places(other, member, keys))))
    return replace(
        known,
        **missing,
        capacities=_newer(known, other),
        locations=places,
        is_function=known.is_function and other.is_function,
    )


def _newer(a: ServiceRecord, b: ServiceRecord) -> tuple[CapacityRecord, ...]:
    """The measurements of the service that was measured last; an equal day leaves the first."""
    if not a.capacities or not b.capacities:
        return a.capacities or b.capacities
    newest_a, newest_b = (max(one.as_of or date.min for one in of.capacities) for of in (a, b))
    return b.capacities if newest_b > newest_a else a.capacities
