"""The list of records that changed since a release, for clients that keep a copy of the hub."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select
from sqlalchemy.types import TypeEngine

from hub.domain.copies import STANDING, net_change
from hub.domain.moments import UnknownRelease
from hub.domain.roles import VALUE, declared
from hub.domain.vocabulary import ChangeKind
from hub.store.engine import ReadSession
from hub.store.pages import Parts, SortKey
from hub.store.parameters import among
from hub.store.reads.sources import newest_release
from hub.store.tables import change

_GONE = (ChangeKind.MERGED.value, ChangeKind.WITHDRAWN.value)


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A record that changed, with the release that did so last."""

    release: int
    record_type: str
    record_id: UUID
    last: str
    then: str | None
    stood: str | None
    stands: str | None

    @property
    def kind(self) -> ChangeKind:
        """What happened to it in sum."""
        kinds = (ChangeKind(one) if one else None for one in (self.then, self.stood, self.stands))
        found = net_change(ChangeKind(self.last), *kinds)
        assert found is not None, "the list leaves out what came and went again"
        return found


@declared
@dataclass(frozen=True, slots=True)
class CopyListing:
    """Records that changed after the release `since`, each once, by the release that changed it last."""

    since: int = field(metadata=VALUE)
    record_types: tuple[str, ...] = field(default=(), metadata=VALUE)

    @property
    def group_type(self) -> TypeEngine[Any] | None:
        """It hangs on nothing."""
        return None

    def parts(self, group: ColumnElement[Any] | None) -> Parts:  # noqa: ARG002 - it hangs on nothing
        """The newest change of each record, without what came and went since."""
        later, before = change.alias("later"), change.alias("before")
        newer = exists().where(later.c.record_id == change.c.record_id, later.c.release > change.c.release)
        then = _kind_of(change.c.record_id, before.c.release <= self.since, before)
        conditions = [
            change.c.release > self.since,
            not_(newer),
            or_(change.c.kind.not_in(_GONE), then.not_in(_GONE)),
        ]
        if self.record_types:
            conditions.append(among(change.c.record_type, self.record_types))
        columns = [
            change.c.release,
            change.c.record_type,
            change.c.record_id,
            change.c.kind.label("last"),
            then.label("then"),
            _standing(change.c.record_id, before, before.c.release <= self.since).label("stood"),
            _standing(change.c.record_id, before).label("stands"),
        ]
        keys = (
            SortKey("release", change.c.release, int),
            SortKey("type", change.c.record_type, str),
            SortKey("record", change.c.record_id, UUID),
        )
        return Parts(CopyRow, columns, change, and_(*conditions), keys)


def _kind_of(record: ColumnElement[Any], condition: ColumnElement[bool], before: Any) -> Any:
    """The kind of the newest change of the record that meets the condition."""
    return (
        select(before.c.kind)
        .where(before.c.record_id == record, condition)
        .order_by(before.c.release.desc())
        .limit(1)
        .scalar_subquery()
    )


def _standing(record: ColumnElement[Any], before: Any, *conditions: ColumnElement[bool]) -> Any:
    told = before.c.kind.in_([kind.value for kind in STANDING])
    return _kind_of(record, and_(told, *conditions), before)


async def newest_number(session: ReadSession, since: int) -> int:
    """The number of the newest release, 0 before the first. Raises UnknownRelease for a later `since`."""
    found = await newest_release(session)
    newest = found.number if found else 0
    if not 0 <= since <= newest:
        raise UnknownRelease(release=since, newest=newest or "none yet")
    return newest
