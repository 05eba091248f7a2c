"""The words of a file that the hub does not know: what a new region's lookups.yml has to say."""

from hub.domain.records import Issue, RawRow
from hub.domain.territory import Gazetteer
from importers.columns import HubField
from importers.lookups import Lookups
from importers.mapping import Mapper
from importers.publisher_file import PublisherFile
from importers.readers import open_rows
from importers.region import Region

_MAPPED_ROWS = 2_000
_UNKNOWN = {"UNKNOWN_VALUE", "UNKNOWN_CATEGORY", "AMBIGUOUS_CATEGORY"}
_TABLES = {
    HubField.KIND: "kind",
    HubField.SECTOR: "sector",
    HubField.STATUS: "status",
    HubField.SERVICE_FORMS: "forms",
    HubField.SERVICE_TARGET_GROUPS: "target_groups",
}


def unknown_words(region: Region, file: PublisherFile, gazetteer: Gazetteer) -> dict[str, list[str]]:
    """Table of lookups.yml → the words that it lacks, by what an import of the file would complain of.

    The region may be unfinished: it needs neither a key nor a jurisdiction.
    """
    if not set(region.columns) <= set(file.columns):
        return {}
    open_to_all = {"key": tuple(file.columns), "jurisdiction": region.country}
    mapper = Mapper(region.model_copy(update=open_to_all), Lookups(), gazetteer)
    tables = {
        column: _TABLES.get(target.to, "") for column, targets in region.columns.items() for target in targets
    }
    words: dict[str, set[str]] = {}
    read = 0
    with open_rows(file.path, file.options) as source:
        for item in mapper.items(source):
            read += isinstance(item, RawRow)
            if read > _MAPPED_ROWS:
                break
            if isinstance(item, Issue) and item.code in _UNKNOWN and item.value:
                table = tables.get(item.column or "") or "category"
                words.setdefault(table, set()).add(item.value)
    return {table: sorted(found) for table, found in words.items()}
