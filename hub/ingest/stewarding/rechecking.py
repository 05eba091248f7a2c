"""Corrections that were stored by an earlier program pass the cleaning of this one, or are not applied."""

from dataclasses import dataclass

from hub.domain.composing.corrections import UNKNOWN_FIELD, UncorrectableField
from hub.ingest.stewarding.act import Hub, Written, perform
from hub.ingest.stewarding.correcting import read_again
from hub.ingest.stewarding.reading import CorrectionReader
from hub.store.connection import connect
from hub.store.stewarding import corrections
from hub.store.stewarding.corrections import Corrected
from hub.store.stewarding.records import said_of


@dataclass(frozen=True, slots=True)
class Refusal:
    """A correction that is applied no more, and the issue that an import of its value has."""

    number: int
    field: str
    issue: str


def recheck(url: str, rules: str, *, read: CorrectionReader) -> list[Refusal]:
    """Clean every correction that `rules`, the cleaning's hash, did not see yet; those that pass no more.

    Their records are published anew without them, all in one release. Raises HubBusy.
    """
    with connect(url) as connection:
        if not corrections.unchecked(connection, rules):
            return []
    refused: list[Refusal] = []

    def write(hub: Hub) -> Written:
        told: set[str] = set()
        for one in corrections.unchecked(hub.connection, rules):
            refusal = _checked(hub, one, rules, read)
            if refusal is not None:
                refused.append(refusal)
            told |= {said.id for said in said_of(hub.connection, (one.statement_id,))}
        return Written(len(refused), told)

    perform(url, write)
    return refused


def _checked(hub: Hub, one: Corrected, rules: str, read: CorrectionReader) -> Refusal | None:
    """Clean one correction and write down what came of it."""
    try:
        reading = read_again(hub, one.statement_id, one.field, one.value, read)
    except UncorrectableField as error:
        if error.issue == UNKNOWN_FIELD:
            # Its source dropped what was corrected, and may bring it back.
            corrections.keep(hub.connection, one.id, rules)
            return None
        corrections.refuse(hub.connection, one.id, rules, error.issue)
        return Refusal(one.id, one.field, error.issue)
    if reading.value == one.value:
        corrections.keep(hub.connection, one.id, rules)
    else:
        corrections.clean(hub.connection, one.id, rules, reading.value, reading.parts)
    return None
