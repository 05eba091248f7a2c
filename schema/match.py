"""Who is who: pairs that wait for a steward, and decisions."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from hub.domain.filter_errors import UnknownSource
from hub.domain.filters import Window
from hub.domain.stewards import evidence_lines
from hub.domain.vocabulary import Verdict
from hub.store.filters.resolve import territory_id_of
from hub.store.reads.pairs import CandidateListing, CandidateRow, DecisionListing, DecisionRow
from schema.connection import Connection
from schema.context import Info
from schema.resolved import resolved
from schema.statement import Statement, statement_of
from schema.stewards import steward_of

PairSource = Annotated[
    str | None, strawberry.argument(description="Only pairs in which the source with this code takes part.")
]
PairTerritory = Annotated[
    str | None,
    strawberry.argument(description="Only pairs with a place in this territory, by any of its codes."),
]


@strawberry.type(description="What one field says of a pair.")
class Evidence:
    """A line of evidence."""

    field: str = strawberry.field(description="What is compared.")
    left: str | None = strawberry.field(description="What the left one says, where that may be told.")
    right: str | None = strawberry.field(description="What the right one says.")
    level: str = strawberry.field(description="How alike the two are.")
    weight: float = strawberry.field(
        description="Logarithm of the Bayes factor: above 0 it speaks for one provider, below 0 for two."
    )


@strawberry.type(description="Two statements, and how alike they are.")
class Paired:
    """What candidates and decisions have in common."""

    row: strawberry.Private[CandidateRow | DecisionRow]
    number: int = strawberry.field(description="By this number it is decided, or undone.")
    score: float | None = strawberry.field(
        description="How probably they are one provider, 0 to 1; null where nothing was compared."
    )
    reason: str = strawberry.field(description="Why it waits, or was decided so.")
    made_at: datetime = strawberry.field(description="Since when it waits, or when it was decided.")

    @resolved(description="One statement of the pair.")
    async def left(self, info: Info) -> Statement:
        """The one with the smaller id."""
        return await _statement(info, self.row.left_id)

    @resolved(description="The other statement.")
    async def right(self, info: Info) -> Statement:
        """The one with the greater id."""
        return await _statement(info, self.row.right_id)

    @resolved(description="What each field says, the weightiest first.")
    def evidence(self) -> list[Evidence]:
        """How the score came about."""
        return [
            Evidence(
                field=line["field"],
                left=line.get("left"),
                right=line.get("right"),
                level=line.get("level") or "",
                weight=float(line.get("weight") or 0),
            )
            for line in evidence_lines(self.row.evidence)
        ]


async def _statement(info: Info, identity: UUID) -> Statement:
    row = await info.context.loaders.statements_by_id.load(identity)
    assert row is not None, "statements stay"
    return statement_of(row)


@strawberry.type(description="A pair that waits for a steward: alike, but not enough to be joined unseen.")
class MatchCandidate(Paired):
    """A candidate."""


@strawberry.type(description="A decision about a pair. Active ones say who is who at every import.")
class Decision(Paired):
    """A decision."""

    verdict: Verdict = strawberry.field(description="What was decided.")
    author: str = strawberry.field(description="The steward, or `rule` for the program.")
    undone_at: datetime | None = strawberry.field(description="When it was undone; null while it is active.")
    undone_by: str | None = strawberry.field(description="Who undid it.")
    undone_reason: str | None = strawberry.field(description="Why it was undone.")


def decision_of(row: DecisionRow) -> Decision:
    """The decision of a row."""
    return Decision(
        row=row,
        number=row.id,
        score=row.score,
        reason=row.reason,
        made_at=row.made_at,
        verdict=Verdict(row.verdict),
        author=row.author,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
        undone_reason=row.undone_reason,
    )


@strawberry.type(description="Pairs that wait for a steward, the most alike first.")
class MatchCandidateConnection(Connection[MatchCandidate]):
    """A list of candidates."""

    def node_of(self, row: CandidateRow) -> MatchCandidate:
        """The candidate of a row."""
        return MatchCandidate(row=row, number=row.id, score=row.score, reason=row.reason, made_at=row.made_at)


@strawberry.type(description="Decisions, the newest first.")
class DecisionConnection(Connection[Decision]):
    """A list of decisions."""

    def node_of(self, row: DecisionRow) -> Decision:
        """The decision of a row."""
        return decision_of(row)


async def candidate_connection(
    info: Info, source: str | None, territory: str | None, window: Window
) -> MatchCandidateConnection:
    """Pairs that wait. Raises KeyNeeded, UnknownSource, UnknownTerritory."""
    steward_of(info)
    inside = None if territory is None else await territory_id_of(info.context.session, territory)
    listing = CandidateListing(await _source_id(info, source), inside)
    return MatchCandidateConnection(listing=listing, window=window)


async def decision_connection(
    info: Info, source: str | None, author: str | None, undone: bool, window: Window
) -> DecisionConnection:
    """Decisions. Raises KeyNeeded, UnknownSource."""
    steward_of(info)
    listing = DecisionListing(await _source_id(info, source), author, undone)
    return DecisionConnection(listing=listing, window=window)


async def _source_id(info: Info, code: str | None) -> int | None:
    if code is None:
        return None
    row: Any = await info.context.loaders.sources_by_code.load(code)
    if row is None:
        raise UnknownSource(source=code)
    return int(row.id)
