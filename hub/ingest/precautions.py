"""Precautions: records that a run hides although it takes nothing else from the rows that say so.

Either its bounds stop everything else, or the row itself is rejected.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from hub.domain.confidentiality import HIDDEN_FORMERLY, is_confidential, lasting_reasons, newly_hidden
from hub.domain.records import AccessPointRecord, HidingReason, Issue, ProviderRecord
from hub.domain.statements import record_of
from hub.domain.vocabulary import Severity
from hub.ingest.composing import Composer
from hub.ingest.settling import settle
from hub.store import check, publish, secrecy, stage
from hub.store.connection import DatabaseConnection
from hub.store.places import read_places
from hub.store.stewarding.records import differences_left

HIDDEN_AT_ONCE = "HIDDEN_AT_ONCE"
HIDDEN_BY_REJECTED_ROW = "HIDDEN_BY_REJECTED_ROW"


@dataclass(frozen=True, slots=True)
class Precaution:
    """A published statement that is to be hidden, why, and the row of the file that says so, if one does."""

    statement: str
    reasons: tuple[HidingReason, ...]
    row: int | None


def precautions_of(connection: DatabaseConnection) -> list[Precaution]:
    """What of the stage hides more of a published record than the hub does; of all sources it touches."""
    found = []
    for one in secrecy.staged_secrets(connection):
        before = record_of(one.record_type, one.published)
        after = record_of(one.record_type, one.staged)
        assert isinstance(before, ProviderRecord | AccessPointRecord)
        assert isinstance(after, ProviderRecord | AccessPointRecord)
        reasons = newly_hidden(before, after)
        if reasons:
            found.append(Precaution(one.id, reasons, one.row))
    return found


def take(
    connection: DatabaseConnection, precautions: list[Precaution], run_id: int
) -> tuple[int, list[Issue]]:
    """Hide the records in a release that does nothing else; its number, and a word on each record.

    What they are hidden for is kept in their statements, so that the same file finds nothing to do again. The
    caller has rolled back what else the run brought, and commits.
    """
    publish.lock(connection)
    release = hide(connection, {one.statement: one.reasons for one in precautions}, run_id)
    assert release is not None
    return release, [_issue(one, release) for one in precautions]


def hide(
    connection: DatabaseConnection, reasons: Mapping[str, tuple[HidingReason, ...]], run_id: int | None
) -> int | None:
    """Hide published statements, with further reasons of theirs, in a release that does nothing else.

    Its number, None where all of it was hidden already. The caller holds the publish lock, and commits.
    """
    stage.create_stage(connection)
    today = datetime.now(UTC).date()
    terms = check.read_terms(connection)
    Composer(connection, read_places(connection, None), terms, today, reasons).recompose(set(reasons))
    settle(connection, [])
    return publish.publish(connection, run_id, today) if differences_left(connection) else None


def hidden_by_rejected(
    connection: DatabaseConnection, rows: Mapping[str, int]
) -> tuple[dict[str, tuple[HidingReason, ...]], list[Issue]]:
    """Reasons to hide the records of rejected rows that tell of a refuge or a person, and a word on each.

    `rows` are the numbers of such rows by statement; what somebody opened, and what the hub does not hold,
    stays as it is.
    """
    reasons = (HidingReason(HIDDEN_BY_REJECTED_ROW, "", ""),)
    known = secrecy.not_opened(connection, list(rows))
    return dict.fromkeys(known, reasons), [_issue_of_rejected(one, rows[one]) for one in sorted(known)]


def hidden_formerly(
    connection: DatabaseConnection, run_id: int
) -> tuple[dict[str, tuple[HidingReason, ...]], list[Issue]]:
    """Reasons to hide what the file no longer gives a reason for, but did before, and a word on each."""
    hiding: dict[str, tuple[HidingReason, ...]] = {}
    issues = []
    for one in secrecy.reimported(connection, run_id):
        before = record_of(one.record_type, one.published)
        after = record_of(one.record_type, one.staged)
        assert isinstance(before, ProviderRecord | AccessPointRecord)
        assert isinstance(after, ProviderRecord | AccessPointRecord)
        reasons = lasting_reasons(before, after, same_row=one.same_row)
        if reasons:
            hiding[one.id] = reasons
            if is_confidential(before):
                issues.append(_issue_of_former(one))
    return hiding, issues


def _issue_of_former(one: secrecy.Reimported) -> Issue:
    message = (
        f"An earlier file said that the record {one.id} may be a refuge or a person's home, so it "
        "stays hidden, whatever this file says. If it is neither, a person opens it, in region.yml "
        f"(confidential: open) or with `merezha record open {one.id} --reason WHY`; then import the file "
        "again."
    )
    return Issue(HIDDEN_FORMERLY, message, Severity.WARNING, row=one.row)


def _issue_of_rejected(statement: str, row: int) -> Issue:
    message = (
        f"The row was rejected, but it may speak of a refuge or a person, so the record {statement}, which "
        "stays as it was, is hidden: mend the row, and the record is shown or hidden by what it says."
    )
    return Issue(HIDDEN_BY_REJECTED_ROW, message, Severity.WARNING, row=row)


def _issue(one: Precaution, release: int) -> Issue:
    codes = ", ".join(dict.fromkeys(reason.code for reason in one.reasons))
    first = one.reasons[0]
    message = (
        f"Nothing else of this run was published, but the record {one.statement} is hidden from release "
        f"{release} on ({codes}): its places are told no finer than their hromada, and what leads there, "
        "telephones, e-mail and site among it, is gone. It is shown again when a file with the "
        "row that stood before is published, or when a person opens it."
    )
    return Issue(HIDDEN_AT_ONCE, message, Severity.WARNING, row=one.row, column=first.field or None)
