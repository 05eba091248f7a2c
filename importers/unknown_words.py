"""The words of a file that the hub does not know: what a new region's lookups.yml has to say."""

from collections.abc import Iterator

from hub.domain.records import Issue, RawRow
from hub.domain.territory import Gazetteer
from importers.lookups import Lookups
from importers.mapping import Item, Mapper
from importers.publisher_file import PublisherFile
from importers.readers import open_rows
from importers.region import Region
from importers.suggest import words_of_issues

_MAPPED_ROWS = 2_000


def unknown_words(region: Region, file: PublisherFile, gazetteer: Gazetteer) -> dict[str, list[str]]:
    """Table of lookups.yml → the words that it lacks, by what an import of the file would complain of.

    The region may be unfinished: it needs neither a key nor a jurisdiction.
    """
    if not set(region.columns) <= set(file.columns):
        return {}
    open_to_all = {"key": tuple(file.columns), "jurisdiction": region.country}
    mapper = Mapper(region.model_copy(update=open_to_all), Lookups(), gazetteer)
    words: dict[str, list[str]] = {}
    with open_rows(file.path, file.options) as source:
        for word in words_of_issues(region, _issues(mapper.items(source))):
            words.setdefault(word.table, []).append(word.words)
    return {table: sorted(found) for table, found in words.items()}


def _issues(items: Iterator[Item]) -> Iterator[Issue]:
    """The issues of the first rows."""
    read = 0
    for item in items:
        read += isinstance(item, RawRow)
        if read > _MAPPED_ROWS:
            return
        if isinstance(item, Issue):
            yield item
