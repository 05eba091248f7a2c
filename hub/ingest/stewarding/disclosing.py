"""A steward decides that a hidden record may be shown, or that an open one must be hidden."""

from functools import partial

from hub.domain.confidentiality import DECISION_FIELD
from hub.domain.programmes import ProgrammeRecord
from hub.domain.statements import RECORD_TYPES
from hub.domain.stewards import Outcome, Signature, UnknownRecord
from hub.ingest.stewarding.act import Hub, Written, perform, speaking_of
from hub.ingest.stewarding.reasons import check_reason
from hub.store.stewarding import corrections


def open_record(url: str, identity: str, signed: Signature) -> Outcome:
    """The record may be shown; its exact place is back when its file is imported again.

    The decision is kept as a correction of every statement that speaks of the record now: withdrawing one of
    them hides it again. What a source itself marks as secret stays so. Raises UnknownRecord.
    """
    return perform(url, partial(_decide, identity=identity, signed=signed, secret=False))


def hide_record(url: str, identity: str, signed: Signature) -> Outcome:
    """The record is hidden from now on, whatever its sources say. Raises UnknownRecord."""
    return perform(url, partial(_decide, identity=identity, signed=signed, secret=True))


def _decide(hub: Hub, identity: str, signed: Signature, secret: bool) -> Written:
    found = speaking_of(hub, identity, None)
    if RECORD_TYPES[found[0].record_type] is ProgrammeRecord:
        raise UnknownRecord(record_type="provider or access point", id=identity)
    check_reason(found, signed)
    numbers = [
        corrections.correct(hub.connection, said.id, DECISION_FIELD, secret, {}, signed.author, signed.reason)
        for said in found
    ]
    return Written(numbers[0], {said.id for said in found})
