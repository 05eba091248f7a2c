"""Stages the records that several statements, or a steward's corrections, speak of."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import orjson

from hub.domain.claims import claims_of, with_columns
from hub.domain.clusters import components
from hub.domain.composing import Correction, Member, compose
from hub.domain.composing.corrections import applicable, corrected
from hub.domain.confidentiality import (
    DECISION_FIELD,
    Hideable,
    RegionRule,
    decided,
    is_confidential,
    protect,
    protect_all,
    rule_reasons,
    told_key,
    under_key,
)
from hub.domain.programmes import ProgrammeRecord
from hub.domain.records import (
    AccessPointRecord,
    HarmonisedRecord,
    HidingReason,
    ProviderRecord,
)
from hub.domain.statements import content_of, record_of
from hub.domain.vocabulary import NOT_LISTED, RecordStatus
from hub.ingest.admission import Admission
from hub.ingest.rows import Row, RowMaker, rows_of
from hub.store import statements
from hub.store.connection import DatabaseConnection
from hub.store.places import Places
from hub.store.stage import copy_rows, note_retired, unstage
from hub.store.statements import Stored
from hub.store.tables import VERSIONED

_TABLES = {table.name: table for table in VERSIONED}

#: Records whose rows are held in memory before they are copied to the database.
_CHUNK = 2_000

#: Begins the hash of a statement that is kept coarser than its source tells it.
_HIDDEN = b"hide"


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Statements that speak of one record, and the one whose id it bears."""

    survivor: Stored
    members: Sequence[Stored]


class Composer:
    """Recomposes records under the publish lock; the caller has staged what the run brings."""

    def __init__(
        self,
        connection: DatabaseConnection,
        places: Places,
        terms: frozenset[tuple[str, str]],
        today: date,
        hiding: Mapping[str, tuple[HidingReason, ...]] | None = None,
    ) -> None:
        """`hiding` are reasons to hide, by statement, beside those that the statements keep."""
        self._hiding = hiding or {}
        self._connection = connection
        self._places = places
        self._admission = Admission(connection, places, terms)
        self._today = today

    def recompose(self, ids: Collection[str]) -> None:
        """Stage the records of these statements anew, and of those whose references this moves."""
        if not ids:
            return
        moved = self._recompose(ids)
        if moved:
            depending = statements.dependents(self._connection, moved) - moved
            self._recompose(depending)

    def _recompose(self, ids: Collection[str]) -> set[str]:
        """Returns every id that another record answers for from now on, or no longer, and those records."""
        if not ids:
            return set()
        links = statements.links_around(self._connection, ids)
        around = {*ids, *(one for link in links if link.same for one in (link.left, link.right))}
        stored = {one.id: one for one in statements.members(self._connection, around, self._today)}
        corrections = statements.corrections(self._connection, stored)
        sources = {one.id: one.source_id for one in stored.values()}
        first = statements.first_releases(self._connection, list(stored))
        clusters = [
            _cluster([stored[one] for one in sorted(group)], first)
            for group in components(stored, links, sources)
        ]
        unstage(self._connection, {*stored, *(one.record_id for one in stored.values())})
        for start in range(0, len(clusters), _CHUNK):
            self._stage(clusters[start : start + _CHUNK], corrections)
        retired = [
            (one.id, cluster.survivor.id)
            for cluster in clusters
            for one in cluster.members
            if one is not cluster.survivor
        ]
        note_retired(self._connection, retired)
        answers = {one.id: cluster.survivor.id for cluster in clusters for one in cluster.members}
        moved = {one.id for one in stored.values() if answers[one.id] != one.record_id}
        return moved | {stored[one].record_id for one in moved} | {answers[one] for one in moved}

    def _stage(self, clusters: Sequence[_Cluster], corrections: dict[str, list[Correction]]) -> None:
        """The rows of the clusters' records and of the statements that speak of them."""
        staged: defaultdict[str, list[Row]] = defaultdict(list)
        kept: list[tuple[Stored, str, dict[str, Any]]] = []
        for cluster in clusters:
            record, missing, members = self._record(cluster, corrections)
            kept += members
            for table, values in rows_of(self._admission.recall(record), self._rows(cluster, missing)):
                staged[table].append(values)
        for name, found in staged.items():
            copy_rows(self._connection, _TABLES[name], found)
        statements.stage_member(self._connection, kept)

    def _record(
        self, cluster: _Cluster, corrections: dict[str, list[Correction]]
    ) -> tuple[HarmonisedRecord, date | None, list[tuple[Stored, str, dict[str, Any]]]]:
        """The record, since when it is missing, and each statement with its record's id and its losses."""
        present = [one for one in cluster.members if one.missing_since is None]
        speaking = present or list(cluster.members)
        rule = _rule(cluster.members)
        records = {
            one.id: _decided(one, corrections.get(one.id, []), self._hiding.get(one.id, ()), rule)
            for one in cluster.members
        }
        lost: dict[str, dict[str, Any]] = {}
        record: HarmonisedRecord = records[cluster.survivor.id]
        if isinstance(record, ProviderRecord):
            if any(_hides(one, corrections.get(key, [])) for key, one in records.items()):
                records = {
                    one.id: self._admission.recall(_secret(one, records[one.id])) for one in cluster.members
                }
            record, lost = self._composed(cluster, speaking, records, corrections)
        elif isinstance(record, AccessPointRecord):
            record = _secret(cluster.survivor, record)
            records = {cluster.survivor.id: record}
        if not present and not isinstance(record, ProgrammeRecord) and record.status not in NOT_LISTED:
            record = replace(record, status=RecordStatus.MISSING)
        missing = None if present else max(one.missing_since or self._today for one in speaking)
        members = [
            (
                _kept(one, records[one.id], noted=one.id in self._hiding),
                cluster.survivor.id,
                lost.get(one.id, {}),
            )
            for one in cluster.members
        ]
        return record, missing, members

    def _composed(
        self,
        cluster: _Cluster,
        speaking: Sequence[Stored],
        records: dict[str, Any],
        corrections: dict[str, list[Correction]],
    ) -> tuple[ProviderRecord, dict[str, dict[str, Any]]]:
        """The provider as the speaking statements and all corrections make it."""
        survivor = cluster.survivor
        heard = [*speaking, *([survivor] if survivor not in speaking else [])]
        usable = {one.id: applicable(records[one.id], corrections.get(one.id, [])) for one in heard}
        members = [
            Member(
                one.id,
                one.source,
                # A statement that no file holds any more has the last word on nothing.
                one.claimed_on if one in speaking else date.min,
                corrected(records[one.id], usable[one.id]),
                one.authority if one in speaking else {"default": -1},
                {told.field: told.id for told in usable[one.id] if told.field != DECISION_FIELD},
            )
            for one in heard
        ]
        if len(members) == 1 and not members[0].corrected:
            return members[0].record, {}
        made = compose(members, survivor.id, self._places.lies_in)
        lost: dict[str, dict[str, Any]] = {one: dict(fields) for one, fields in made.lost.items()}
        for one in cluster.members:
            if one not in heard:
                lost[one.id] = {field: (survivor.id, field) for field in orjson.loads(one.claims)}
        return made.record, lost

    def _rows(self, cluster: _Cluster, missing: date | None) -> RowMaker:
        """Makes rows under the survivor's id and source."""
        one = cluster.survivor
        territories = self._admission.territories
        return RowMaker(one.source, one.source_id, one.run_id, one.claimed_on, territories, missing)


def _cluster(members: Sequence[Stored], first: Mapping[str, int]) -> _Cluster:
    """The survivor is the member whose id was public first; of those that never were, the first by id."""
    never = max(first.values(), default=0) + 1
    return _Cluster(min(members, key=lambda one: (first.get(one.id, never), one.id)), members)


def _decided(
    one: Stored, corrections: list[Correction], hiding: tuple[HidingReason, ...], rule: RegionRule
) -> HarmonisedRecord:
    """The statement's record under the decision on its secrecy that stands now, and with further reasons."""
    record = record_of(one.record_type, one.content)
    if isinstance(record, ProgrammeRecord):
        return record
    if hiding:
        record = replace(record, hidden=tuple(dict.fromkeys((*record.hidden, *hiding))), opened=None)
    record = _ruled(record, corrections, rule)
    decision = next((told.value for told in corrections if told.field == DECISION_FIELD), None)
    return decided(record, decision)


def _rule(members: Sequence[Stored]) -> RegionRule:
    """What any of the sources hides: the strictest of those that speak of one record wins."""
    kinds = (kind for one in members for kind in one.hides.get("kinds", ()))
    categories = (category for one in members for category in one.hides.get("categories", ()))
    return RegionRule(frozenset(kinds), frozenset(categories))


def _ruled(record: Hideable, corrections: list[Correction], rule: RegionRule) -> Hideable:
    """The record with the reasons that the rule of its sources gives of it as it is corrected."""
    if not corrections or not isinstance(record, ProviderRecord):
        return record
    reasons = rule_reasons(corrected(record, applicable(record, corrections)), rule)
    return replace(record, hidden=tuple(dict.fromkeys((*record.hidden, *reasons))))


def _hides(record: HarmonisedRecord, corrections: list[Correction]) -> bool:
    """Whether a place of the record must not be told, be it that a steward says what is given there."""
    if not isinstance(record, ProviderRecord):
        return False
    return is_confidential(protect(corrected(record, applicable(record, corrections))))


def _secret(one: Stored, record: HarmonisedRecord) -> HarmonisedRecord:
    """The statement's record without what leads to any of its places, if it is to be hidden."""
    assert isinstance(record, ProviderRecord | AccessPointRecord)
    shown = protect_all(record) if isinstance(record, ProviderRecord) else protect(record)
    return under_key(shown, told_key(record, one.source), one.id) if is_confidential(shown) else shown


def _kept(one: Stored, record: HarmonisedRecord, *, noted: bool) -> Stored:
    """The statement as it is kept: coarsened when another source hides its place, with what is `noted` of it.

    Its hash is no longer that of the source's words then, so that the next import looks at it again.
    """
    if isinstance(record, ProgrammeRecord) or not (noted or is_confidential(record)):
        return one
    content = content_of(record).decode()
    if orjson.loads(content) == orjson.loads(one.content):
        return one
    claims = with_columns(claims_of(record), orjson.loads(one.claims))
    since = {field: origin for field, origin in orjson.loads(one.since).items() if field in claims}
    return replace(
        one,
        key=record.key,
        content=content,
        claims=orjson.dumps(claims).decode(),
        since=orjson.dumps(since).decode(),
        row_hash=_HIDDEN + one.row_hash[len(_HIDDEN) :],
    )
