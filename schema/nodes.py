"""Reading any record again by its global id."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from hub.domain.filter_errors import BadId
from hub.store.filters.resolve import territory_ids_of
from hub.store.planning.norms import read_norm
from schema.access_point import access_point_of
from schema.context import Info
from schema.location import location_of
from schema.node import Node, decode_id, key_as_int, key_as_uuid
from schema.planning.job import job_by_id
from schema.planning.norm import norm_of
from schema.programme import programme_of
from schema.provider import provider_by_id
from schema.service import service_of
from schema.source import release_of, run_of, source_of
from schema.taxonomy import known_term
from schema.territory import territory_by_id
from schema.tombstone import tombstone_by_id

Find = Callable[[Info, str, str], Awaitable[Node | None]]


async def node_by_id(info: Info, given: str) -> Node | None:
    """The record of a global id, or None when the hub no longer holds it. Raises BadId."""
    typename, key = decode_id(given)
    return await _FINDERS[typename](info, given, key)


async def _provider(info: Info, given: str, key: str) -> Node | None:
    """The provider, or the one that answers for it, or what became of it."""
    identity = key_as_uuid(given, key)
    found = await provider_by_id(info, identity)
    if found is not None:
        return found
    survivor = await info.context.loaders.answering.load(identity)
    merged = await provider_by_id(info, survivor)
    if merged is not None:
        return replace(merged, asked_id=identity)
    return await tombstone_by_id(info, identity)


async def _service(info: Info, given: str, key: str) -> Node | None:
    row = await info.context.loaders.services.load(key_as_uuid(given, key))
    return service_of(row) if row else None


async def _location(info: Info, given: str, key: str) -> Node | None:
    row = await info.context.loaders.locations.load(key_as_uuid(given, key))
    return location_of(row) if row else None


async def _norm(info: Info, _given: str, key: str) -> Node | None:
    found = await read_norm(info.context.session, key)
    return norm_of(found) if found else None


async def _access_point(info: Info, given: str, key: str) -> Node | None:
    identity = key_as_uuid(given, key)
    row = await info.context.loaders.access_points.load(identity)
    return access_point_of(row) if row else await tombstone_by_id(info, identity)


async def _programme(info: Info, given: str, key: str) -> Node | None:
    identity = key_as_uuid(given, key)
    row = await info.context.loaders.programmes.load(identity)
    return programme_of(row) if row else await tombstone_by_id(info, identity)


async def _planning_job(info: Info, given: str, key: str) -> Node | None:
    return await job_by_id(info, key_as_uuid(given, key))


async def _territory(info: Info, _given: str, key: str) -> Node | None:
    found = (await territory_ids_of(info.context.session, [key]))[key]
    return await territory_by_id(info, next(iter(found), None))


async def _term(info: Info, given: str, key: str) -> Node | None:
    taxonomy, slash, code = key.partition("/")
    if not slash or not code:
        raise BadId(id=given[:100])
    row = await info.context.loaders.terms.load((taxonomy, code))
    return known_term(taxonomy, code) if row else None


async def _source(info: Info, _given: str, key: str) -> Node | None:
    row = await info.context.loaders.sources_by_code.load(key)
    return source_of(row) if row else None


async def _run(info: Info, given: str, key: str) -> Node | None:
    info.context.note_clock()
    row = await info.context.loaders.runs.load(key_as_int(given, key))
    return run_of(row) if row else None


async def _release(info: Info, given: str, key: str) -> Node | None:
    row = await info.context.loaders.releases.load(key_as_int(given, key))
    return release_of(row) if row else None


_FINDERS: dict[str, Find] = {
    "AccessPoint": _access_point,
    "Location": _location,
    "PlanningJob": _planning_job,
    "Norm": _norm,
    "Programme": _programme,
    "Provider": _provider,
    "Release": _release,
    "Run": _run,
    "Service": _service,
    "Source": _source,
    "TaxonomyTerm": _term,
    "Territory": _territory,
}
