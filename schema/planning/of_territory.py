"""Fields of a territory that planning answers."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.as_of import known_then
from schema.connection import After
from schema.context import Info
from schema.planning.inputs import ReachArgument
from schema.resolved import resolved

if TYPE_CHECKING:
    from hub.store.reads.territories import TerritoryRow
    from schema.planning.coverage import ReachRow
    from schema.planning.missing import MissingNode
    from schema.planning.peers import PeerConnection


@strawberry.type(description="What planning says of one territory.")
class QuestionsOfTerritory:
    """A part of the type Territory."""

    if TYPE_CHECKING:
        row: strawberry.Private[TerritoryRow]

    @resolved(description="Communities like this one; null for what is no region, district or hromada.")
    async def peers(
        self,
        info: Info,
        first: Annotated[int, strawberry.argument(description="How many: 1 to 50.")] = 10,
        after: After = None,
    ) -> Annotated["PeerConnection", strawberry.lazy("schema.planning.peers")] | None:
        """As `Query.peers` says without further arguments."""
        from schema.planning.peers import peers_of_territory

        await known_then(info)
        return await peers_of_territory(info, self.row.id, first, after)

    @resolved(description="The share of its people within reach of providers, wherever these stand.")
    async def coverage_within(
        self, info: Info, reach: ReachArgument
    ) -> Annotated["ReachRow", strawberry.lazy("schema.planning.coverage")] | None:
        """As `Query.coverageWithin` says of the whole territory."""
        from schema.planning.coverage import coverage_of_territory

        await known_then(info)
        return await coverage_of_territory(info, self.row.id, reach)

    @resolved(
        description="The basic services of its state that nobody is known to give there, and who is nearest; "
        "null where the state has no such list."
    )
    async def missing_services(
        self, info: Info
    ) -> Annotated["MissingNode", strawberry.lazy("schema.planning.missing")] | None:
        """As `Query.missingServices` says of it without further arguments."""
        from schema.planning.missing import missing_of_territory

        await known_then(info)
        return await missing_of_territory(info, self.row.id)
