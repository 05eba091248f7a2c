"""One adapter for engines that compute travel times: OSRM, Valhalla and openrouteservice, over HTTP.

Each engine answers minutes, kilometres, and how far it moved a point to a road. None of an engine is "no
road", and stays None.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from time import sleep
from typing import Any

from hub.domain.records import Point
from importers.codifiers.distance import kilometres
from importers.planning.engine_errors import EngineFailed
from importers.planning.requests import Asked, EngineRequests


class Engine(StrEnum):
    """Engines whose matrices can be asked for."""

    OSRM = "osrm"
    VALHALLA = "valhalla"
    ORS = "ors"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a matrix: `minutes` and `km` by origin and destination; snaps in metres, None if not told."""

    minutes: list[list[float | None]]
    km: list[list[float | None]]
    origin_snaps: list[float | None]
    destination_snaps: list[float | None]


#: So many origins and destinations go into one request: within what public servers allow by default.
SIDE = {Engine.OSRM: 50, Engine.VALHALLA: 25, Engine.ORS: 50}
PROFILES = {Engine.OSRM: "driving", Engine.VALHALLA: "auto", Engine.ORS: "driving-car"}
#: Characters of an engine's own words that are told.
_TOLD = 200


class Router:
    """Asks an engine for blocks of a matrix. Use as a context manager."""

    def __init__(
        self,
        engine: Engine,
        url: str,
        profile: str | None = None,
        key: str | None = None,
        seconds: float = 60,
        pause: Callable[[float], None] = sleep,
    ) -> None:
        """`seconds` bound one request; a busy engine is asked three times, with pauses between.

        Raises EngineUrlUnusable and EngineKeyUnusable.
        """
        self.engine, self.profile = engine, profile or PROFILES[engine]
        self._requests = EngineRequests(engine, url, key, seconds, pause)
        self.url = self._requests.url

    def __enter__(self) -> "Router":
        self._requests.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._requests.__exit__()

    def block(self, origins: Sequence[Point], destinations: Sequence[Point]) -> Block:
        """Times from every origin to every destination.

        Raises EngineUnreachable, EngineRefused and EngineFailed.
        """
        answer = self._requests.answer(_QUESTIONS[self.engine](self.profile, origins, destinations))
        try:
            block = _READERS[self.engine](answer, origins, destinations)
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            raise EngineFailed(
                engine=self.engine, url=self.url, reason=f"its answer lacks {error}"
            ) from error
        sizes = {len(row) for table in (block.minutes, block.km) for row in table}
        if len(block.minutes) != len(origins) or sizes != {len(destinations)}:
            reason = "its matrix has another size than was asked for"
            raise EngineFailed(engine=self.engine, url=self.url, reason=reason)
        return block


def chunks(points: Sequence[Point], size: int) -> Iterator[tuple[int, Sequence[Point]]]:
    """Parts of at most `size` points, each with the index of its first."""
    for start in range(0, len(points), size):
        yield start, points[start : start + size]


def _osrm(profile: str, origins: Sequence[Point], destinations: Sequence[Point]) -> Asked:
    places = ";".join(f"{point.lon:.6f},{point.lat:.6f}" for point in (*origins, *destinations))
    first, last = len(origins), len(origins) + len(destinations)
    sources = ";".join(map(str, range(first)))
    targets = ";".join(map(str, range(first, last)))
    query = f"sources={sources}&destinations={targets}&annotations=duration,distance"
    return Asked("GET", f"table/v1/{profile}/{places}?{query}")


def _valhalla(profile: str, origins: Sequence[Point], destinations: Sequence[Point]) -> Asked:
    def places(points: Sequence[Point]) -> list[dict[str, float]]:
        return [{"lat": point.lat, "lon": point.lon} for point in points]

    body = {"sources": places(origins), "targets": places(destinations), "costing": profile, "verbose": True}
    return Asked("POST", "sources_to_targets", body)


def _ors(profile: str, origins: Sequence[Point], destinations: Sequence[Point]) -> Asked:
    first, last = len(origins), len(origins) + len(destinations)
    body = {
        "locations": [[point.lon, point.lat] for point in (*origins, *destinations)],
        "sources": list(range(first)),
        "destinations": list(range(first, last)),
        "metrics": ["duration", "distance"],
        "units": "km",
    }
    return Asked("POST", f"v2/matrix/{profile}", body)


def _read_osrm(answer: dict[str, Any], _origins: Sequence[Point], _destinations: Sequence[Point]) -> Block:
    if answer["code"] != "Ok":
        raise ValueError(f"code Ok: {str(answer['code'])[:_TOLD]}")
    return Block(
        _scaled(answer["durations"], 60),
        _scaled(answer["distances"], 1000),
        [_number(place.get("distance")) for place in answer["sources"]],
        [_number(place.get("distance")) for place in answer["destinations"]],
    )


def _read_valhalla(answer: dict[str, Any], origins: Sequence[Point], destinations: Sequence[Point]) -> Block:
    rows = answer["sources_to_targets"]
    kilometre = 1.609344 if answer.get("units") == "miles" else 1.0
    return Block(
        _scaled([[cell["time"] for cell in row] for row in rows], 60),
        _scaled([[cell["distance"] for cell in row] for row in rows], 1 / kilometre),
        _moved(origins, answer.get("sources")),
        _moved(destinations, answer.get("targets")),
    )


def _read_ors(answer: dict[str, Any], origins: Sequence[Point], destinations: Sequence[Point]) -> Block:
    def snaps(told: Sequence[Any], count: int) -> list[float | None]:
        # A place that it cannot snap is null.
        return [_number(place.get("snapped_distance")) if place else None for place in told][:count]

    return Block(
        _scaled(answer["durations"], 60),
        _scaled(answer["distances"], 1),
        snaps(answer["sources"], len(origins)),
        snaps(answer["destinations"], len(destinations)),
    )


def _scaled(table: Sequence[Sequence[Any]], divisor: float) -> list[list[float | None]]:
    return [[None if (told := _number(cell)) is None else told / divisor for cell in row] for row in table]


def _number(told: Any) -> float | None:
    """A number that an engine tells; a negative or an infinite one is none."""
    if told is None:
        return None
    number = float(told)
    if not isfinite(number) or number < 0:
        raise ValueError(f"a number of 0 and more: {told}")
    return number


def _moved(asked: Sequence[Point], told: Any) -> list[float | None]:
    """Metres between points that were asked for and those that Valhalla says it went from."""
    places = told[0] if told and isinstance(told[0], list) else told
    if not places:
        return [None] * len(asked)
    return [
        1000 * kilometres(point.lat, point.lon, float(place["lat"]), float(place["lon"])) if place else None
        for point, place in zip(asked, places, strict=True)
    ]


_QUESTIONS = {Engine.OSRM: _osrm, Engine.VALHALLA: _valhalla, Engine.ORS: _ors}
_READERS = {Engine.OSRM: _read_osrm, Engine.VALHALLA: _read_valhalla, Engine.ORS: _read_ors}
