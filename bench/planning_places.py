"""What is stated of people in Ukraine, from the public files beside the project.

Cities and towns are from table 5 of Ukrstat's book of 2022, found in the КАТОТТГ of that year by oblast,
raion, type and name: since then raions and towns have got new names.
A place has the point of its hromada's seat where it is the seat, else that of GeoNames' place of the same
name that is nearest to the seat, within 40 km. Hromadas have area and people of 2022, and the centroid of
OCHA.
"""

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from openpyxl import load_workbook

from bench.import_speed import ROOT
from hub.planning.distance import Floats, metres
from hub.planning.people_model import Hromadas, Places

DATA = ROOT.parent / "shared" / "data"
_DAY = date(2022, 1, 1)
_NEAR_METRES = 40_000
_KYIV = "м.Київ"
_KYIV_KEY = ("Київ", "", "м.", "Київ")
#: What Ukrstat calls a city and a town, by the category of КАТОТТГ of 2022.
_KINDS = {"M": "м.", "T": "смт"}


@dataclass(frozen=True, slots=True)
class Country:
    """Inputs of the model, with the oblast (two digits) of each hromada."""

    hromadas: Hromadas
    places: Places
    oblast: np.ndarray[Any, Any]
    #: Where the seats of hromadas are, NaN where that is not known: shape (hromadas,) each.
    seat_lat: Floats
    seat_lon: Floats
    #: Places of table 5, and those that were found in КАТОТТГ.
    listed: int
    matched: int


def read_country(folder: Path = DATA) -> Country:
    """The country from the files in the folder."""
    profile = _rows(folder / "population" / "ua_hromada_profile_2022.csv")
    centroid = {
        row["pcode"]: (float(row["lat_centroid"]), float(row["lon_centroid"]))
        for row in _rows(folder / "codifiers" / "ua_ocha_pcode_hromadas_centroids_uk_ru_en.csv")
    }
    middles = [centroid.get(row["hromada_code"][:9], (np.nan, np.nan)) for row in profile]
    hromadas = Hromadas(
        code=tuple(row["hromada_code"] for row in profile),
        lat=np.array([lat for lat, _ in middles]),
        lon=np.array([lon for _, lon in middles]),
        area_km2=_column(profile, "square"),
        people=_column(profile, "total_popultaion_2022"),
        settlements=_column(profile, "n_settlements"),
        day=_DAY,
    )
    stated = list(_stated(folder / "population" / "ua_ukrstat_population_by_place_2022.xlsx"))
    codes = _codes(folder / "codifiers" / "ua_katottg_kse_older_version.csv")
    found = [(codes.get(key), key[-1], people) for key, people in stated]
    codified = [(code, name, people) for code, name, people in found if code is not None]
    return Country(
        hromadas=hromadas,
        places=_placed(codified, profile, folder),
        oblast=np.array([code[2:4] for code in hromadas.code]),
        seat_lat=_column(profile, "lat_center"),
        seat_lon=_column(profile, "lon_center"),
        listed=len(stated),
        matched=len(codified),
    )


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig") as text:
        return list(csv.DictReader(text))


def _column(rows: list[dict[str, str]], name: str) -> Floats:
    return np.array([float(row[name]) if row[name] not in {"", "NA"} else np.nan for row in rows])


def _plain(name: object) -> str:
    return re.sub(r"\s+", " ", str(name).replace("\xa0", " ").replace("`", "’").replace("'", "’")).strip()


def _stated(book: Path) -> Any:
    """(oblast, raion, kind, name) and people of each place of table 5."""
    oblast = raion = ""
    for cells in load_workbook(book, read_only=True)["12-47"].iter_rows(values_only=True):
        name, people = _plain(cells[0]), cells[1]
        if name.endswith(" область"):
            oblast = name.removesuffix(" область")
        elif name.endswith(" район"):
            raion = name.removesuffix(" район")
        elif isinstance(people, int | float) and name.replace(" ", "") == _KYIV:
            yield _KYIV_KEY, float(people)
        elif isinstance(people, int | float) and (match := re.match(r"(м\.|смт) ?(.+)", name)):
            yield (oblast, raion, match[1], _newest_name(match[2])), float(people)


def _newest_name(text: str) -> str:
    """The name before the bracket with an older one; a Latin c in the book is the letter с."""
    return text.partition(" (")[0].replace("c", "с")


def _codes(file: Path) -> dict[tuple[str, str, str, str], tuple[str, str] | None]:
    """(hromada, settlement) by the key of `_stated`; None for a key of several settlements."""
    names: dict[str, str] = {}
    codes: dict[tuple[str, str, str, str], tuple[str, str] | None] = {_KYIV_KEY: ("UA80", "UA80")}
    with file.open(encoding="utf-8-sig") as text:
        rows = list(csv.reader(text))[1:]
    for oblast, raion, hromada, settlement, _, category, name in rows:
        names[settlement or hromada or raion or oblast] = _plain(name)
        if settlement and category in _KINDS:
            key = (names[oblast], names[raion], _KINDS[category], _plain(name))
            codes[key] = None if key in codes else (hromada, settlement)
    return codes


def _placed(
    codified: list[tuple[tuple[str, str], str, float]], profile: list[dict[str, str]], folder: Path
) -> Places:
    rows = {row["hromada_code"]: number for number, row in enumerate(profile)}
    # The city of Kyiv has no hromada, and not every edition of the profile has it.
    rows |= {code[:4]: number for code, number in rows.items() if code.startswith("UA80")}
    seats = (_column(profile, "lat_center"), _column(profile, "lon_center"))
    points = _points_by_name(folder / "population" / "ua_geonames_cities500_population.csv")
    inside = [(code, name, people) for code, name, people in codified if code[0] in rows]
    lat, lon = np.full(len(inside), np.nan), np.full(len(inside), np.nan)
    for number, ((hromada, settlement), name, _) in enumerate(inside):
        row = rows[hromada]
        seat = float(seats[0][row]), float(seats[1][row])
        if hromada == "UA80" or profile[row]["hromada_center_code"] == settlement:
            lat[number], lon[number] = seat
        elif (near := points.get(name)) is not None and np.isfinite(seat).all():
            away = metres(np.full(len(near), seat[0]), np.full(len(near), seat[1]), near[:, 0], near[:, 1])
            if away.min() <= _NEAR_METRES:
                lat[number], lon[number] = near[away.argmin()]
    index = np.array([rows[code[0]] for code, _, _ in inside], np.int64)
    return Places(index, lat, lon, np.array([people for _, _, people in inside]), _DAY)


def _points_by_name(file: Path) -> dict[str, Floats]:
    points: dict[str, list[tuple[float, float]]] = {}
    for row in _rows(file):
        for name in row["alternatenames_cyrillic"].split("|"):
            points.setdefault(_plain(name), []).append((float(row["latitude"]), float(row["longitude"])))
    return {name: np.array(each) for name, each in points.items()}
