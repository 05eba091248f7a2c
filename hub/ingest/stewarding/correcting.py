"""A steward says what a field of a provider is, and no source overrules it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from hub.domain.composing.corrections import (
    CONFIDENTIAL_PLACE,
    Correction,
    FieldName,
    applicable,
    corrected,
    field_name,
)
from hub.domain.confidentiality import leads_there
from hub.domain.records import Issue, LocationRecord, ProviderRecord
from hub.domain.statements import record_of
from hub.domain.stewards import AlreadyUndone, Outcome, Signature, UnknownCorrection, UnknownRecord
from hub.domain.vocabulary import Severity
from hub.ingest.admission import Admission
from hub.ingest.stewarding.act import Hub, Written, perform, speaking_of
from hub.ingest.stewarding.reading import (
    Asked,
    CorrectedSource,
    CorrectionReader,
    Reading,
    check_json,
    refuse,
)
from hub.ingest.stewarding.reasons import check_reason, is_secret
from hub.ingest.territories import gazetteer_of
from hub.store import statements
from hub.store.jurisdiction import read_boundary
from hub.store.places import read_inside
from hub.store.stewarding import corrections
from hub.store.stewarding.records import Said, SourceFacts, said_of, source_facts


def correct(
    url: str,
    identity: str,
    field: str,
    value: Any,
    signed: Signature,
    source: str | None = None,
    *,
    read: CorrectionReader,
) -> Outcome:
    """The field has this value from now on, None for empty, instead of what sources say.

    `identity` is a provider's id or that of one of its statements; `field` is named as claims name it, and
    `source` says whose claim is corrected where several make one of that name. `read` cleans and checks the
    value as an import of that source would. Raises UnknownRecord, UncorrectableField.
    """
    return perform(url, lambda hub: _correct(hub, identity, field, value, signed, source, read))


def _correct(
    hub: Hub,
    identity: str,
    field: str,
    value: Any,
    signed: Signature,
    source: str | None,
    read: CorrectionReader,
) -> Written:
    found = speaking_of(hub, identity)
    told = _whose(found, identity, field, source)
    reading = _read(hub, told, field, value, read)
    if any(map(is_secret, found)):
        _check_secrets(hub, told, field, reading)
        check_reason(found, signed)
    number = corrections.correct(
        hub.connection, told.id, field, reading.value, reading.parts, signed.author, signed.reason
    )
    return Written(number, {said.id for said in found}, reading.value, reading.warnings)


def _whose(found: Sequence[Said], identity: str, field: str, source: str | None) -> Said:
    """The statement to correct: the one that is named, else the one whose claim is published."""
    named = [said for said in found if source in (None, said.source)]
    if not named:
        raise UnknownRecord(record_type=f"statement of {source[:100] if source else source}", id=identity)
    for said in named:
        if said.id == identity and said.id != said.record_id:
            return said
    claiming = [said for said in named if field in said.claims]
    winning = [said for said in claiming if field not in said.lost]
    return next(iter([*winning, *claiming, *named]))


def _read(hub: Hub, told: Said, field: str, value: Any, read: CorrectionReader) -> Reading:
    """The value as an import of the statement's source would publish it; raises UncorrectableField."""
    record = _record_beside(hub, told, field)
    name = field_name(record, field)
    value = check_json(field, name, value)
    facts = source_facts(hub.connection, told.source_id)
    if value is None or value == []:
        reading = Reading(value)
    else:
        source = CorrectedSource(told.source, facts.lang, facts.country, facts.jurisdiction)
        connection = hub.connection
        reading = read(Asked(source, record, field, name, value, hub.terms, lambda: gazetteer_of(connection)))
    return _admitted(hub, facts, record, field, name, reading)


def read_again(hub: Hub, statement: str, field: str, value: Any, read: CorrectionReader) -> Reading:
    """The value of a correction that was stored before; raises UncorrectableField if it passes no more."""
    told = next(said for said in said_of(hub.connection, (statement,)) if said.id == statement)
    return _read(hub, told, field, value, read)


def _record_beside(hub: Hub, told: Said, field: str) -> ProviderRecord:
    """The record as its source and the corrections of its other fields tell it."""
    record = record_of(told.record_type, told.content)
    assert isinstance(record, ProviderRecord)
    others = statements.corrections(hub.connection, (told.id,)).get(told.id, [])
    return corrected(record, applicable(record, [one for one in others if one.field != field]))


def _admitted(
    hub: Hub, facts: SourceFacts, record: ProviderRecord, field: str, name: FieldName, reading: Reading
) -> Reading:
    """The reading with where its point lies; raises UncorrectableField if that is refused."""
    after = corrected(record, [Correction(0, field, reading.value, reading.parts)])
    places = hub.places.within(read_inside(hub.connection, facts.jurisdiction_id))
    boundary = read_boundary(hub.connection, facts.jurisdiction_id) if name.part == "point" else None

    def admit(one: ProviderRecord) -> tuple[ProviderRecord | None, list[Issue]]:
        admission = Admission(hub.connection, places, hub.terms, boundary)
        admitted = admission.admit(replace(one, rows=()))
        assert admitted is None or isinstance(admitted, ProviderRecord)
        return admitted, admission.issues

    known = {(issue.code, issue.message) for issue in admit(record)[1]}
    admitted, issues = admit(after)
    new = [issue for issue in issues if (issue.code, issue.message) not in known]
    for issue in new:
        if issue.severity is Severity.ERROR:
            refuse(field, reading.value, issue.code, issue.message)
    parts = {**reading.parts, **_told_by_point(admitted, after, name)}
    return Reading(reading.value, parts, (*reading.warnings, *new))


def _told_by_point(
    admitted: ProviderRecord | None, after: ProviderRecord, name: FieldName
) -> dict[str, str | int | None]:
    """The territory that a corrected point lies in, where the source names none itself."""
    if admitted is None or name.part != "point":
        return {}
    before = _location(after.locations, name.key)
    place = _location(admitted.locations, name.key)
    if before is None or place is None or before.territory is not None or place.territory_how is None:
        return {}
    return {
        "territory": place.territory,
        "territory_how": place.territory_how,
        "territory_distance_m": place.territory_distance_m,
    }


def _location(locations: Iterable[LocationRecord], key: str) -> LocationRecord | None:
    return next((one for one in locations if one.key == key), None)


def _check_secrets(hub: Hub, told: Said, field: str, reading: Reading) -> None:
    """Raise UncorrectableField if the value leads to the place, which is secret."""
    record = record_of(told.record_type, told.content)
    assert isinstance(record, ProviderRecord)
    after = corrected(record, [Correction(0, field, reading.value, reading.parts)])
    place = hub.places.get(str(reading.value)) if field.endswith(".territory") else None
    if leads_there(after) or (place and hub.places.hromada_of(place) is not place):
        reason = "its place is confidential, and this would lead there."
        refuse(field, reading.value, CONFIDENTIAL_PLACE, reason)


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
