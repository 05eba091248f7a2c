"""Connections of an answer: which list and page a field asks for, and the parts of it that are selected."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hub.store.aggregates.reads import kept_counts
from hub.store.compiled.nesting import Nest
from hub.store.pages import beyond, encoded
from schema.connection import Paged, TotalCountRelation
from schema.plan.asking import Asking
from schema.plan.shape import FIRST, Shape

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
        edges: list[list[Any]] = [[] for _ in groups]
        if kinds & {"edges", "pageInfo"}:
            pages = await self._pages(asking, paged, groups)
        if "edges" in kinds and self.edge is not None:
            made = iter(await self.edge.load(asking, [row for page in pages for row in page.rows]))
            edges = [[next(made) for _ in page.rows] for page in pages]
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

    async def _pages(self, asking: Asking, paged: Paged, groups: Sequence[Any]) -> list[Page]:
        names = tuple(self.edge.columns) if self.edge is not None else ()
        few = self.edge is not None and 0 < paged.window.size * len(groups) <= asking.few
        nests = self.edge.nests() if few and self.edge is not None else ()
        rows, keys = await asking.run.page(paged.listing, paged.window, names, groups, nests)
        asking.take(rows, names, nests)
        found: list[list[Any]] = [[] for _ in groups]
        for row in rows:
            found[row[1] - 1].append(row)
        window, pages, first = paged.window, [], FIRST + len(names)
        last = first + len(keys)
        for mine in found:
            has_next, has_previous = beyond(window, len(mine))
            kept = mine[: window.size]
            if window.backward:
                kept.reverse()
            cursors = [encoded(keys, row[first:last], window.moment) for row in kept] if self.cursors else []
            pages.append(Page(self._with_cursors(kept, first, cursors), cursors, has_next, has_previous))
        return pages

    @staticmethod
    def _with_cursors(rows: list[Any], first: int, cursors: list[str]) -> list[Any]:
        """Rows whose last column is the cursor, where cursors are asked for."""
        if not cursors:
            return rows
        return [(*row[:first], cursor) for row, cursor in zip(rows, cursors, strict=True)]


def _part(kind: str, part: Any, page: Page, edges: list[Any], count: Any) -> Any:
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
