"""What each condition of a filter means, in plain SQL written after docs/graphql.md.

Nothing here is shared with hub.store.filters, so that the two can only agree by meaning the same. A territory
and a term mean themselves and all below them: `hub.recount_below` (see places.py) holds what lies below
what, counted from parents alone. A test holds the names of the conditions to the fields of the inputs.
"""

from base64 import b64decode
from collections.abc import Callable, Mapping
from json import dumps
from typing import Any

from hub.domain.text import search_words
from tests.schema.recount.places import Places, Query, Refused

#: Of one record `r` (a provider or an access point).
Own = Callable[[Query, Places, Any], str]

#: Closed, excluded, merged and missing ones are left out unless they are asked for.
LISTED = ("active", "unknown", "relocated", "suspended")
LISTED_SQL = ", ".join(f"'{status}'" for status in LISTED)


def stored(name: str) -> str:
    """What the tables hold for the name of an enum's member; states keep their capitals."""
    return name if len(name) == 2 else name.lower().replace("_", "-")


def key_of(identity: str) -> str:
    """The key that a global id holds."""
    return b64decode(identity).decode().partition(":")[2]


def _one_of(column: str) -> Own:
    return lambda query, _places, given: f"{column} = ANY ({query.of([stored(one) for one in given])})"


def _kinds(query: Query, places: Places, given: Any) -> str:
    return f"r.kind = ANY ({query.of(places.terms_below('kind', given))})"


#: Levels whose names are met by a beginning, and larger ones that take the whole word.
NEAR, FAR = "('hromada', 'settlement', 'city-district')", "('region', 'district')"


def _words(given: str) -> list[tuple[str, str]]:
    """Of each word its beginning and the whole of it; Refused for a text without words."""
    both = search_words(given)
    if not both:
        raise Refused(given)
    return list(zip(both[::2], both[1::2], strict=True))


def _text(owner: str) -> Own:
    """Every word is in the record's own text, or in the name of a unit around one of its locations."""

    def condition(query: Query, _places: Places, given: Any) -> str:
        each = []
        for beginning, whole in ((query.of(one), query.of(other)) for one, other in _words(given)):
            called = (
                f"(u.level IN {NEAR} AND position({beginning} IN u.search) > 0) OR "
                f"(u.level IN {FAR} AND position({whole} IN u.search || ' ') > 0)"
            )
            each.append(
                f"(position({beginning} IN r.search) > 0 OR EXISTS (SELECT FROM hub.location n "
                "JOIN pg_temp.recount_below b ON b.kind = 'unit' AND b.below = n.territory_id "
                f"JOIN hub.territory u ON u.id = b.above WHERE n.{owner} = r.id AND ({called})))"
            )
        return " AND ".join(each)

    return condition


def _text_of_unit(query: Query, _places: Places, given: Any) -> str:
    return " AND ".join(f"position({query.of(word)} IN r.search) > 0" for word, _ in _words(given))


def _sample(query: Query, _places: Places, given: Any) -> str:
    return f"(SELECT is_sample FROM hub.source WHERE id = r.source_id) = {query.of(given)}"


def _synthetic(query: Query, _places: Places, given: Any) -> str:
    return f"r.synthetic = {query.of(given)}"


def _sources(query: Query, places: Places, given: Any) -> str:
    ids = query.of(places.sources(given))
    # A joined record is of every source that speaks of it.
    return (
        f"(r.source_id = ANY ({ids}) OR EXISTS (SELECT FROM hub.statement s WHERE s.record_id = r.id "
        f"AND s.id <> r.id AND s.source_id = ANY ({ids})))"
    )


def _ids(query: Query, _places: Places, given: Any) -> str:
    ids = query.of([key_of(one) for one in given])
    # The id of a merged record means the one that answers for it.
    return (
        f"(r.id = ANY ({ids}::uuid[]) OR EXISTS (SELECT FROM hub.statement s WHERE s.record_id = r.id "
        f"AND s.id = ANY ({ids}::uuid[])))"
    )


#: What is said of a provider or an access point itself, whatever it offers and wherever.
OWN: Mapping[str, Own] = {
    "kinds": _kinds,
    "sectors": _one_of("r.sector"),
    "text": _text("provider_id"),
    "status": _one_of("r.status"),
    "isSample": _sample,
    "isSynthetic": _synthetic,
    "sources": _sources,
    "ids": _ids,
}


#: The same of an access point.
OFFICE: Mapping[str, Own] = {
    **{name: condition for name, condition in OWN.items() if name not in {"kinds", "sectors"}},
    "text": _text("access_point_id"),
}


def _territory(query: Query, places: Places, given: Any) -> str:
    unit = query.of(places.unit(given))
    return (
        f"l.territory_id IN (SELECT below FROM pg_temp.recount_below WHERE kind = 'unit' AND above = {unit})"
    )


def _box(query: Query, _places: Places, given: Any) -> str:
    west, south, east, north = (query.of(given[side]) for side in ("west", "south", "east", "north"))
    return (
        f"(st_x(l.point) >= {west} AND st_x(l.point) <= {east} "
        f"AND st_y(l.point) >= {south} AND st_y(l.point) <= {north})"
    )


def _radius(query: Query, _places: Places, given: Any) -> str:
    centre = point_sql(query, given["center"])
    return f"st_distance(l.point::geography, {centre}::geography, true) <= {query.of(given['metres'])}"


def _polygon(query: Query, _places: Places, given: Any) -> str:
    geometry = given["geometry"] if given["type"] == "Feature" else given
    area = f"st_setsrid(st_geomfromgeojson({query.of(dumps(geometry))}), 4326)"
    return f"st_covers({area}, l.point)"


#: Where a location lies.
WITHIN: Mapping[str, Own] = {
    "territory": _territory,
    "bbox": _box,
    "radius": _radius,
    "polygon": _polygon,
}


def _within(query: Query, places: Places, given: Any) -> str:
    parts = [WITHIN[name](query, places, value) for name, value in given.items()]
    return " AND ".join(parts)


#: What is said of one location `l`.
PLACE: Mapping[str, Own] = {"within": _within, "precision": _one_of("l.precision")}


def point_sql(query: Query, given: Any) -> str:
    """A point as geometry."""
    return f"st_setsrid(st_makepoint({query.of(given['lon'])}, {query.of(given['lat'])}), 4326)"


def _serves_unit(query: Query, places: Places, given: Any) -> str:
    unit = query.of(places.unit(given))
    return (
        "EXISTS (SELECT FROM pg_temp.recount_reached e JOIN pg_temp.recount_below b ON b.kind = 'unit' "
        f"AND ((b.above = {unit} AND b.below = e.unit) "
        f"OR (e.whole AND b.above = e.unit AND b.below = {unit})) WHERE e.service = s.id)"
    )


def _serves_point(query: Query, places: Places, given: Any) -> str:
    around = places.units_around(given)
    nearby = query.of(places.units_nearby(around))
    areas = "SELECT FROM hub.service_area a WHERE a.service_id = s.id"
    reached = (
        f"(a.territory_id = ANY ({query.of(around)}) OR st_covers(a.polygon, {point_sql(query, given)}))"
    )
    given_there = (
        "SELECT FROM hub.service_at_location g JOIN hub.location n ON n.id = g.location_id "
        f"WHERE g.service_id = s.id AND n.territory_id = ANY ({nearby})"
    )
    # A service with areas reaches these and nothing else; one for hromadas or institutions reaches nobody.
    of_people = f"(EXISTS ({areas} AND {reached}) OR (NOT EXISTS ({areas}) AND EXISTS ({given_there})))"
    return f"(s.second_tier IS NULL AND {of_people})"


def _serves(query: Query, places: Places, given: Any) -> str:
    if "territory" in given:
        return _serves_unit(query, places, given["territory"])
    return _serves_point(query, places, given.get("point", given))


def _target_groups(query: Query, places: Places, given: Any) -> str:
    return f"s.target_groups && {query.of(places.terms_below('target-group', given))}::text[]"


def _age(query: Query, _places: Places, given: Any) -> str:
    age = query.of(given)
    return f"(coalesce(s.minimum_age, -1) <= {age} AND coalesce(s.maximum_age, 1000) >= {age})"


def _groups_of_a_person(query: Query, places: Places, given: Any) -> str:
    wider = places.terms_above("target-group", given)
    return f"s.target_groups && {query.of([*wider, 'general'])}::text[]"


ELIGIBLE: Mapping[str, Own] = {"age": _age, "targetGroups": _groups_of_a_person}


def _eligible(query: Query, places: Places, given: Any) -> str:
    parts = [ELIGIBLE[name](query, places, value) for name, value in given.items() if value != []]
    return " AND ".join(parts) or "true"


#: What is said of one service `s`, its category aside.
SERVICE: Mapping[str, Own] = {
    "serves": _serves,
    "forms": lambda query, _places, given: f"s.forms && {query.of([stored(one) for one in given])}::text[]",
    "targetGroups": _target_groups,
    "eligible": _eligible,
}


def _any_of(query: Query, places: Places, given: Any) -> list[str]:
    return [f"s.category = ANY ({query.of(places.categories(given))})"]


def _all_of(query: Query, places: Places, given: Any) -> list[str]:
    return [_any_of(query, places, [one])[0] for one in given]


#: Conditions on the category, one for each service that the provider must give.
OFFERED: Mapping[str, Callable[[Query, Places, Any], list[str]]] = {"anyOf": _any_of, "allOf": _all_of}


def none_of(query: Query, places: Places, given: Any) -> str:
    """No working service of these, wherever and in whatever form."""
    codes = query.of(places.terms_below("category", given))
    return (
        f"NOT EXISTS (SELECT FROM hub.service s WHERE s.provider_id = r.id AND s.status IN ({LISTED_SQL}) "
        f"AND s.category = ANY ({codes}))"
    )


def _codes(query: Query, places: Places, given: Any) -> str:
    found = [unit for code in given for unit in places.units(code)]
    return f"r.id = ANY ({query.of(found)}::int[])"


def _inside(query: Query, places: Places, given: Any) -> str:
    unit = query.of(places.unit(given))
    return f"r.id IN (SELECT below FROM pg_temp.recount_below WHERE kind = 'unit' AND above = {unit})"


def _abolished(_query: Query, _places: Places, given: Any) -> str:
    return "true" if given else "r.valid_to IS NULL"


#: What is said of a territory `r`.
TERRITORY: Mapping[str, Own] = {
    "text": _text_of_unit,
    "levels": _one_of("r.level"),
    "countries": _one_of("r.country"),
    "within": _inside,
    "codes": _codes,
    "includeAbolished": _abolished,
}
