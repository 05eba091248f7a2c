"""What names rows that a package does not hold, and what nothing leads to."""

from collections.abc import Iterator

from hub.domain.records import Issue, RawRow
from hub.domain.vocabulary import Severity
from importers.hsds.line import raw_row
from importers.hsds.shelf import NAMELESS, Shelf
from importers.hsds.tables import BY_KIND, LINKS, SHARED

#: Tables whose rows say nothing unless all that they name is there, and those that do without.
_NEEDING = frozenset({"service", "service_at_location", "service_taxonomy"})
_STANDING = frozenset({"organization", "location", "taxonomy_term"})


def dangling(shelf: Shelf) -> Iterator[Issue]:
    """One issue for each reference to a missing row.

    An error where the row says nothing without it: a service of a missing organization, either end of a
    service at a location, the only owner of a telephone. Elsewhere only the reference is left out: a
    location may still be named by a service, and a term is known by its id.
    """
    for table, links in LINKS.items():
        for column, target in links.items():
            for row in shelf.dangling(table, column, target):
                others = [name for name in links if name != column and row.values.get(name)]
                by_id = target == "taxonomy_term"
                needed = table in _NEEDING and not by_id
                lost = needed or not (others or by_id or table in _STANDING)
                value = row.values.get(column, "")
                until = "the term is known by its id only" if by_id else "the reference is left out"
                message = (
                    f"No {target} has the id {value}; correct {column}, or ask the publisher for the row"
                    f"{'.' if lost else f', until then {until}.'}"
                )
                severity = Severity.ERROR if lost else Severity.WARNING
                yield Issue("DANGLING_REFERENCE", message, severity, row.number, row.sheet, column, value)


def unused(shelf: Shelf, rejected: set[tuple[str | None, int | None]]) -> Iterator[RawRow | Issue]:
    """The rows that no provider took, with the reason for those that no issue names yet."""
    for row in shelf.unused():
        yield raw_row(row)
        if row.table in SHARED or (row.sheet, row.number) in rejected:
            continue
        owners = " or ".join((*LINKS.get(row.table, {}), *BY_KIND.get(row.table, ())))
        message = f"No organization that was taken leads to this row; correct {owners}."
        yield Issue(
            "ROW_NOT_USED",
            message,
            Severity.ERROR,
            row.number,
            row.sheet,
            value=None if row.id.startswith(NAMELESS) else row.id,
        )
