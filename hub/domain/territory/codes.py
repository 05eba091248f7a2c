"""Codes of territories: their structure, their spelling mistakes, and what they say of themselves.

КАТОТТГ is `UA` + oblast 2 + raion 2 + hromada 3 + settlement 3 + city district 2 + unique tail 5.
КОАТУУ has 10 digits, КАТО 9, ОКТМО 8 or 11, ОКАТО 2, 5, 8 or 11; ISO 3166-2 and P-codes begin with
the country's letters. A bare run of digits can belong to several schemes, so `possible_codes` names all.
"""

import re
import unicodedata
from dataclasses import dataclass

from hub.domain.text import tidy
from hub.domain.vocabulary import Country, TerritoryLevel, TerritoryScheme

_KATOTTG = re.compile(r"UA(\d{2})(\d{2})(\d{3})(\d{3})(\d{2})(\d{5})")
_ISO_3166_2 = re.compile(r"(?:UA|RU|KZ)-[0-9A-Z]{2,3}")
_PCODE = re.compile(r"UA(?:\d{2}|\d{4}|\d{7})")
_EXCEL_TAIL = re.compile(r"\.0+$")
# Letters people type, in either script, where the codes have Latin letters and digits.
_LATIN = str.maketrans("АВЕКМНОРСТУХИІЅЈΑΒΕΗΙΚΜΝΟΡΤΥΧΖ", "ABEKMHOPCTYXUISJABEHIKMNOPTYXZ")
_SOUNDS = str.maketrans("АБВГДЕЗИІЙКЛМНОПРСТУФЫЭ", "ABVGDEZIIYKLMNOPRSTUFYE")
_LETTER_FOR_DIGIT = str.maketrans("OILЗ", "0113")
_COUNTRIES = {"УА": "UA", "ЮА": "UA", "РУ": "RU", "РФ": "RU", "КЗ": "KZ"}
_CYRILLIC_ALONE = re.compile("[\u0400-\u04ff]+")
_DASH = re.compile("[\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d_]")
_QUOTES = re.compile("[\"'’ʼ`´‘′ʹ＇ʻ«»“”„]")
_SCHEME_NAMES = {"катоттг": "katottg", "коатуу": "koatuu", "като": "kato", "октмо": "oktmo", "окато": "okato"}
_NAMED = re.compile(
    rf"({'|'.join([*TerritoryScheme, *_SCHEME_NAMES, 'iso 3166-1', 'iso 3166-2'])})(?:\s*[:№=]\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
#: Fewer digits may be anything; ОКАТО alone has shorter codes, which are typed without slips or not at all.
_SHORTEST_NUMBER = 8

_OLD_RAION_DIGITS = 5

#: Lengths of the all-digit schemes, and the country that issues each.
_DIGITS: tuple[tuple[TerritoryScheme, Country, frozenset[int]], ...] = (
    (TerritoryScheme.KOATUU, Country.UA, frozenset({10})),
    (TerritoryScheme.KATO, Country.KZ, frozenset({9})),
    (TerritoryScheme.OKTMO, Country.RU, frozenset({8, 11})),
    (TerritoryScheme.OKATO, Country.RU, frozenset({2, 5, 8, 11})),
)


@dataclass(frozen=True, slots=True)
class KatottgCode:
    """The parts of a КАТОТТГ code, digits as text."""

    oblast: str
    raion: str
    hromada: str
    settlement: str
    district: str
    tail: str

    @property
    def hierarchy(self) -> str:
        """The twelve digits before the unique tail: the unit's place in the tree."""
        return self.oblast + self.raion + self.hromada + self.settlement + self.district

    @property
    def level(self) -> TerritoryLevel:
        """The rank that the first non-zero part from the right gives.

        Kyiv and Sevastopol have neither raions nor hromadas, so their districts follow the oblast part.
        """
        for part, level in (
            (self.district, TerritoryLevel.CITY_DISTRICT),
            (self.settlement, TerritoryLevel.SETTLEMENT),
            (self.hromada, TerritoryLevel.HROMADA),
            (self.raion, TerritoryLevel.DISTRICT),
        ):
            if part.strip("0"):
                return level
        return TerritoryLevel.REGION

    @property
    def pcode(self) -> str | None:
        """The P-code of OCHA for a region, raion or hromada; settlements have none."""
        lengths = {TerritoryLevel.REGION: 2, TerritoryLevel.DISTRICT: 4, TerritoryLevel.HROMADA: 7}
        length = lengths.get(self.level)
        return f"UA{self.hierarchy[:length]}" if length else None


def parse_katottg(code: str) -> KatottgCode | None:
    """The parts of a well-formed КАТОТТГ code, else None."""
    match = _KATOTTG.fullmatch(code)
    return KatottgCode(*match.groups()) if match else None


@dataclass(frozen=True, slots=True)
class CodeText:
    """A code as it was typed: the scheme that it names, if any, and its signs without the slips of typing."""

    scheme: TerritoryScheme | None
    code: str

    @property
    def text(self) -> str:
        """The one spelling for all that mean the same."""
        return f"{self.scheme.value}:{self.code}" if self.scheme else self.code


def read_code(raw: str) -> CodeText:
    """The code in a text, however it is typed: `UA-05`, «ua – 05», «'UА05…», «КОАТУУ 7110800000».

    Case, spaces, dashes, quotation marks, invisible signs and the `.0` of a spreadsheet do not matter, nor
    letters of another script that look alike. A text that is no code comes back as it stands, without spaces
    around it.
    """
    scheme, plain = _scheme_of(tidy(raw))
    code = clean_code(plain)
    if _readings(code, None):
        return CodeText(scheme, code)
    provisional = _provisional(plain)
    return CodeText(scheme, provisional or plain)


def clean_code(raw: str) -> str:
    """A code as its scheme writes it: upper case, Latin letters, no spaces, no `.0` of a spreadsheet.

    Inside a Ukrainian code and a number letters that stand for digits (О for 0) become digits. Cyrillic
    letters after the dash of an ISO code stay: they may stand for their looks or for their sounds.
    """
    text = _QUOTES.sub("", unicodedata.normalize("NFKC", tidy(raw)))
    code = _EXCEL_TAIL.sub("", _DASH.sub("-", re.sub(r"\s+", "", text))).upper()
    country, rest = _COUNTRIES.get(code[:2], code[:2].translate(_LATIN)), code[2:]
    if country in set(Country) and rest.startswith("-"):
        digits = rest[1:].translate(_LATIN).translate(_LETTER_FOR_DIGIT)
        if digits.isdigit() or not _CYRILLIC_ALONE.fullmatch(rest[1:]):
            rest = rest.translate(_LATIN)
        if country == Country.UA.value and digits.replace("-", "").isdigit():
            rest = f"-{digits}" if len(digits) == 2 else digits.replace("-", "")
        return country + rest
    mended = rest.translate(_LATIN).translate(_LETTER_FOR_DIGIT).replace("-", "")
    if country == Country.UA.value and mended.isdigit():
        return country + mended
    number = code.translate(_LATIN).translate(_LETTER_FOR_DIGIT).replace("-", "")
    if number.isdigit() and len(number) >= _SHORTEST_NUMBER:
        return number
    return country + rest.translate(_LATIN)


def possible_codes(raw: str, country: Country | None = None) -> list[tuple[TerritoryScheme, str]]:
    """Every (scheme, code) that a text may mean, the likeliest first; empty when it is no code.

    Spreadsheets drop the leading zero of КОАТУУ codes; nine digits are read so too when the country
    is Ukraine or unknown.
    """
    read = read_code(raw)
    found = _readings(read.code, country)
    return [each for each in found if read.scheme in (None, each[0])]


def _readings(code: str, country: Country | None) -> list[tuple[TerritoryScheme, str]]:
    """Every (scheme, code) that a cleaned code may mean."""
    if parse_katottg(code):
        return [(TerritoryScheme.KATOTTG, code)]
    spellings = dict.fromkeys((code.translate(_LATIN), code.translate(_SOUNDS)))
    found = [(TerritoryScheme.ISO_3166_2, each) for each in spellings if _ISO_3166_2.fullmatch(each)]
    if found:
        return found
    if _PCODE.fullmatch(code):
        return [(TerritoryScheme.PCODE, code)]
    if code in set(Country):
        return [(TerritoryScheme.ISO_3166_1, code)]
    if _provisional(code) == code:
        return [(TerritoryScheme.PROVISIONAL, code)]
    return _digit_codes(code, country) if code.isascii() and code.isdigit() else []


def _provisional(text: str) -> str | None:
    """A provisional code: readable words in lower case after the region's ISO code."""
    head, dot, tail = text.partition(".")
    head = clean_code(head) if dot else ""
    return f"{head}.{tail.lower()}" if tail and head[:2] in set(Country) else None


def _scheme_of(text: str) -> tuple[TerritoryScheme | None, str]:
    """The scheme that stands before a code, in its own name or in a country's letters, and the rest."""
    match = _NAMED.match(text)
    if match is None:
        return None, text
    name = match.group(1).lower().replace(" ", "-")
    return TerritoryScheme(_SCHEME_NAMES.get(name, name)), text[match.end() :]


def old_raion(raw: str) -> str | None:
    """The five digits of oblast and raion of a КОАТУУ code, None for anything else."""
    codes = [code for scheme, code in possible_codes(raw, Country.UA) if scheme is TerritoryScheme.KOATUU]
    return codes[0][:_OLD_RAION_DIGITS] if codes else None


def _digit_codes(code: str, country: Country | None) -> list[tuple[TerritoryScheme, str]]:
    found = [
        (scheme, code)
        for scheme, issuer, lengths in _DIGITS
        if len(code) in lengths and country in (None, issuer)
    ]
    if len(code) == 9 and country in (None, Country.UA):
        found.append((TerritoryScheme.KOATUU, f"0{code}"))
    return found


def differing(one: str, other: str) -> int:
    """How many characters differ between two strings of one length; a swapped pair counts once."""
    wrong = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        first, second = wrong
        if one[first] == other[second] and one[second] == other[first]:
            return 1
    return len(wrong)
