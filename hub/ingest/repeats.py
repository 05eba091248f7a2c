"""Told twice: providers that one file names in two rows, left for a steward and told to its publisher."""

from collections.abc import Sequence

from hub.domain.records import Issue
from hub.domain.vocabulary import Severity
from hub.ingest.matching import as_pair, features_of_statements
from hub.matching import Scored
from hub.matching.repeats import find_repeats
from hub.store import repeats
from hub.store.connection import DatabaseConnection
from hub.store.places import Places

PROVIDER_TWICE = "PROVIDER_TWICE"


def queue_repeats(
    work: DatabaseConnection, source_id: int, run_id: int, places: Places
) -> tuple[int, list[Issue]]:
    """How many pairs of the staged file's providers came into the queue, and a word on each repeated row.

    Both records stay as they are until a steward decides.
    """
    sharing = repeats.sharing_a_number(work)
    pairs = find_repeats(features_of_statements(sharing, places)) if sharing else []
    queued = repeats.queue_repeats(work, source_id, map(as_pair, pairs), run_id)
    return queued, _issues(work, run_id, pairs)


def _issues(work: DatabaseConnection, run_id: int, pairs: Sequence[Scored]) -> list[Issue]:
    if not pairs:
        return []
    rows = repeats.rows_of_statements(
        work, run_id, {one for pair in pairs for one in (pair.left, pair.right)}
    )
    told = [
        sorted((rows[pair.left], rows[pair.right]), key=lambda row: (row.number, row.sheet or ""))
        for pair in pairs
        if pair.left in rows and pair.right in rows
    ]
    return [_issue(first, again) for first, again in sorted(told, key=lambda both: both[1].number)]


def _issue(first: repeats.Row, again: repeats.Row) -> Issue:
    of = f" of «{first.sheet}»" if first.sheet != again.sheet else ""
    message = (
        f"The row has the number, name and place of row {first.number}{of}: it may be one provider told "
        "twice. Both are kept and the pair waits for a steward (`merezha match list`); take the row out of "
        "the file if it is a repetition, or tell the two apart by their names or addresses."
    )
    return Issue(PROVIDER_TWICE, message, Severity.WARNING, row=again.number, sheet=again.sheet)
