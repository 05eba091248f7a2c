"""Finds a schema by the hints in errors: `hints.py ENDPOINT WORDS DEPTH` prints it as introspection would.

clairvoyance guesses the fields of one type. Its own program goes long ways round from type to type and
breaks off where one is refused, so the way is found here: level by level, each type at its first place.
"""

import asyncio
import json
import logging
import sys
from pathlib import Path
from typing import Any

from clairvoyance import oracle
from clairvoyance.cli import setup_context
from clairvoyance.entities.context import client


async def walk(endpoint: str, words: list[str], depth: int) -> Any:
    """What is found of the schema within so many levels of fields."""
    setup_context(endpoint, logging.getLogger("clairvoyance"), concurrent_requests=1)
    schema: Any = None
    entered = {"Query"}
    level = [("Query", "query { FUZZ }")]
    for _ in range(depth):
        below = []
        for name, document in level:
            schema = json.loads(await oracle.clairvoyance(words, document, schema))
            for field in sorted(fields_of(schema, name), key=lambda one: str(one["name"])):
                kind, inner = named(field["type"])
                if kind == "OBJECT" and inner not in entered:
                    entered.add(inner)
                    below.append((inner, document.replace("FUZZ", f"{field['name']} {{ FUZZ }}")))
        level = below
    await client().close()
    return schema


def fields_of(schema: Any, name: str) -> list[Any]:
    """The fields that were found of a type."""
    return next(one["fields"] for one in schema["data"]["__schema"]["types"] if one["name"] == name) or []


def named(wrapped: Any) -> tuple[str, str]:
    """The kind and name of a type that may be wrapped in lists and non-nulls."""
    while wrapped["ofType"]:
        wrapped = wrapped["ofType"]
    return wrapped["kind"], wrapped["name"]


if __name__ == "__main__":
    found = asyncio.run(walk(sys.argv[1], Path(sys.argv[2]).read_text("utf-8").split(), int(sys.argv[3])))
    json.dump(found, sys.stdout)
