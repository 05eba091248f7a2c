"""What stewards do. Each mutation is one act and makes at most one release."""

from collections.abc import Callable
from typing import Annotated, TypeVar
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from hub.domain.filter_errors import BadId, TooManyValues
from hub.domain.stewards import Outcome, Signature
from hub.domain.vocabulary import ChangeKind, RecordType
from hub.ingest import stewarding
from schema.changes import changed_node
from schema.context import Info
from schema.node import Node, decode_id, key_as_uuid, uuid_of
from schema.planning.requesting import cancel_planning, request_planning
from schema.resolved import resolved
from schema.source import Release, release_of
from schema.stewards import act, steward_of
from schema.tombstone import TYPENAMES, Tombstone, global_id, tombstone_by_id

_REASON = "Why, in a sentence that others will read."


@strawberry.input(description="Something that has a number, and why the steward acts on it.")
class NumberedInput:
    """A pair that waits, a decision or a correction."""

    number: int = strawberry.field(description="Its number.")
    reason: str = strawberry.field(description=_REASON)


@strawberry.input(description="A record, and why the steward acts on it.")
class RecordInput:
    """A record."""

    id: strawberry.ID = strawberry.field(description="Its global id.")
    reason: str = strawberry.field(description=_REASON)


@strawberry.input(description="Providers that are one.")
class MergeProvidersInput:
    """What to merge."""

    ids: list[strawberry.ID] = strawberry.field(description="Global ids of two or more providers.")
    reason: str = strawberry.field(description=_REASON)


@strawberry.input(description="A field of a provider and what it is.")
class CorrectFieldInput:
    """A correction."""

    id: strawberry.ID = strawberry.field(
        description="Global id of the provider, or of one of its statements."
    )
    field: str = strawberry.field(description="The field, named as `provenance` names it.")
    value: JSON | None = strawberry.field(
        description="Its right value: text, a list of texts for phones and emails, {lat, lon} for a point; "
        "null to empty it. It is cleaned and checked as an import of its source does it with the same cell; "
        "what an import would leave out is UNCORRECTABLE_FIELD, with the code of its issue in "
        "`extensions.issue`.",
        default=None,
    )
    source: str | None = strawberry.field(
        description="Code of the source whose claim is wrong, where several have a field of that name.",
        default=None,
    )
    reason: str = strawberry.field(description=_REASON)


@strawberry.type(description="What an act did to one record.")
class ActChange:
    """A changed record."""

    identity: strawberry.Private[UUID]
    kind: ChangeKind = strawberry.field(description="What it did.")
    record_id: strawberry.ID = strawberry.field(description="Id of the record.")
    type: RecordType = strawberry.field(description="What the record is.")

    @resolved(description="The record as it is now; null when it was merged or withdrawn.")
    async def node(self, info: Info) -> Node | None:
        """The record."""
        return await changed_node(info, self.type, self.identity)

    @resolved(description="What became of it, when it was merged or withdrawn.")
    async def tombstone(self, info: Info) -> Tombstone | None:
        """Its tombstone."""
        gone = self.kind in (ChangeKind.MERGED, ChangeKind.WITHDRAWN)
        return await tombstone_by_id(info, self.identity) if gone else None


@strawberry.type(description="What an import of the same value would tell, without leaving it out.")
class ActWarning:
    """A warning."""

    code: str = strawberry.field(description="Code of the issue, as issues of runs bear it.")
    message: str = strawberry.field(description="What was noticed, in a sentence.")
    value: str | None = strawberry.field(description="The value as it was given; null where it is personal.")


@strawberry.type(description="What an act did.")
class ActPayload:
    """An outcome."""

    outcome: strawberry.Private[Outcome]
    number: int = strawberry.field(
        description="Number of the decision, correction or withdrawal that was written down. Undoing a join "
        "of the rule writes a decision of its own."
    )
    changes: list[ActChange] = strawberry.field(
        description="What it changed; nothing when it made no release."
    )
    value: JSON | None = strawberry.field(
        description="Of correctField: the value as it is published, which cleaning may have changed; null "
        "where the field is emptied, and for other acts."
    )
    warnings: list[ActWarning] = strawberry.field(
        description="Of correctField: what an import of the same value would warn of."
    )

    @resolved(description="The release it made; null when nothing that is published changed.")
    async def release(self, info: Info) -> Release | None:
        """Its release."""
        if self.outcome.release is None:
            return None
        row = await info.context.loaders.releases.load(self.outcome.release)
        return release_of(row) if row else None


def _payload(outcome: Outcome) -> ActPayload:
    changes = []
    for kind, record_type, identity in outcome.changes:
        of, key = RecordType(record_type), UUID(identity)
        changes.append(ActChange(identity=key, kind=ChangeKind(kind), record_id=global_id(of, key), type=of))
    warnings = [ActWarning(code=one.code, message=one.message, value=one.value) for one in outcome.warnings]
    return ActPayload(
        outcome=outcome, number=outcome.number, changes=changes, value=outcome.value, warnings=warnings
    )


async def _numbered(
    info: Info, given: NumberedInput, perform: Callable[[str, int, Signature], Outcome]
) -> ActPayload:
    return _payload(await act(info, given.reason, lambda url, signed: perform(url, given.number, signed)))


async def _record(
    info: Info, given: RecordInput, identity: str, perform: Callable[[str, str, Signature], Outcome]
) -> ActPayload:
    return _payload(await act(info, given.reason, lambda url, signed: perform(url, identity, signed)))


def _any_record(given: str) -> str:
    """The key of an id of any type of record that can be withdrawn."""
    typename, key = decode_id(given)
    if typename not in TYPENAMES.values():
        raise BadId(id=given[:100])
    return key_as_uuid(given, key).hex


Given = TypeVar("Given")
Input = Annotated[Given, strawberry.argument(description="What to act on, and why.")]


@strawberry.type(
    description="What stewards do: every field but those of planning needs a steward's key, is one act with "
    "author and reason, and makes at most one release. Planning needs any key. Only POST carries mutations."
)
class Mutation:
    """The root of acts."""

    @resolved(description="The pair that waits under this number is one provider.")
    async def accept_match(self, info: Info, input: Input[NumberedInput]) -> ActPayload | None:
        """Join a pair."""
        return await _numbered(info, input, stewarding.accept)

    @resolved(description="The pair that waits under this number is two providers.")
    async def reject_match(self, info: Info, input: Input[NumberedInput]) -> ActPayload | None:
        """Hold a pair apart."""
        return await _numbered(info, input, stewarding.reject)

    @resolved(
        description="A decision counts no more. In the place of a join of the rule a decision is written "
        "that the two are different, so that no import joins them again; other compared pairs wait again."
    )
    async def undo_decision(self, info: Info, input: Input[NumberedInput]) -> ActPayload | None:
        """Undo."""
        return await _numbered(info, input, stewarding.undo)

    @resolved(description="These providers are one; the id that was public first goes on.")
    async def merge_providers(self, info: Info, input: Input[MergeProvidersInput]) -> ActPayload | None:
        """Join by hand."""
        limit = info.context.limits.filter_ids
        if len(input.ids) > limit:
            raise TooManyValues(argument="ids", count=len(input.ids), limit=limit)
        ids = [uuid_of(given, "Provider").hex for given in input.ids]
        return _payload(await act(info, input.reason, lambda url, signed: stewarding.merge(url, ids, signed)))

    @resolved(description="Part the statement with this id from those that it is joined with.")
    async def split_provider(self, info: Info, input: Input[RecordInput]) -> ActPayload | None:
        """Part by hand."""
        return await _record(info, input, uuid_of(input.id, "Provider").hex, stewarding.split)

    @resolved(description="Say what a field of a provider is; no source overrules it.")
    async def correct_field(self, info: Info, input: Input[CorrectFieldInput]) -> ActPayload | None:
        """Correct."""
        identity = uuid_of(input.id, "Provider").hex
        read = steward_of(info).read
        outcome = await act(
            info,
            input.reason,
            lambda url, signed: stewarding.correct(
                url, identity, input.field, input.value, signed, input.source, read=read
            ),
        )
        return _payload(outcome)

    @resolved(description="A correction counts no more; what sources say of the field counts again.")
    async def withdraw_correction(self, info: Info, input: Input[NumberedInput]) -> ActPayload | None:
        """Take a correction back."""
        return await _numbered(info, input, stewarding.withdraw_correction)

    @resolved(description="Take a record out of every output, whatever files say of it from now on.")
    async def withdraw_record(self, info: Info, input: Input[RecordInput]) -> ActPayload | None:
        """Withdraw."""
        return await _record(info, input, _any_record(input.id), stewarding.withdraw)

    @resolved(description="Publish a withdrawn record again, as its sources tell it now.")
    async def restore_record(self, info: Info, input: Input[RecordInput]) -> ActPayload | None:
        """Restore."""
        return await _record(info, input, _any_record(input.id), stewarding.restore)

    @resolved(
        description="A hidden record may be shown: a person says that it is no refuge. Its exact place is "
        "back when its file is imported again. `withdrawCorrection` with the number of the act hides it."
    )
    async def open_record(self, info: Info, input: Input[RecordInput]) -> ActPayload | None:
        """Open."""
        return await _record(info, input, _any_record(input.id), stewarding.open_record)

    @resolved(
        description="Hide a record's place and whatever leads there, whatever files say of it from now on. "
        "`withdrawCorrection` with the number of the act takes that back."
    )
    async def hide_record(self, info: Info, input: Input[RecordInput]) -> ActPayload | None:
        """Hide."""
        return await _record(info, input, _any_record(input.id), stewarding.hide_record)

    request_planning = resolved(
        description="Have a scenario computed exactly. The same question at the same release is the same "
        "job. Needs a client's key."
    )(request_planning)
    cancel_planning = resolved(
        description="Cancel a job that was asked for with this key; one that is ended stays as it is."
    )(cancel_planning)
