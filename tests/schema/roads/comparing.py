"""Whether two answers are one, to the byte; where they are not, the question is written down."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

from hub.store.compiled.causes import Cause, Fallback
from tests.schema.roads.asking import Question, Reply, Roads
from tests.schema.roads.stirred import MERGED

REGRESSIONS = Path(__file__).with_name("regressions")
INTERNAL = "INTERNAL_SERVER_ERROR"


#: Values that plans refuse: resolvers then tell the error.
WRONG_VALUES = frozenset({Cause.REFUSED, Cause.VARIABLES})
#: Fields, and types with all their fields, that declare nothing, by decision: their resolvers alone answer.
RESOLVERS_OWN = frozenset(
    {
        "Conflict",
        "Norm",
        "Query.accessibility",
        "Query.careBalance",
        "Query.changes",
        "Query.composition",
        "Query.conflicts",
        "Query.coverageWithin",
        "Query.decisions",
        "Query.market",
        "Query.matchCandidates",
        "Query.missingServices",
        "Query.mobileCoverage",
        "Query.normGap",
        "Query.norms",
        "Query.peers",
        "Query.planningJob",
        "Query.scenario",
        "Query.scenarioDiff",
        "Query.siting",
        "Run.quality",
        "Source.conflicts",
        "Source.quality",
        "Territory.coverageWithin",
        "Territory.missingServices",
        "Territory.peers",
    }
)


class RoadsDiffer(AssertionError):
    """The compiled road answers otherwise than the ordinary one."""


class FellBack(RoadsDiffer):
    """Resolvers answered what plans should."""


def compare(roads: Roads, question: Question) -> tuple[Reply, dict[str, Any]]:
    """Ask on both roads; the compiled road's reply and what it says, or RoadsDiffer."""
    ordinary, compiled = _asked(roads.ordinary, question), _asked(roads.compiled, question)
    expected, found = orjson.loads(ordinary.body), orjson.loads(compiled.body)
    codes = [error["extensions"]["code"] for error in expected.get("errors", [])]
    if INTERNAL in codes:
        raise RoadsDiffer(f"The ordinary road fails on its own: {expected['errors']}\n{shown(question)}")
    if not _alike(ordinary.body, compiled.body, expected, found):
        where = _difference(_ordered(expected), _ordered(found), "answer")
        raise RoadsDiffer(f"{where or 'Equal values are written otherwise.'}\n{shown(question)}")
    return compiled, found


def fell_back(question: Question, reply: Reply, answer: dict[str, Any]) -> bool:
    """Whether resolvers answered because a value was refused that makes no error in the answer.

    Wrong values below an empty list are such: resolvers never come to them, but plans look at them.
    Raises FellBack where resolvers answered and nothing in the question explains it.
    """
    fallen = False
    for fallback in reply.report.fallbacks:
        if not _explained(fallback, question, answer) and reply.report.roots:
            raise FellBack(f"{fallback}\n{shown(question)}")
        fallen |= fallback.cause in WRONG_VALUES and "errors" not in answer
    return fallen


def _explained(fallback: Fallback, question: Question, answer: dict[str, Any]) -> bool:
    """Whether the question is such that resolvers must answer it."""
    cause, values = fallback.cause, question.text + json.dumps(question.variables)
    if cause is Cause.UNDECLARED:
        return fallback.about in RESOLVERS_OWN or fallback.about.partition(".")[0] in RESOLVERS_OWN
    explanations = {
        Cause.PAST: "asOf" in question.text,
        Cause.MUTATION: "mutation" in question.text,
        Cause.INTROSPECTION: "__" in question.text,
        Cause.MERGED_ID: MERGED in values,
        # A null where none may be is an error on both roads.
        Cause.WRONG_VALUE: "errors" in answer,
        # Edges under two names are put together by resolvers.
        Cause.NOT_HERE: fallback.about.endswith("Connection.edges") and question.text.count("edges") > 1,
    }
    return cause in WRONG_VALUES or explanations.get(cause, False)


def _asked(road: Callable[[Question], Reply], question: Question) -> Reply:
    """The reply of a road, which must not raise whatever valid or wrong question it is asked."""
    try:
        return road(question)
    except Exception as error:
        raise RoadsDiffer(f"The {road.__name__} road raises {error!r}.\n{shown(question)}") from error


def keep(question: Question, name: str) -> None:
    """Write a question down: tests/schema/roads/test_regressions.py asks it on all ways from now on."""
    (REGRESSIONS / f"{name}.graphql").write_text(question.text.rstrip() + "\n", "utf-8")
    more = {"variables": question.variables, "name": question.name, "languages": question.languages}
    kept = {key: value for key, value in more.items() if value}
    if kept:
        text = json.dumps(kept, ensure_ascii=False, indent=2)
        (REGRESSIONS / f"{name}.json").write_text(text + "\n", "utf-8")


def kept(path: Path) -> Question:
    """The question that was written down at a path."""
    beside = path.with_suffix(".json")
    more = json.loads(beside.read_text("utf-8")) if beside.exists() else {}
    return Question(path.read_text("utf-8"), **more)


def shown(question: Question) -> str:
    """The question as a person reads it."""
    return (
        f"{question.text}\nvariables: {json.dumps(question.variables, ensure_ascii=False)}\n"
        f"operation: {question.name}, languages: {question.languages}, way: {question.way}"
    )


def _alike(left: bytes, right: bytes, expected: dict[str, Any], found: dict[str, Any]) -> bool:
    """Without errors every byte counts; the order of errors means nothing."""
    if "errors" not in expected and "errors" not in found:
        return left == right
    return orjson.dumps(_ordered(expected)) == orjson.dumps(_ordered(found))


def _ordered(answer: dict[str, Any]) -> dict[str, Any]:
    errors = sorted(answer.get("errors", []), key=lambda error: orjson.dumps([error.get("path"), error]))
    return {"errors": errors, **{key: value for key, value in answer.items() if key != "errors"}}


def _difference(left: Any, right: Any, path: str) -> str | None:
    """Where two values differ first, order of keys included."""
    if isinstance(left, dict) and isinstance(right, dict):
        if list(left) != list(right):
            return f"At {path}: keys {list(left)} against {list(right)}."
        pairs = [(left[key], right[key], f"{path}.{key}") for key in left]
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        pairs = [(one, other, f"{path}[{i}]") for i, (one, other) in enumerate(zip(left, right, strict=True))]
    else:
        return (
            None if orjson.dumps(left) == orjson.dumps(right) else f"At {path}: {left!r} against {right!r}."
        )
    return next((found for pair in pairs if (found := _difference(*pair))), None)
