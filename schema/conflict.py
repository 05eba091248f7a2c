"""Conflicts: fields of which several sources, or a steward and a source, say different things."""

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from hub.domain.filter_errors import UnknownSource
from hub.domain.filters import Window
from hub.store.reads.conflicts import ConflictListing, ConflictRow
from hub.store.reads.provenance import STEWARDS, ClaimRow
from schema.connection import Connection
from schema.context import Info
from schema.resolved import resolved
from schema.source import Claim, claim_of

if TYPE_CHECKING:
    from schema.provider import Provider

ConflictSource = Annotated[
    str | None,
    strawberry.argument(description="Only conflicts that the source with this code takes part in."),
]
ConflictField = Annotated[
    str | None, strawberry.argument(description="Only conflicts about this field, as claims name it.")
]


@strawberry.type(description="A field of which not everybody says the same. Equal values are no conflict.")
class Conflict:
    """A conflict."""

    row: strawberry.Private[ConflictRow]
    field: str = strawberry.field(description="The field, as the published claim names it.")

    @resolved(description="The provider that is spoken of.")
    async def provider(self, info: Info) -> Annotated["Provider", strawberry.lazy("schema.provider")]:
        """Whom it is about."""
        from schema.provider import provider_by_id

        found = await provider_by_id(info, self.row.record_id)
        assert found is not None, "conflicts are listed of published providers"
        return found

    @resolved(description="The claim that is published.")
    async def winning(self, info: Info) -> Claim:
        """Who won."""
        return claim_of(_winner(await info.context.loaders.claims.load(self.row.record_id), self.row))

    @resolved(description="Claims that say otherwise, the newest first.")
    async def losing(self, info: Info) -> list[Claim]:
        """Who lost."""
        claims = await info.context.loaders.claims.load(self.row.record_id)
        winner = _winner(claims, self.row)
        return [
            claim_of(one)
            for one in claims
            if one.lost_to and one.value != winner.value and _leads_to(one, winner, claims)
        ]


def _winner(claims: list[ClaimRow], row: ConflictRow) -> ClaimRow:
    return next(one for one in claims if _name(one) == row.winner and one.field == row.field)


def _name(claim: ClaimRow) -> str:
    """What a losing claim calls this one, apart from its field."""
    return claim.statement_id.hex if claim.correction is None else f"correction:{claim.correction}"


def _leads_to(claim: ClaimRow, winner: ClaimRow, claims: list[ClaimRow]) -> bool:
    """Whether the winner overrules the claim, or the one that won over it."""
    if claim.lost_to == [_name(winner), winner.field]:
        return True
    between = next((one for one in claims if claim.lost_to == [_name(one), one.field]), None)
    return between is not None and between.lost_to == [_name(winner), winner.field]


@strawberry.type(description="Conflicts by provider and field.")
class ConflictConnection(Connection[Conflict]):
    """A list of conflicts."""

    def node_of(self, row: ConflictRow) -> Conflict:
        """The conflict of a row."""
        return Conflict(row=row, field=row.field)


async def conflict_connection(
    info: Info,
    source: str | None,
    field: str | None,
    window: Window,
    *,
    of_provider: bool = False,
    of: UUID | None = None,
) -> ConflictConnection:
    """Conflicts of the hub or of a provider, which a plan does not name yet. Raises UnknownSource."""
    source_id = None
    if source is not None:
        row = await info.context.loaders.sources_by_code.load(source)
        if row is None:
            raise UnknownSource(source=source)
        source_id = row.id
    listing = ConflictListing(source_id, field, of_provider, source == STEWARDS)
    return ConflictConnection(listing=listing, window=window, group=of)
