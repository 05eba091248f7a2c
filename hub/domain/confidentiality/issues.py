"""Issues of rows whose place is secret: they are read by many, so what leads to the place is not told."""

from dataclasses import replace

from hub.domain.records import Issue

#: What stands for the message of an issue whose record was hidden after it was kept.
WITHHELD = "The place of this row is secret, so what is wrong is not told; look into the row of the file."
#: Issues that tell of the hiding itself: neither value nor message leads anywhere.
OF_HIDING = (
    "MAY_BE_REFUGE",
    "OPENED_BY_DECISION",
    "HIDDEN_AT_ONCE",
    "NAME_OF_PERSON",
    "PHONE_OF_PERSON",
    "IDENTIFIER_PERSONAL",
)
_WITHHELD_CELL = WITHHELD.replace("the row of", "the row, column «{column}», of")


def withheld(issue: Issue) -> Issue:
    """The issue with nothing but where to look."""
    message = _WITHHELD_CELL.format(column=issue.column) if issue.column else WITHHELD
    return replace(issue, value=None, message=message)
