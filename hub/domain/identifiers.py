"""National identifiers of providers: schemes, check digits, and reading them as spreadsheets leave them.

`read_identifier` gives the record to publish and what was wrong. Numbers of natural persons never come
out of it, whatever column they stood in.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from stdnum.ru import inn, ogrn
from stdnum.ua import edrpou, rntrc

from hub.domain.records import IdentifierRecord
from hub.domain.text import fold, mend_script, tidy
from hub.domain.vocabulary import Country


@dataclass(frozen=True, slots=True)
class Scheme:
    """An identifier scheme; `check` tells whether a number of full length has a right check digit."""

    code: str
    country: Country
    digits: int
    pattern: re.Pattern[str]
    check: Callable[[str], bool] | None = None
    personal: bool = False  # it names a natural person and is never published
    org_id: str | None = None  # the list's code in org-id.guide

    def fits(self, number: str) -> bool:
        """Whether the number has the scheme's structure and, if there is one, a right check digit."""
        return bool(self.pattern.fullmatch(number)) and (self.check is None or self.check(number))


class IdentifierTrouble(StrEnum):
    """What was found while an identifier was read; the value is the issue's code."""

    ZEROS_RESTORED = "IDENTIFIER_ZEROS_RESTORED"
    CHECK_FAILED = "IDENTIFIER_CHECK_FAILED"
    MALFORMED = "IDENTIFIER_MALFORMED"
    SCIENTIFIC = "IDENTIFIER_SCIENTIFIC"
    PERSONAL = "IDENTIFIER_PERSONAL"


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A natural person's own number. It is hashed at once and shown nowhere, not even by repr()."""

    scheme: str
    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class IdentifierReading:
    """What a cell holds: a record, or None with the reason; both None for an empty cell."""

    record: IdentifierRecord | None = None
    trouble: IdentifierTrouble | None = None


def _kz_check(number: str) -> bool:
    """Weights 1…11 mod 11; if that is 10, weights 3…11, 1, 2; if 10 again, the number was never issued."""
    for first in (0, 2):
        total = sum((first + index) % 11 * digit + digit for index, digit in enumerate(map(int, number[:11])))
        if total % 11 < 10:
            return total % 11 == int(number[11])
    return False


def _ogrnip_check(number: str) -> bool:
    """First 14 digits mod 13, last digit of it; python-stdnum leaves out the last step."""
    return int(number[:14]) % 13 % 10 == int(number[14])


# Whether a cell fits its scheme is asked once to judge it, and once lest it be a person's number.
_edrpou_check = lru_cache(maxsize=1_000)(edrpou.is_valid)

_ALL = (
    Scheme("UA-EDRPOU", Country.UA, 8, re.compile(r"\d{8}"), _edrpou_check, org_id="UA-EDR"),
    # A unit without a code of its own: its parent's eight digits and a serial. By convention only.
    Scheme("UA-EDRPOU-10", Country.UA, 10, re.compile(r"\d{10}"), lambda n: edrpou.is_valid(n[:8])),
    Scheme("UA-RNOKPP", Country.UA, 10, re.compile(r"\d{10}"), rntrc.is_valid, personal=True),
    Scheme("RU-INN-10", Country.RU, 10, re.compile(r"\d{10}"), inn.is_valid, org_id="RU-INN"),
    Scheme("RU-INN-12", Country.RU, 12, re.compile(r"\d{12}"), inn.is_valid, personal=True, org_id="RU-INN"),
    Scheme("RU-OGRN", Country.RU, 13, re.compile(r"[1-9]\d{12}"), ogrn.is_valid, org_id="RU-OGRN"),
    Scheme("RU-OGRNIP", Country.RU, 15, re.compile(r"[34]\d{14}"), _ogrnip_check, personal=True),
    Scheme("RU-KPP", Country.RU, 9, re.compile(r"\d{4}[0-9A-Z]{2}\d{3}")),
    # The 5th digit is 4, 5 or 6 in a BIN; in a person's IIN it begins the day of birth.
    Scheme("KZ-BIN", Country.KZ, 12, re.compile(r"\d{4}[456]\d{7}"), _kz_check, org_id="KZ-BIN"),
    Scheme("KZ-IIN", Country.KZ, 12, re.compile(r"\d{4}[0-3]\d{7}"), _kz_check, personal=True),
)

SCHEMES: Mapping[str, Scheme] = MappingProxyType({scheme.code: scheme for scheme in _ALL})

_NOTHING = {
    "",
    "немає",
    "нема",
    "відсутній",
    "відсутня",
    "відсутнє",
    "нет",
    "отсутствует",
    "жоқ",
    "no",
    "null",
}
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?[eе]\+?\d+", re.IGNORECASE)
_NUMBER = re.compile(r"[^\d]*?([0-9][0-9A-Z]*?)(?:[.,]0+)?")
_SEPARATORS = re.compile(r"[\s\-–—'’\"«»]")


# One cell is read as the row's key, as its provider's key and as an identifier.
@lru_cache(maxsize=1_000)
def read_identifier(raw: str, scheme: str) -> IdentifierReading:
    """What a cell of one scheme holds.

    Lost leading zeros come back only if the check digit then agrees. A number that fails is kept as
    published, marked invalid. A number that spreadsheet software rounded (1.02E+12) is refused, as is
    any that belongs, or by its length may belong, to a natural person. Raises KeyError for an
    unknown scheme.
    """
    wanted = SCHEMES[scheme]
    text = tidy(raw)
    if fold(text) in _NOTHING or not text.strip("0- "):
        return IdentifierReading()
    compact = _SEPARATORS.sub("", mend_script(text))
    if _SCIENTIFIC.fullmatch(compact):
        return IdentifierReading(trouble=IdentifierTrouble.SCIENTIFIC)
    match = _NUMBER.fullmatch(compact)
    number = match.group(1) if match else ""
    if wanted.personal or _may_be_personal(number, wanted):
        return IdentifierReading(trouble=IdentifierTrouble.PERSONAL)
    if not number:
        return IdentifierReading(trouble=IdentifierTrouble.MALFORMED)
    return _judge(number, wanted)


def personal_number(raw: str, scheme: str) -> PersonalNumber | None:
    """The person's number that `read_identifier` kept back, for hashing; None unless its check digit holds.

    A number that fails joins nothing, as with organisations. Raises KeyError for an unknown scheme.
    """
    if read_identifier(raw, scheme).trouble is not IdentifierTrouble.PERSONAL:
        return None
    match = _NUMBER.fullmatch(_SEPARATORS.sub("", mend_script(tidy(raw))))
    number = match.group(1) if match else ""
    wanted = SCHEMES[scheme]
    persons = [one for one in _ALL if one.personal and one.country == wanted.country]
    for person in [wanted] if wanted.personal else persons:
        padded = _padded(number, person)
        if person.fits(padded):
            return PersonalNumber(person.code, padded)
    return None


def guess_scheme(raw: str, country: Country | str) -> str | None:
    """The one scheme whose structure and check digit the number has, or None.

    Lost leading zeros are allowed for. If an organisation's scheme and a person's both fit, the
    person's is told, since that is the error that does no harm.
    """
    match = _NUMBER.fullmatch(_SEPARATORS.sub("", tidy(raw)))
    if not match:
        return None
    number = match.group(1)
    schemes = [scheme for scheme in _ALL if scheme.country == country]
    for padded in (False, True):
        fitting = [scheme for scheme in schemes if scheme.fits(_padded(number, scheme) if padded else number)]
        if fitting:
            return next((scheme.code for scheme in fitting if scheme.personal), fitting[0].code)
    return None


def _judge(number: str, scheme: Scheme) -> IdentifierReading:
    if scheme.fits(number):
        valid = None if scheme.check is None else True
        return IdentifierReading(IdentifierRecord(scheme.code, number, valid))
    padded = _padded(number, scheme)
    if padded != number and scheme.check and scheme.fits(padded):
        return IdentifierReading(
            IdentifierRecord(scheme.code, padded, True), IdentifierTrouble.ZEROS_RESTORED
        )
    trouble = IdentifierTrouble.MALFORMED
    if scheme.pattern.fullmatch(number):
        trouble = IdentifierTrouble.CHECK_FAILED
    return IdentifierReading(IdentifierRecord(scheme.code, number, False), trouble)


def _padded(number: str, scheme: Scheme) -> str:
    """With leading zeros, if no more than half of the digits could have been lost."""
    return number.zfill(scheme.digits) if 2 * len(number) >= scheme.digits else number


def _may_be_personal(number: str, wanted: Scheme) -> bool:
    """A number that does not fit its column but has the structure, or the check digit, of a person's."""
    persons = [scheme for scheme in _ALL if scheme.personal and scheme.country == wanted.country]
    if wanted.check and wanted.fits(_padded(number, wanted)):
        # Only a code made by convention can be confused with a person's: the latter is kept back.
        return wanted.code == "UA-EDRPOU-10" and any(person.fits(number) for person in persons)
    if wanted.pattern.fullmatch(number) and wanted.code != "UA-EDRPOU-10":
        return False
    return any(
        person.pattern.fullmatch(number)
        or (len(number) > wanted.digits and person.fits(_padded(number, person)))
        for person in persons
    )
