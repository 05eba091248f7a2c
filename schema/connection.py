"""Connections after the Relay specification: lazily read, so that only what is selected costs anything."""

from enum import Enum
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from hub.domain.filter_checks import check_window
from hub.domain.filters import Window
from hub.store.pages import Count, Listing, Page, check_cursors
from schema.context import Info
from schema.resolved import resolved

T = TypeVar("T")

First = Annotated[
    int | None,
    strawberry.argument(
        description="How many nodes from the start of the list, or from `after`: 0 to 100, default 20."
    ),
]
After = Annotated[str | None, strawberry.argument(description="Cursor after which the page begins.")]
Last = Annotated[
    int | None,
    strawberry.argument(description="How many nodes from the end of the list, or before `before`."),
]
Before = Annotated[str | None, strawberry.argument(description="Cursor before which the page ends.")]


@strawberry.enum(description="Whether a total is exact.")
class TotalCountRelation(Enum):
    """How a total stands to the truth."""

    EXACT = strawberry.enum_value("EXACT", description="The list holds exactly so many nodes.")
    AT_LEAST = strawberry.enum_value(
        "AT_LEAST", description="The list was counted up to this number and goes on."
    )


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """Relay's PageInfo."""

    has_next_page: bool = strawberry.field(description="Whether nodes follow the page.")
    has_previous_page: bool = strawberry.field(description="Whether nodes precede the page.")
    start_cursor: str | None = strawberry.field(description="Cursor of the page's first node.")
    end_cursor: str | None = strawberry.field(description="Cursor of the page's last node.")


@strawberry.type(description="A node in a list.")
class Edge(Generic[T]):
    """Relay's edge."""

    cursor: str = strawberry.field(description="Opaque place of the node in this list and order.")
    node: T = strawberry.field(description="The node itself.")


@strawberry.type(description="A list that is read page by page.")
class Paged:
    """What all connections share."""

    listing: strawberry.Private[Listing]
    window: strawberry.Private[Window]
    group: strawberry.Private[Any] = None

    def __post_init__(self) -> None:
        """A bad cursor is an error even where only the total is selected."""
        check_cursors(self.listing, self.window)

    async def page(self, info: Info) -> Page[Any]:
        """The rows of the page, read once however often they are selected."""
        return await info.context.loaders.pages.load((self.listing, self.window, self.group))

    async def count(self, info: Info) -> Count:
        """How long the whole list is."""
        return await info.context.loaders.counts.load((self.listing, self.group))

    @resolved(description="Where the page stands in the list.")
    async def page_info(self, info: Info) -> PageInfo:
        """Relay's pageInfo."""
        page = await self.page(info)
        return PageInfo(
            has_next_page=page.has_next,
            has_previous_page=page.has_previous,
            start_cursor=page.items[0].cursor if page.items else None,
            end_cursor=page.items[-1].cursor if page.items else None,
        )

    @resolved(description="How many nodes the whole list holds; see `totalCountRelation`.")
    async def total_count(self, info: Info) -> int:
        """Counted only when selected."""
        return (await self.count(info)).value

    @resolved(description="Whether `totalCount` is exact: very long lists are not counted to their end.")
    async def total_count_relation(self, info: Info) -> TotalCountRelation:
        """EXACT up to the counting budget."""
        return TotalCountRelation.EXACT if (await self.count(info)).exact else TotalCountRelation.AT_LEAST


@strawberry.type(description="A list of nodes, page by page.")
class Connection(Paged, Generic[T]):
    """A connection; its subclasses say how a row becomes a node."""

    def node_of(self, row: Any) -> T:
        """The node of a row."""
        raise NotImplementedError

    @resolved(description="The nodes of the page with their cursors.")
    async def edges(self, info: Info) -> list[Edge[T]]:
        """Relay's edges."""
        page = await self.page(info)
        return [Edge(cursor=item.cursor, node=self.node_of(item.row)) for item in page.items]


def window_of(
    info: Info,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Window:
    """The checked window of a connection's arguments."""
    moment = info.context.moment
    window = Window(first, after, last, before, moment.mark if moment else "")
    return check_window(window, info.context.limits)
