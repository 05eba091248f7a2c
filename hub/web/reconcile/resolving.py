"""From queries to what their values stand for: codes, identifiers, units and points, for a whole batch."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from hub.domain.identifiers import SCHEMES, read_identifier
from hub.domain.records import Point
from hub.domain.territory.codes import possible_codes
from hub.domain.territory.names import name_key
from hub.domain.text import fold
from hub.domain.vocabulary import TerritoryScheme
from hub.store.engine import ReadSession
from hub.store.reads.reconcile import (
    Search,
    providers_of_numbers,
    survivors,
    territories_found,
    territories_of_codes,
    unit_names,
)
from hub.store.reads.taxonomy import taxonomies
from hub.web.reconcile.ids import parse_id
from hub.web.reconcile.likeness import STEM, territory_likeness
from hub.web.reconcile.properties import CODES, NUMBERS, PROPERTIES, UNITS
from hub.web.reconcile.queries import Query, Value, texts_of
from hub.web.reconcile.scoring import UUID_SCHEME, Number, Wanted
from hub.web.reconcile.words import TERRITORY

#: Units that one name may stand for; no name of a region or hromada is given more often.
_UNITS_OF_A_NAME = 20
_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*")
_SHORTEST_NUMBER = 7


@dataclass(frozen=True, slots=True)
class Resolved:
    """The queries of a batch, and who answers to the codes and numbers that they name."""

    wanted: list[Wanted]
    territories: dict[Number, set[int]]
    providers: dict[Number, set[UUID]]


async def resolve(session: ReadSession, queries: Sequence[Query]) -> Resolved:
    """What the values of the queries stand for, in a fixed number of statements."""
    codes = {query.key: _codes(query) for query in queries}
    numbers = {query.key: _numbers(query) for query in queries}
    unit_values = {value for query in queries for pid in UNITS for value in query.values.get(pid, ())}
    named = {code for of_one in codes.values() for each in of_one.values() for _, code in each}
    named |= {code for value in unit_values for _, code in _codes_of_value(value)}
    territories = await territories_of_codes(session, named)
    providers = await providers_of_numbers(
        session, {value for of_one in numbers.values() for each in of_one.values() for _, value in each}
    )
    units = await _units_named(session, queries, territories)
    labels = await _labels(session, queries)
    ids = await _ids(session, queries)
    wanted = []
    for query in queries:
        told = _known(numbers[query.key], providers) | _known(codes[query.key], territories)
        told |= ids.get(query.key, {})
        named_by_text = "id" not in told and parse_id(query.text) is None
        of_query = {pid: ids for (key, pid), ids in units.items() if key == query.key and ids}
        points = tuple(filter(None, map(_point, texts_of(query.values.get("point", ())))))
        wanted.append(Wanted(query, of_query, told, points, labels, named_by_text))
    return Resolved(wanted, territories, providers)


async def _ids(session: ReadSession, queries: Sequence[Query]) -> dict[str, dict[str, frozenset[Number]]]:
    """The record that a query's text names by its id, or the one that answers for a merged id."""
    named = {
        query.key: entity.uuid
        for query in queries
        if (entity := parse_id(query.text)) is not None and entity.uuid is not None
    }
    now = await survivors(session, named.values())
    return {key: {"id": frozenset({(UUID_SCHEME, str(now.get(one, one)))})} for key, one in named.items()}


def _known(
    asked: dict[str, frozenset[Number]], found: dict[Number, set[int]] | dict[Number, set[UUID]]
) -> dict[str, frozenset[Number]]:
    """Numbers by feature; those of the text itself count only where somebody answers to them."""
    return {
        feature: numbers
        for feature, numbers in asked.items()
        if numbers and (feature != "id" or any(number in found for number in numbers))
    }


def _codes(query: Query) -> dict[str, frozenset[Number]]:
    """Territory codes that a query names, by the property; those of its text under `id`."""
    found: dict[str, frozenset[Number]] = {}
    for pid in ("code", *CODES):
        only = CODES.get(pid)
        codes = {code for value in query.values.get(pid, ()) for code in _codes_of_value(value)}
        found[pid] = frozenset(code for code in codes if only is None or code[0] == only.value)
    if TERRITORY in query.kinds:
        found["id"] = frozenset(_codes_of_value(Value(query.text, is_id="/" in query.text)))
    return {pid: codes for pid, codes in found.items() if codes}


def _codes_of_value(value: Value) -> list[Number]:
    text = value.text
    identity = parse_id(text)
    if identity is not None and identity.code is not None:
        text = identity.code
        if "." in text:
            return [(TerritoryScheme.PROVISIONAL.value, text)]
    elif value.is_id:
        return []
    return [(scheme.value, code) for scheme, code in possible_codes(text)]


def _numbers(query: Query) -> dict[str, frozenset[Number]]:
    """National identifiers that a query names, by the property; those of its text under `id`."""
    every = tuple(code for code, scheme in SCHEMES.items() if not scheme.personal)
    found = {
        pid: _read(texts_of(query.values.get(pid, ())), schemes)
        for pid, schemes in {"identifier": every, **NUMBERS}.items()
    }
    if sum(map(str.isdigit, query.text)) >= _SHORTEST_NUMBER:
        found["id"] = _read([query.text], every)
    return {pid: numbers for pid, numbers in found.items() if numbers}


def _read(texts: Iterable[str], schemes: Iterable[str]) -> frozenset[Number]:
    """Identifiers as their schemes write them, lost zeros mended; a wrong check digit names nobody."""
    readings = [read_identifier(text, scheme).record for text in texts for scheme in schemes]
    return frozenset((each.scheme, each.value) for each in readings if each and each.valid is not False)


async def _units_named(
    session: ReadSession, queries: Sequence[Query], territories: dict[Number, set[int]]
) -> dict[tuple[str, str], frozenset[int]]:
    """Ids of the units that each property of each query may mean, by (query's key, property)."""
    units: dict[tuple[str, str], set[int]] = {}
    # A column of a spreadsheet says the same region a thousand times, so each name is looked for once.
    asking: defaultdict[tuple[str, tuple[str, ...]], list[tuple[str, str]]] = defaultdict(list)
    for query in queries:
        for pid, level in UNITS.items():
            for value in query.values.get(pid, ()):
                ids = units.setdefault((query.key, pid), set())
                coded = {one for code in _codes_of_value(value) for one in territories.get(code, ())}
                ids |= coded
                if not coded and not value.is_id:
                    levels = (level.value,) if level else ()
                    asking[name_key(value.text), levels].append((query.key, pid))
    found = await _units_called(session, list(asking))
    for name, keys in asking.items():
        for key in keys:
            units[key] |= found[name]
    return {key: frozenset(ids) for key, ids in units.items()}


async def _units_called(
    session: ReadSession, named: Sequence[tuple[str, tuple[str, ...]]]
) -> dict[tuple[str, tuple[str, ...]], set[int]]:
    """Ids of the units that bear a name, by (name, levels)."""
    searches = [Search(number, text, levels) for number, (text, levels) in enumerate(named)]
    found = await territories_found(session, searches, _UNITS_OF_A_NAME)
    ids = sorted({identity for of_one in found.values() for identity in of_one})
    names = dict(zip(ids, await unit_names(session, ids), strict=True)) if ids else {}
    return {
        key: {
            identity
            for identity in found.get(number, ())
            if any(territory_likeness(key[0], each.name) >= STEM for each in names[identity])
        }
        for number, key in enumerate(named)
    }


async def _labels(session: ReadSession, queries: Sequence[Query]) -> dict[str, dict[str, str]]:
    """Codes by folded label, of each taxonomy that a query's values may be labels of."""
    asked = sorted({pid for query in queries for pid in query.values if PROPERTIES[pid].taxonomy})
    if not asked:
        return {}
    terms = await taxonomies(session, [PROPERTIES[pid].taxonomy or pid for pid in asked])
    return {
        pid: {fold(label): row.code for row in rows for label in row.labels.values()}
        for pid, rows in zip(asked, terms, strict=True)
    }


def _point(text: str) -> Point | None:
    """A point written as latitude and longitude in degrees, or None for what is no such thing."""
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    lat, lon = map(float, match.groups())
    return Point(lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
