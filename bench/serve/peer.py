"""PostGraphile as a contestant: its functions in the database, its documents, its answers in our shape."""

import re
from base64 import b64decode, b64encode
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson

from bench.serve.floor.statements import statement
from bench.serve.operations import Operation, Variables
from bench.serve.servers import Contestant
from hub.store.connection import connect

FOLDER = Path(__file__).with_name("postgraphile")
NODE = FOLDER / "node_modules" / ".bin" / "node"
_FACETS = ("category", "sector", "kind", "form", "target-group")


def is_installed() -> bool:
    """Whether `npm ci` was run in its folder."""
    return NODE.exists()


def add_functions(url: str) -> None:
    """Give a database the functions of which PostGraphile makes fields; they count as the floor does."""
    text = re.sub(r"<(\w+)>", lambda found: _body(found[1]), (FOLDER / "peer.sql").read_text())
    with connect(url) as connection:
        connection.execute(text.encode())


def _body(name: str) -> str:
    """A statement of the floor with a function's parameters for its own."""
    return re.sub(r"%\((\w+)\)s", r"\1", statement(name, live=True))


class PostGraphile(Contestant):
    """PostGraphile 5 with the geometry types of graphile-postgis."""

    def answers(self, operation: Operation) -> bool:
        """Whether it has a document for the operation."""
        return self._document(operation).exists()

    def bodies(self, operation: Operation, variables: list[Variables]) -> list[bytes]:
        """Bodies of requests in its own schema."""
        document = self._document(operation).read_text()
        return [orjson.dumps({"query": document, "variables": _flat(each)}) for each in variables]

    def shaped(self, operation: Operation, data: Any) -> Any:
        """Its answer as the hub's schema would give it."""
        shapes = {
            "box": lambda: {
                "providers": {"edges": [{"node": _provider(each)} for each in data["providersInBoxList"]]}
            },
            "by_id": lambda: {"node": _provider(data["provider"])},
            "nearest": lambda: {
                "nearestProviders": {"edges": [_near(each) for each in data["nearestLocationsList"]]}
            },
            "matrix": lambda: {"coverage": _matrix(data["coverageMatrixList"])},
            "facets": lambda: {"providers": _facets(data)},
        }
        return shapes[operation.handler]()

    def _document(self, operation: Operation) -> Path:
        return FOLDER / f"{operation.handler}.graphql"


def _flat(variables: Variables) -> Variables:
    flat = {key: value for key, value in variables.items() if key not in {"box", "point", "id"}}
    flat.update(variables.get("box", {}), **variables.get("point", {}))
    if "id" in variables:
        flat["id"] = b64decode(variables["id"]).partition(b":")[2].decode()
    return flat


def _enum(value: str) -> str:
    return value.upper().replace("-", "_")


def _id(typename: str, key: str) -> str:
    return b64encode(f"{typename}:{key}".encode()).decode()


def _term(code: str | None, label: str | None) -> Any:
    return None if code is None else {"code": code, "label": label}


def _point(point: Any) -> Any:
    return None if point is None else {"lat": point["y"], "lon": point["x"]}


def _provider(found: Any) -> Any:
    return {
        "id": _id("Provider", found["rowId"]),
        "name": found["name"],
        "sector": _enum(found["sector"]),
        "status": _enum(found["status"]),
        "kind": _term(found["kind"], found["kindLabel"]),
        "locations": [
            {
                "id": _id("Location", each["rowId"]),
                "address": each["address"],
                "point": _point(each["point"]),
                "precision": {"class": _enum(each["precision"]), "metres": each["radiusM"]},
            }
            for each in found["locationsList"]
        ],
        "services": [
            {
                "id": _id("Service", each["rowId"]),
                "name": each["name"],
                "forms": [_enum(form) for form in each["forms"]],
                "category": _term(each["category"], each["categoryLabel"]),
            }
            for each in found["servicesList"]
        ],
    }


def _near(found: Any) -> Any:
    provider = found["provider"]
    return {
        "distanceMetres": found["distance"],
        "uncertaintyMetres": found["radiusM"],
        "node": {
            "id": _id("Provider", provider["rowId"]),
            "name": provider["name"],
            "kind": _term(provider["kind"], provider["kindLabel"]),
            "locations": [
                {"address": each["address"], "point": _point(each["point"])}
                for each in provider["locationsList"]
            ],
        },
    }


def _matrix(cells: Any) -> Any:
    rows = []
    for code, group in groupby(cells, key=lambda cell: cell["territoryCode"]):
        of_unit = list(group)
        people = of_unit[0]["people"]
        rows.append(
            {
                "territory": {
                    "code": code,
                    "name": of_unit[0]["territoryName"],
                    "population": None if people is None else {"value": people},
                },
                "cells": [
                    {
                        "category": {"code": cell["category"]},
                        "providers": cell["providers"],
                        "services": cell["services"],
                        "capacity": cell["capacity"],
                        "per10k": cell["per10K"],
                    }
                    for cell in of_unit
                ],
            }
        )
    return rows


def _facets(data: Any) -> Any:
    buckets: dict[str, list[Any]] = {name: [] for name in _FACETS}
    for found in data["facetBucketsList"]:
        bucket = {"code": found["code"], "label": found["label"], "count": found["providers"]}
        buckets[found["facet"]].append(bucket)
    return {
        "totalCount": data["providerCount"],
        "facets": [{"by": _enum(name), "buckets": buckets[name]} for name in _FACETS],
    }
