"""From a region's file to the stream of its items, whatever the file's kind."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hub.domain.persons.hashes import Hashing
from hub.domain.territory import Gazetteer
from importers.hsds import HsdsMapper, open_package
from importers.lookups import Lookups
from importers.mapping import Item, Mapper
from importers.readers import open_rows
from importers.region import Region


@dataclass(frozen=True, slots=True)
class Reading:
    """The items of one file; `total` is the number of its rows where it is known beforehand."""

    items: Iterator[Item]
    total: int | None = None


@contextmanager
def open_items(
    region: Region, lookups: Lookups, gazetteer: Gazetteer, path: Path, hashing: Hashing | None = None
) -> Iterator[Reading]:
    """What a file of a region gives: rows of a table through its mapping, or a package of HSDS.

    `hashing` tells what is kept of persons' numbers; without it, and of HSDS, nothing is.
    Raises the errors of `importers.readers`.
    """
    if region.is_hsds:
        with open_package(path, region.format) as package:
            yield Reading(HsdsMapper(region, lookups, gazetteer).items(package))
    else:
        with open_rows(path, region.format) as source:
            yield Reading(Mapper(region, lookups, gazetteer, hashing).items(source), source.total)
