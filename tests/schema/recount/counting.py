"""Counts again, by plain SQL, what a filter finds."""

from collections.abc import Mapping
from typing import Any

from tests.schema.recount import meaning
from tests.schema.recount.meaning import LISTED_SQL
from tests.schema.recount.places import Places, Query

#: Legal addresses count only of providers that have no other.
_WORKS_THERE = (
    "(l.kind = 'actual' OR NOT EXISTS (SELECT FROM hub.location a "
    "WHERE a.provider_id = l.provider_id AND a.kind = 'actual'))"
)
Filter = Mapping[str, Any]


def providers(places: Places, given: Filter) -> set[str]:
    """The ids of the providers that a filter means; raises Refused."""
    asked, query = _asked(given), Query()
    conditions = _own(query, places, asked)
    categories = _asked(asked.get("categories") or {})
    if "noneOf" in categories:
        conditions.append(meaning.none_of(query, places, categories["noneOf"]))
    place = [
        meaning.PLACE[name](query, places, value) for name, value in asked.items() if name in meaning.PLACE
    ]
    offers = _offers(query, places, asked, categories)
    if place:
        conditions += [_at_a_place(place, offer) for offer in offers or [None]]
    else:
        conditions += [
            f"EXISTS (SELECT FROM hub.service s WHERE s.provider_id = r.id AND {offer})" for offer in offers
        ]
    return places.count(f"SELECT r.id FROM hub.provider r WHERE {' AND '.join(conditions)}", query)


def access_points(places: Places, given: Filter) -> set[str]:
    """The ids of the access points that a filter means; raises Refused."""
    asked, query = _asked(given), Query()
    conditions = _own(query, places, asked, meaning.OFFICE)
    place = [
        meaning.PLACE[name](query, places, value) for name, value in asked.items() if name in meaning.PLACE
    ]
    if place:
        where = " AND ".join([_WORKS_THERE, *place])
        conditions.append(f"EXISTS (SELECT FROM hub.location l WHERE l.access_point_id = r.id AND {where})")
    return places.count(f"SELECT r.id FROM hub.access_point r WHERE {' AND '.join(conditions)}", query)


def territories(places: Places, given: Filter) -> set[str]:
    """The codes of the territories that a filter means, each with its scheme; raises Refused."""
    asked, query = {"includeAbolished": False, **_asked(given)}, Query()
    conditions = [meaning.TERRITORY[name](query, places, value) for name, value in asked.items()]
    text = f"SELECT r.scheme || ':' || r.code FROM hub.territory r WHERE {' AND '.join(conditions)}"
    return places.count(text, query)


def _asked(given: Filter) -> dict[str, Any]:
    """What a filter asks for: an empty list is as if it were left out, but for ids."""
    return {name: value for name, value in given.items() if value != [] or name == "ids"}


def _own(
    query: Query, places: Places, asked: Filter, known: Mapping[str, meaning.Own] = meaning.OWN
) -> list[str]:
    found = [known[name](query, places, value) for name, value in asked.items() if name in known]
    return found if "status" in asked else [*found, f"r.status IN ({LISTED_SQL})"]


def _offers(query: Query, places: Places, asked: Filter, categories: Filter) -> list[str]:
    """What each of the services that the provider must give has to meet; empty if none is asked for."""
    common = [
        meaning.SERVICE[name](query, places, value)
        for name, value in asked.items()
        if name in meaning.SERVICE
    ]
    if asked.get("eligible") is not None and not _asked(asked["eligible"]):
        common.remove("true")
    offered = [
        one
        for name, value in categories.items()
        if name in meaning.OFFERED
        for one in meaning.OFFERED[name](query, places, value)
    ]
    if not common and not offered:
        return []
    if "status" not in asked:
        common.append(f"s.status IN ({LISTED_SQL})")
    return [" AND ".join([*common, *([one] if one else [])]) for one in offered or [""]]


def _at_a_place(place: list[str], offer: str | None) -> str:
    where = " AND ".join(["l.provider_id = r.id", _WORKS_THERE, *place])
    if offer is None:
        return f"EXISTS (SELECT FROM hub.location l WHERE {where})"
    return (
        "EXISTS (SELECT FROM hub.location l JOIN hub.service_at_location g ON g.location_id = l.id "
        f"JOIN hub.service s ON s.id = g.service_id AND s.provider_id = r.id WHERE {where} AND {offer})"
    )
