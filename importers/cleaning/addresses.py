"""Addresses taken apart: street, house, office, postcode, and the places that a gazetteer resolves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields

from hub.domain.text import mend_script, normalise_apostrophe, tidy
from hub.domain.vocabulary import Severity
from importers.cleaning import address_words as words
from importers.cleaning.address_parts import (
    Reading,
    SettlementReading,
    StreetReading,
    readings,
    says_something,
    without_former,
)
from importers.cleaning.lines import on_one_line
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


_SEPARATOR = re.compile(r"[,;](?![^()]*\))")
_UNKNOWN = "unknown"
_LETTER = re.compile(r"[^\W\d_]{2}")


@dataclass(slots=True)
class _Draft:
    """An address while its parts are being told apart."""

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


def clean_address(text: str) -> Cleaned[Address | None]:
    """The parts of an address, or None for an empty cell.

    A part without a type word is a street if a house number follows it, and a settlement if it stands
    before a street or after a house; any other stays in `rest`, with ADDRESS_UNCLEAR.
    """
    if is_nothing(text):
        return Cleaned(None)
    if len(text) > _LONGEST:
        message = f"«{tidy(text[:_SHOWN])}…» has {len(text)} signs, which is no address; it is not kept."
        return Cleaned(None, (Trouble("ADDRESS_TOO_LONG", message),))
    display = mend_script(normalise_apostrophe(tidy(on_one_line(text)))).strip(" ,;")
    divided = words.MISSING_COMMA.sub(", ", words.STRAY_KIND.sub(r"\g<kind>. ", display))
    parts = [part.strip(" .") for part in _SEPARATOR.split(divided)]
    parts = [part for part in parts if says_something(part)]
    draft = _Draft()
    kinds = [_recognise(part, parts[index + 1 :], draft) for index, part in enumerate(parts)]
    rest = tuple(_place_unknown(draft, parts, kinds))
    troubles = []
    if "date" in kinds:
        message = f"A spreadsheet made a date of the house number in «{display}»; enter it again as text."
        troubles.append(Trouble("ADDRESS_HOUSE_IS_DATE", message))
    if rest:
        message = f"Of the address «{display}» the part «{', '.join(rest)}» was not understood."
        troubles.append(Trouble("ADDRESS_UNCLEAR", message, Severity.INFO))
    told = {field: getattr(draft, field) for field in _TOLD}
    return Cleaned(Address(display, **told, rest=rest), tuple(troubles))


#: Longer texts are no addresses, and how much of one is shown.
_LONGEST = 1000
_SHOWN = 100
_TOLD = tuple(field.name for field in fields(_Draft))


def _recognise(part: str, following: list[str], draft: _Draft) -> str:
    """The kind of a part that tells it by itself, now in the draft; the first rule that finds room wins."""
    for kind, read in readings(part):
        if kind == "settlement" and _has_initial(part, following):
            continue
        if _taken(kind, read, draft):
            return kind
    return _UNKNOWN


def _taken(kind: str, read: Reading, draft: _Draft) -> bool:
    """Whether the draft has room for what was read as this kind; then it is there now."""
    if isinstance(read, StreetReading):
        return _street_taken(read, draft)
    if isinstance(read, SettlementReading):
        if draft.settlement:
            return False
        draft.settlement, draft.settlement_kind = read.name, read.kind
        return True
    if kind in {"date", "country"}:
        return True
    if kind == "house letter":
        if not draft.house or not draft.house.isdecimal():
            return False
        draft.house += read
        return True
    if kind == "building" and draft.building:
        # «корп. 7, к. 537»: after a building «к.» is a room.
        kind = "office"
    if getattr(draft, kind):
        return False
    setattr(draft, kind, read)
    return True


def _street_taken(read: StreetReading, draft: _Draft) -> bool:
    if draft.street:
        return False
    name, house = read.name, draft.house
    if read.house and not house:
        if read.before_house is None:
            return False
        name, house = read.before_house, read.house
    draft.street, draft.former_street, draft.house = name, read.former, house
    return True


def _has_initial(part: str, following: list[str]) -> bool:
    """«С. Бандери, 5» is a street named after a person, while «с. Бандери, 5» is a house in a village."""
    match = words.SETTLEMENT.fullmatch(part)
    kind = (match and match["kind"]) or ""
    return kind[:1].isupper() and len(kind) <= 2 and bool(following and words.HOUSE.fullmatch(following[0]))


def _place_unknown(draft: _Draft, parts: list[str], kinds: list[str]) -> Iterator[str]:
    """Puts parts without a type word where what stands around them says; yields those that stay over."""
    for index in (index for index, kind in enumerate(kinds) if kind == _UNKNOWN):
        part, earlier = parts[index], {"street", "house"} & set(kinds[:index])
        following = kinds[index + 1] if index + 1 < len(kinds) else None
        numbered = words.STREET_WITH_HOUSE.fullmatch(part)
        if not draft.street and following in {"house", "date"}:
            draft.street, draft.former_street = without_former(part)
        elif not draft.street and not draft.house and numbered and _LETTER.search(numbered["street"]):
            draft.street, draft.house = numbered["street"], numbered["house"]
        elif (
            earlier
            and following == "region"
            and not draft.hromada
            and words.HROMADA_ADJECTIVE.fullmatch(part)
        ):
            draft.hromada = part
        elif (
            not draft.settlement
            and part[0].isupper()
            and (following == "street" or earlier or kinds[index + 1 : index + 3] == [_UNKNOWN, "house"])
        ):
            draft.settlement = part
        else:
            yield part
