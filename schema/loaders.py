"""Loaders of one request: what many resolvers ask for one by one is read in one statement."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable, Sequence
from functools import partial
from typing import Any, TypeVar

from strawberry.dataloader import DataLoader

from hub.domain.filters import FacetField, ProviderFilter, Window
from hub.errors import MerezhaError
from hub.store import basic_services, facets, pages
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope, resolve_providers
from hub.store.listings import ProviderListing
from hub.store.pages import Count, Listing, Page
from hub.store.reads import (
    identity,
    offices,
    provenance,
    providers,
    quality,
    sources,
    succession,
    taxonomy,
    territories,
)

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Read = Callable[[ReadSession, Sequence[K]], Awaitable[list[V]]]

PageKey = tuple[Listing, Window, Any]
CountKey = tuple[Listing, Any]
FacetKey = tuple[ProviderListing, tuple[FacetField, ...], Any]


class Loaders:
    """One loader for each kind of read."""

    def __init__(self, session: ReadSession) -> None:
        self._session = session
        self._loaders: dict[Any, DataLoader[Any, Any]] = {}
        loader = self.of
        self.provider_scopes = loader(_provider_scopes)
        self.pages = loader(_pages)
        self.counts = loader(_counts)
        self.facets = loader(_facets)
        self.providers = loader(providers.providers)
        self.identifiers = loader(providers.identifiers)
        self.names = loader(providers.names)
        self.locations = loader(providers.locations)
        self.locations_of_providers = loader(providers.locations_of_providers)
        self.locations_of_access_points = loader(providers.locations_of_access_points)
        self.locations_of_services = loader(providers.locations_of_services)
        self.services = loader(providers.services)
        self.services_of_providers = loader(providers.services_of_providers)
        self.capacities = loader(providers.capacities)
        self.areas = loader(providers.areas)
        self.provider_successors = loader(succession.successors)
        self.provider_predecessors = loader(succession.predecessors)
        self.access_points = loader(offices.access_points)
        self.programmes = loader(offices.programmes)
        self.terms = loader(taxonomy.terms)
        self.taxonomies = loader(taxonomy.taxonomies)
        self.crosswalks = loader(taxonomy.crosswalks)
        self.territories = loader(territories.territories)
        self.ancestors = loader(territories.ancestors)
        self.codes = loader(territories.codes)
        self.councils = loader(territories.councils)
        self.populations = loader(territories.populations)
        self.boxes = loader(territories.boxes)
        self.boundaries = loader(territories.boundaries)
        self.successors, self.predecessors = loader(territories.successors), loader(territories.predecessors)
        self.basic_services = loader(basic_services.basic_services)
        self.sources = loader(sources.sources)
        self.sources_by_code = loader(sources.sources_by_code)
        self.runs = loader(sources.runs)
        self.last_runs = loader(sources.last_runs)
        self.qualities = loader(quality.of_sources)
        self.qualities_of_runs = loader(quality.of_runs)
        self.control_totals = loader(sources.control_totals)
        self.releases = loader(sources.releases)
        self.claims = loader(provenance.claims)
        self.answering, self.stones = loader(identity.answering), loader(identity.stones)
        self.statements = loader(identity.statements)
        self.statements_by_id = loader(identity.statements_by_id)
        self.changes = loader(sources.changes)

    def of(self, read: Read[K, V]) -> DataLoader[K, V]:
        """The loader of a read: the same one whoever asks."""
        if read not in self._loaders:
            self._loaders[read] = DataLoader(load_fn=partial(read, self._session))
        return self._loaders[read]


async def _provider_scopes(session: ReadSession, filters: Sequence[ProviderFilter]) -> list[ProviderScope]:
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
        return await pages.counts(session, *of, groups)

    return await _by_list(keys, read)


async def _facets(session: ReadSession, keys: Sequence[FacetKey]) -> list[facets.Facets]:
    async def read(
        of: tuple[ProviderListing, tuple[FacetField, ...]], groups: list[Any]
    ) -> list[facets.Facets]:
        return await facets.facets(session, *of, groups)

    return await _by_list(keys, read)


async def _by_list(
    keys: Sequence[tuple[Any, ...]], read: Callable[[Any, list[Any]], Awaitable[list[V]]]
) -> list[V]:
    """Read keys that differ in their last part only, the group, together."""
    groups: defaultdict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for key in keys:
        groups[key[:-1]].append(key[-1])
    found: dict[tuple[Any, ...], V] = {}
    for of, wanted in groups.items():
        for group, value in zip(wanted, await read(of, wanted), strict=True):
            found[(*of, group)] = value
    return [found[key] for key in keys]
