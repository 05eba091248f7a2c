"""Real registers as matching sees them: read by the importers, placed by the territories that ship here."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from hub.domain.features import Features, PlaceFacts, features_of, path_of
from hub.domain.ids import record_id
from hub.domain.records import ProviderRecord
from hub.domain.territory import Gazetteer, TerritoryUnit
from importers.codifiers.handwritten import read_handwritten
from importers.codifiers.katottg import bundled_path, read_katottg
from importers.lookups import load_lookups
from importers.mapping import Mapper
from importers.readers import open_rows
from importers.region import Region


def read_register(file: Path, region: Region, source: str) -> Iterator[tuple[ProviderRecord, Features]]:
    """Every provider of a file with its features as statements of `source`."""
    mapper = Mapper(region, load_lookups(region.folder), Gazetteer(list(territories().values())))
    with open_rows(file, region.format) as rows:
        for record in mapper.items(rows):
            if isinstance(record, ProviderRecord):
                yield (
                    record,
                    features_of(record, record_id(source, "provider", record.key), source, place_facts),
                )


@cache
def territories() -> dict[str, TerritoryUnit]:
    """The units of Ukraine that ship with the project, by code."""
    units = [*read_handwritten(("countries.csv",)), *read_katottg(bundled_path())]
    return {unit.code: unit for unit in units}


@cache
def place_facts(code: str) -> PlaceFacts | None:
    """The units around a territory; no points."""
    levels = {}
    unit = territories().get(code)
    while unit is not None:
        levels[unit.level] = unit.code
        unit = territories().get(unit.parent_code or "")
    return PlaceFacts(path_of(levels)) if levels else None
