"""Loaders of one request: what many resolvers ask for one by one is read in one statement."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from strawberry.dataloader import DataLoader

from hub.domain.filters import ProviderFilter, Window
from hub.errors import MerezhaError
from hub.store import basic_services, pages
from hub.store.aggregates.reads import kept_counts
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope, resolve_providers
from hub.store.pages import Count, Listing, Page
from hub.store.reads import (
    identity as identity_read,
)
from hub.store.reads import (
    offices as offices_read,
)
from hub.store.reads import (
    populations as populations_read,
)
from hub.store.reads import (
    provenance as provenance_read,
)
from hub.store.reads import (
    providers as providers_read,
)
from hub.store.reads import (
    quality as quality_read,
)
from hub.store.reads import (
    sources as sources_read,
)
from hub.store.reads import (
    succession as succession_read,
)
from hub.store.reads import (
    taxonomy as taxonomy_read,
)
from hub.store.reads import (
    territories as territories_read,
)

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Read = Callable[[ReadSession, Sequence[K]], Awaitable[list[V]]]

PageKey = tuple[Listing, Window, Any]
CountKey = tuple[Listing, Any]
#: A read of a list, the list, what is wanted of it, and a group.
OfListKey = tuple[Callable[..., Any], Listing, Any, Any]


async def read_provider_scopes(
    session: ReadSession, filters: Sequence[ProviderFilter]
) -> list[ProviderScope]:
    """Filters with the ids of what they name: once for a filter, however many lists use it.

    An error in place of a result is raised by the loader where that filter was asked for.
    """
    found: list[Any] = []
    for wanted in filters:
        try:
            found.append(await resolve_providers(session, wanted))
        except MerezhaError as error:
            found.append(error)
    return found


async def _pages(session: ReadSession, keys: Sequence[PageKey]) -> list[Page[Any]]:
    """Pages of lists: one statement for each list and window, whatever they hang on."""

    async def read(of: tuple[Listing, Window], groups: list[Any]) -> list[Page[Any]]:
        return await pages.pages(session, *of, groups)

    return await _by_list(keys, read)


async def _counts(session: ReadSession, keys: Sequence[CountKey]) -> list[Count]:
    async def read(of: tuple[Listing], groups: list[Any]) -> list[Count]:
        kept = await kept_counts(session, *of, groups)
        return await pages.counts(session, *of, groups) if kept is None else kept

    return await _by_list(keys, read)


async def _of_lists(session: ReadSession, keys: Sequence[OfListKey]) -> list[Any]:
    async def read(of: tuple[Callable[..., Any], Listing, Any], groups: list[Any]) -> list[Any]:
        told, listing, wanted = of
        return list(await told(session, listing, wanted, groups))

    return await _by_list(keys, read)


async def _by_list(
    keys: Sequence[tuple[Any, ...]], read: Callable[[Any, list[Any]], Awaitable[list[V]]]
) -> list[V]:
    """Read keys that differ in their last part only, the group, together.

    What fails for one list, such as by its time, is raised by the loader where that list was asked for.
    """
    groups: defaultdict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for key in keys:
        groups[key[:-1]].append(key[-1])
    found: dict[tuple[Any, ...], Any] = {}
    for of, wanted in groups.items():
        try:
            values: list[Any] = await read(of, wanted)
        except MerezhaError as error:
            values = [error] * len(wanted)
        found.update({(*of, group): value for group, value in zip(wanted, values, strict=True)})
    return [found[key] for key in keys]


class Loading(Generic[K, V]):
    """A loader of `Loaders` that is made when it is first used."""

    def __init__(self, read: Read[K, V]) -> None:
        self._read = read

    def __get__(self, loaders: "Loaders", _owner: type["Loaders"]) -> DataLoader[K, V]:
        return loaders.of(self._read)


class Loaders:
    """One loader for each kind of read."""

    provider_scopes = Loading(read_provider_scopes)
    pages = Loading(_pages)
    counts = Loading(_counts)
    of_lists = Loading(_of_lists)
    providers = Loading(providers_read.providers)
    identifiers = Loading(providers_read.identifiers)
    names = Loading(providers_read.names)
    locations = Loading(providers_read.locations)
    locations_of_providers = Loading(providers_read.locations_of_providers)
    locations_of_access_points = Loading(providers_read.locations_of_access_points)
    locations_of_services = Loading(providers_read.locations_of_services)
    services = Loading(providers_read.services)
    services_of_providers = Loading(providers_read.services_of_providers)
    capacities = Loading(providers_read.capacities)
    areas = Loading(providers_read.areas)
    provider_successors = Loading(succession_read.successors)
    provider_predecessors = Loading(succession_read.predecessors)
    access_points = Loading(offices_read.access_points)
    programmes = Loading(offices_read.programmes)
    terms = Loading(taxonomy_read.terms)
    taxonomies = Loading(taxonomy_read.taxonomies)
    crosswalks = Loading(taxonomy_read.crosswalks)
    territories = Loading(territories_read.territories)
    ancestors = Loading(territories_read.ancestors)
    codes = Loading(territories_read.codes)
    councils = Loading(territories_read.councils)
    populations = Loading(populations_read.populations)
    boxes = Loading(territories_read.boxes)
    boundaries = Loading(territories_read.boundaries)
    successors = Loading(territories_read.successors)
    predecessors = Loading(territories_read.predecessors)
    basic_services = Loading(basic_services.basic_services)
    sources = Loading(sources_read.sources)
    sources_by_code = Loading(sources_read.sources_by_code)
    runs = Loading(sources_read.runs)
    last_runs = Loading(sources_read.last_runs)
    qualities = Loading(quality_read.of_sources)
    qualities_of_runs = Loading(quality_read.of_runs)
    control_totals = Loading(sources_read.control_totals)
    releases = Loading(sources_read.releases)
    claims = Loading(provenance_read.claims)
    answering = Loading(identity_read.answering)
    stones = Loading(identity_read.stones)
    statements = Loading(identity_read.statements)
    statements_by_id = Loading(identity_read.statements_by_id)
    changes = Loading(sources_read.changes)

    def __init__(self, session: ReadSession) -> None:
        self._session = session
        self._loaders: dict[Any, DataLoader[Any, Any]] = {}

    def of(self, read: Read[K, V]) -> DataLoader[K, V]:
        """The loader of a read: the same one whoever asks."""
        if read not in self._loaders:
            self._loaders[read] = DataLoader(load_fn=partial(read, self._session))
        return self._loaders[read]
