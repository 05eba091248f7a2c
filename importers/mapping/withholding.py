"""What may be told of the troubles of a row whose place is secret: issues are read by many."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from hub.domain.confidentiality import is_confidential, may_be_refuge, withheld, without_address
from hub.domain.persons.names import is_person_name
from hub.domain.records import AccessPointRecord, HarmonisedRecord, Issue, ProviderRecord, RawRow
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
        *(field for field in HubField if field.startswith(("service.", "capacity.", "staff."))),
    }
)


def told_issues(views: Iterable[RowView], record: HarmonisedRecord | None) -> Iterator[Issue]:
    """The issues of a record's rows; of a secret place without what leads there.

    A row that gives no record is judged by its words, which is stricter.
    """
    for view in views:
        if view.issues and _is_secret(view, record):
            yield from (told_issue(issue, view.fields(issue.column)) for issue in view.issues)
        else:
            yield from view.issues


def judged_row(view: RowView, record: HarmonisedRecord | None, name: tuple[str, str] | None) -> RawRow:
    """The row as the run keeps it, with the record that it is of, and whether it may lead to a secret place.

    A row of no record that nothing is wrong with was left out by the region's filter: nobody asks for it.
    """
    secret = _is_secret(view, record) if record is not None or view.issues else None
    return replace(view.raw_row(), record=name, secret=secret)


def _is_secret(view: RowView, record: HarmonisedRecord | None) -> bool:
    if isinstance(record, ProviderRecord | AccessPointRecord):
        return is_confidential(record)
    return may_be_refuge(view.texts()) or is_person_name(view.text(HubField.NAME) or "")


def told_issue(issue: Issue, fields: frozenset[HubField]) -> Issue:
    """The issue of a row with a secret place, whose column fills these fields."""
    if fields and fields <= _NAMING:
        value = without_address(issue.value) or None if issue.value else None
        return replace(issue, value=value, message=without_address(issue.message))
    return withheld(issue)
