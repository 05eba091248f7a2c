"""Connections of an answer: which list and page a field asks for, and the parts of it that are selected."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from hub.store.aggregates.reads import kept_counts
from hub.store.compiled.nesting import Nest
from hub.store.facets import FacetedListing, counted_facets, facets
from hub.store.pages import Count
from schema.connection import Paged, TotalCountRelation
from schema.declarations import OfList
from schema.plan.arguments import Given
from schema.plan.asking import Asking
from schema.plan.objects import Output
from schema.plan.pages import Page, Pages

#: Which list and which page, as the field's own method tells.
Opening = Callable[[Asking], Awaitable[Paged]]


@dataclass
class ConnectionPlan:
    """The selected parts of a connection by their keys.

    A part is `edges`, `pageInfo` with its own fields, `totalCount`, `totalCountRelation`, or a field with an
    output of its own: facets.
    """

    pages: Pages = field(default_factory=Pages)
    parts: list[tuple[str, str, Any]] = field(default_factory=list)

    async def load(self, asking: Asking, paged: Paged, groups: Sequence[Any]) -> list[dict[str, Any]]:
        """The connection of each group; without groups, `groups` is (None,)."""
        kinds = {kind for _, kind, _ in self.parts}
        counted = bool(kinds & {"totalCount", "totalCountRelation"})
        pages = [Page() for _ in groups]
        if kinds & {"edges", "pageInfo"}:
            together = counted and "other" not in kinds
            pages = await self.pages.load(asking, paged, groups, counted=together)
        others: dict[str, Sequence[Any]] = {}
        counts: Sequence[Count | None] | None = None
        for key, kind, part in self.parts:
            if kind == "other":
                others[key], told = await part.load(asking, paged, groups, counted=counted and counts is None)
                counts = counts or told
        if counts is None:
            counts = [page.count for page in pages]
        if counted and None in counts:
            kept = await kept_counts(asking.run.session, paged.listing, groups)
            counts = await asking.run.counts(paged.listing, groups) if kept is None else kept
        return [
            {
                key: others[key][i] if kind == "other" else _part(kind, part, page, count)
                for key, kind, part in self.parts
            }
            for i, (page, count) in enumerate(zip(pages, counts, strict=True))
        ]


def _part(kind: str, part: Any, page: Page, count: Any) -> Any:
    if kind == "edges":
        return page.edges
    if kind == "pageInfo":
        return {key: _of_page(name, page) for key, name in part}
    if kind == "totalCount":
        return count.value
    if kind == "totalCountRelation":
        return (TotalCountRelation.EXACT if count.exact else TotalCountRelation.AT_LEAST).name
    return part


def _of_page(name: str, page: Page) -> Any:
    if name == "hasNextPage":
        return page.has_next
    if name == "hasPreviousPage":
        return page.has_previous
    if not page.cursors or name == "__typename":
        return "PageInfo" if name == "__typename" else None
    return page.cursors[0] if name == "startCursor" else page.cursors[-1]


@dataclass
class ListPart:
    """What a read says of a whole list; facets often tell how long it is."""

    made: OfList
    given: Given
    output: Output

    async def load(
        self, asking: Asking, paged: Paged, groups: Sequence[Any], *, counted: bool
    ) -> tuple[list[Any], list[Count] | None]:
        """What it says of each group; if `counted`, with the counts where they come along."""
        wanted = self.made.wanted(**self.given(asking.variables))
        session, counts = asking.run.session, None
        if counted and self.made.read is facets:
            found, counts = await counted_facets(session, cast(FacetedListing, paged.listing), wanted, groups)
        else:
            found = await self.made.read(session, paged.listing, wanted, groups)
        return await self.output.load(asking, [self.made.value(one, wanted) for one in found]), counts


@dataclass
class ListHanging:
    """A connection that hangs on each row, by one column."""

    columns: tuple[str, ...]
    opening: Opening
    plan: ConnectionPlan
    many: bool = False
    nullable: bool = False

    async def load(self, asking: Asking, keys: Sequence[Any]) -> dict[Any, Any]:
        """The connection of each key."""
        paged = await self.opening(asking)
        return dict(zip(keys, await self.plan.load(asking, paged, keys), strict=True))

    def nest(self) -> Nest | None:
        """Pages are read by statements of their own."""
        return None


@dataclass
class ListOutput:
    """A connection that a root field's method gave."""

    plan: ConnectionPlan

    async def load(self, asking: Asking, values: Sequence[Paged]) -> list[Any]:
        """The connections."""
        return [(await self.plan.load(asking, paged, (paged.group,)))[0] for paged in values]
