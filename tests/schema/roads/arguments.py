"""Arguments of fields: which are given, and what they hold."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLField, get_named_type, is_required_argument

from tests.schema.roads.chances import chance, numbers, pick
from tests.schema.roads.values import FACETS, LANGS, LEVELS, Values

PROVIDER_ORDERS = ["NAME", "UPDATED", "DISTANCE"]
TERRITORY_ORDERS = ["NAME", "CODE", "RELEVANCE"]
NODES = [
    "Provider",
    "Service",
    "Territory",
    "Location",
    "TaxonomyTerm",
    "Source",
    "Programme",
    "Run",
    "Release",
]


@dataclass(frozen=True)
class Given:
    """Arguments by name, the types of the nodes that ids among them name, and about how many rows come."""

    arguments: dict[str, Any]
    types: list[str] = field(default_factory=list)
    rows: int = 1


class Arguments:
    """Draws the arguments of fields. `moment` is what the root field above looks back to."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.moment = ""

    def of(self, name: str, kind: GraphQLField, rows: int) -> Given:
        """The arguments of a field, of which about `rows` are answered at once."""
        draw, values = self.values.draw, self.values
        known = kind.args
        if "ids" in known or "id" in known:
            return self._nodes(known)
        given: dict[str, Any] = {}
        makers = self._makers()
        for argument, declared in known.items():
            required = is_required_argument(declared)
            make = makers.get((name, argument)) or makers.get(("", argument))
            if make is not None and (
                required or chance(draw, _SHARES.get(f"{name}.{argument}", _SHARES.get(argument, 50)))
            ):
                given[argument] = make()
        if "asOf" in given and name != "capacity":
            self.moment = str(given["asOf"])
        if "filter" in known and get_named_type(known["filter"].type).name == "TerritoryFilter":
            self._territories(given)
        elif "orderBy" in known and chance(draw, 40):
            given["orderBy"] = values.orders(PROVIDER_ORDERS)
            self._measured(given)
        if "first" not in known:
            return Given(given, rows=_rows_of(name))
        most = 100 if rows == 1 and chance(draw, 5) else max(1, min(12, 60 // rows))
        window = values.window(name, self._order(given), most=most, backward="last" in known)
        return Given({**given, **window}, rows=max(window.get("first", window.get("last", 20)), 1))

    def _nodes(self, known: dict[str, Any]) -> Given:
        draw, values = self.values.draw, self.values
        count = 1 if "id" in known else draw(numbers(0, 4))
        types = [pick(draw, NODES + ["Gone", "AccessPoint"] * (index + 1)) for index in range(count)]
        ids = [values.identity(name, "Provider") for name in types]
        given: dict[str, Any] = {"id": ids[0]} if "id" in known else {"ids": ids}
        if "asOf" in known and chance(draw, _SHARES["asOf"]):
            given["asOf"] = values.moment()
            self.moment = str(given["asOf"])
        return Given(given, ["Provider" if name == "Gone" else name for name in types], max(count, 1))

    def _territories(self, given: dict[str, Any]) -> None:
        if chance(self.values.draw, 50):
            given["filter"] = self.values.territory_filter()
        if chance(self.values.draw, 40):
            given["orderBy"] = self.values.orders(TERRITORY_ORDERS)

    def _measured(self, given: dict[str, Any]) -> None:
        """Mostly give an order by distance the circle that it needs."""
        if any(order["field"] == "DISTANCE" for order in given["orderBy"]) and not self.values.spoilt():
            circle = self.values.within() if chance(self.values.draw, 5) else _circle(self.values)
            given["filter"] = {**given.get("filter", {}), "within": circle}

    def _order(self, given: dict[str, Any]) -> str:
        keys = [
            f"{key['field']}{'-' if key.get('direction') == 'DESC' else ''}"
            for key in given.get("orderBy", [])
        ]
        return " ".join(keys) + (f"@{self.moment}" if self.moment else "")

    def _makers(self) -> dict[tuple[str, str], Callable[[], Any]]:
        draw, values = self.values.draw, self.values
        return {
            ("", "lang"): lambda: pick(draw, LANGS),
            ("", "asOf"): values.moment,
            ("capacity", "asOf"): lambda: _day(values),
            ("accessPoints", "filter"): values.access_point_filter,
            ("providers", "filter"): values.provider_filter,
            ("nearestProviders", "filter"): values.provider_filter,
            ("coverage", "filter"): values.provider_filter,
            ("coverage", "within"): values.territory,
            ("coverage", "level"): lambda: pick(draw, LEVELS[:3]),
            ("coverage", "categories"): lambda: values.codes("categories", most=4),
            ("territory", "code"): values.territory,
            ("source", "code"): lambda: values.code("sources"),
            ("", "point"): lambda: _circle(values)["radius"]["center"],
            ("conflicts", "source"): lambda: values.code("sources"),
            ("conflicts", "field"): lambda: values.code("fields"),
            ("changes", "since"): lambda: _release(values, 0),
            ("changes", "types"): lambda: values.some(["PROVIDER", "PROGRAMME", "ACCESS_POINT"]),
            ("release", "number"): lambda: _release(values, 1),
            ("", "by"): lambda: values.some(FACETS),
            ("", "toleranceMetres"): lambda: pick(
                draw, [-1, 50_001, 1e300] if values.spoilt() else [200, 0, 999.5]
            ),
        }


#: How often, in percent, an argument that may be left out is given.
_SHARES = {
    "asOf": 10,
    "capacity.asOf": 60,
    "lang": 60,
    "filter": 65,
    "source": 30,
    "field": 30,
    "types": 40,
    "toleranceMetres": 60,
}
#: About how many rows a list without pages has.
_ROWS = {
    "provenance": 20,
    "history": 3,
    "services": 4,
    "facets": 3,
    "buckets": 10,
    "children": 8,
    "coverage": 10,
    "categories": 9,
    "targetGroups": 20,
    "kinds": 20,
    "ancestors": 3,
    "crosswalk": 4,
}


def _rows_of(name: str) -> int:
    return _ROWS.get(name, 2 if name.endswith("s") else 1)


def _circle(values: Values) -> dict[str, Any]:
    lat, lon = pick(values.draw, values.holdings.points)
    return {"radius": {"center": {"lat": lat, "lon": lon}, "metres": pick(values.draw, [90_000, 5_000])}}


def _day(values: Values) -> str:
    if values.spoilt():
        return pick(values.draw, ["soon", "2020-02-30", ""])
    return pick(values.draw, [*values.holdings.lists["capacity_days"], "2023-06-30", "1990-01-01"])


def _release(values: Values, least: int) -> int:
    newest = len(values.holdings.lists["releases"])
    return (
        pick(values.draw, [-1, newest + 1, 2**31 - 1])
        if values.spoilt()
        else values.draw(numbers(least, newest))
    )
