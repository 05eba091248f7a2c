"""Posts of staff: how many of a title, how many are filled, and what is told of qualification."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from hub.store.reads import providers as reads
from hub.store.reads.providers import StaffRow
from schema.made import column, related

if TYPE_CHECKING:
    from schema.service import Service


@strawberry.type(
    description="Posts of one title on a day. It is a count of posts and never of a person: what would tell "
    "of fewer than ten people whether they are qualified is not kept. HSDS has no such table."
)
class StaffPost:
    """A count of posts. What was not stated is null, never 0."""

    row: strawberry.Private[StaffRow]
    title: str = column("title", description="What the posts are called, in the source's words.")
    as_of: date | None = column(
        "as_of", description="The day they were counted, null when the source gives none."
    )
    posts: float | None = column("posts", description="Established posts; a part of a post counts as such.")
    filled: float | None = column("filled", description="Of them those that are filled.")
    qualified: int | None = column(
        "qualified",
        description="People in them whose qualification is valid on that day; null where it is not stated, "
        "and where fewer than ten posts are filled.",
    )
    qualification_ends: date | None = column(
        "qualification_ends",
        description="The first day of the month in which the first of these people must renew it; null as "
        "`qualified` is.",
    )
    qualification_years: float | None = column(
        "qualification_years", description="After how many years the qualification must be renewed."
    )
    service: Annotated["Service", strawberry.lazy("schema.service")] | None = related(
        reads.services, "service_id", description="The service whose posts they are; null for the provider's."
    )
