"""What every act of a steward has in common: one transaction from the decision to the release."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hub.domain.records import Issue
from hub.domain.stewards import Outcome, UnknownRecord
from hub.ingest.composing import Composer
from hub.ingest.settling import settle
from hub.store import check, publish, stage
from hub.store.connection import DatabaseConnection, connect
from hub.store.places import Places, read_places
from hub.store.stewarding.records import Said, changes_of, differences_left, said_of

#: How long an act waits for an import that is publishing.
LOCK_SECONDS = 10.0

Terms = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Hub:
    """What an act may look at: the locked hub, its territories and its terms."""

    connection: DatabaseConnection
    places: Places
    terms: Terms


@dataclass(frozen=True, slots=True)
class Written:
    """What an act wrote down, and the statements whose records it may change.

    Of a correction `value` is what cleaning made of it, and `warnings` what an import would warn of.
    """

    number: int
    statements: Collection[str]
    value: Any = None
    warnings: tuple[Issue, ...] = ()


def perform(url: str, write: Callable[[Hub], Written]) -> Outcome:
    """Write something down and publish what follows from it, or nothing at all if either fails.

    Raises HubBusy, DatabaseUnreachable, and what `write` raises.
    """
    with connect(url) as work:
        publish.lock(work, LOCK_SECONDS)
        hub = Hub(work, read_places(work, None), check.read_terms(work))
        written = write(hub)
        today = datetime.now(UTC).date()
        stage.create_stage(work)
        Composer(work, hub.places, hub.terms, today).recompose(set(written.statements))
        settle(work, [])
        if not differences_left(work):
            work.commit()
            return Outcome(written.number, None, (), written.value, written.warnings)
        release = publish.publish(work, None, today)
        changes = changes_of(work, release)
        work.commit()
    return Outcome(written.number, release, changes, written.value, written.warnings)


def speaking_of(hub: Hub, identity: str, record_type: str | None = "provider") -> list[Said]:
    """Every statement of the record that the id answers to. Raises UnknownRecord."""
    found = said_of(hub.connection, (identity,))
    if not found or record_type not in (None, found[0].record_type):
        raise UnknownRecord(record_type=record_type or "record", id=identity)
    return found
