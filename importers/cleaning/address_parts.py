"""What one part of an address, between two commas, may be by itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from hub.domain.text import tidy
from importers.cleaning import address_words as words
from importers.cleaning.result import is_nothing

_SOMETHING = re.compile(r"[^\W_0]")

#: So many parts are kept: streets and numbers of houses repeat far more often than whole addresses.
_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class StreetReading:
    """A part as a street: by its whole name, and by the name before a house number at its end."""

    name: str
    former: str | None
    before_house: str | None
    house: str | None


@dataclass(frozen=True, slots=True)
class SettlementReading:
    """A part as a settlement; `kind` is city, town or village."""

    name: str
    kind: str


Reading = str | StreetReading | SettlementReading


@lru_cache(maxsize=_REMEMBERED)
def says_something(part: str) -> bool:
    """Whether a part is more than a blank, a dash or a word for a house without its number."""
    if is_nothing(part) or part == "ні" or words.BARE_HOUSE_WORD.fullmatch(part):
        return False
    return bool(_SOMETHING.search(part))


@lru_cache(maxsize=_REMEMBERED)
def readings(part: str) -> tuple[tuple[str, Reading], ...]:
    """Everything that a part may be, as kind and reading, whatever stands around it; likeliest first."""
    if words.DATE.fullmatch(part):
        return (("date", part),)
    rules = _RULES if words.PLACE_WORD.search(part) else _RULES_WITHOUT_PLACES
    read = ((kind, rule(part)) for kind, rule in rules.items())
    return tuple((kind, found) for kind, found in read if found)


def _country(part: str) -> str | None:
    return part if words.COUNTRY.fullmatch(part) else None


def _postcode(part: str) -> str | None:
    match = words.POSTCODE.fullmatch(part)
    return match["postcode"] if match else None


def _region(part: str) -> str | None:
    match = words.REGION.fullmatch(part)
    return (match["name"] or match["after"] or match["whole"]) if match else None


def _hromada(part: str) -> str | None:
    match = words.HROMADA.fullmatch(part)
    return (match["name"] or match["short"] or match["okrug"]) if match else None


def _district(part: str) -> str | None:
    match = words.DISTRICT.fullmatch(part)
    return (match["name"] or match["after"]) if match else None


def _office(part: str) -> str | None:
    match = words.OFFICE.fullmatch(part)
    return match["office"] if match else None


def _building(part: str) -> str | None:
    match = words.BUILDING.fullmatch(part)
    return match["building"] if match else None


def _house(part: str) -> str | None:
    match = words.HOUSE.fullmatch(part)
    return (match["house"] or match["first"]) if match else None


def _street(part: str) -> StreetReading | None:
    english = words.ENGLISH_STREET.fullmatch(part)
    if english:
        return StreetReading(english["street"], None, english["street"], english["house"])
    name, former = without_former(part)
    typed = words.STREET.fullmatch(name)
    if not typed:
        return None
    numbered = words.STREET_WITH_HOUSE.fullmatch(name)
    before = words.STREET.fullmatch(numbered["street"]) if numbered else None
    return StreetReading(
        _street_name(typed),
        former,
        _street_name(before) if before else None,
        numbered["house"] if numbered else None,
    )


def _house_letter(part: str) -> str | None:
    return part if words.LONE_LETTER.fullmatch(part) else None


def _settlement(part: str) -> SettlementReading | None:
    match = words.SETTLEMENT.fullmatch(part)
    if not match:
        return None
    kind = words.SETTLEMENT_KINDS[(match["kind"] or match["last"]).lower()]
    return SettlementReading(match["name"] or match["before"], kind)


_RULES: dict[str, Callable[[str], Reading | None]] = {
    "country": _country,
    "postcode": _postcode,
    "region": _region,
    "hromada": _hromada,
    "district": _district,
    "office": _office,
    "building": _building,
    "house": _house,
    "house letter": _house_letter,
    "settlement": _settlement,
    "street": _street,
}
_RULES_WITHOUT_PLACES = {
    kind: rule for kind, rule in _RULES.items() if kind not in {"region", "hromada", "district"}
}


def _street_name(match: re.Match[str]) -> str:
    if match["kind"]:
        return f"{words.STREET_KINDS[match['kind'].lower()]} {match['name']}"
    return f"{match['before']} {words.STREET_KINDS[match['last'].lower()]}"


def without_former(part: str) -> tuple[str, str | None]:
    """A street without the former name that stands in brackets after it."""
    match = words.FORMER.search(part)
    if not match or match.start() == 0:
        return part, None
    return tidy(part[: match.start()] + part[match.end() :]), match["former"]
