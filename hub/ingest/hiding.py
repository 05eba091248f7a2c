"""Issues that tell an operator which records are hidden, why, and how a person opens one."""

from collections.abc import Iterator

from hub.domain.confidentiality import REFUGE_WORD, is_confidential
from hub.domain.records import AccessPointRecord, HidingReason, Issue, ProviderRecord
from hub.domain.vocabulary import Severity

MAY_BE_REFUGE = "MAY_BE_REFUGE"
OPENED = "OPENED_BY_DECISION"
_REFUGE = "REFUGE_"


def hiding_issues(record: ProviderRecord | AccessPointRecord, identity: str) -> Iterator[Issue]:
    """One issue for a record that may be a refuge: hidden, or shown by somebody's decision."""
    reasons = [reason for reason in record.hidden if reason.code.startswith(_REFUGE)]
    if not reasons:
        return
    # A word is what a person can judge; a code follows from a table that says so.
    first = min(reasons, key=lambda reason: reason.code != REFUGE_WORD)
    if is_confidential(record):
        yield _issue(record, first, MAY_BE_REFUGE, Severity.WARNING, _hidden(first, identity))
    else:
        message = (
            f"The record may be a refuge («{first.word}» in {first.field}) and is shown by a decision: "
            f"{record.opened}."
        )
        yield _issue(record, first, OPENED, Severity.INFO, message)


def _hidden(reason: HidingReason, identity: str) -> str:
    return (
        "The record may be a refuge from violence or trafficking "
        f"(«{reason.word}» in {reason.field}), so its place and whatever leads there are hidden. "
        "If it is none, a person opens it: in region.yml "
        "(confidential: open, by its key, with reason, by and on), or with "
        f"`merezha record open {identity} --reason WHY`; then import the file again."
    )


def _issue(
    record: ProviderRecord | AccessPointRecord,
    reason: HidingReason,
    code: str,
    severity: Severity,
    message: str,
) -> Issue:
    row = record.rows[0] if record.rows else None
    return Issue(
        code=code, message=message, severity=severity, row=row, column=reason.field, value=reason.word
    )
