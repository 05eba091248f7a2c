"""Coordinates as registers hold them: degrees in many spellings, swapped axes, zeros, coarse values."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from hub.domain.text import tidy
from hub.domain.vocabulary import PrecisionClass, Severity
from importers.cleaning.result import Cleaned, Trouble, is_nothing, refused

#: Whether a point (latitude, longitude) lies where its row says it does.
Inside = Callable[[float, float], bool]


@dataclass(frozen=True, slots=True)
class Coordinates:
    """WGS 84 degrees; `metres` is the half-width that the written digits leave open."""

    lat: float
    lon: float
    metres: float

    @property
    def precision(self) -> PrecisionClass:
        """The finest class that the written digits allow; the place itself may be coarser."""
        if self.metres <= 50:
            return PrecisionClass.EXACT
        if self.metres <= 500:
            return PrecisionClass.STREET
        return PrecisionClass.SETTLEMENT if self.metres <= 5_000 else PrecisionClass.TERRITORY


@dataclass(frozen=True, slots=True)
class _Angle:
    degrees: float
    metres: float
    axis: str | None = None  # lat or lon, where a letter says so


_METRES_PER_DEGREE = 111_320.0
_COARSE_METRES = 1_000.0
#: A centimetre: finer than any register, coarse enough to hide how minutes and seconds divide.
_DIGITS = 7
_DECIMAL = re.compile(r"([+-]?\d{1,3})(?:[.,](\d+))?\s*°?")
_SEXAGESIMAL = re.compile(
    r"(\d{1,3})\s*(?:°|º|град\.?|гр\.?|\s|d)\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:['’′]|мин\.?|хв\.?|\s|m|$)"
    r"\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:[\"”″]|''|’’|′′|сек\.?|с\.?|s)?)?"
)
_HEMISPHERES = {
    "n": ("lat", 1), "s": ("lat", -1), "e": ("lon", 1), "w": ("lon", -1),
    "пн": ("lat", 1), "пд": ("lat", -1), "сх": ("lon", 1), "зх": ("lon", -1),
    "с": ("lat", 1), "ю": ("lat", -1), "в": ("lon", 1), "з": ("lon", -1),
}  # fmt: skip
_HEMISPHERE = re.compile(
    r"(?:^\s*([nsew])\s*|\s*(?:([nsew])|(пн|пд|с|ю)\.?\s*ш\.?|(сх|зх|в|з)\.?\s*д\.?)\s*$)", re.IGNORECASE
)
_WKT = re.compile(r"(?:srid=4326;)?\s*point\s*\(\s*(\S+)\s+(\S+)\s*\)", re.IGNORECASE)
#: So many signs a point takes at most, in degrees, minutes and seconds with their words.
_LONGEST = 200
_PAIRS = (
    re.compile(r"\s*;\s*"),
    re.compile(r"\s*,\s+"),
    re.compile(r"(?<=\.\d)(\d*),(?=[+-]?\d+\.\d)"),
    re.compile(r"\s+"),
)


def clean_coordinates(
    latitude: str, longitude: str, inside: Inside | None = None
) -> Cleaned[Coordinates | None]:
    """A point from two cells, or None with the reason.

    Axes are swapped only when a letter says so, or when the swapped point alone satisfies `inside`.
    A point that fails `inside` both ways is refused, since one of the two is wrong.
    """
    if is_nothing(latitude) and is_nothing(longitude):
        return Cleaned(None)
    first, second = _angle(latitude), _angle(longitude)
    raw = f"{tidy(latitude)}; {tidy(longitude)}"
    if first is None or second is None:
        return refused(
            "COORDINATES_UNCLEAR", f"«{raw}» is not a point; write decimal degrees, 49.2328; 28.4816."
        )
    if first.degrees == second.degrees == 0:
        return refused(
            "COORDINATES_ZERO", "Zero latitude and longitude stand for no point; leave both empty."
        )
    return _placed(first, second, inside, raw)


def clean_point(text: str, inside: Inside | None = None) -> Cleaned[Coordinates | None]:
    """A point from one cell: «49.2328, 28.4816», «49,2328; 28,4816», degrees with letters, or WKT."""
    if is_nothing(text):
        return Cleaned(None)
    raw = tidy(text)
    if len(raw) > _LONGEST:
        return refused(
            "COORDINATES_UNCLEAR",
            f"«{raw[:_LONGEST]}…» is not a point; write decimal degrees, 49.2328; 28.4816.",
        )
    if match := _WKT.fullmatch(raw):
        return clean_coordinates(match.group(2), match.group(1), inside)
    for first, second in _halves(raw):
        if _angle(first) and _angle(second):
            return clean_coordinates(first, second, inside)
    return refused("COORDINATES_UNCLEAR", f"«{raw}» is not a point; write decimal degrees, 49.2328; 28.4816.")


def _placed(first: _Angle, second: _Angle, inside: Inside | None, raw: str) -> Cleaned[Coordinates | None]:
    as_given, swapped = _point(first, second), _point(second, first)
    told = (first.axis, second.axis)
    if told in {("lon", "lat"), ("lon", None), (None, "lat")}:
        as_given, swapped = swapped, as_given
    elif told in {("lat", "lat"), ("lon", "lon")}:
        return refused("COORDINATES_UNCLEAR", f"«{raw}» gives the same axis twice; correct it in the source.")
    if inside is None or (as_given and inside(as_given.lat, as_given.lon)):
        chosen = as_given
    elif swapped and inside(swapped.lat, swapped.lon) and told == (None, None):
        note = (
            f"Latitude and longitude of «{raw}» were swapped: only so does the point lie where the row says."
        )
        return Cleaned(swapped, (Trouble("COORDINATES_SWAPPED", note, Severity.INFO), *_coarse(swapped, raw)))
    elif as_given:
        return refused(
            "COORDINATES_OUTSIDE", f"The point «{raw}» does not lie where its row says; check both."
        )
    else:
        chosen = None
    if chosen is None:
        return refused(
            "COORDINATES_UNCLEAR", f"«{raw}» is not on Earth; write decimal degrees, 49.2328; 28.4816."
        )
    return Cleaned(chosen, _coarse(chosen, raw))


def _point(lat: _Angle, lon: _Angle) -> Coordinates | None:
    if abs(lat.degrees) > 90 or abs(lon.degrees) > 180:
        return None
    return Coordinates(round(lat.degrees, _DIGITS), round(lon.degrees, _DIGITS), max(lat.metres, lon.metres))


def _coarse(point: Coordinates, raw: str) -> tuple[Trouble, ...]:
    if point.metres < _COARSE_METRES:
        return ()
    note = f"«{raw}» has too few digits for an address: it is true within {point.metres:.0f} m only."
    return (Trouble("COORDINATES_COARSE", note),)


def _halves(raw: str) -> list[tuple[str, str]]:
    """Every way to cut a cell in two, the surest separator first."""
    halves = []
    for separator in _PAIRS:
        for match in separator.finditer(raw):
            halves.append((raw[: match.start()] + "".join(match.groups("")), raw[match.end() :]))
    return halves


def _angle(text: str) -> _Angle | None:
    plain = tidy(text).replace("−", "-").lower()
    axis, sign = None, 1
    if match := _HEMISPHERE.search(plain):
        axis, sign = _HEMISPHERES[next(filter(None, match.groups()))]
        plain = (plain[: match.start()] + plain[match.end() :]).strip()
    if match := _DECIMAL.fullmatch(plain):
        whole, decimals = match.group(1), match.group(2) or ""
        return _Angle(sign * float(f"{whole}.{decimals or 0}"), _half_step(10.0 ** -len(decimals)), axis)
    if match := _SEXAGESIMAL.fullmatch(plain):
        return _sexagesimal(match, sign, axis)
    return None


def _sexagesimal(match: re.Match[str], sign: int, axis: str | None) -> _Angle | None:
    degrees, minutes, seconds = ((part or "").replace(",", ".") for part in match.groups())
    if float(minutes) >= 60 or float(seconds or 0) >= 60:
        return None
    value = int(degrees) + float(minutes) / 60 + float(seconds or 0) / 3600
    finest, unit = (seconds, 3600.0) if seconds else (minutes, 60.0)
    step = 10.0 ** -len(finest.partition(".")[2]) / unit
    return _Angle(sign * value, _half_step(step), axis)


def _half_step(degrees: float) -> float:
    return degrees / 2 * _METRES_PER_DEGREE
