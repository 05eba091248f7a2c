"""Polling stations as demand and candidates, and existing service centres, from public files of Ukraine."""

import csv
from pathlib import Path

from hub.planning.distance import Floats, unit_vectors
from hub.planning.pairs import nearest_sites, pairs_nearer
from hub.planning.siting import SitingProblem

STATIONS = "ua_precincts_2019_lat_lon_voters.csv"
CENTRES = "ua_service_centre_points_lat_lon.csv"


def read_problem(folder: Path, oblast: str | None = None) -> SitingProblem:
    """The problem of one oblast (two digits) or of the country, with the pairs that can change a plan."""
    stations, centres = _rows(folder / STATIONS, oblast), _rows(folder / CENTRES, oblast)
    points, sites = _vectors(stations), _vectors(centres)
    now = nearest_sites(points, sites).metres
    pairs = pairs_nearer(points, points, now)
    return SitingProblem.of(
        [float(row["voters"]) for row in stations],
        now,
        pairs.point,
        pairs.site,
        pairs.cost,
        [f"{number:05d}" for number in range(len(stations))],
    )


def _rows(file: Path, oblast: str | None) -> list[dict[str, str]]:
    with file.open(newline="") as opened:
        return [row for row in csv.DictReader(opened) if oblast in (None, row["oblast"])]


def _vectors(rows: list[dict[str, str]]) -> Floats:
    return unit_vectors([float(row["lat"]) for row in rows], [float(row["lon"]) for row in rows])
