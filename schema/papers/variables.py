"""Canonical questions as variables of the documents that ask them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson

from hub.domain.filters import Categories, ProviderFilter, Within
from hub.planning.plans.filters import filter_from_json
from hub.planning.scenario import BadScenario, Question
from schema.node import encode_id


def variables_of(question: Question) -> dict[str, Any]:
    """The variables of a canonical question to a field that is not about new sites.

    Values that have no meaning are refused where GraphQL reads them. Raises BadScenario for filters and ids
    that are none.
    """
    held = {name: value for name, value in question.items() if name != "question" and value is not None}
    if "filter" in held:
        held["filter"] = filter_variables(filter_from_json(_mapping(held["filter"], "filter")))
    if "having" in held:
        wanted = filter_from_json(_mapping(held["having"], "having")).categories
        held["having"] = _categories(wanted or Categories())
    if "providers" in held:
        held["providers"] = [encode_id("Provider", _uuid(each)) for each in _list(held["providers"])]
    if "norm" in held:
        held["norm"] = encode_id("Norm", held["norm"])
    if "team" in held:
        held["team"] = {_camel(name): value for name, value in _mapping(held["team"], "team").items()}
    return held


def filter_variables(wanted: ProviderFilter) -> dict[str, Any]:
    """The `ProviderFilter` of the schema that means a filter; conditions that say nothing are left out."""
    point, eligible = wanted.serves, wanted.eligible
    serves: dict[str, Any] | None
    serves = {"territory": wanted.serves_territory} if wanted.serves_territory is not None else None
    if point is not None:
        serves = {**(serves or {}), "point": {"lat": point.lat, "lon": point.lon}}
    stated: dict[str, Any] = {
        "within": wanted.within and _within(wanted.within),
        "serves": serves,
        "categories": wanted.categories and _categories(wanted.categories),
        "kinds": list(wanted.kinds),
        "sectors": [each.name for each in wanted.sectors],
        "forms": [each.name for each in wanted.forms],
        "targetGroups": list(wanted.target_groups),
        "eligible": eligible and {"age": eligible.age, "targetGroups": list(eligible.target_groups)},
        "text": wanted.text,
        "status": [each.name for each in wanted.status],
        "precision": [each.name for each in wanted.precision],
        "isSample": wanted.is_sample,
        "isSynthetic": wanted.is_synthetic,
        "sources": list(wanted.sources),
    }
    told = {name: value for name, value in stated.items() if value is not None and value != []}
    if wanted.ids is not None:
        # An empty list finds nobody, and stays.
        told["ids"] = [encode_id("Provider", each) for each in wanted.ids]
    return told


def _within(wanted: Within) -> dict[str, Any]:
    box, circle = wanted.box, wanted.circle
    parts = {
        "territory": wanted.territory,
        "bbox": box and {"west": box.west, "south": box.south, "east": box.east, "north": box.north},
        "radius": circle
        and {"center": {"lat": circle.center.lat, "lon": circle.center.lon}, "metres": circle.metres},
        "polygon": None if wanted.polygon is None else _geometry(wanted.polygon),
    }
    return {name: value for name, value in parts.items() if value is not None}


def _geometry(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise BadScenario(why="its polygon is no GeoJSON") from None


def _categories(wanted: Categories) -> dict[str, list[str]]:
    parts = {"anyOf": wanted.any_of, "allOf": wanted.all_of, "noneOf": wanted.none_of}
    return {name: list(codes) for name, codes in parts.items() if codes}


def _mapping(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise BadScenario(why=f"its {name} is not usable")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise BadScenario(why="its providers are no list")
    return value


def _uuid(value: Any) -> UUID:
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        raise BadScenario(why="its providers are no ids") from None


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(each.capitalize() for each in others)
