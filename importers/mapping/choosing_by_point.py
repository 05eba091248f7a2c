"""Which of the candidates that words allow a row's own point means."""

from collections.abc import Sequence

from hub.domain.records import Point
from hub.domain.territory import Gazetteer, TerritoryUnit
from hub.domain.vocabulary import TerritoryLevel
from importers.codifiers.distance import kilometres

#: How far from the point that stands for it a place may lie, in kilometres: the candidate's own, or that of
#: the unit around it. Farther off is another place.
_REACH = {TerritoryLevel.SETTLEMENT: 15.0, TerritoryLevel.HROMADA: 30.0, TerritoryLevel.DISTRICT: 80.0}
#: A candidate whose own point is so near is meant, where every other one is so many times as far.
_NEAR_KM, _CLEARLY = 5.0, 3.0


def chosen_by_point(
    point: Point, candidates: Sequence[TerritoryUnit], gazetteer: Gazetteer
) -> TerritoryUnit | None:
    """The only candidate that the point can mean; None when it fits several or none."""
    measured = [(_standing(unit, gazetteer), unit) for unit in candidates]
    if any(stand is None for stand, _ in measured):
        return None
    distances = sorted(
        ((_distance(point, stand), stand.level, unit) for stand, unit in measured if stand),
        key=lambda each: each[0],
    )
    fitting = [unit for km, level, unit in distances if km <= _REACH[level]]
    if len(fitting) == 1:
        return fitting[0]
    if len(distances) > 1:
        (km, level, unit), (next_km, _, _) = distances[:2]
        own = level is TerritoryLevel.SETTLEMENT
        if own and km <= _NEAR_KM and next_km >= _CLEARLY * max(km, _NEAR_KM):
            return unit
    return None


def _standing(unit: TerritoryUnit, gazetteer: Gazetteer) -> TerritoryUnit | None:
    """The unit itself, or the nearest one around it, that has a point."""
    lineage = gazetteer.lineage(unit)
    return next((one for one in lineage if one.level in _REACH and one.lat is not None), None)


def _distance(point: Point, stand: TerritoryUnit) -> float:
    return kilometres(point.lat, point.lon, stand.lat or 0.0, stand.lon or 0.0)
