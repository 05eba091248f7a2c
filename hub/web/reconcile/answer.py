"""Answers a batch of reconciliation queries: candidates with scores, the best first."""

from asyncio import sleep
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from hub.domain.territory.names import name_key
from hub.domain.vocabulary import Lang
from hub.store.engine import ReadSession
from hub.store.reads.reconcile import Search, access_points_found, providers_found, territories_found
from hub.web.reconcile.describing import describe
from hub.web.reconcile.facts import Facts, read_facts
from hub.web.reconcile.likeness import WordWeights, territory_likeness
from hub.web.reconcile.queries import KINDS, Batch, Query
from hub.web.reconcile.resolving import Resolved, resolve
from hub.web.reconcile.scoring import UUID_SCHEME, Scored, Wanted, score_entity
from hub.web.reconcile.words import ACCESS_POINT, PROVIDER, TERRITORY, type_object

#: Candidates that are read and scored for one query, and for one kind of entity.
POOL = 40
#: A candidate is told to be the one from this score up, and so far above the next.
SURE, CLEAR = 85, 10
#: Of the units that a query names, the first that is there tells most.
_SMALLEST_FIRST = ("hromada", "district", "parent", "territory", "region")
#: Less alike than this is no answer.
_LEAST_SCORE = 25


async def answer_batch(session: ReadSession, batch: Batch, languages: Sequence[Lang]) -> dict[str, Any]:
    """The reconciliation result batch; what cannot be answered has no candidates: 0.2 knows no other way."""
    ranked = await rank(session, batch.queries) if batch.queries else []
    found = {
        query.key: [_candidate(each, sure, languages) for each, sure in _judged(scored, query)]
        for query, scored in zip(batch.queries, ranked, strict=True)
    }
    return {key: {"result": found.get(key, [])} for key in batch.keys}


async def rank(session: ReadSession, queries: Sequence[Query], pool: int = POOL) -> list[list[Scored]]:
    """Every candidate of each query, the best first."""
    resolved = await resolve(session, queries)
    pools = await _pools(session, resolved, pool)
    return [await _ranked(wanted, facts) for wanted, facts in zip(resolved.wanted, pools, strict=True)]


def _judged(scored: Sequence[Scored], query: Query) -> list[tuple[Scored, bool]]:
    """The candidates to show, each with whether it is surely the one."""
    good = [each for each in scored if each.score >= _LEAST_SCORE]
    decisive = [each for each in good if each.decisive]
    clear = bool(good) and (len(good) == 1 or good[0].score - good[1].score >= CLEAR)
    # What merely lies near or is of the kind that was asked for is never surely the one.
    told = bool(good) and (good[0].decisive or "name" in good[0].features)
    sure = told and good[0].score >= SURE and (clear or decisive == [good[0]])
    return [(each, sure and place == 0) for place, each in enumerate(good[: query.limit])]


def _candidate(scored: Scored, sure: bool, languages: Sequence[Lang]) -> dict[str, Any]:
    facts = scored.facts
    return {
        "id": facts.id,
        "name": facts.row.name,
        "description": describe(facts, languages),
        "type": [type_object(code, languages) for code in facts.types],
        "score": scored.score,
        "features": [{"id": name, "value": value} for name, value in scored.features.items()],
        "match": sure,
    }


async def _ranked(wanted: Wanted, pool: Sequence[Facts]) -> list[Scored]:
    weights = WordWeights(facts.names for facts in pool if facts.kind != TERRITORY)

    def of_owner(asked: str, names: Iterable[str]) -> float:
        return max(weights.likeness(asked, name) for name in names)

    scored = []
    for facts in pool:
        # Comparing texts takes milliseconds, in which nobody else would be answered, nor the time looked at.
        await sleep(0)
        scored.append(score_entity(wanted, facts, _of_territory if facts.kind == TERRITORY else of_owner))
    return sorted(scored, key=lambda each: (-each.score, -len(each.facts.types), each.facts.id))


def _of_territory(asked: str, names: Iterable[str]) -> float:
    return max(territory_likeness(asked, name) for name in names)


async def _pools(session: ReadSession, resolved: Resolved, most: int) -> list[list[Facts]]:
    """What may be meant by each query, read for all of them together."""
    found = [
        await _ids(session, resolved, TERRITORY, territories_found, most),
        await _ids(session, resolved, PROVIDER, providers_found, most),
        await _ids(session, resolved, ACCESS_POINT, access_points_found, most),
    ]
    book = await read_facts(session, *({one for ids in of_kind for one in ids} for of_kind in found))
    return [
        [
            book.of_kind(kind)[identity]
            for kind, of_kind in zip(KINDS, found, strict=True)
            for identity in of_kind[at]
            if identity in book.of_kind(kind)
        ]
        for at in range(len(resolved.wanted))
    ]


async def _ids(
    session: ReadSession, resolved: Resolved, kind: str, find: Callable[..., Any], most: int
) -> list[list[Any]]:
    """Ids of one kind for each query: those that a number names, then those found by text or point."""
    searches = [
        _search(number, wanted, kind)
        for number, wanted in enumerate(resolved.wanted)
        if kind in wanted.query.kinds
    ]
    found = await find(session, searches, most) if searches else {}
    ids = []
    for number, wanted in enumerate(resolved.wanted):
        told = _told(resolved, wanted, kind) if kind in wanted.query.kinds else []
        ids.append(list(dict.fromkeys([*told, *found.get(number, ())])))
    return ids


def _told(resolved: Resolved, wanted: Wanted, kind: str) -> list[int | UUID]:
    """Ids that a code, an identifier or an id in the query names."""
    told: list[int | UUID] = []
    for number in sorted(number for numbers in wanted.numbers.values() for number in numbers):
        if kind == TERRITORY:
            told += sorted(resolved.territories.get(number, ()))
        elif number[0] == UUID_SCHEME:
            told.append(UUID(number[1]))
        elif kind == PROVIDER:
            told += sorted(resolved.providers.get(number, ()))
    return told


def _search(number: int, wanted: Wanted, kind: str) -> Search:
    """The search for one query; the smallest unit that it names decides what comes first."""
    text = wanted.query.text if wanted.named else ""
    unit = next((wanted.units[pid] for pid in _SMALLEST_FIRST if pid in wanted.units), frozenset[int]())
    near = wanted.points[0] if wanted.points else None
    if kind == TERRITORY:
        return Search(number, name_key(text), wanted.query.levels, tuple(sorted(unit)), near)
    if not text:
        # Search keys of providers and access points hold their addresses too.
        text = next((value.text for value in wanted.query.values.get("address", ())), "")
    return Search(number, text, (), tuple(sorted(unit)), near)
