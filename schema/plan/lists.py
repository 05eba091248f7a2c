"""Connections of an answer: which list and page a field asks for, and the parts of it that are selected."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hub.domain.filters import Window
from hub.store.aggregates.reads import kept_counts
from hub.store.compiled.nesting import Nest
from hub.store.compiled.writing import SEPARATOR, ListScript, Unwritable
from hub.store.pages import SortKey, beyond, encoded
from schema.connection import Paged, TotalCountRelation
from schema.plan.asking import Asking
from schema.plan.shape import FIRST, Shape
from schema.plan.writing import Writing

log = logging.getLogger(__name__)

#: Which list and which page, as the field's own method tells.
Opening = Callable[[Asking], Awaitable[Paged]]


@dataclass
class Page:
    """The rows of a page in their order, with their cursors, and what lies beyond it."""

    rows: list[Any]
    cursors: list[str]
    has_next: bool
    has_previous: bool


@dataclass
class ConnectionPlan:
    """The selected parts of a connection. `edge` tells nodes and cursors, `parts` the fields by key.

    A part is `edges`, `pageInfo` with its own fields, `totalCount`, `totalCountRelation`, or a field with an
    output of its own, such as facets.
    """

    edge: Shape | None = None
    parts: list[tuple[str, str, Any]] = field(default_factory=list)
    cursors: bool = False

    async def load(self, asking: Asking, paged: Paged, groups: Sequence[Any]) -> list[dict[str, Any]]:
        """The connection of each group; without groups, `groups` is (None,)."""
        kinds = {kind for _, kind, _ in self.parts}
        pages = [Page([], [], False, False)] * len(groups)
        edges: Sequence[Any] = [[] for _ in groups]
        if kinds & {"edges", "pageInfo"}:
            pages, edges = await self._pages(asking, paged, groups)
        counts: Sequence[Any] = [None] * len(groups)
        if kinds & {"totalCount", "totalCountRelation"}:
            kept = await kept_counts(asking.run.session, paged.listing, groups)
            counts = await asking.run.counts(paged.listing, groups) if kept is None else kept
        others = {key: await part(asking, paged, groups) for key, kind, part in self.parts if kind == "other"}
        return [
            {
                key: others[key][i] if kind == "other" else _part(kind, part, pages[i], edges[i], counts[i])
                for key, kind, part in self.parts
            }
            for i in range(len(groups))
        ]

    async def _pages(
        self, asking: Asking, paged: Paged, groups: Sequence[Any]
    ) -> tuple[list[Page], Sequence[Any]]:
        """The page of each group and its edges."""
        edge = self.edge
        few = 0 < paged.window.size * len(groups) <= asking.few
        if edge is not None and edge.writing is not None and few:
            try:
                return await self._written(asking, paged, groups, edge.writing)
            except Unwritable as error:
                log.warning("the column %s of a list is not written by PostgreSQL", error)
                edge.writing = None
        names = tuple(edge.columns) if edge is not None else ()
        nests = edge.nests() if edge is not None and few else ()
        rows, keys = await asking.run.page(paged.listing, paged.window, names, groups, nests)
        asking.take(rows, names, nests)
        found: list[list[Any]] = [[] for _ in groups]
        for row in rows:
            found[row[1] - 1].append(row)
        first = FIRST + len(names)
        pages = [self._page(paged.window, keys, mine, first) for mine in found]
        if edge is None:
            return pages, [[] for _ in groups]
        whole = [row for page in pages for row in with_cursors(page, first)]
        made = iter(await edge.load(asking, whole))
        return pages, [[next(made) for _ in page.rows] for page in pages]

    async def _written(
        self, asking: Asking, paged: Paged, groups: Sequence[Any], writing: Writing
    ) -> tuple[list[Page], Sequence[Any]]:
        """The same with edges as PostgreSQL writes them."""
        wanted = ListScript(writing.script, self.cursors)
        rows, keys = await asking.run.written_page(paged.listing, paged.window, groups, wanted)
        pages = []
        for _, _, text, *places in rows:
            edges = [] if text is None else text.split(SEPARATOR.encode())
            mine = list(zip(edges, *(place or () for place in places), strict=True))
            pages.append(self._page(paged.window, keys, mine, first=1))
        texts = [writing.list_text([row[0] for row in page.rows], page.cursors) for page in pages]
        return pages, await writing.filled(asking, texts)

    def _page(self, window: Window, keys: Sequence[SortKey], found: Sequence[Any], first: int) -> Page:
        """The page that was found with one row beyond it, if there is one; `first` is where keys begin."""
        has_next, has_previous = beyond(window, len(found))
        kept = list(found[: window.size])
        if window.backward:
            kept.reverse()
        last = first + len(keys)
        cursors = [encoded(keys, row[first:last], window.moment) for row in kept] if self.cursors else []
        return Page(kept, cursors, has_next, has_previous)


def with_cursors(page: Page, first: int) -> list[Any]:
    """The rows with their cursors in the place of their keys, where cursors are asked for."""
    if not page.cursors:
        return page.rows
    return [(*row[:first], cursor) for row, cursor in zip(page.rows, page.cursors, strict=True)]


def _part(kind: str, part: Any, page: Page, edges: Any, count: Any) -> Any:
    if kind == "edges":
        return edges
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
