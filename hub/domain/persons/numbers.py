"""Numbers of natural persons in texts, however they are grouped: told by structure and check digit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import phonenumbers

from hub.domain.identifiers import SCHEMES, PersonalNumber, Scheme
from hub.domain.persons.disguises import DIGITS, LETTERS, digits_of, plain
from hub.domain.text import mend_script
from hub.domain.vocabulary import Country

_PERSONAL = tuple(scheme for scheme in SCHEMES.values() if scheme.personal)
_SPACES = " \u00a0\u2009\u202f"
_DASHES = "-–’'"
#: Digits that stand alone; those of a bank account, of a telephone with its country's code and of a fraction
#: belong to something else.
_DIGITS = re.compile(r"(?<![0-9A-Za-z+])(?<![0-9][.,])[0-9]+(?![0-9A-Za-z])")
_FLOAT = re.compile(r"[.,]0+(?![0-9.,])")
#: Ten digits may be anybody's telephone where no country is told.
_AMBIGUOUS = 10
#: Numbers of fifteen digits are only looked for at home: too many others have their check digit.
_LONGEST_ABROAD = 12
#: Schemes of organisations whose numbers may have the check digit of another country's person.
_OTHERS = frozenset({"RU-INN-10", "KZ-BIN"})
#: How people group such numbers where more digits stand around them.
_SHAPES = frozenset(
    {
        (1, 3, 3, 3), (3, 3, 4), (3, 3, 2, 2), (2, 2, 2, 2, 2), (5, 5), (4, 3, 3), (4, 6), (6, 4), (4, 4, 2),
        (2, 4, 4),
        (3, 3, 3, 3), (4, 4, 4), (2, 2, 2, 2, 2, 2), (6, 6), (3, 3, 3, 3, 3), (5, 5, 5),
    }
)  # fmt: skip
#: A quick sign that a text may hold such a number, be it with letters for digits.
MAY_HOLD = re.compile(rf"[{DIGITS}{LETTERS}](?:(?:[^\w\n]|_){{0,4}}[{DIGITS}{LETTERS}]){{9}}")
#: Numbers that other signs divide than spaces and dashes, or these with spaces around.
_DIVIDED = re.compile(
    r"(?<![0-9A-Za-z_+/\\])(?<![0-9][.,:])[0-9]{1,6}"
    r"(?P<sign>[._/\\·•∙]|[ \t]{2,3}|[ \t]{1,2}[-–—/_.][ \t]{1,2}|[—−‑‐])[0-9]{1,6}(?:(?P=sign)[0-9]{1,6})*"
    r"(?![0-9A-Za-z_/\\])"
)
_NAMES = (
    r"рнокпп|іпн|іпнн|інн|инн|иин|жсн|огрнип|drfo|дрфо|tin|iin|rnokpp|ipn|ід\.?\s?код|"
    r"(?:ідентифікаційн|идентификационн)\w*\s+(?:номер|код)\w*|(?:податков|налогов)\w*\s+(?:номер|код)\w*|"
    r"сәйкестендіру\s+нөмір\w*|tax(?:payer)?(?:'s|’s)?\s+(?:id\w*|number|code|no)|(?:personal|individual)\s+(?:id\w*|number|code)"
)
#: What stands before such a number where it is named.
_LABEL = re.compile(rf"(?<![^\W\d_])(?:{_NAMES})[^0-9\n]{{0,12}}$", re.IGNORECASE)
#: After its name a number may be divided by anything, and letters may stand for digits.
_NAMED = re.compile(
    rf"(?<![^\W\d_])(?:{_NAMES})(?:(?:[^\w\n]|_){{1,6}}(?:№|n|no|номер|number|код|code|is))?(?:[^\w\n]|_){{0,6}}"
    rf"(?P<number>[0-9{LETTERS}](?:(?:[^\w\n]|_){{0,3}}[0-9{LETTERS}]){{9,}})",
    re.IGNORECASE,
)
_FEWEST_DIGITS = 5
_MOST_DIGITS = max(scheme.digits for scheme in _PERSONAL)
#: A sum of money in groups of three.
_SUMS = frozenset({(1, 3, 3, 3), (3, 3, 3, 3)})
_MONEY = re.compile(
    r"(?:[.,][0-9]{1,2})?\s?(?:грн|гривен|тенге|теңге|тг|руб|₴|₸|₽|\$|€|uah|kzt|usd|eur)", re.IGNORECASE
)
#: Days from the end of 1899 to a birth, with which a РНОКПП begins: from 1913 to 2012.
_BIRTHS = range(5_000, 41_000)
_LABEL_WITHIN = 40
#: What may stand in a text as ten digits and be a date or hours, not a number: 2020-05-12 14.
_DATE = re.compile(r"(?:19|20)[0-9]{2}[ -](?:0[1-9]|1[0-2])[ -](?:0[1-9]|[12][0-9]|3[01])")


@dataclass(frozen=True, slots=True)
class Found:
    """A personal number and where it stands in its text."""

    start: int
    end: int
    number: PersonalNumber = field(repr=False)


def personal_numbers_in(text: str, country: Country | str | None) -> Iterator[Found]:
    """Every number of a natural person in a text of a source of a country; without one, by long numbers."""
    if not MAY_HOLD.search(text):
        return
    seen = plain(text)
    end = 0
    everywhere = (*_named(seen.text, country), *_grouped(seen.text, country), *_divided(seen.text, country))
    for number in sorted(everywhere, key=lambda number: (number.start, -number.end)):
        if number.start >= end and not _is_code(text, number.number, country):
            end = number.end
            yield Found(*seen.span(number.start, number.end), number.number)


def _is_code(text: str, number: PersonalNumber, country: Country | str | None) -> bool:
    """Whether a cell of digits alone is rather a code, as of OpenStreetMap, than a foreigner's number.

    An ИИН is told by its date of birth too.
    """
    if country in (None, SCHEMES[number.scheme].country) or number.scheme == "KZ-IIN":
        return False
    return not any(map(str.isalpha, text))


def _grouped(text: str, country: Country | str | None) -> Iterator[Found]:
    """Numbers that stand in one, or that single spaces or dashes divide."""
    for group in _groups(text):
        first = 0
        # Part of the name of a page: «…-12-17-17-12-02-2018».
        slug = "-" in (
            text[group[0].start() - 1 : group[0].start()],
            text[group[-1].end() : group[-1].end() + 1],
        )
        while first < len(group):
            # No number has more digits than the longest scheme, and each run has one at least.
            left = group[first : first + (1 if slug else _MOST_DIGITS + 1)]
            whole = first == 0 and len(left) == len(group) and not slug
            size, number = _longest(text, left, whole, country)
            if number is not None:
                zeros = _FLOAT.match(text, left[size - 1].end())
                yield Found(left[0].start(), (zeros or left[size - 1]).end(), number)
            first += size


def _divided(text: str, country: Country | str | None) -> Iterator[Found]:
    """Numbers that other signs divide, in groups as people make them."""
    for match in _DIVIDED.finditer(text):
        groups = re.findall("[0-9]+", match.group())
        if tuple(map(len, groups)) not in _SHAPES or _is_sum(text, match.end(), groups):
            continue
        digits = "".join(groups)
        number = _read(digits, country)
        if number is not None and not _is_telephone(digits, country):
            yield Found(match.start(), match.end(), number)


def _named(text: str, country: Country | str | None) -> Iterator[Found]:
    """Numbers that stand after their name, of any country."""
    for match in _NAMED.finditer(mend_script(text)):
        start, run = match.start("number"), text[match.start("number") : match.end("number")]
        signs = [place for place, sign in enumerate(run) if digits_of(sign)]
        for scheme in _PERSONAL:
            if len(signs) < scheme.digits:
                continue
            end = signs[scheme.digits - 1] + 1
            digits = digits_of(run[:end])
            goes_on = text[start + end : start + end + 1].isalnum()
            enough = sum(map(str.isdecimal, run[:end])) >= _FEWEST_DIGITS
            # «ИНН» of ten digits is an organisation's in Russia.
            company = country == Country.RU and SCHEMES["RU-INN-10"].fits(digits)
            if enough and not (goes_on or company) and _is_plausible(scheme, digits):
                yield Found(start, start + end, PersonalNumber(scheme.code, digits))
                break


def _is_sum(text: str, end: int, groups: list[str]) -> bool:
    return tuple(map(len, groups)) in _SUMS and _MONEY.match(text, end) is not None


def _groups(text: str) -> Iterator[list[re.Match[str]]]:
    """The runs of digits, those together that one kind of sign divides."""
    group: list[re.Match[str]] = []
    sign = ""
    for token in _DIGITS.finditer(text):
        between = text[group[-1].end() : token.start()] if group else ""
        kind = next(
            (kind for kind in (_SPACES, _DASHES) if between and len(between) == 1 and between in kind), ""
        )
        if group and not (kind and sign in ("", kind)):
            yield group
            group, kind = [], ""
        group.append(token)
        sign = kind
    if group:
        yield group


def _longest(
    text: str, group: list[re.Match[str]], is_whole: bool, country: Country | str | None
) -> tuple[int, PersonalNumber | None]:
    """How many runs of digits from the first on are a person's number, and the number; else one and None."""
    for size in range(len(group), 0, -1):
        some = group[:size]
        shape = tuple(len(one.group()) for one in some)
        if size > 1 and not (is_whole and size == len(group)) and shape not in _SHAPES:
            continue
        if _DATE.match(text, some[0].start()):
            continue
        digits = "".join(one.group() for one in some)
        number = _read(digits, country)
        if number is None or (size > 1 and _is_sum(text, some[-1].end(), [one.group() for one in some])):
            continue
        before = text[max(0, some[0].start() - _LABEL_WITHIN) : some[0].start()]
        if not _is_telephone(digits, country) or _LABEL.search(mend_script(before)):
            return size, number
    return 1, None


@lru_cache(maxsize=10_000)
def _read(digits: str, country: Country | str | None) -> PersonalNumber | None:
    for scheme in _PERSONAL:
        if len(digits) == scheme.digits and _is_plausible(scheme, digits):
            if country == scheme.country or (country is None and scheme.digits > _AMBIGUOUS):
                return PersonalNumber(scheme.code, digits)
            if country is not None and _is_foreigners(scheme, digits):
                return PersonalNumber(scheme.code, digits)
    return None


def _is_foreigners(scheme: Scheme, digits: str) -> bool:
    """Whether a number is a person's of another country than its source, and no organisation's."""
    if scheme.digits > _LONGEST_ABROAD or any(
        other.fits(digits) for other in SCHEMES.values() if not other.personal and other.code in _OTHERS
    ):
        return False
    return scheme.digits > _AMBIGUOUS or int(digits[:5]) in _BIRTHS


def _is_plausible(scheme: Scheme, digits: str) -> bool:
    if not scheme.fits(digits) or len(set(digits)) == 1:
        return False
    if scheme.code == "KZ-IIN":
        return "01" <= digits[2:4] <= "12" and "01" <= digits[4:6] <= "31"
    return True


def _is_telephone(digits: str, country: Country | str | None) -> bool:
    """Whether the digits are a Ukrainian telephone number, from 0 (as few persons' begin) or 380 on."""
    local = len(digits) == _AMBIGUOUS and digits.startswith("0")
    whole = country != Country.KZ and len(digits) == _LONGEST_ABROAD and digits.startswith("380")
    return (local or whole) and phonenumbers.is_valid_number(phonenumbers.parse(digits, "UA"))
