"""Who is who: a steward accepts, rejects, merges, splits and undoes."""

from collections.abc import Collection, Sequence

from hub.domain.stewards import (
    RULE,
    AlreadyJoined,
    AlreadyUndone,
    HeldApart,
    NotJoined,
    Outcome,
    RecordWithdrawn,
    Signature,
    UnknownCandidate,
    UnknownDecision,
)
from hub.domain.vocabulary import Verdict
from hub.ingest.stewarding.act import Hub, Written, perform, speaking_of
from hub.store.connection import DatabaseConnection
from hub.store.stewarding import pairs, withdrawals
from hub.store.stewarding.pairs import Decided, Pair
from hub.store.stewarding.records import Said, said_of


def accept(url: str, number: int, signed: Signature) -> Outcome:
    """The pair that waits under this number is one provider. Raises UnknownCandidate."""
    return perform(url, lambda hub: _judge(hub, number, Verdict.SAME, signed))


def reject(url: str, number: int, signed: Signature) -> Outcome:
    """The pair that waits under this number is two providers. Raises UnknownCandidate."""
    return perform(url, lambda hub: _judge(hub, number, Verdict.DIFFERENT, signed))


def _judge(hub: Hub, number: int, verdict: Verdict, signed: Signature) -> Written:
    pair = pairs.candidate(hub.connection, number)
    if pair is None:
        raise UnknownCandidate(number=number)
    for decided in pairs.among(hub.connection, (pair.left, pair.right)).values():
        # Something else decided about the pair since it was queued.
        pairs.undo(hub.connection, decided.id, signed.author, signed.reason)
    made = pairs.decide(hub.connection, pair, verdict, signed.author, signed.reason)
    return Written(made, _around(hub.connection, (pair.left, pair.right)))


def undo(url: str, number: int, signed: Signature) -> Outcome:
    """A decision counts no more.

    A rule would join the same pair at the next import, so a steward's decision that the two are different
    takes the place of its own. What a steward decided of a compared pair waits in the queue again. The
    outcome's number is that of the decision that took its place, else that of the undone one.
    Raises UnknownDecision, AlreadyUndone.
    """
    return perform(url, lambda hub: _undo(hub, number, signed))


def _undo(hub: Hub, number: int, signed: Signature) -> Written:
    found = pairs.decision(hub.connection, number)
    if found is None:
        raise UnknownDecision(number=number)
    if found.undone_by is not None:
        raise AlreadyUndone(
            what="Decision", number=number, author=found.undone_by, reason=found.undone_reason
        )
    around = _around(hub.connection, (found.left, found.right))
    pairs.undo(hub.connection, number, signed.author, signed.reason)
    if found.author == RULE and found.verdict == Verdict.SAME:
        number = pairs.decide(hub.connection, found.pair, Verdict.DIFFERENT, signed.author, signed.reason)
    elif found.score is not None:
        pairs.queue(hub.connection, found.pair, f"{signed.author} undid a decision: {signed.reason}")
    return Written(number, around)


def merge(url: str, ids: Sequence[str], signed: Signature) -> Outcome:
    """These providers are one. The id that was public first answers for all of them.

    Raises UnknownRecord, AlreadyJoined, HeldApart, RecordWithdrawn.
    """
    return perform(url, lambda hub: _merge(hub, ids, signed))


def _merge(hub: Hub, ids: Sequence[str], signed: Signature) -> Written:
    found: dict[str, Said] = {}
    for identity in ids:
        found |= {said.id: said for said in speaking_of(hub, identity)}
    records = list(dict.fromkeys(said.record_id for said in found.values()))
    if len(records) < 2:
        raise AlreadyJoined(id=", ".join(ids))
    for record in records:
        _require_present(hub, record)
    known = pairs.among(hub.connection, found)
    apart = [str(one.id) for one in known.values() if one.verdict == Verdict.DIFFERENT]
    if apart:
        raise HeldApart(decisions=", ".join(apart))
    anchor = records[0]
    # A rule's join gives way where one source names a provider twice; a steward's does not.
    repeated = len({said.source_id for said in found.values()}) < len(found)
    joined = found if repeated else records
    made = [_join(hub, known, anchor, other, signed) for other in joined if other != anchor]
    return Written(made[-1], found)


def _join(hub: Hub, known: dict[tuple[str, str], Decided], anchor: str, other: str, signed: Signature) -> int:
    pair = Pair.of(anchor, other)
    before = known.get((pair.left, pair.right))
    if before is not None and before.author != RULE:
        return before.id
    if before is not None:
        pairs.undo(hub.connection, before.id, signed.author, signed.reason)
    return pairs.decide(
        hub.connection, before.pair if before else pair, Verdict.SAME, signed.author, signed.reason
    )


def _require_present(hub: Hub, record: str) -> None:
    out = withdrawals.withdrawn(hub.connection, record)
    if out is not None:
        raise RecordWithdrawn(id=record, author=out.author, reason=out.reason)


def split(url: str, identity: str, signed: Signature) -> Outcome:
    """The statement with this id speaks of none of those that it is joined with.

    Raises UnknownRecord, NotJoined.
    """
    return perform(url, lambda hub: _split(hub, identity, signed))


def _split(hub: Hub, identity: str, signed: Signature) -> Written:
    found = [said.id for said in speaking_of(hub, identity)]
    others = [one for one in found if one != identity]
    if not others:
        raise NotJoined(id=identity)
    known = pairs.among(hub.connection, found)
    made = 0
    for other in others:
        pair = Pair.of(identity, other)
        before = known.get((pair.left, pair.right))
        if before is not None:
            pairs.undo(hub.connection, before.id, signed.author, signed.reason)
            pair = before.pair
        made = pairs.decide(hub.connection, pair, Verdict.DIFFERENT, signed.author, signed.reason)
    return Written(made, found)


def _around(connection: DatabaseConnection, ids: Collection[str]) -> set[str]:
    """The statements, and all that speak of the same records now."""
    return {*ids, *(said.id for said in said_of(connection, ids))}
