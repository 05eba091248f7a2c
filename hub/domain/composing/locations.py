"""Locations of several statements about one provider, united without repeating."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import asin, cos, radians, sin, sqrt

from hub.domain.claims import LOCATION_PARTS
from hub.domain.composing.losses import Losses
from hub.domain.composing.precedence import Member, in_order
from hub.domain.ids import part_id
from hub.domain.records import LocationRecord, Point
from hub.domain.text import fold

#: Points nearer than this stand for one building.
SAME_PLACE_METRES = 150
_EARTH_METRES = 6_371_000
_TAKEN_WITH = {
    "address": ("street", "house", "postal_code", "city", "region", "state_province", "country"),
    "point": ("precision",),
}

#: (statement, key of its location) → key in the composed record
Keys = dict[tuple[str, str], str]


def united_locations(
    members: Sequence[Member], own: Member, lies_in: Callable[[str, str], bool], losses: Losses
) -> tuple[tuple[LocationRecord, ...], Keys]:
    """The locations, and for each statement's location the key it has in the composed record.

    Two are one when they are of one kind and of one building, or when each statement names just one of
    the kind: then they are two accounts of the same place, and parts that differ are a conflict.
    """
    found: dict[str, tuple[LocationRecord, Member, str]] = {}
    keys: Keys = {}
    for member in in_order(members, "locations"):
        for place in member.record.locations:
            same = _same_among(found, place, member, lies_in)
            if same is None:
                key = place.key if member is own else f"{member.source}:{place.key}"
                identity = None if member is own else place.id or part_id(member.id, "location", place.key)
                found[key] = (replace(place, key=key, id=identity), member, place.key)
            else:
                key = same
                found[key] = (_filled(found[key], place, member, losses), *found[key][1:])
            keys[member.id, place.key] = key
    return tuple(place for place, _, _ in found.values()), keys


def _same_among(
    found: dict[str, tuple[LocationRecord, Member, str]],
    place: LocationRecord,
    member: Member,
    lies_in: Callable[[str, str], bool],
) -> str | None:
    for key, (known, owner, _) in found.items():
        if owner is member or known.kind != place.kind:
            continue
        if _alone(owner, known.kind) and _alone(member, place.kind):
            return key
        if _compatible(known, place, lies_in) and _one_building(known, place):
            return key
    return None


def _alone(member: Member, kind: str) -> bool:
    return sum(place.kind == kind for place in member.record.locations) == 1


def _compatible(a: LocationRecord, b: LocationRecord, lies_in: Callable[[str, str], bool]) -> bool:
    if a.territory is None or b.territory is None:
        return True
    return lies_in(a.territory, b.territory) or lies_in(b.territory, a.territory)


def _one_building(a: LocationRecord, b: LocationRecord) -> bool:
    """Whether street and house agree, or the points do; a bare territory is no other place."""
    if a.street and b.street:
        return fold(a.street) == fold(b.street) and fold(a.house or "") == fold(b.house or "")
    if a.point and b.point:
        return metres_between(a.point, b.point) <= SAME_PLACE_METRES
    return not (a.address and b.address)


def metres_between(a: Point, b: Point) -> float:
    """Great-circle metres on a sphere (haversine)."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half = sin((lat_b - lat_a) / 2) ** 2
    half += cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_METRES * asin(sqrt(half))


def _filled(
    known: tuple[LocationRecord, Member, str], place: LocationRecord, member: Member, losses: Losses
) -> LocationRecord:
    """The known location with what it lacks from the other account; what it has wins."""
    location, owner, own_key = known
    changes: dict[str, object] = {}
    for part in LOCATION_PARTS:
        corrected = f"location.{place.key}.{part}" in member.corrected
        if getattr(place, part) and (corrected or not getattr(location, part)):
            for name in (part, *_TAKEN_WITH.get(part, ())):
                changes[name] = getattr(place, name)
            losses.lose(owner.id, f"location.{own_key}.{part}", member.id, f"location.{place.key}.{part}")
        else:
            losses.lose(member.id, f"location.{place.key}.{part}", owner.id, f"location.{own_key}.{part}")
    accessibility = tuple(dict.fromkeys((*location.accessibility, *place.accessibility)))
    return replace(
        location,
        **changes,  # type: ignore[arg-type]
        accessibility=accessibility,
        phones=tuple(dict.fromkeys((*location.phones, *place.phones))),
        languages=location.languages or place.languages,
        schedules=location.schedules or place.schedules,
        attributes={**place.attributes, **location.attributes},
        confidential=location.confidential or place.confidential,
    )
