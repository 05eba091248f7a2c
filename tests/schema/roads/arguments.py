"""Arguments of fields: which are given, and what they hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLSchema,
    get_named_type,
    is_required_argument,
)

from hub.planning.scenario import canonical, encode
from schema.node import encode_id
from tests.schema.roads.chances import chance, numbers, pick
from tests.schema.roads.inputs import Inputs, Maker, undrawable
from tests.schema.roads.values import Values

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

    def __init__(self, schema: GraphQLSchema, values: Values) -> None:
        self.values = values
        self.inputs = Inputs(schema, values)
        self.moment = ""

    def of(self, name: str, kind: GraphQLField, rows: int) -> Given:
        """The arguments of a field, of which about `rows` are answered at once."""
        draw, values = self.values.draw, self.values
        known = kind.args
        if name not in _OTHER_IDS and ("ids" in known or "id" in known):
            return self._nodes(known)
        given: dict[str, Any] = {}
        for argument, declared in known.items():
            share = _SHARES.get(f"{name}.{argument}", _SHARES.get(argument, 50))
            drawn = argument not in APART or f"{name}.{argument}" in MAKERS
            if drawn and (is_required_argument(declared) or chance(draw, share)):
                given[argument] = self._value(name, argument, declared)
        if "asOf" in given and name != "capacity":
            self.moment = str(given["asOf"])
        order: Any = get_named_type(known["orderBy"].type) if "orderBy" in known else None
        if isinstance(order, GraphQLInputObjectType) and chance(draw, 40):
            given["orderBy"] = values.orders(list(get_named_type(order.fields["field"].type).values))
            self._measured(given)
        if "after" not in known:
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

    def _value(self, name: str, argument: str, declared: GraphQLArgument) -> Any:
        """A value of an argument of a field; raises NoValues."""
        make = MAKERS.get(f"{name}.{argument}") or MAKERS.get(argument)
        if make is not None:
            return make(self.values)
        return self.inputs.value(declared.type, f"{name}({argument})")

    def _measured(self, given: dict[str, Any]) -> None:
        """Mostly give an order by distance the circle that it needs."""
        if any(order["field"] == "DISTANCE" for order in given["orderBy"]) and not self.values.spoilt():
            place = self.inputs.schema.type_map["WithinInput"]
            circle = self.inputs.value(place, "") if chance(self.values.draw, 5) else _circle(self.values)
            given["filter"] = {**given.get("filter", {}), "within": circle}

    def _order(self, given: dict[str, Any]) -> str:
        if isinstance(given.get("orderBy"), str):
            return ""
        keys = [
            f"{key['field']}{'-' if key.get('direction') == 'DESC' else ''}"
            for key in given.get("orderBy", [])
        ]
        return " ".join(keys) + (f"@{self.moment}" if self.moment else "")


def _bands(values: Values) -> list[dict[str, float]]:
    """Two bands of distance, the nearer one first; when spoilt, ends or weights that none may have."""
    end, weight = ([0, 1e300], [0, 2]) if values.spoilt() else ([5_000, 9_000], [0.5, 1])
    near = {"metres": pick(values.draw, end), "weight": pick(values.draw, weight)}
    return [near, {"metres": 20_000, "weight": 0.25}]


def _since(values: Values) -> int:
    return _release(values, 0)


def _number(values: Values) -> int:
    return _release(values, 1)


def _tolerance(values: Values) -> float:
    return pick(values.draw, [-1, 50_001, 1e300] if values.spoilt() else [200, 0, 999.5])


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


def _services(values: Values) -> list[str]:
    return values.codes("categories", "national_codes", most=6)


def _scenario(values: Values) -> str:
    if values.spoilt():
        return pick(values.draw, ["", "eNo", "x" * 2_001])
    within = values.territory()
    new = pick(values.draw, [1, 2])
    return encode(canonical({"within": within, "goal": "MOST_COVERED", "new": new}))


#: Values of arguments, by field and argument, or by argument alone; what types tell is drawn by the type.
MAKERS: Mapping[str, Maker] = {
    "asOf": Values.moment,
    "capacity.asOf": _day,
    "composition.territory": Values.territory,
    "composition.providers": lambda values: [values.identity("Provider", "Gone") for _ in range(2)],
    "composition.reachMetres": lambda values: pick(
        values.draw, [-1, 200_001, 1e300] if values.spoilt() else [0, 20_000.5]
    ),
    "composition.services": _services,
    "composition.first": lambda values: pick(values.draw, [0, 6] if values.spoilt() else [1, 2, 5]),
    "missingServices.within": Values.territory,
    "missingServices.services": _services,
    "missingServices.orderBy": lambda values: pick(values.draw, ["MOST_MISSING", "FEWEST_MISSING", "NAME"]),
    "market.within": Values.territory,
    "careBalance.within": Values.territory,
    "coverageWithin.within": Values.territory,
    "accessibility.within": Values.territory,
    "accessibility.bands": _bands,
    "mobileCoverage.within": Values.territory,
    "mobileCoverage.only": lambda values: [Values.territory(values)],
    "normGap.within": Values.territory,
    "normGap.norm": lambda values: values.identity("Norm"),
    "norms.on": _day,
    "norms.category": lambda values: values.code("categories"),
    "peers.territory": Values.territory,
    "peers.first": lambda values: pick(values.draw, [0, 51] if values.spoilt() else [1, 3]),
    "coverage.within": Values.territory,
    "coverage.categories": lambda values: values.codes("categories", "national_codes", most=4),
    "territory.code": Values.territory,
    "terms.taxonomy": lambda values: values.code("taxonomies"),
    "source.code": lambda values: values.code("sources"),
    "point": lambda values: _circle(values)["radius"]["center"],
    "conflicts.source": lambda values: values.code("sources"),
    "conflicts.field": lambda values: values.code("fields"),
    "changes.since": _since,
    "scenario.id": _scenario,
    "planningJob.id": lambda values: encode_id("PlanningJob", "0" * (31 if values.spoilt() else 32)),
    "scenarioDiff.left": _scenario,
    "scenarioDiff.right": _scenario,
    "scenarioDiff.leftRelease": lambda values: _release(values, 1),
    "scenarioDiff.rightRelease": lambda values: _release(values, 1),
    "scenario.release": lambda values: _release(values, 1),
    "release.number": _number,
    "toleranceMetres": _tolerance,
}
#: Fields whose `id` is none of a record.
_OTHER_IDS = frozenset({"scenario", "planningJob"})
#: Arguments that are drawn beside others: pages, orders, and the ids of `node` and `nodes`.
APART = frozenset({"first", "last", "after", "before", "orderBy", "id", "ids"})


def undrawable_arguments(kind: str, field: GraphQLField, name: str) -> Iterator[str]:
    """Places of a field's arguments for which no values can be drawn."""
    for argument, declared in field.args.items():
        if argument not in APART and not {f"{name}.{argument}", argument} & MAKERS.keys():
            yield from undrawable(declared.type, f"{kind}.{name}({argument})")


#: How often, in percent, an argument that may be left out is given.
_SHARES = {
    "asOf": 10,
    "capacity.asOf": 60,
    "lang": 60,
    "filter": 65,
    "composition.providers": 20,
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
    "missing": 9,
    "rows": 10,
    "cells": 4,
}


def _rows_of(name: str) -> int:
    return _ROWS.get(name, 2 if name.endswith("s") else 1)
