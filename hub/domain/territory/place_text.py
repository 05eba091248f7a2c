"""The territorial parts of an address: «вул. Миру, 57, с. Довге, Довжанська ТГ, Закарпатська область».

Parts are told by their type words, wherever they stand. A part without one is a settlement only where
the form leaves no doubt: after the house number and before a part with a type word.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

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
_STREET_WORD = (
    r"вул(?:иця)?|ул(?:ица)?|просп(?:ект)?|пр-к?т|пров(?:улок)?|пер(?:еулок)?|бульв(?:ар)?|бул|б-р"
    r"|пл(?:оща|ощадь)?|шос?се|наб(?:ережна)?|майдан|тупик|узвіз|ал(?:ея|лея)?|проїзд|в’їзд|шлях|квартал"
)
#: Line breaks part as commas do, and a street begins a part of its own: «м. Вінниця вул. Соборна».
_BETWEEN = re.compile(
    rf"[,;\n\r\v\f\x85\u2028\u2029]|(?<=[\w’'.)])\s+(?=(?:{_STREET_WORD})\.\s*[^\W\d])", re.IGNORECASE
)
_BRACKETS = re.compile(r"\(([^()]*)\)?")
_HOUSE = re.compile(r"(?:б/н|(?:буд|будинок|б|д|дом|үй)?\.?\s*\d)", re.IGNORECASE)
_QUARTER = re.compile(r"м-н\b|мкр|мікрорайон|микрорайон", re.IGNORECASE)
#: «вул. Селищна» and «б.Верховної Ради» name streets, though «селищна» and «рада» are a hromada's words too.
_STREET = re.compile(
    rf"(?:{_STREET_WORD}|б|пр|кв)(?:\.\s*|\s+)(?!\d+$)\S|.*\s(?:{_STREET_WORD})\.?$|верховн\w+ рад\w+$",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_a-zа-яіїєґ][^\W\d_]*(?:[\s’'-]+[^\W\d_]+){0,3}")
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
    segments = [segment for segment in map(_segment, _divided(text)) if segment]
    country = next((segment.country for segment in segments if segment.country), None)
    segments = [segment for segment in segments if not segment.country]
    chosen: dict[str, int] = {}
    for place, segment in enumerate(segments):
        if segment.part and (
            segment.part not in chosen
            # «М. Грушевського, 39, м. Боярка»: what stands before a house number is a street.
            or (_is_house(segments, chosen[segment.part] + 1) and not _is_house(segments, place + 1))
        ):
            chosen[segment.part] = place
    found = {part: segments[place].name for part, place in chosen.items()}
    taken = set(chosen.values())
    taken |= _place_untyped(segments, taken, found)
    rest = tuple(segment.text for place, segment in enumerate(segments) if place not in taken)
    place_query = PlaceQuery(
        region=found.get("region"),
        district=found.get("district"),
        hromada=found.get("hromada"),
        settlement=found.get("settlement"),
        country=country,
    )
    return PlaceText(place_query, rest)


def _divided(text: str) -> list[str]:
    """The parts between commas and line breaks; commas in brackets divide nothing."""
    if "(" not in text:
        return _BETWEEN.split(text)
    kept = _BRACKETS.sub(lambda match: _BETWEEN.sub(" ", match.group()), text)
    return _BETWEEN.split(kept)


@dataclass(frozen=True, slots=True)
class _Segment:
    """What stands between two commas, its name without brackets, and which part of a place it is, if any."""

    text: str
    name: str
    country: Country | None
    part: str | None
    house: bool


# Streets, house numbers and hromadas repeat far more often than whole addresses do.
@lru_cache(maxsize=50_000)
def _segment(raw: str) -> _Segment | None:
    """The segment, or None for an empty marker and a postal code."""
    text = tidy(raw)
    name = without_brackets(text)
    folded = fold(name)
    if folded in _NOTHING or _POSTAL_CODE.fullmatch(name):
        return None
    return _Segment(text, name, _COUNTRIES.get(folded), _part(name), bool(_HOUSE.match(name)))


def without_brackets(name: str) -> str:
    """A name without what stands behind it in brackets, as in «Лебедин(з)»; one all in brackets stays."""
    return tidy(_BRACKETS.sub(" ", name)) or name if "(" in name else name


def _is_house(segments: list[_Segment], place: int) -> bool:
    """Whether a house number stands there."""
    return place < len(segments) and segments[place].house


def _part(segment: str) -> str | None:
    """Which part of a place the segment's type word makes it, None for streets, houses and bare words."""
    if _HOUSE.match(segment) or _QUARTER.match(segment) or _STREET.match(segment):
        return None
    typed = split_type(segment)
    if typed.hint is None or not typed.key or typed.key[0].isdigit():
        return None
    return _PARTS[typed.hint.level]


def _place_untyped(segments: list[_Segment], taken: set[int], found: dict[str, str]) -> set[int]:
    """Puts bare words behind a house or before a street where they belong; gives the places it used."""
    used = _before_street(segments, taken, found)
    first = next((place for place, segment in enumerate(segments) if segment.house), len(segments))
    for place in range(first + 1, len(segments)):
        segment = segments[place]
        if place in taken or place in used or segment.house or _STREET.match(segment.name):
            continue
        if "hromada" not in found and _ADJECTIVE_OF_HROMADA.fullmatch(segment.name):
            found["hromada"] = segment.name
        elif "settlement" not in found and len(segment.name) > 1 and segment.name[0].isupper():
            found["settlement"] = segment.name
        else:
            continue
        used.add(place)
    return used


def _before_street(segments: list[_Segment], taken: set[int], found: dict[str, str]) -> set[int]:
    """«Вінниця, вул. Соборна, 1»: a bare name right before a street, where nothing says the settlement."""
    if "settlement" in found or "hromada" in found:
        return set()
    for place, (segment, following) in enumerate(pairwise(segments)):
        bare = place not in taken and not segment.house and not _STREET.match(segment.name)
        if bare and not following.house and _STREET.match(following.name) and _NAME.fullmatch(segment.name):
            found["settlement"] = segment.name
            return {place}
    return set()
