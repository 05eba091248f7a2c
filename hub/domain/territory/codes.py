"""Codes of territories: their structure, their spelling mistakes, and what they say of themselves.

КАТОТТГ is `UA` + oblast 2 + raion 2 + hromada 3 + settlement 3 + city district 2 + unique tail 5.
КОАТУУ has 10 digits, КАТО 9, ОКТМО 8 or 11, ОКАТО 2, 5, 8 or 11; ISO 3166-2 and P-codes begin with
the country's letters. A bare run of digits can belong to several schemes, so `possible_codes` names all.
"""

import re
from dataclasses import dataclass

from hub.domain.text import tidy
from hub.domain.vocabulary import Country, TerritoryLevel, TerritoryScheme

_KATOTTG = re.compile(r"UA(\d{2})(\d{2})(\d{3})(\d{3})(\d{2})(\d{5})")
_ISO_3166_2 = re.compile(r"(?:UA|RU|KZ)-[0-9A-Z]{2,3}")
_PCODE = re.compile(r"UA(?:\d{2}|\d{4}|\d{7})")
_EXCEL_TAIL = re.compile(r"\.0+$")
# Letters people type, in either script, where the codes have Latin letters and digits.
_LATIN = str.maketrans("АВЕКМНОРСТУХИІ", "ABEKMHOPCTYXUI")
_LETTER_FOR_DIGIT = str.maketrans("OIL", "011")

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


def clean_code(raw: str) -> str:
    """A code as its scheme writes it: upper case, Latin letters, no spaces, no `.0` of a spreadsheet.

    Inside a Ukrainian code letters that stand for digits (О for 0) become digits.
    """
    code = _EXCEL_TAIL.sub("", re.sub(r"\s+", "", tidy(raw))).upper().translate(_LATIN)
    if len(code) == 19 and code.startswith("UA"):
        code = "UA" + code[2:].translate(_LETTER_FOR_DIGIT)
    return code


def possible_codes(raw: str, country: Country | None = None) -> list[tuple[TerritoryScheme, str]]:
    """Every (scheme, code) that a text may mean, the likeliest first; empty when it is no code.

    Spreadsheets drop the leading zero of КОАТУУ codes; nine digits are read so too when the country
    is Ukraine or unknown.
    """
    code = clean_code(raw)
    found: list[tuple[TerritoryScheme, str]] = []
    if parse_katottg(code):
        found.append((TerritoryScheme.KATOTTG, code))
    elif _ISO_3166_2.fullmatch(code):
        found.append((TerritoryScheme.ISO_3166_2, code))
    elif _PCODE.fullmatch(code):
        found.append((TerritoryScheme.PCODE, code))
    elif code in set(Country):
        found.append((TerritoryScheme.ISO_3166_1, code))
    elif "." in code and code[:2] in set(Country):
        # Provisional codes are readable words in lower case after the region's ISO code.
        head, _, tail = tidy(raw).partition(".")
        found.append((TerritoryScheme.PROVISIONAL, f"{head.upper()}.{tail.lower()}"))
    elif code.isdigit():
        found.extend(_digit_codes(code, country))
    return found


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
