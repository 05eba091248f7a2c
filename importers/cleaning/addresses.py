"""Addresses taken apart: street, house, office, postcode, and the places that a gazetteer resolves."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from hub.domain.text import mend_script, normalise_apostrophe, tidy
from hub.domain.vocabulary import Severity
from importers.cleaning import address_words as words
from importers.cleaning.result import Cleaned, Trouble, is_nothing


@dataclass(frozen=True, slots=True)
class Address:
    """An address as displayed (`text`) and its parts, as written but without their type words.

    `street` keeps its type as an abbreviation («вул. Соборна»), `region` and `district` are adjectives
    («Вінницька»), `settlement_kind` is city, town or village. `rest` is what no rule recognised.
    """

    text: str
    postcode: str | None = None
    region: str | None = None
    district: str | None = None
    hromada: str | None = None
    settlement: str | None = None
    settlement_kind: str | None = None
    street: str | None = None
    former_street: str | None = None
    house: str | None = None
    building: str | None = None
    office: str | None = None
    rest: tuple[str, ...] = ()


_SEPARATOR = re.compile(r"\s*[,;]\s*(?![^()]*\))")
_SOMETHING = re.compile(r"[^\W_0]")
_UNKNOWN = "unknown"
_LETTER = re.compile(r"[^\W\d_]{2}")


def clean_address(text: str) -> Cleaned[Address | None]:
    """The parts of an address, or None for an empty cell.

    A part without a type word is a street if a house number follows it, and a settlement if it stands
    before a street or after a house; any other stays in `rest`, with ADDRESS_UNCLEAR.
    """
    if is_nothing(text):
        return Cleaned(None)
    display = mend_script(normalise_apostrophe(tidy(text))).strip(" ,;")
    divided = words.MISSING_COMMA.sub(", ", words.STRAY_KIND.sub(r"\g<kind>. ", display))
    parts = [part.strip(" .") for part in _SEPARATOR.split(divided)]
    parts = [part for part in parts if _says_something(part)]
    address = Address(display)
    kinds: list[str] = []
    for index, part in enumerate(parts):
        kind, address = _recognise(part, parts[index + 1 :], address)
        kinds.append(kind)
    address = _place_unknown(address, parts, kinds)
    troubles = []
    if "date" in kinds:
        message = f"A spreadsheet made a date of the house number in «{display}»; enter it again as text."
        troubles.append(Trouble("ADDRESS_HOUSE_IS_DATE", message))
    if address.rest:
        message = f"Of the address «{display}» the part «{', '.join(address.rest)}» was not understood."
        troubles.append(Trouble("ADDRESS_UNCLEAR", message, Severity.INFO))
    return Cleaned(address, tuple(troubles))


def _says_something(part: str) -> bool:
    if is_nothing(part) or part == "ні" or words.BARE_HOUSE_WORD.fullmatch(part):
        return False
    return bool(_SOMETHING.search(part))


def _recognise(part: str, following: list[str], address: Address) -> tuple[str, Address]:
    """The kind of a part that tells it by itself, and the address with it; the first rule wins."""
    if words.DATE.fullmatch(part):
        return "date", address
    rules = _RULES if words.PLACE_WORD.search(part) else _RULES_WITHOUT_PLACES
    for kind, rule in rules.items():
        found = rule(part, address)
        if found and not (kind == "settlement" and _has_initial(part, following)):
            return kind, found
    return _UNKNOWN, address


def _has_initial(part: str, following: list[str]) -> bool:
    """«С. Бандери, 5» is a street named after a person, while «с. Бандери, 5» is a house in a village."""
    match = words.SETTLEMENT.fullmatch(part)
    kind = (match and match["kind"]) or ""
    return kind[:1].isupper() and len(kind) <= 2 and bool(following and words.HOUSE.fullmatch(following[0]))


def _country(part: str, address: Address) -> Address | None:
    return address if words.COUNTRY.fullmatch(part) else None


def _postcode(part: str, address: Address) -> Address | None:
    match = words.POSTCODE.fullmatch(part)
    return replace(address, postcode=match["postcode"]) if match and not address.postcode else None


def _region(part: str, address: Address) -> Address | None:
    match = words.REGION.fullmatch(part)
    name = match and (match["name"] or match["after"] or match["whole"])
    return replace(address, region=name) if name and not address.region else None


def _hromada(part: str, address: Address) -> Address | None:
    match = words.HROMADA.fullmatch(part)
    name = match and (match["name"] or match["short"] or match["okrug"])
    return replace(address, hromada=name) if name and not address.hromada else None


def _district(part: str, address: Address) -> Address | None:
    match = words.DISTRICT.fullmatch(part)
    name = match and (match["name"] or match["after"])
    return replace(address, district=name) if name and not address.district else None


def _office(part: str, address: Address) -> Address | None:
    match = words.OFFICE.fullmatch(part)
    return replace(address, office=match["office"]) if match and not address.office else None


def _building(part: str, address: Address) -> Address | None:
    match = words.BUILDING.fullmatch(part)
    if not match:
        return None
    if not address.building:
        return replace(address, building=match["building"])
    # «корп. 7, к. 537»: after a building «к.» is a room.
    return replace(address, office=match["building"]) if not address.office else None


def _house(part: str, address: Address) -> Address | None:
    match = words.HOUSE.fullmatch(part)
    house = match and (match["house"] or match["first"])
    return replace(address, house=house) if house and not address.house else None


def _street(part: str, address: Address) -> Address | None:
    if address.street:
        return None
    name, former = _without_former(part)
    house = None
    typed = words.STREET.fullmatch(name)
    if typed and not address.house and (numbered := words.STREET_WITH_HOUSE.fullmatch(name)):
        name, house = numbered["street"], numbered["house"]
        typed = words.STREET.fullmatch(name)
    if not typed:
        return None
    return replace(address, street=_street_name(typed), former_street=former, house=house or address.house)


def _house_letter(part: str, address: Address) -> Address | None:
    if not words.LONE_LETTER.fullmatch(part) or not address.house or not address.house.isdecimal():
        return None
    return replace(address, house=address.house + part)


def _settlement(part: str, address: Address) -> Address | None:
    match = words.SETTLEMENT.fullmatch(part)
    if not match or address.settlement:
        return None
    kind = words.SETTLEMENT_KINDS[(match["kind"] or match["last"]).lower()]
    return replace(address, settlement=match["name"] or match["before"], settlement_kind=kind)


_RULES: dict[str, Callable[[str, Address], Address | None]] = {
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


def _place_unknown(address: Address, parts: list[str], kinds: list[str]) -> Address:
    """Parts without a type word, told by what stands around them."""
    rest: list[str] = []
    for index in (index for index, kind in enumerate(kinds) if kind == _UNKNOWN):
        part, earlier = parts[index], {"street", "house"} & set(kinds[:index])
        following = kinds[index + 1] if index + 1 < len(kinds) else None
        numbered = words.STREET_WITH_HOUSE.fullmatch(part)
        if not address.street and following in {"house", "date"}:
            name, former = _without_former(part)
            address = replace(address, street=name, former_street=former)
        elif not address.street and not address.house and numbered and _LETTER.search(numbered["street"]):
            address = replace(address, street=numbered["street"], house=numbered["house"])
        elif (
            earlier
            and following == "region"
            and not address.hromada
            and words.HROMADA_ADJECTIVE.fullmatch(part)
        ):
            address = replace(address, hromada=part)
        elif not address.settlement and part[0].isupper() and (following == "street" or earlier):
            address = replace(address, settlement=part)
        else:
            rest.append(part)
    return replace(address, rest=tuple(rest))


def _street_name(match: re.Match[str]) -> str:
    if match["kind"]:
        return f"{words.STREET_KINDS[match['kind'].lower()]} {match['name']}"
    return f"{match['before']} {words.STREET_KINDS[match['last'].lower()]}"


def _without_former(part: str) -> tuple[str, str | None]:
    """A street without the former name that stands in brackets after it."""
    match = words.FORMER.search(part)
    if not match or match.start() == 0:
        return part, None
    return tidy(part[: match.start()] + part[match.end() :]), match["former"]
