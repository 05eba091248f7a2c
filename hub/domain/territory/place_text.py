"""The territorial parts of an address: «вул. Миру, 57, с. Довге, Довжанська ТГ, Закарпатська область».

Parts are told by their type words, wherever they stand. A part without one is a settlement only where
the form leaves no doubt: after the house number and before a part with a type word.
"""

import re
from dataclasses import dataclass

from hub.domain.territory.names import split_type
from hub.domain.territory.query import PlaceQuery
from hub.domain.text import fold, tidy
from hub.domain.vocabulary import Country, TerritoryLevel

_COUNTRIES = {
    "україна": Country.UA, "украина": Country.UA, "ukraine": Country.UA,
    "россия": Country.RU, "российская федерация": Country.RU, "рф": Country.RU,
    "казахстан": Country.KZ, "республика казахстан": Country.KZ, "рк": Country.KZ,
    "қазақстан": Country.KZ, "қазақстан республикасы": Country.KZ,
}  # fmt: skip
_NOTHING = frozenset({"", "none", "null", "nan", "n a"})
_HOUSE = re.compile(r"(?:б/н|(?:буд|будинок|д|дом|үй)?\.?\s*\d)", re.IGNORECASE)
_QUARTER = re.compile(r"м-н\b|мкр|мікрорайон|микрорайон", re.IGNORECASE)
#: «вул. Селищна» names a street, though its adjective is a hromada's type word too.
_STREET = re.compile(
    r"(?:вул(?:иця)?|ул(?:ица)?|просп(?:ект)?|пр-к?т|пров(?:улок)?|пер(?:еулок)?|бульв(?:ар)?|бул|б-р"
    r"|пл(?:оща|ощадь)?|шос?се|наб(?:ережна)?|майдан|тупик|узвіз|ал(?:ея|лея)?)\b\.?\s",
    re.IGNORECASE,
)
_POSTAL_CODE = re.compile(r"\d{5,6}")
_ADJECTIVE_OF_HROMADA = re.compile(r"[\w’'-]+(?:ська|цька|зька)(?: міська| селищна| сільська)?")
_PARTS = {
    TerritoryLevel.REGION: "region",
    TerritoryLevel.DISTRICT: "district",
    TerritoryLevel.HROMADA: "hromada",
    TerritoryLevel.SETTLEMENT: "settlement",
}


@dataclass(frozen=True, slots=True)
class PlaceText:
    """An address in two: the place, and what is left of it (street, house, room) in its own order."""

    place: PlaceQuery
    rest: tuple[str, ...]


def parse_place(text: str) -> PlaceQuery:
    """The region, district, hromada and settlement that an address names, words of type included."""
    return split_place(text).place


def split_place(text: str) -> PlaceText:
    """The place of an address and the parts that are no place; empty markers and the index are dropped."""
    segments = [tidy(part) for part in re.split(r"[,;\n]", text)]
    segments = [part for part in segments if fold(part) not in _NOTHING and not _POSTAL_CODE.fullmatch(part)]
    country = next((_COUNTRIES[fold(part)] for part in segments if fold(part) in _COUNTRIES), None)
    segments = [part for part in segments if fold(part) not in _COUNTRIES]
    parts = [_part(segment) for segment in segments]
    found: dict[str, str] = {}
    taken: set[int] = set()
    for name in _PARTS.values():
        places = [place for place, part in enumerate(parts) if part == name]
        if places:
            chosen = min(places, key=lambda place: _is_house(segments, place + 1))
            found[name] = segments[chosen]
            taken.add(chosen)
    taken |= _place_untyped(segments, taken, found)
    rest = tuple(segment for place, segment in enumerate(segments) if place not in taken)
    place = PlaceQuery(
        region=found.get("region"),
        district=found.get("district"),
        hromada=found.get("hromada"),
        settlement=found.get("settlement"),
        country=country,
    )
    return PlaceText(place, rest)


def _is_house(segments: list[str], place: int) -> bool:
    """Whether a house number stands there. «М. Грушевського, 39, м. Боярка»: what precedes it is a street."""
    return place < len(segments) and bool(_HOUSE.match(segments[place]))


def _part(segment: str) -> str | None:
    """Which part of a place the segment's type word makes it, None for streets, houses and bare words."""
    if _HOUSE.match(segment) or _QUARTER.match(segment) or _STREET.match(segment):
        return None
    typed = split_type(segment)
    if typed.hint is None or not typed.key or typed.key[0].isdigit():
        return None
    return _PARTS[typed.hint.level]


def _place_untyped(segments: list[str], taken: set[int], found: dict[str, str]) -> set[int]:
    """Puts bare words after the house number where they belong; gives the places it used."""
    used: set[int] = set()
    houses = [place for place in range(len(segments)) if _is_house(segments, place)]
    for place in range(houses[0] + 1 if houses else len(segments), len(segments)):
        segment = segments[place]
        if place in taken or _is_house(segments, place):
            continue
        if "hromada" not in found and _ADJECTIVE_OF_HROMADA.fullmatch(segment):
            found["hromada"] = segment
        elif "settlement" not in found and len(segment) > 1 and segment[0].isupper():
            found["settlement"] = segment
        else:
            continue
        used.add(place)
    return used
