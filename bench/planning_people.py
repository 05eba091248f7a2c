"""How wrong the model of where people live is: `python -m bench.planning_people`.

The truth are the registered voters at 29,733 polling stations of 2019. Compared is the share of an oblast's
people within 3, 5, 10 and 15 km of a service centre, by the model and by the stations, in percentage points.
The density of the discs is chosen on every second oblast by code; the errors told are those of the others.
Naive ways stand beside it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any, Final

import numpy as np

from bench.planning_places import DATA, Country, read_country
from hub.planning.distance import Floats, unit_vectors
from hub.planning.pairs import nearest_sites
from hub.planning.people import PeoplePoints
from hub.planning.people_model import PEOPLE_PER_KM2, Hromadas, Places, spread_people

KM: Final = (3, 5, 10, 15)
#: Percentage points that the mean error at these distances is to be below.
AIMS: Final = (2.5, 2.0, 1.5, 1.0)
_DENSITIES: Final = (2_500.0, 3_000.0, 3_500.0, 4_000.0, 4_500.0, 5_000.0, 6_000.0)
#: Oblasts whose population is not known as a whole, and the city of Kyiv, which is one place.
LEFT_OUT: Final = {"01", "14", "44", "80", "85"}
#: So dense that a disc is a point.
_AS_POINT: Final = 1e12


@dataclass(frozen=True, slots=True)
class Truth:
    """Polling stations with voters, and service centres, as unit vectors and arrays of their rows."""

    oblast: np.ndarray[Any, Any]
    stations: Floats
    voters: Floats
    centre_lat: Floats
    centre_lon: Floats
    centres: Floats

    @property
    def centre_vectors(self) -> Floats:
        """The service centres as unit vectors, shape (centres, 3)."""
        return unit_vectors(self.centre_lat, self.centre_lon)


def read_truth() -> Truth:
    """The two files of points."""
    folder = DATA / "planning"
    stations = np.loadtxt(folder / "ua_precincts_2019_lat_lon_voters.csv", str, delimiter=",", skiprows=1)
    centres = np.loadtxt(folder / "ua_service_centre_points_lat_lon.csv", str, delimiter=",", skiprows=1)
    lat, lon, voters = stations[:, 1:].astype(np.float64).T
    centre_lat, centre_lon, count = centres[:, 1:].astype(np.float64).T
    return Truth(stations[:, 0], unit_vectors(lat, lon), voters, centre_lat, centre_lon, count)


@dataclass(frozen=True, slots=True)
class Judge:
    """Errors of ways to spread people, against the shares that the stations tell."""

    country: Country
    truth: Truth
    oblasts: tuple[str, ...]

    @property
    def fitted(self) -> tuple[str, ...]:
        """The oblasts on which the density is chosen."""
        return self.oblasts[::2]

    @property
    def judged(self) -> tuple[str, ...]:
        """The oblasts that nothing is chosen on."""
        return self.oblasts[1::2]

    def shares_by_stations(self) -> Floats:
        """Percent of the voters within reach, shape (oblasts, distances)."""
        metres = nearest_sites(self.truth.stations, self.truth.centre_vectors).metres
        return self._shares(metres, self.truth.voters, self.truth.oblast)

    def shares_by(self, points: PeoplePoints) -> Floats:
        """Percent of the points' people within reach, shape (oblasts, distances)."""
        inside = points.chosen(points.territory >= 0)
        metres = nearest_sites(inside.vectors, self.truth.centre_vectors).metres
        return self._shares(metres, inside.people, self.country.oblast[inside.territory])

    def _shares(self, metres: Floats, people: Floats, oblast: np.ndarray[Any, Any]) -> Floats:
        rows = []
        for each in self.oblasts:
            inside = oblast == each
            near = [people[inside & (metres <= 1_000 * km)].sum() for km in KM]
            rows.append(100 * np.array(near) / people[inside].sum())
        return np.array(rows)


def read_judge() -> Judge:
    """The judge over the public files."""
    truth = read_truth()
    return Judge(read_country(), truth, tuple(sorted(set(np.unique(truth.oblast).tolist()) - LEFT_OUT)))


def ways_of(country: Country) -> dict[str, PeoplePoints]:
    """The model, the model with another density, and naive ways, by their names."""
    hromadas, places = country.hromadas, country.places
    nowhere = np.empty(0, np.float64)
    no_places = Places(np.empty(0, np.int64), nowhere, nowhere, nowhere)
    without_area = np.full(hromadas.area_km2.shape, np.nan)
    centroids: Hromadas = replace(hromadas, area_km2=without_area)
    seats: Hromadas = replace(centroids, lat=country.seat_lat, lon=country.seat_lon)
    return {
        "the model": spread_people(hromadas, places),
        "the model with 3,500 people/km²": spread_people(hromadas, places, density=3_500.0),
        "known places as points, the rest over the hromada's disc": spread_people(
            hromadas, places, density=_AS_POINT
        ),
        "known places as points, the rest at the seat": spread_people(seats, places, density=_AS_POINT),
        "everybody over the hromada's disc": spread_people(hromadas, no_places),
        "everybody at the hromada's centroid": spread_people(centroids, no_places),
        "everybody at the hromada's seat": spread_people(seats, no_places),
    }


def model_errors(judge: Judge) -> dict[str, Any]:
    """Mean absolute errors in percentage points for each of the distances; the density by the fit."""
    country, stations = judge.country, judge.shares_by_stations()

    def errors(points: PeoplePoints) -> tuple[Floats, Floats]:
        error = np.abs(judge.shares_by(points) - stations)
        return error[::2].mean(axis=0), error[1::2].mean(axis=0)

    fits = {
        each: errors(spread_people(country.hromadas, country.places, density=each))[0] for each in _DENSITIES
    }
    # The density whose worst error is the least part of its aim.
    chosen = min(fits, key=lambda each: float((fits[each] / np.array(AIMS)).max()))
    return {
        "km": list(KM),
        "aims": list(AIMS),
        "fitted on": list(judge.fitted),
        "judged on": list(judge.judged),
        "errors on the fitted oblasts by density": {f"{each:g}": _told(fit) for each, fit in fits.items()},
        "density by the fit": chosen,
        "density of the model": PEOPLE_PER_KM2,
        "errors on the judged oblasts": {
            name: _told(errors(points)[1]) for name, points in ways_of(country).items()
        },
        "places listed": country.listed,
        "places matched": country.matched,
    }


def _told(errors: Floats) -> list[float]:
    return [round(float(each), 2) for each in errors]


def error_lines(errors: Mapping[str, Any]) -> list[str]:
    """The errors as a table of Markdown."""
    rows = [["mean error in percentage points", *(f"{km} km" for km in errors["km"])]]
    rows.append(["---"] * len(rows[0]))
    rows.append(["aim", *(f"{aim:g}" for aim in errors["aims"])])
    rows += [[name, *(f"{each:.2f}" for each in row)] for name, row in _rows(errors)]
    return ["| " + " | ".join(row) + " |" for row in rows]


def _rows(errors: Mapping[str, Any]) -> list[tuple[str, list[float]]]:
    return list(errors["errors on the judged oblasts"].items())


def main() -> None:
    """Print the errors and what they rest on as JSON."""
    if not DATA.is_dir():
        raise SystemExit(f"The public files are not there: {DATA}")
    told = {"numpy": version("numpy"), **model_errors(read_judge())}
    print(json.dumps(told, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
