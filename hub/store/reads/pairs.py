"""Lists for stewards: pairs that wait for a decision, and decisions."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.types import TypeEngine

from hub.domain.roles import SHAPE, VALUE, declared
from hub.store.filters.spatial import lies_below
from hub.store.pages import Parts, SortKey
from hub.store.reads.batch import columns_for
from hub.store.tables import candidate, decision, location, statement


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A pair that waits."""

    id: int
    left_id: UUID
    right_id: UUID
    score: float | None
    evidence: Any
    reason: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision, active or undone."""

    id: int
    left_id: UUID
    right_id: UUID
    score: float | None
    evidence: Any
    verdict: str
    author: str
    reason: str
    made_at: datetime
    undone_at: datetime | None
    undone_by: str | None
    undone_reason: str | None


@declared
@dataclass(frozen=True, slots=True)
class CandidateListing:
    """Pairs that wait, the most alike first: of a source, with a place in a territory."""

    source_id: int | None = field(default=None, metadata=VALUE)
    territory_id: int | None = field(default=None, metadata=VALUE)

    @property
    def group_type(self) -> TypeEngine[Any] | None:
        """It hangs on nothing."""
        return None

    def parts(self, group: ColumnElement[Any] | None) -> Parts:  # noqa: ARG002 - it hangs on nothing
        """The queue."""
        conditions = [_of_source(candidate, self.source_id)]
        if self.territory_id is not None:
            inside = (
                select(statement.c.id)
                .join(location, location.c.provider_id == statement.c.record_id)
                .where(lies_below(location.c.territory_id, self.territory_id))
            )
            conditions.append(_of(candidate, inside))
        keys = (
            SortKey("score", func.coalesce(candidate.c.score, 0.0), float, descending=True),
            SortKey("id", candidate.c.id, int),
        )
        return Parts(CandidateRow, columns_for(candidate, CandidateRow), candidate, and_(*conditions), keys)


@declared
@dataclass(frozen=True, slots=True)
class DecisionListing:
    """Decisions, the newest first: of a source, by an author, with the undone ones or without."""

    source_id: int | None = field(default=None, metadata=VALUE)
    author: str | None = field(default=None, metadata=VALUE)
    undone: bool = field(default=False, metadata=SHAPE)

    @property
    def group_type(self) -> TypeEngine[Any] | None:
        """It hangs on nothing."""
        return None

    def parts(self, group: ColumnElement[Any] | None) -> Parts:  # noqa: ARG002 - it hangs on nothing
        """What was decided."""
        conditions = [_of_source(decision, self.source_id)]
        if self.author is not None:
            conditions.append(decision.c.author == self.author)
        if not self.undone:
            conditions.append(decision.c.undone_at.is_(None))
        keys = (SortKey("id", decision.c.id, int, descending=True),)
        return Parts(DecisionRow, columns_for(decision, DecisionRow), decision, and_(*conditions), keys)


def _of_source(table: Any, source_id: int | None) -> ColumnElement[bool]:
    if source_id is None:
        return true()
    return _of(table, select(statement.c.id).where(statement.c.source_id == source_id))


def _of(table: Any, statements: Any) -> ColumnElement[bool]:
    return or_(table.c.left_id.in_(statements), table.c.right_id.in_(statements))
