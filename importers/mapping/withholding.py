"""What may be told of the troubles of a row whose place is secret: issues are read by many."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from hub.domain.confidentiality import is_confidential, may_be_refuge, without_address
from hub.domain.records import AccessPointRecord, HarmonisedRecord, Issue, ProviderRecord
from importers.columns import HubField
from importers.mapping.cells import RowView

#: Columns whose texts name what is done and by whom; those of all others may lead to the door.
_NAMING = frozenset(
    {
        HubField.NAME,
        HubField.SHORT_NAME,
        HubField.OTHER_NAME,
        HubField.KIND,
        HubField.SECTOR,
        HubField.STATUS,
        *(field for field in HubField if field.startswith(("service.", "capacity."))),
    }
)
_WITHHELD = (
    "The place of this row is secret, so what is wrong with it is not told here; "
    "look into the row{column} of the file."
)


def told_issues(views: Iterable[RowView], record: HarmonisedRecord | None) -> Iterator[Issue]:
    """The issues of a record's rows; of a secret place without what leads there.

    A row that gives no record is judged by its words, which is stricter.
    """
    for view in views:
        secret = (
            is_confidential(record)
            if isinstance(record, ProviderRecord | AccessPointRecord)
            else record is None and bool(view.issues) and may_be_refuge(view.texts())
        )
        yield from (
            (told_issue(issue, view.fields(issue.column)) for issue in view.issues)
            if secret
            else (view.issues)
        )


def told_issue(issue: Issue, fields: frozenset[HubField]) -> Issue:
    """The issue of a row with a secret place, whose column fills these fields."""
    if fields and fields <= _NAMING:
        value = without_address(issue.value) or None if issue.value else None
        return replace(issue, value=value, message=without_address(issue.message))
    column = f", column «{issue.column}»," if issue.column else ""
    return replace(issue, value=None, message=_WITHHELD.format(column=column))
