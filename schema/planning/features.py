"""Places of providers and of people as features of GeoJSON (RFC 7946)."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from hub.planning.answers.coverage import CoverageArrays
from hub.planning.estimate import known, rounded_people
from hub.planning.standing import PlaceStanding, standings
from hub.store.planning.sites import Site


def collection(features: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A FeatureCollection."""
    return {"type": "FeatureCollection", "features": list(features)}


def feature(lon: float | None, lat: float | None, properties: dict[str, Any]) -> dict[str, Any]:
    """A point."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties,
    }


def existing_features(sites: Sequence[Site]) -> list[dict[str, Any]]:
    """Places of providers that have a point, with its precision; of a refuge the point is its hromada's."""
    return [
        feature(
            one.lon,
            one.lat,
            {
                "kind": "existing",
                "name": one.name,
                "precision": one.precision.name,
                "radiusMetres": one.radius_m,
                "synthetic": one.synthetic,
            },
        )
        for one in sites
        if one.lat is not None
    ]


def standing_features(arrays: CoverageArrays, limit: float) -> list[dict[str, Any]]:
    """Places of people by whether they are within reach.

    A place is a settlement of known people or the rest of a unit; of a file of points a whole unit, and
    points that lie in none are left out.
    """
    ground = arrays.ground
    place = ground.points.group if ground.file is None else ground.points.territory
    return [_standing(arrays, each) for each in standings(ground.points, arrays.ways.travel, limit, place)]


def _standing(arrays: CoverageArrays, place: PlaceStanding) -> dict[str, Any]:
    ground, points = arrays.ground, arrays.ground.points
    unit, is_rest = ground.units[place.key] if ground.file is not None else None, False
    if unit is None:
        first = int(np.argmax(points.group == place.key))
        at_place = bool(points.at_known_place[first]) and bool(ground.places)
        is_rest = ground.is_counted and not at_place
        unit = ground.places[place.key] if at_place else ground.units[int(points.territory[first])]
    low, value, high = place.covered
    covered = rounded_people(known(value, points.unit, low=low, high=high))
    properties = {
        "kind": place.standing.value,
        "name": unit.name,
        "code": unit.code,
        "isRest": is_rest,
        "unit": points.unit.value,
        "people": rounded_people(known(place.people, points.unit)).value,
        "covered": covered.value,
        "surely": covered.low,
        "possibly": covered.high,
    }
    return feature(place.lon, place.lat, properties)
