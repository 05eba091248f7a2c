"""Finds entities by their ids, and reads what fetched columns need beside their facts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from hub.domain.vocabulary import LANG_FALLBACK, Lang
from hub.store.engine import ReadSession
from hub.store.reads import populations, providers, sources
from hub.store.reads.reconcile import survivors, territories_of_codes
from hub.store.reads.taxonomy import taxonomies
from hub.web.reconcile.facts import FactBook, Facts, OwnerFacts, TerritoryFacts, read_facts
from hub.web.reconcile.ids import EntityId, parse_id
from hub.web.reconcile.properties import Property
from hub.web.reconcile.values import More, operator_id
from hub.web.reconcile.words import ACCESS_POINT, PROVIDER, TERRITORY

Labels = dict[tuple[str, str], str]


async def find_entities(session: ReadSession, ids: Iterable[str]) -> dict[str, Facts]:
    """Facts by the ids asked for, without those that nobody has; of a merged one those of its survivor."""
    named = {given: entity for given in ids if (entity := parse_id(given)) is not None}
    now = await survivors(session, (each.uuid for each in named.values() if each.uuid is not None))
    read = {
        given: replace(entity, uuid=now.get(entity.uuid, entity.uuid)) if entity.uuid else entity
        for given, entity in named.items()
    }
    codes = {entity.code for entity in read.values() if entity.code is not None}
    of_codes = await territories_of_codes(session, codes)
    units: dict[str, set[int]] = {code: set() for code in codes}
    for (_, code), found in of_codes.items():
        units[code] |= found
    book = await read_facts(
        session,
        {unit for found in units.values() for unit in found},
        _uuids(read.values(), PROVIDER),
        _uuids(read.values(), ACCESS_POINT),
    )
    facts = {given: _facts_of(entity, book, units) for given, entity in read.items()}
    return {given: one for given, one in facts.items() if one is not None}


def _uuids(entities: Iterable[EntityId], kind: str) -> set[UUID]:
    return {each.uuid for each in entities if each.uuid is not None and each.kind in {None, kind}}


def _facts_of(entity: EntityId, book: FactBook, units: dict[str, set[int]]) -> Facts | None:
    if entity.kind == TERRITORY:
        known = [book.territories[unit] for unit in units[entity.code or ""] if unit in book.territories]
        own = [each for each in known if each.row.code == entity.code]
        # An old code that several units answer to names none of them.
        return own[0] if own else known[0] if len(known) == 1 else None
    assert entity.uuid is not None
    if entity.kind in {None, PROVIDER} and entity.uuid in book.providers:
        return book.providers[entity.uuid]
    return book.access_points.get(entity.uuid) if entity.kind != PROVIDER else None


async def read_more(
    session: ReadSession, found: Sequence[Facts], wanted: Sequence[tuple[Property, Lang | None]]
) -> dict[Lang | None, More]:
    """What the properties need beside the facts, by the language of their labels (None: codes)."""
    pids = {of.id for of, _ in wanted}
    shared = More()
    units = [each.row.id for each in found if isinstance(each, TerritoryFacts)]
    owners = [each for each in found if isinstance(each, OwnerFacts)]
    if "population" in pids and units:
        rows = await populations.populations(session, units)
        shared.populations = {row.territory_id: row.value for row in rows if row.value is not None}
    if pids & {"service", "category"} and owners:
        ids = [each.row.id for each in owners]
        offered = await providers.services_of_providers(session, ids)
        shared.services = dict(zip(ids, offered, strict=True))
    if "source" in pids and found:
        known = await sources.sources(session, sorted({each.row.source_id for each in found}))
        shared.sources = {row.id: row.code for row in known if row is not None}
    if "operator" in pids:
        shared.operators = await _operators(session, owners)
    labels = await _labels(session, wanted)
    return {lang: replace(shared, labels=of_lang) for lang, of_lang in labels.items()}


async def _operators(session: ReadSession, owners: Iterable[OwnerFacts]) -> dict[UUID, providers.ProviderRow]:
    """Those who run access points, by their own ids."""
    ids = {one for each in owners if (one := operator_id(each)) is not None}
    rows = await providers.providers(session, sorted(ids)) if ids else []
    return {row.id: row for row in rows if row is not None}


async def _labels(
    session: ReadSession, wanted: Sequence[tuple[Property, Lang | None]]
) -> dict[Lang | None, Labels]:
    """Labels by language, then by (property, code); a missing one is taken from the next language."""
    labels: dict[Lang | None, Labels] = {lang: {} for lang in {None, *(lang for _, lang in wanted)}}
    langs = [lang for lang in labels if lang is not None]
    named = [(of.id, of.taxonomy) for of, _ in wanted if of.taxonomy]
    if not named or not langs:
        return labels
    codes = sorted({taxonomy for _, taxonomy in named})
    terms = dict(zip(codes, await taxonomies(session, codes), strict=True))
    for pid, taxonomy in named:
        for lang in langs:
            for row in terms[taxonomy]:
                tried = (row.labels.get(each) for each in LANG_FALLBACK[lang])
                labels[lang][pid, row.code] = next(filter(None, tried), row.code)
    return labels
