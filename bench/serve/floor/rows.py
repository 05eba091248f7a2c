"""Handlers that read flat rows over binary cursors, join them in Python and leave the text to orjson."""

from base64 import b64encode
from collections.abc import Awaitable, Callable, Sequence
from functools import cache
from typing import Any

import orjson
from psycopg import AsyncConnection

from bench.serve.floor.statements import statement

Link = AsyncConnection[Any]
Json = dict[str, Any]
#: taxonomy, code and language to label, read once when the server starts.
LABELS: dict[tuple[str, str, str], str] = {}
_FACETS = ("category", "sector", "kind", "form", "target-group")
_COUNT_BUDGET = 50_000
#: A cell that serves nobody.
_EMPTY = (0, 0, 0, 0, None, None)


@cache
def _enum(value: str) -> str:
    return value.upper().replace("-", "_")


@cache
def _forms(joined: str) -> orjson.Fragment:
    return _shared([_enum(form) for form in joined.split(",")] if joined else [])


@cache
def _category(code: str | None) -> orjson.Fragment:
    return _shared(None if code is None else {"code": code, "label": LABELS["category", code, "en"]})


@cache
def _kind(code: str | None) -> orjson.Fragment:
    return _shared(None if code is None else {"code": code, "label": LABELS["kind", code, "uk"]})


def _shared(value: Any) -> orjson.Fragment:
    """What many rows hold is written once."""
    return orjson.Fragment(orjson.dumps(value))


async def _fetch(link: Link, name: str, **values: Any) -> Sequence[Any]:
    cursor = await link.execute(statement(name), values, prepare=True, binary=True)
    return await cursor.fetchall()


async def _places(link: Link, ids: list[str]) -> list[list[Json]]:
    """Places of each provider."""
    groups: list[list[Json]] = [[] for _ in ids]
    for number, identity, address, lat, lon, precision, metres in await _fetch(link, "places", ids=ids):
        groups[number - 1].append(
            {
                "id": identity,
                "address": address,
                "point": None if lat is None else {"lat": lat, "lon": lon},
                "precision": {"class": _enum(precision), "metres": metres},
            }
        )
    return groups


async def _services(link: Link, ids: list[str]) -> list[list[Json]]:
    """Services of each provider."""
    groups: list[list[Json]] = [[] for _ in ids]
    for number, identity, name, forms, category in await _fetch(link, "services", ids=ids):
        groups[number - 1].append(
            {"id": identity, "name": name, "forms": _forms(forms), "category": _category(category)}
        )
    return groups


def _global_id(key: str) -> str:
    return b64encode(f"Provider:{key}".encode()).decode()


async def box(link: Link, variables: Json) -> Json:
    """A page of a box."""
    page = await _fetch(link, "box_page", **variables["box"], first=variables["first"])
    ids = [str(row[0]) for row in page]
    places, services = await _places(link, ids), await _services(link, ids)
    edges = [
        {
            "node": {
                "id": _global_id(key),
                "name": name,
                "sector": _enum(sector),
                "status": _enum(status),
                "kind": _kind(kind),
                "locations": here,
                "services": given,
            }
        }
        for key, (_, name, sector, status, kind), here, given in zip(ids, page, places, services, strict=True)
    ]
    return {"providers": {"edges": edges}}


async def by_id(link: Link, variables: Json) -> Json:
    """One provider."""
    key = variables["uuid"]
    [(name, sector, status, kind)] = await _fetch(link, "one", id=key)
    [places], [services] = await _places(link, [key]), await _services(link, [key])
    return {
        "node": {
            "id": variables["id"],
            "name": name,
            "sector": _enum(sector),
            "status": _enum(status),
            "kind": _kind(kind),
            "locations": places,
            "services": services,
        }
    }


async def nearest(link: Link, variables: Json) -> Json:
    """The nearest of a category."""
    near = await _fetch(link, "nearest", **variables["point"], category=variables["category"])
    ids = [str(row[0]) for row in near]
    edges = [
        {
            "distanceMetres": metres,
            "uncertaintyMetres": radius,
            "node": {
                "id": _global_id(key),
                "name": name,
                "kind": _kind(kind),
                "locations": [{"address": each["address"], "point": each["point"]} for each in here],
            },
        }
        for key, (_, name, kind, radius, metres), here in zip(
            ids, near, await _places(link, ids), strict=True
        )
    ]
    return {"nearestProviders": {"edges": edges}}


async def matrix(link: Link, variables: Json) -> Json:
    """The planning matrix of an oblast."""
    units = await _fetch(link, "units", oblast=variables["oblast"])
    found = await _fetch(link, "cells", units=[unit[0] for unit in units], categories=variables["categories"])
    cells = {(row[0], row[1]): row for row in found}
    rows = []
    for identity, code, name, people in units:
        of_unit = []
        for category in variables["categories"]:
            _, _, providers, services, capacity, shared = cells.get((identity, category), _EMPTY)
            rated = capacity is not None and not shared and people
            of_unit.append(
                {
                    "category": {"code": category},
                    "providers": providers,
                    "services": services,
                    "capacity": capacity,
                    "per10k": capacity * 10_000 / people if rated else None,
                }
            )
        population = None if people is None else {"value": people}
        rows.append({"territory": {"code": code, "name": name, "population": population}, "cells": of_unit})
    return {"coverage": rows}


async def facets(link: Link, variables: Json) -> Json:
    """The facets of an oblast."""
    [(count,)] = await _fetch(link, "count", **variables)
    buckets: dict[str, list[Json]] = {name: [] for name in _FACETS}
    for by, code, found in await _fetch(link, "buckets", **variables):
        buckets[by].append({"code": code, "label": LABELS.get((by, code, "uk"), code), "count": found})
    shown = [{"by": _enum(name), "buckets": buckets[name]} for name in _FACETS]
    return {"providers": {"totalCount": min(count, _COUNT_BUDGET), "facets": shown}}


Handler = Callable[[Link, Json], Awaitable[Json]]
#: A territory page is one row of many parts: there is nothing for Python to join.
HANDLERS: dict[str, Handler] = {
    "box": box,
    "matrix": matrix,
    "nearest": nearest,
    "by_id": by_id,
    "facets": facets,
}
