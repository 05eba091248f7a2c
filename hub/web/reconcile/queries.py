"""Reads a batch of reconciliation queries, and refuses what is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hub.domain.territory.place_text import split_place
from hub.domain.text import is_storable
from hub.settings import ReconcileLimits
from hub.web.problems import HttpProblem
from hub.web.reconcile.problems import BatchTooLarge, MalformedReconciliation, UnknownType
from hub.web.reconcile.properties import property_called
from hub.web.reconcile.words import ACCESS_POINT, PROVIDER, TERRITORY, TYPE_WORDS

KINDS = (TERRITORY, PROVIDER, ACCESS_POINT)
#: Everything here is a thing of schema.org: administrative areas, organisations and their offices.
SCHEMA_SPACE = "https://schema.org/Thing"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property: text, or the id of an entity that was reconciled before."""

    text: str
    is_id: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """One query: `kinds` of entities wanted, `levels` of territories (empty: any), values by property."""

    key: str
    text: str
    kinds: tuple[str, ...]
    levels: tuple[str, ...]
    limit: int
    values: dict[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Batch:
    """The queries that can be answered, and the keys of all, in their order."""

    keys: tuple[str, ...]
    queries: list[Query]


class _UselessText(Exception):
    """A text of a query that finds nothing, such as an empty cell or one with a whole story in it."""


def read_batch(content: Any, limits: ReconcileLimits) -> Batch:
    """The queries of a batch; one that is none leaves the others standing.

    A mistake of the client, not of its data, is told where no query of the batch is without one: raises
    MalformedReconciliation, UnknownType and UnknownProperty then, and BatchTooLarge.
    """
    if not isinstance(content, dict):
        raise MalformedReconciliation(why="queries must be a JSON object of queries by their keys")
    if not all(map(is_storable, content)):
        raise MalformedReconciliation(why="a key of queries holds a character that no answer can hold")
    if len(content) > limits.queries:
        raise BatchTooLarge(found=len(content), what="queries", limit=limits.queries)
    queries: list[Query] = []
    mistakes: list[HttpProblem] = []
    for key, asked in content.items():
        try:
            queries.append(_query(key, asked, limits))
        except HttpProblem as mistake:
            mistakes.append(mistake)
        except _UselessText:
            continue
    if mistakes and len(mistakes) == len(content):
        raise mistakes[0]
    return Batch(tuple(content), queries)


def _query(key: str, asked: Any, limits: ReconcileLimits) -> Query:
    where = f"the query {key[:40]!r}"
    if not isinstance(asked, dict):
        raise MalformedReconciliation(why=f"{where} must be an object with query or properties")
    text = asked.get("query") or ""
    if not isinstance(text, str):
        raise _UselessText
    _check_text(text, limits)
    if asked.get("type_strict") not in (None, "any", "all", "should"):
        raise MalformedReconciliation(why=f"type_strict of {where} must be any, all or should")
    kinds, levels = read_types(asked.get("type"), where)
    values = _values(asked.get("properties"), where, limits)
    if not (text.strip() or values):
        raise _UselessText
    if not asked.get("type"):
        # Only providers have an ЄДРПОУ, so whoever names one does not ask for a territory.
        having = [kind for kind in kinds if all(kind in property_called(pid).kinds for pid in values)]
        kinds = tuple(having) or kinds
    if kinds == (TERRITORY,) and "," in text:
        text, values = _divided(text, values)
    return Query(key, text.strip(), kinds, levels, _limit(asked.get("limit"), where, limits), values)


def _check_text(text: str, limits: ReconcileLimits) -> None:
    if len(text) > limits.text_characters or not is_storable(text):
        raise _UselessText


def _divided(text: str, values: dict[str, tuple[Value, ...]]) -> tuple[str, dict[str, tuple[Value, ...]]]:
    """«с. Іванівка, Вінницька обл.» as a name and the units around it; properties that are given stay."""
    divided = split_place(text)
    place = divided.place
    around = {"region": place.region, "district": place.district, "hromada": place.hromada}
    bare = next((part for part in divided.rest if not any(map(str.isdigit, part))), None)
    name = place.settlement or bare
    if name is None:
        smallest = next((pid for pid in ("hromada", "district", "region") if around[pid]), None)
        name = around.pop(smallest) if smallest else None
    told = {pid: (Value(unit),) for pid, unit in around.items() if unit}
    return name or text, {**told, **values}


def read_types(given: Any, where: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Kinds of entities and levels of territories that are wanted; every kind where no type is given.

    A client that knows no type sends the schema space in its place. Raises UnknownType.
    """
    types = [given] if isinstance(given, str) else (given or [])
    if not isinstance(types, list) or not all(isinstance(each, str) for each in types):
        raise MalformedReconciliation(why=f"type of {where} must be a type's id, or a list of them")
    named = [each for each in types if each not in {"", SCHEMA_SPACE}]
    for each in named:
        if each not in TYPE_WORDS:
            raise UnknownType(name=each[:100], known=", ".join(TYPE_WORDS))
    kinds = tuple(kind for kind in KINDS if any(each.partition("/")[0] == kind for each in named))
    levels = tuple(each.partition("/")[2] for each in named if "/" in each)
    return kinds or KINDS, () if TERRITORY in named else levels


def _values(given: Any, where: str, limits: ReconcileLimits) -> dict[str, tuple[Value, ...]]:
    """Values by property; blank ones and those that a property cannot be refined by are left out."""
    if given is None:
        return {}
    if not isinstance(given, list) or len(given) > limits.properties:
        why = f"properties of {where} must be a list of at most {limits.properties}"
        raise MalformedReconciliation(why=why)
    values: dict[str, tuple[Value, ...]] = {}
    for each in given:
        if not isinstance(each, dict) or not isinstance(each.get("pid"), str) or "v" not in each:
            raise MalformedReconciliation(why=f"each of the properties of {where} must hold pid and v")
        wanted = property_called(each["pid"])
        several = each["v"] if isinstance(each["v"], list) else [each["v"]]
        if len(several) > limits.properties:
            raise MalformedReconciliation(
                why=f"{wanted.id} of {where} has more than {limits.properties} values"
            )
        read = tuple(_value(one, wanted.id, where) for one in several if one not in (None, ""))
        for value in read:
            _check_text(value.text, limits)
        values[wanted.id] = values.get(wanted.id, ()) + read
    return {pid: read for pid, read in values.items() if read}


def _value(given: Any, pid: str, where: str) -> Value:
    if isinstance(given, dict) and isinstance(given.get("id"), str):
        return Value(given["id"], is_id=True)
    if isinstance(given, str):
        return Value(given.strip())
    if isinstance(given, float) and given.is_integer():
        # A spreadsheet makes numbers of codes and phones.
        return Value(str(int(given)))
    if isinstance(given, bool | int | float):
        return Value(str(given).lower())
    why = f"a value of {pid} in {where} must be text, a number, yes or no, or an object with id"
    raise MalformedReconciliation(why=why)


def _limit(given: Any, where: str, limits: ReconcileLimits) -> int:
    if given is None:
        return min(limits.default_candidates, limits.candidates)
    if isinstance(given, bool) or not isinstance(given, int | float) or not 1 <= given < 2**31:
        raise MalformedReconciliation(why=f"limit of {where} must be a positive number")
    return min(int(given), limits.candidates)


def texts_of(values: Iterable[Value]) -> list[str]:
    """The texts of values that are not ids of entities."""
    return [value.text for value in values if not value.is_id]
