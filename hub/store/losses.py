"""What migrations take from a hub, counted before they are applied, and how it comes back.

A migration that drops or empties what a hub held declares it as `DROPS`: pairs of a query and a sentence. The
query gives how many there are, 0 for none, and whose they are as text; the sentence holds `{count}` and may
hold `{whose}`, and names the command that brings it back, or says that nothing does. What other rows give,
such as aggregates, is made anew by each upgrade and is no loss.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alembic.script import Script
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ProgrammingError

#: A query (count, whose) and the sentence for it.
Drop = tuple[str, str]

# PostgreSQL's codes for a table, column or schema that is not there.
_NOT_THERE = frozenset({"42P01", "42703", "3F000"})


@dataclass(frozen=True, slots=True)
class Loss:
    """What one migration takes from this hub, in a sentence."""

    revision: str
    count: int
    sentence: str


def drops_of(script: Script) -> Sequence[Drop]:
    """What a migration declares to drop."""
    declared: Sequence[Drop] = script.module.DROPS
    return declared


def losses_of(connection: Connection, scripts: Iterable[Script]) -> tuple[Loss, ...]:
    """What these migrations take from the database as it is, in their order."""
    found = []
    for script in scripts:
        for query, sentence in drops_of(script):
            count, whose = _counted(connection, query)
            if count:
                told = sentence.format(count=f"{count:,}", whose=whose or "unknown sources")
                found.append(Loss(script.revision, count, told))
    return tuple(found)


def _counted(connection: Connection, query: str) -> tuple[int, str | None]:
    """How many there are, and whose; a table or column that a later migration makes holds nothing yet."""
    try:
        with connection.begin_nested():
            count, whose = connection.execute(text(query)).one()
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", None) in _NOT_THERE:
            return 0, None
        raise
    return int(count), whose
