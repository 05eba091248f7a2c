"""Where people live, access and coverage, measured: `python -m bench.planning_people`.

The model of people is held against the registered voters at 29,733 polling stations of 2019: the share of
people within so far of a service centre, by the model and by the stations, for each oblast. The density was
chosen on every second oblast (by code); the error is that of the others. Naive ways stand beside it. Medians
of repeats, in seconds of the clock and of the processor; on a busy machine the second is the one to read.
"""

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from statistics import median
from typing import Any

import numpy as np

from bench.planning_places import DATA, Country, read_country
from hub.planning.catchment import StepDecay, two_step, weights_of
from hub.planning.distance import Floats, unit_vectors
from hub.planning.pairs import nearest_sites, pairs_within
from hub.planning.people import PeoplePoints
from hub.planning.people_model import PEOPLE_PER_KM2, Places, spread_people
from hub.planning.reach import Rows, middles_of, reach_within
from hub.planning.travel import Sites, straight_travel

_KM = (3, 5, 10, 15)
_DENSITIES = (1_500.0, 2_500.0, PEOPLE_PER_KM2, 5_000.0, 7_000.0)
#: Oblasts whose population is not known as a whole, and the city of Kyiv, which is one place.
_LEFT_OUT = {"01", "14", "44", "80", "85"}
_LIMITS, _WEIGHTS = (10_000.0, 20_000.0, 30_000.0), (1.0, 0.68, 0.22)


@dataclass(frozen=True, slots=True)
class Truth:
    """Polling stations with voters, and service centres, as unit vectors and arrays of their rows."""

    oblast: np.ndarray[Any, Any]
    stations: Floats
    voters: Floats
    centre_lat: Floats
    centre_lon: Floats
    centres: Floats


def read_truth() -> Truth:
    """The two files of points."""
    folder = DATA / "planning"
    stations = np.loadtxt(folder / "ua_precincts_2019_lat_lon_voters.csv", str, delimiter=",", skiprows=1)
    centres = np.loadtxt(folder / "ua_service_centre_points_lat_lon.csv", str, delimiter=",", skiprows=1)
    lat, lon, voters = stations[:, 1:].astype(np.float64).T
    centre_lat, centre_lon, count = centres[:, 1:].astype(np.float64).T
    return Truth(stations[:, 0], unit_vectors(lat, lon), voters, centre_lat, centre_lon, count)


def _shares(metres: Floats, people: Floats, oblast: np.ndarray[Any, Any], oblasts: list[str]) -> Floats:
    """Percent of the people of each oblast within each of the distances, shape (oblasts, distances)."""
    rows = []
    for each in oblasts:
        inside = oblast == each
        near = [people[inside & (metres <= 1_000 * km)].sum() for km in _KM]
        rows.append(100 * np.array(near) / people[inside].sum())
    return np.array(rows)


def error_of(points: PeoplePoints, country: Country, truth: Truth, oblasts: list[str]) -> list[float]:
    """Mean absolute error over the oblasts in percentage points, for each of the distances."""
    centres = unit_vectors(truth.centre_lat, truth.centre_lon)
    stations = _shares(nearest_sites(truth.stations, centres).metres, truth.voters, truth.oblast, oblasts)
    inside = points.chosen(points.territory >= 0)
    metres = nearest_sites(inside.vectors, centres).metres
    model = _shares(metres, inside.people, country.oblast[inside.territory], oblasts)
    return [round(float(each), 2) for each in np.abs(model - stations).mean(axis=0)]


def model_errors(country: Country, truth: Truth) -> dict[str, Any]:
    """Errors of the model and of naive ways on the oblasts that were not used to choose the density."""
    oblasts = sorted(set(np.unique(truth.oblast)) - _LEFT_OUT)
    fit, judged = oblasts[::2], oblasts[1::2]
    hromadas, places = country.hromadas, country.places
    nowhere = np.empty(0, np.float64)
    no_places = Places(np.empty(0, np.int64), nowhere, nowhere, nowhere)
    ways = {
        "model": spread_people(hromadas, places),
        "everybody over the hromada's disc": spread_people(hromadas, no_places),
        "everybody at the hromada's centroid": spread_people(
            replace(hromadas, area_km2=np.full(hromadas.area_km2.shape, np.nan)), no_places
        ),
    }
    return {
        "km": list(_KM),
        "oblasts": {"fit": fit, "judged": judged},
        "densities on the oblasts of the fit": {
            str(int(each)): error_of(spread_people(hromadas, places, density=each), country, truth, fit)
            for each in _DENSITIES
        },
        "errors on the others": {name: error_of(way, country, truth, judged) for name, way in ways.items()},
        "places": {"listed": country.listed, "matched": country.matched},
    }


def timed(repeats: int, work: Callable[[], object]) -> dict[str, float]:
    """Medians of the seconds of clock and processor."""
    clock, processor = [], []
    for _ in range(repeats):
        begin, used = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - begin)
        processor.append(time.process_time() - used)
    return {"seconds": round(median(clock), 4), "processor": round(median(processor), 4)}


def access_times(truth: Truth, repeats: int) -> dict[str, Any]:
    """Pairs of the country, E2SFCA over them, and the same by `access` where it is installed."""
    centres = unit_vectors(truth.centre_lat, truth.centre_lon)
    pairs = pairs_within(truth.stations, centres, _LIMITS[-1])
    decay = StepDecay(_LIMITS, _WEIGHTS)

    def catchment() -> Floats:
        return two_step(pairs, weights_of(pairs, decay), truth.voters, truth.centres).access

    times: dict[str, Any] = {
        "pairs": int(pairs.site.size),
        "pairs of the country, 30 km": timed(
            repeats, lambda: pairs_within(truth.stations, centres, _LIMITS[-1])
        ),
        "E2SFCA, known pairs": timed(repeats, catchment),
    }
    try:
        times["access"] = {"version": version("access")} | _by_access(pairs, truth, catchment(), repeats)
    except PackageNotFoundError:
        times["access"] = "not installed, so no ratio"
    return times


def _by_access(pairs: Any, truth: Truth, own: Floats, repeats: int) -> dict[str, Any]:
    """PySAL's `access` on the same pairs: its time, and the largest difference to ours."""
    import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]
    from access import fca, weights  # type: ignore[import-untyped,import-not-found,unused-ignore]

    demand = pandas.DataFrame({"value": truth.voters})
    supply = pandas.DataFrame({"value": truth.centres})
    cost = pandas.DataFrame({"origin": pairs.point, "dest": pairs.site, "cost": pairs.cost})
    step = weights.step_fn(dict(zip(_LIMITS, _WEIGHTS, strict=True)))

    def theirs() -> Any:
        return fca.two_stage_fca(
            demand_df=demand, supply_df=supply, cost_df=cost, max_cost=_LIMITS[-1], demand_index=True,
            demand_name="value", supply_index=True, supply_name="value", cost_origin="origin",
            cost_dest="dest", cost_name="cost", weight_fn=step, normalize=False,
        )  # fmt: skip

    values = theirs().reindex(range(pairs.points)).fillna(0.0).to_numpy()
    return {"largest difference": float(np.abs(values - own).max()), **timed(repeats, theirs)}


def coverage_times(country: Country, truth: Truth, repeats: int) -> dict[str, Any]:
    """`coverageWithin` 10 km by hromada, for the country and one oblast: cold, and with the travel known."""
    count = country.hromadas.people.size
    places = truth.centre_lat.size
    # Of the located centres of the register about half are known to the hromada, the others to the
    # settlement.
    radius = np.where(np.arange(places) % 2 == 0, 15_000.0, 3_000.0)
    times: dict[str, Any] = {}
    for name, oblast in (("country", None), ("oblast 05", "05")):
        points = spread_people(country.hromadas, country.places)
        if oblast is not None:
            points = points.chosen(country.oblast[points.territory] == oblast)
        sites = Sites(truth.centre_lat, truth.centre_lon, radius, np.zeros(places, np.int64))
        rows = Rows(points.territory, count)
        travel = straight_travel(points, sites)
        middles = middles_of(points, travel, rows)
        times[name] = {
            "points": int(points.lat.size),
            "cold": timed(
                repeats,
                lambda p=points, s=sites, r=rows: reach_within(p, straight_travel(p, s), 10_000, s, r),
            ),
            "known travel and medians": timed(
                repeats,
                lambda p=points, t=travel, s=sites, r=rows, m=middles: reach_within(p, t, 10_000, s, r, m),
            ),
        }
    times["people of the country"] = timed(repeats, lambda: spread_people(country.hromadas, country.places))
    return times


def main() -> None:
    """Print errors, times and versions as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    repeats = parser.parse_args().repeats
    if not DATA.is_dir():
        raise SystemExit(f"The public files are not there: {DATA}")
    truth, country = read_truth(), read_country()
    print(
        json.dumps(
            {
                "numpy": np.__version__,
                "people": model_errors(country, truth),
                "access": access_times(truth, repeats),
                "coverage": coverage_times(country, truth, repeats),
            },
            ensure_ascii=False,
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
