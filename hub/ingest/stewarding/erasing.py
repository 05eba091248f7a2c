"""A steward erases what files held of a record beside what is published of it."""

from dataclasses import dataclass

from hub.domain.stewards import Signature, UnknownRecord
from hub.ingest.stewarding.act import LOCK_SECONDS
from hub.ingest.stewarding.reasons import check_reason
from hub.store import publish
from hub.store.connection import connect
from hub.store.stewarding import erasures
from hub.store.stewarding.erasures import Erasure
from hub.store.stewarding.records import said_of


@dataclass(frozen=True, slots=True)
class Erased:
    """What went, and how many rows of the same sources are kept of which nobody knows whose they are."""

    erasure: Erasure
    unjudged_rows: int


def erase_raw(url: str, identity: str, signed: Signature) -> Erased:
    """Erase rows, values in issues, the sources' own words and former texts of all that speaks of a record.

    The id may also be of a record of which every row was rejected. What is published stays so, and there is
    no release. Raises UnknownRecord, BadSignature, HubBusy.
    """
    with connect(url) as work:
        publish.lock(work, LOCK_SECONDS)
        said = said_of(work, (identity,))
        if not said and not erasures.kept_of(work, identity):
            raise UnknownRecord(record_type="record", id=identity)
        check_reason(said, signed)
        record = said[0].record_id if said else identity
        statements = {identity, *(one.id for one in said)}
        erasure = erasures.erase(work, record, statements, signed.author, signed.reason)
        unjudged = erasures.unjudged_rows(work, statements)
        work.commit()
    return Erased(erasure, unjudged)
