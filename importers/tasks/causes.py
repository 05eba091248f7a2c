"""Causes of troubles: what one correction would mend, with how many rows it would mend."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from hub.domain.records import Issue
from hub.domain.vocabulary import Severity
from importers.tasks.messages import codes_for_operator

#: How many rows are named of a cause.
NAMED_ROWS = 5


@dataclass(slots=True)
class Cause:
    """Troubles of one kind in one column: all with the same value, or each with a value of its own.

    `value` is the value that they share. `rows` counts the rows that they stand in, of which `where` names
    the first and `last` the last as (sheet, row); one without rows is of the file. `message` is what the
    import said of the first of them.
    """

    severity: Severity
    code: str
    column: str | None
    value: str | None
    message: str
    rows: int = 0
    where: list[tuple[str | None, int]] = field(default_factory=list)
    last: tuple[str | None, int] | None = None

    @property
    def is_for_operator(self) -> bool:
        """Whether the hub's operator mends it, and not the file's publisher."""
        return self.code in codes_for_operator()

    def add(self, rows: int, where: Sequence[tuple[str | None, int]]) -> None:
        """Count further rows, the last of which is the last in `where`."""
        self.rows += rows
        self.last = where[-1]
        self.where += [*where][: NAMED_ROWS - len(self.where)]


class Causes:
    """The causes of the issues that were added so far; memory holds each different value once.

    What the hub mended by itself is no cause. A value that stands in several rows is one, since a line of
    lookups.yml or one replacement mends them all; values that stand once are one cause of their column.
    """

    def __init__(self, issues: Iterable[Issue] = ()) -> None:
        self._by_value: dict[tuple[str, str | None, str | None], Cause] = {}
        for issue in issues:
            self.add(issue)

    def add(self, issue: Issue) -> None:
        """Count an issue; those of one row come one after the other."""
        if issue.severity is Severity.INFO:
            return
        key = (issue.code, issue.column, issue.value)
        cause = self._by_value.get(key)
        if cause is None:
            cause = Cause(issue.severity, issue.code, issue.column, issue.value, issue.message)
            self._by_value[key] = cause
        if issue.row is not None and cause.last != (issue.sheet, issue.row):
            cause.add(1, [(issue.sheet, issue.row)])

    def in_order(self) -> list[Cause]:
        """First those of the whole file that are errors, then what would mend most rows."""
        return sorted(_pooled(self._by_value.values()), key=_order)


def _pooled(causes: Iterable[Cause]) -> Iterator[Cause]:
    """The causes with those of one row put together by code and column."""
    pools: dict[tuple[str, str | None], Cause] = {}
    for cause in causes:
        key = (cause.code, cause.column)
        if cause.rows != 1:
            yield cause
        elif key in pools:
            pools[key].value = None
            pools[key].add(1, cause.where)
        else:
            pools[key] = replace(cause, where=[*cause.where])
    yield from pools.values()


def _order(cause: Cause) -> tuple[bool, int, bool, str, str, str]:
    is_error = cause.severity is Severity.ERROR
    of_file = is_error and not cause.rows
    return (not of_file, -cause.rows, not is_error, cause.code, cause.column or "", cause.value or "")
