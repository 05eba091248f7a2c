"""One value of a correction, read as the region of its source reads a cell."""

from pathlib import Path

from hub.ingest.stewarding.reading import Asked, CorrectedSource, Reading
from importers.corrections.categories import read_category
from importers.corrections.cells import Table
from importers.corrections.own import read_own
from importers.corrections.persons import check_persons
from importers.corrections.places import read_place
from importers.errors import RegionNotFound
from importers.lookups import Lookups, load_lookups
from importers.region import REGIONS, Region, find_region


def read_correction(asked: Asked, regions: Path = REGIONS) -> Reading:
    """The value as an import of it is published; raises UncorrectableField where nothing would be.

    Words and telephone numbers are read as the source's own region.yml and lookups.yml say; a source without
    a region is read as one of the country that its jurisdiction lies in. `regions` holds all folders.
    """
    table = Table(*_region_of(asked.source, regions), asked)
    check_persons(table)
    if asked.name.what == "service":
        return read_category(table)
    return read_place(table) if asked.name.key else read_own(table)


def _region_of(source: CorrectedSource, regions: Path) -> tuple[Region, Lookups]:
    try:
        region = find_region(source.code, regions)
    except RegionNotFound:
        return _unknown_region(source), Lookups()
    return region, load_lookups(region.folder)


def _unknown_region(source: CorrectedSource) -> Region:
    """What is known of a source that has no folder here."""
    return Region.model_validate(
        {
            "code": "xx_0",
            **dict.fromkeys(("title", "publisher", "licence"), source.code),
            "lang": source.lang,
            "country": source.country,
            "jurisdiction": source.jurisdiction,
            "row": "provider",
            "key": ["name"],
            "columns": {"name": "name"},
        }
    )
