"""A record is taken out of the hub, or comes back."""

from hub.domain.stewards import NotWithdrawn, Outcome, RecordWithdrawn, Signature
from hub.ingest.stewarding.act import Hub, Written, perform, speaking_of
from hub.store import statements
from hub.store.stewarding import withdrawals


def withdraw(url: str, identity: str, signed: Signature) -> Outcome:
    """No output shows the record any more, whatever files say of it; its id answers with a tombstone.

    Raises UnknownRecord, RecordWithdrawn.
    """
    return perform(url, lambda hub: _withdraw(hub, identity, signed))


def _withdraw(hub: Hub, identity: str, signed: Signature) -> Written:
    found = speaking_of(hub, identity, None)
    record = found[0].record_id
    out = withdrawals.withdrawn(hub.connection, record)
    if out is not None:
        raise RecordWithdrawn(id=record, author=out.author, reason=out.reason)
    number = withdrawals.withdraw(hub.connection, record, found[0].record_type, signed.author, signed.reason)
    # What refers to the record refers to nothing from now on.
    return Written(number, {said.id for said in found} | statements.dependents(hub.connection, (record,)))


def restore(url: str, identity: str, signed: Signature) -> Outcome:
    """The record is published again as its sources tell it now. Raises UnknownRecord, NotWithdrawn."""
    return perform(url, lambda hub: _restore(hub, identity, signed))


def _restore(hub: Hub, identity: str, signed: Signature) -> Written:
    found = speaking_of(hub, identity, None)
    out = withdrawals.withdrawn(hub.connection, found[0].record_id)
    if out is None:
        raise NotWithdrawn(id=identity)
    withdrawals.restore(hub.connection, out.id, signed.author, signed.reason)
    return Written(out.id, {said.id for said in found})
