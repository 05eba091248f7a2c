"""Pages of lists: their rows as PostgreSQL writes them, or as objects that Python puts together."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hub.domain.filters import Window
from hub.store.aggregates.reads import counts_are_kept, kept_length
from hub.store.compiled.causes import Cause, Fallback
from hub.store.compiled.json_text import SEPARATOR, Unwritable
from hub.store.compiled.writing import ListScript
from hub.store.pages import Count, SortKey, beyond, count_of, encoded, length_of
from schema.connection import Paged
from schema.plan.asking import Asking
from schema.plan.shape import FIRST, Shape
from schema.plan.writing import Writing

log = logging.getLogger(__name__)


@dataclass
class Page:
    """The edges of a page with cursors, what lies beyond it, and how long the list is if that was told."""

    edges: Any = ()
    cursors: Sequence[str] = ()
    has_next: bool = False
    has_previous: bool = False
    count: Count | None = None


@dataclass
class Pages:
    """The pages of a list's groups: `edge` tells what is written of a row, if anything is."""

    edge: Shape | None = None
    cursors: bool = False

    async def load(self, asking: Asking, paged: Paged, groups: Sequence[Any], *, counted: bool) -> list[Page]:
        """The page of each group; if `counted`, with the length of the list where that costs no statement."""
        edge = self.edge
        size = paged.window.size * len(groups)
        few = 0 < size <= asking.run.few_rows
        writing = edge.writing if edge is not None and 0 < size <= asking.run.written_rows else None
        # Few rows with all that hangs on them are one statement, as nests.
        if edge is not None and writing is not None and not (few and writing.reads):
            try:
                return await self._written(asking, paged, groups, writing, counted)
            except Unwritable as error:
                log.warning("the column %s of a list is not written by PostgreSQL", error)
                edge.unwritten = Fallback(Cause.NOT_WRITTEN, str(error))
                edge.writing = None
        if edge is not None and edge.unwritten is not None:
            asking.run.notes.append(edge.unwritten)
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
            return pages
        made = iter(await edge.load(asking, [row for page in pages for row in _with_cursors(page, first)]))
        for page in pages:
            page.edges = [next(made) for _ in page.edges]
        return pages

    async def _written(
        self, asking: Asking, paged: Paged, groups: Sequence[Any], writing: Writing, counted: bool
    ) -> list[Page]:
        """The pages with edges as PostgreSQL writes them, and the length of the list."""
        kept = counted and counts_are_kept(asking.run.session, paged.listing)
        length = (kept_length if kept else length_of) if counted else None
        rows, keys = await asking.run.written_page(
            paged.listing, paged.window, groups, ListScript(writing.script, self.cursors), length
        )
        pages = []
        for row in rows:
            text, *places = row[FIRST + counted :]
            edges = [] if text is None else text.split(SEPARATOR.encode())
            mine = list(zip(edges, *(place or () for place in places), strict=True))
            page = self._page(paged.window, keys, mine, first=1)
            if counted:
                page.count = Count(int(row[FIRST]), True) if kept else count_of(row[FIRST])
            pages.append(page)
        texts = [writing.list_text([row[0] for row in page.edges], page.cursors) for page in pages]
        for page, edges in zip(pages, await writing.filled(asking, texts), strict=True):
            page.edges = edges
        return pages

    def _page(self, window: Window, keys: Sequence[SortKey], found: Sequence[Any], first: int) -> Page:
        """The page that was found with one row beyond it, if there is one; `first` is where keys begin.

        Its edges are rows still.
        """
        has_next, has_previous = beyond(window, len(found))
        kept = list(found[: window.size])
        if window.backward:
            kept.reverse()
        last = first + len(keys)
        cursors = [encoded(keys, row[first:last], window.moment) for row in kept] if self.cursors else []
        return Page(kept, cursors, has_next, has_previous)


def _with_cursors(page: Page, first: int) -> list[Any]:
    """The rows with their cursors in the place of their keys, where cursors are asked for."""
    if not page.cursors:
        return list(page.edges)
    return [(*row[:first], cursor) for row, cursor in zip(page.edges, page.cursors, strict=True)]
