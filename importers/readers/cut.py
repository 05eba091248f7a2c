"""A file that was cut off while it was fetched: what it lacks must not pass for what is gone."""

from hub.domain.records import FILE_CUT, Issue
from hub.domain.vocabulary import Severity


def file_cut(seen: str, row: int | None = None, value: str | None = None) -> Issue:
    """A word on what shows that the end is missing; of a row it is an error, which rejects the row."""
    message = f"{seen} The file was cut off, so records after this are missing; fetch it again, whole."
    severity = Severity.WARNING if row is None else Severity.ERROR
    return Issue(FILE_CUT, message, severity, row=row, value=value)
