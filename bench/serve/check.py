"""Contestants are compared only when they give the same answer to the same question."""

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.request import Request, urlopen

from bench.serve.operations import Operation, Variables
from bench.serve.servers import Contestant, Running
from hub.errors import MerezhaError

_SECONDS = 120


class AnswersDiffer(MerezhaError):
    """{contestant} answers {operation} with {variables} differently from {reference}: {where}."""

    code = "ANSWERS_DIFFER"


def check(operation: Operation, variables: Sequence[Variables], running: Mapping[Contestant, Running]) -> int:
    """How many answers of all contestants were found equal; raises AnswersDiffer at the first that is not."""
    contestants = list(running)
    reference = contestants[0]
    for given in variables:
        wanted = ask(reference, running[reference], operation, given)
        for other in contestants[1:]:
            found = ask(other, running[other], operation, given)
            where = difference(wanted, found)
            if where is not None:
                raise AnswersDiffer(
                    contestant=other.name,
                    operation=operation.name,
                    variables=given,
                    reference=reference.name,
                    where=where,
                )
    return len(variables) * len(contestants)


def ask(contestant: Contestant, running: Running, operation: Operation, variables: Variables) -> Any:
    """The data of an answer in the shape of the hub's own; errors are raised."""
    [body] = contestant.bodies(operation, [variables])
    url = running.url(contestant, operation)
    request = Request(url, body, {"Content-Type": "application/json", "Accept": "application/json"})
    with urlopen(request, timeout=_SECONDS) as response:
        answer = json.load(response)
    if answer.get("errors"):
        raise AnswersDiffer(
            contestant=contestant.name,
            operation=operation.name,
            variables=variables,
            reference="none",
            where=str(answer["errors"])[:500],
        )
    return contestant.shaped(operation, answer["data"])


def difference(wanted: Any, found: Any, path: str = "data") -> str | None:
    """Where two JSON values differ first, None if nowhere; keys may come in any order, items may not."""
    if isinstance(wanted, dict) and isinstance(found, dict) and wanted.keys() == found.keys():
        parts = [(key, wanted[key], found[key]) for key in wanted]
    elif isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        parts = [(str(number), *pair) for number, pair in enumerate(zip(wanted, found, strict=True))]
    else:
        return None if _equal(wanted, found) else f"{path}: {str(wanted)[:200]} and {str(found)[:200]}"
    return next(filter(None, (difference(left, right, f"{path}.{key}") for key, left, right in parts)), None)


def _equal(wanted: Any, found: Any) -> bool:
    """Whether two values are the same; the peer shows coordinates with nine decimals."""
    if isinstance(wanted, float) and isinstance(found, float | int):
        return math.isclose(wanted, found, rel_tol=1e-9)
    return bool(wanted == found)
