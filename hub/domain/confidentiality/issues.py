"""Issues of rows whose place is secret: they are read by many, so what leads to the place is not told."""

from dataclasses import replace

from hub.domain.records import Issue

_SECRET = (
    "The place of this row is secret, so what is wrong with it is not told here; "
    "look into the row{column} of the file."
)
#: What stands for the message of an issue whose record was hidden after it was kept.
WITHHELD = _SECRET.format(column="")
#: Issues that tell of the hiding itself: neither value nor message leads anywhere.
OF_HIDING = (
    "MAY_BE_REFUGE",
    "OPENED_BY_DECISION",
    "HIDDEN_AT_ONCE",
    "HIDDEN_BY_NEW_RULES",
    "HIDDEN_BY_REJECTED_ROW",
    "HIDDEN_FORMERLY",
    "NAME_IN_TEXT",
    "NAME_OF_PERSON",
    "PHONE_OF_PERSON",
    "IDENTIFIER_PERSONAL",
)


def withheld(issue: Issue) -> Issue:
    """The issue with nothing but where to look."""
    column = f", column «{issue.column}»," if issue.column else ""
    return replace(issue, value=None, message=_SECRET.format(column=column))
