"""Provisional codes give way to real ones as soon as the codifier that has them is loaded."""

from hub.domain.territory import Gazetteer, PlaceQuery, TerritoryUnit
from hub.domain.vocabulary import TerritoryLevel, TerritoryScheme
from hub.ingest.territories import known_units, replace_units


def succeed_provisional(url: str) -> int:
    """End every provisional unit that has exactly one namesake in the codifier; gives how many ended."""
    units = known_units(url)
    provisional = [
        unit for unit in units if unit.scheme is TerritoryScheme.PROVISIONAL and unit.valid_to is None
    ]
    real = Gazetteer(unit for unit in units if unit.scheme is not TerritoryScheme.PROVISIONAL)
    everything = Gazetteer(units)
    pairs = {}
    for unit in provisional:
        region = everything.ancestor(unit, TerritoryLevel.REGION)
        answer = real.resolve(_question(unit, everything, region.code if region else None))
        if answer.resolved and answer.unit:
            pairs[unit.code] = answer.unit.code
    return replace_units(url, pairs)


def _question(unit: TerritoryUnit, everything: Gazetteer, region: str | None) -> PlaceQuery:
    if unit.level is TerritoryLevel.DISTRICT:
        return PlaceQuery(district=unit.name, within=region)
    district = everything.ancestor(unit, TerritoryLevel.DISTRICT)
    return PlaceQuery(district=district.name if district else None, settlement=unit.name, within=region)
