"""Records of rejected rows: what the hub holds of them stays as it was, and that is told."""

from collections.abc import Mapping

from hub.domain.records import Issue
from hub.domain.vocabulary import Severity
from hub.store import statements
from hub.store.connection import DatabaseConnection

RECORD_KEPT = "RECORD_KEPT"


def keep_rejected(
    connection: DatabaseConnection, source_id: int, rows: Mapping[str, int]
) -> tuple[list[str], list[Issue]]:
    """The published statements, of those of rejected rows, that stay as they were, and a word on each.

    `rows` are the rows' numbers by statement. Call when the whole file was taken in: a record that another
    row tells is none of them.
    """
    kept = statements.keep(connection, source_id, rows)
    return kept, [_issue(one, rows[one]) for one in sorted(kept, key=rows.__getitem__)]


def _issue(statement: str, row: int) -> Issue:
    message = (
        f"The row was rejected, so the record {statement} stays as it was published before; "
        "mend the row, or take it out of the file if the record is to go."
    )
    return Issue(RECORD_KEPT, message, Severity.INFO, row=row)
