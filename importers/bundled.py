"""The territories that come with the project, in memory, as the demo's database holds them."""

from dataclasses import replace
from functools import cache

from hub.domain.territory import TerritoryUnit
from importers.codifiers.geonames import join_geonames, read_places
from importers.codifiers.handwritten import read_handwritten
from importers.codifiers.katottg import bundled_path, read_katottg


@cache
def bundled_units() -> tuple[TerritoryUnit, ...]:
    """КАТОТТГ, the handwritten territories, and the points that GeoNames has for them."""
    units = [*read_handwritten(), *read_katottg(bundled_path())]
    own = {unit.code: unit for unit in reversed(units)}
    for fact in join_geonames(units, read_places()).facts:
        own[fact.code] = replace(
            own[fact.code], lat=fact.lat, lon=fact.lon, point_precision=fact.point_precision
        )
    return tuple(own[code] for code in dict.fromkeys(unit.code for unit in units))
