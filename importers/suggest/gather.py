"""The words that an import did not know, with how often and where they stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hub.domain.records import Issue
from hub.domain.territory import Gazetteer
from hub.domain.text import fold, tidy
from importers.columns import HubField
from importers.lookups import Lookups
from importers.mapping import Mapper
from importers.readers import open_rows
from importers.region import Region
from importers.shapes import KindsByFormShape
from importers.suggest.labels import TABLES

#: Issues whose value is a word that a table of lookups.yml may know.
_OF_CATEGORIES = {"UNKNOWN_CATEGORY", "AMBIGUOUS_CATEGORY"}
_OF_VALUES = "UNKNOWN_VALUE"
_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """Words of a source: the table that should know them, how often they stand where, and the first rows.

    `ambiguous`: the words are known, but they mean several categories and the row does not choose.
    """

    table: str
    words: str
    column: str | None
    count: int
    rows: tuple[int, ...]
    ambiguous: bool = False


def words_of_file(region: Region, lookups: Lookups, path: Path, gazetteer: Gazetteer) -> list[UnknownWord]:
    """What an import of the file would not know. Raises the errors of `importers.readers`."""
    with open_rows(path, region.format) as source:
        items = Mapper(region, lookups, gazetteer).items(source)
        return words_of_issues(region, (item for item in items if isinstance(item, Issue)))


def words_of_issues(region: Region, issues: Iterable[Issue]) -> list[UnknownWord]:
    """The words that issues of the region's import complain of: the most frequent of each table first.

    Spellings that fold to the same key are one; the first one met is shown.
    """
    found: dict[tuple[str, str], list[Issue]] = {}
    tables = dict(_tables(region))
    for issue in issues:
        table = _table(issue, tables)
        if table and issue.value and fold(issue.value):
            found.setdefault((table, fold(issue.value)), []).append(issue)
    words = [_word(table, same) for (table, _), same in found.items()]
    return sorted(words, key=lambda one: (TABLES.index(one.table), -one.count, one.words))


def _word(table: str, issues: list[Issue]) -> UnknownWord:
    first = issues[0]
    rows = dict.fromkeys(issue.row for issue in issues if issue.row is not None)
    return UnknownWord(
        table=table,
        words=tidy(first.value or ""),
        column=first.column,
        count=len(issues),
        rows=tuple(rows)[:_EXAMPLES],
        ambiguous=first.code == "AMBIGUOUS_CATEGORY",
    )


def _table(issue: Issue, tables: dict[str, str]) -> str | None:
    if issue.code in _OF_CATEGORIES:
        return "category"
    return tables.get(issue.column or "") if issue.code == _OF_VALUES else None


def _tables(region: Region) -> Iterator[tuple[str, str]]:
    """(column, table of lookups.yml that its words are looked up in)."""
    if isinstance(region.services, KindsByFormShape):
        for form in region.services.forms:
            if form.kinds:
                yield form.kinds, "kind_of_service"
    for column, targets in region.columns.items():
        for target in targets:
            table = "kind_of_service" if target.to is HubField.SERVICE_KINDS else _last(target.to)
            if table in TABLES:
                yield column, table


def _last(field: HubField) -> str:
    return field.value.rpartition(".")[2]
