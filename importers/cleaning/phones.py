"""Telephone numbers → E.164: several in a cell, extensions, old trunk prefixes, lost country codes."""

import re
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from phonenumbers import Leniency, NumberParseException, PhoneNumber, PhoneNumberMatcher, PhoneNumberType

from hub.domain.persons.contacts import names_somebody
from hub.domain.text import tidy
from hub.domain.vocabulary import Country, Severity
from importers.cleaning.result import Cleaned, Trouble, is_nothing


class PhoneKind(StrEnum):
    """What a number is by its numbering plan; a mobile one may be somebody's own."""

    FIXED = "fixed"
    MOBILE = "mobile"
    TOLL_FREE = "toll-free"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Phone:
    """A valid number in E.164, without its extension."""

    e164: str
    kind: PhoneKind
    extension: str | None = None


_KINDS = {
    PhoneNumberType.FIXED_LINE: PhoneKind.FIXED,
    PhoneNumberType.MOBILE: PhoneKind.MOBILE,
    PhoneNumberType.TOLL_FREE: PhoneKind.TOLL_FREE,
}
#: One number in E.164 without anything beside it. A trunk prefix (0 or 8) behind the country's code is not.
_ONE_NUMBER = re.compile(r"\+(7|380)([1-79][0-9]{8,9})")
_LABEL = re.compile(
    r"(?<![^\W\d_])(?:тел(?:ефон[иы]?)?\s*[./]+\s*факс|телефон[иы]?|тел|моб(?:ільний|ильный)?|факс|ф|т|phone|tel)"
    r"(?![^\W\d_])\s*[.:]*\s*",
    re.IGNORECASE,
)
_EXTENSION = re.compile(
    r"(?<![\s,(])[\s,(]*(?:внутр(?:ішній|енний)?|вн|доб(?:авочный)?|дод(?:атковий)?|ext|қос)\s*[.:]*\s*№?\s*(\d{1,6})\)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[;,/|\n]+|\s+(?:або|или|немесе|та|і|и|және)\s+")
_WIDE_GAP = re.compile(r"[\r\n]+|\s{3,}")
_NOT_DIALLED = re.compile(r"[^\d+() .-]+")
_OLD_UA_TRUNK = re.compile(r"^8[\s.-]*(?=\(?0)")
#: Ten digits from the trunk's zero on, behind what a mask left of the country's code.
_FROM_TRUNK = re.compile(r"(?:38?|8)?(0[1-9][0-9]{8})")
#: Numbers of services and of a network: 101, 15-47, 116 123. They have no form that the world can dial.
_SHORT = re.compile(r"1(?:0[1-4]|12|[56][0-9]{2}|16[0-9]{3})")
#: A local part without its area code, as in «(04744) 3-12-34, 3-15-16».
_LOCAL_DIGITS = range(5, 8)
_LONGEST_NUMBER = 13


def clean_phones(text: str, country: str | None) -> Cleaned[tuple[Phone, ...]]:
    """All valid numbers of a cell, in order and each once.

    `country` (ISO 3166-1 alpha-2) says whose numbering plan is meant; without one only numbers that begin
    with + are understood.

    A number without area code takes that of the number before it. Mobile numbers in a cell that
    names a person, by name or by post, are left out (PHONE_OF_PERSON); what is no valid number is
    PHONE_INVALID.
    """
    alone = _alone(text.strip(), country)
    if alone or is_nothing(text):
        return alone or Cleaned(())
    troubles: list[Trouble] = []
    found: dict[str, Phone] = {}
    of_person = names_somebody(text)
    previous: PhoneNumber | None = None
    for piece in _pieces(text):
        numbers = _read(piece, country, previous)
        if not numbers:
            troubles.append(_not_read(piece, country, of_person))
        for number in numbers:
            phone, previous = _phone(number), number
            if phone.extension and not of_person:
                troubles.append(_extension(phone))
            if of_person and phone.kind is PhoneKind.MOBILE:
                troubles.append(_OF_PERSON)
            elif phone.e164 not in found:
                found[phone.e164] = phone
                troubles.extend(_other_country(number, country))
    return Cleaned(tuple(found.values()), tuple(dict.fromkeys(troubles)))


def _not_read(piece: str, country: str | None, of_person: bool) -> Trouble:
    """Why a piece gives no number; a cell that names a person is not repeated."""
    said = "The number" if of_person else f"«{piece}»"
    if _SHORT.fullmatch("".join(filter(str.isdigit, piece))):
        message = f"{said} is a short number, which has no international form; give the long one beside it."
        return Trouble("PHONE_SHORT", message, Severity.INFO, personal=of_person)
    plan = f" of {country}" if country else " with its country's code"
    message = f"{said} is not a valid telephone number{plan}; correct it in the source."
    return Trouble("PHONE_INVALID", message, personal=of_person)


def _alone(text: str, country: str | None) -> Cleaned[tuple[Phone, ...]] | None:
    """What a cell with one valid number in E.164 gives, told without a search for numbers; else None."""
    match = _ONE_NUMBER.fullmatch(text)
    if not match:
        return None
    number = PhoneNumber(country_code=int(match[1]), national_number=int(match[2]))
    kind = phonenumbers.number_type(number)
    if kind == PhoneNumberType.UNKNOWN:
        return None
    phone = Phone(text, _KINDS.get(kind, PhoneKind.OTHER))
    return Cleaned((phone,), tuple(_other_country(number, country)))


def _extension(phone: Phone) -> Trouble:
    message = f"The extension {phone.extension} of {phone.e164} is not published: E.164 has none."
    return Trouble("PHONE_EXTENSION", message, Severity.INFO)


_OF_PERSON = Trouble(
    "PHONE_OF_PERSON",
    "A mobile number stands beside a person's name or post and is not published. To keep it, give it without "
    "a name, as the institution's own.",
    Severity.INFO,
    personal=True,
)


def _pieces(text: str) -> list[str]:
    """The parts of a cell that hold digits, without labels; an extension follows ` x`."""
    lines = "\n".join(tidy(line) for line in _WIDE_GAP.split(text))
    marked = _EXTENSION.sub(r" x\1 ", _LABEL.sub(";", lines))
    return [tidy(piece) for piece in _BETWEEN.split(marked) if any(map(str.isdigit, piece))]


def _read(piece: str, country: str | None, previous: PhoneNumber | None) -> list[PhoneNumber]:
    number, _, extension = piece.partition(" x")
    dialled = _NOT_DIALLED.sub(" ", number).strip()
    digits = "".join(filter(str.isdigit, dialled))
    if country == Country.UA and len(digits) == 11:
        dialled = _OLD_UA_TRUNK.sub("", dialled)
    if len(digits) > _LONGEST_NUMBER:
        return _several(dialled, country)
    parsed = (
        _parse(dialled, country) or _with_area_code(digits, previous) or _masked(dialled, digits, country)
    )
    if parsed and extension.strip().isdigit():
        parsed.extension = extension.strip()
    return [parsed] if parsed else []


def _parse(dialled: str, country: str | None) -> PhoneNumber | None:
    try:
        parsed = phonenumbers.parse(dialled, country)
    except NumberParseException:
        return None
    return parsed if phonenumbers.is_valid_number(parsed) else None


def _several(dialled: str, country: str | None) -> list[PhoneNumber]:
    """Numbers that only spaces divide, if every digit belongs to one of them."""
    matches = list(PhoneNumberMatcher(dialled, country, leniency=Leniency.VALID))
    left = dialled
    for match in matches:
        left = left.replace(match.raw_string, "", 1)
    return [] if any(map(str.isdigit, left)) else [match.number for match in matches]


def _masked(dialled: str, digits: str, country: str | None) -> PhoneNumber | None:
    """A Ukrainian number that was poured into a mask of another: «+044(22)-902-47», «+804(34)-322-00-1».

    It counts only with all of its digits, from the trunk's zero on: none is put in or left out.
    """
    if country != Country.UA or not dialled.startswith("+"):
        return None
    whole = _FROM_TRUNK.fullmatch(digits)
    return _parse(whole[1], country) if whole else None


def _with_area_code(digits: str, previous: PhoneNumber | None) -> PhoneNumber | None:
    if previous is None or len(digits) not in _LOCAL_DIGITS or _phone(previous).kind is not PhoneKind.FIXED:
        return None
    area = str(previous.national_number)[: -len(digits)]
    return _parse(f"+{previous.country_code}{area}{digits}", Country.UA)


def _phone(number: PhoneNumber) -> Phone:
    kind = _KINDS.get(phonenumbers.number_type(number), PhoneKind.OTHER)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Phone(e164, kind, number.extension or None)


def _other_country(number: PhoneNumber, country: str | None) -> list[Trouble]:
    """Russia and Kazakhstan share +7; +77 and +76 are Kazakhstan's."""
    region = phonenumbers.region_code_for_number(number)
    if country is None or region in (country, None):
        return []
    return [
        Trouble(
            "PHONE_OTHER_COUNTRY",
            f"The number {_phone(number).e164} belongs to {region}, not to {country}; check it.",
            Severity.INFO,
        )
    ]
