"""A steward says what a field of a provider is, and no source overrules it."""

from collections.abc import Sequence
from typing import Any

from hub.domain.composing.corrections import Correction, UncorrectableField, corrected
from hub.domain.confidentiality import is_confidential, leads_there
from hub.domain.records import ProviderRecord
from hub.domain.statements import record_of
from hub.domain.stewards import AlreadyUndone, Outcome, Signature, UnknownCorrection, UnknownRecord
from hub.ingest.stewarding.act import Hub, Written, perform, speaking_of
from hub.store.stewarding import corrections
from hub.store.stewarding.records import Said, said_of


def correct(
    url: str, identity: str, field: str, value: Any, signed: Signature, source: str | None = None
) -> Outcome:
    """The field has this value from now on, None for empty, instead of what sources say.

    `identity` is a provider's id or that of one of its statements; `field` is named as claims name it, and
    `source` says whose claim is corrected where several make one of that name.
    Raises UnknownRecord, UncorrectableField.
    """
    return perform(url, lambda hub: _correct(hub, identity, field, value, signed, source))


def _correct(
    hub: Hub, identity: str, field: str, value: Any, signed: Signature, source: str | None
) -> Written:
    found = speaking_of(hub, identity)
    told = _whose(found, identity, field, source)
    _check(hub, told, found, field, value)
    number = corrections.correct(hub.connection, told.id, field, value, signed.author, signed.reason)
    return Written(number, {said.id for said in found})


def _whose(found: Sequence[Said], identity: str, field: str, source: str | None) -> Said:
    """The statement to correct: the one that is named, else the one whose claim is published."""
    named = [said for said in found if source in (None, said.source)]
    if not named:
        raise UnknownRecord(record_type=f"statement of {source}", id=identity)
    for said in named:
        if said.id == identity and said.id != said.record_id:
            return said
    claiming = [said for said in named if field in said.claims]
    winning = [said for said in claiming if field not in said.lost]
    return next(iter([*winning, *claiming, *named]))


def _check(hub: Hub, told: Said, all_of: Sequence[Said], field: str, value: Any) -> None:
    record = record_of(told.record_type, told.content)
    assert isinstance(record, ProviderRecord)
    after = corrected(record, [Correction(0, field, value)])

    def refuse(reason: str) -> None:
        raise UncorrectableField(field=field, value=value, reason=reason)

    if field == "name" and not str(value).strip():
        refuse("a provider has a name.")
    if value is not None and field.endswith(".territory") and hub.places.get(value) is None:
        refuse("the hub knows no such territory; give the code of its own codifier.")
    taxonomy = "kind" if field == "kind" else "category" if field.startswith("service.") else None
    if taxonomy and value is not None and (taxonomy, value) not in hub.terms:
        refuse(f"the taxonomy {taxonomy} has no such term.")
    records = [record_of(said.record_type, said.content) for said in all_of]
    if any(is_confidential(one) for one in records if isinstance(one, ProviderRecord)):
        place = hub.places.get(str(value)) if field.endswith(".territory") else None
        if leads_there(after) or (place and hub.places.hromada_of(place) is not place):
            refuse("its place is confidential, and this would lead there.")


def withdraw_correction(url: str, number: int, signed: Signature) -> Outcome:
    """What sources say of the field counts again. Raises UnknownCorrection, AlreadyUndone."""
    return perform(url, lambda hub: _withdraw(hub, number, signed))


def _withdraw(hub: Hub, number: int, signed: Signature) -> Written:
    found = corrections.correction(hub.connection, number)
    if found is None:
        raise UnknownCorrection(number=number)
    if found.withdrawn_by is not None:
        raise AlreadyUndone(
            what="Correction", number=number, author=found.withdrawn_by, reason=found.withdrawn_reason
        )
    corrections.withdraw(hub.connection, number, signed.author, signed.reason)
    around = {said.id for said in said_of(hub.connection, (found.statement_id,))}
    return Written(number, around | {found.statement_id})
