"""Numbers of natural persons in texts, however they are grouped: told by structure and check digit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import phonenumbers

from hub.domain.identifiers import SCHEMES, PersonalNumber, Scheme
from hub.domain.vocabulary import Country

_PERSONAL = tuple(scheme for scheme in SCHEMES.values() if scheme.personal)
_SPACES = " \u00a0\u2009\u202f"
_DASHES = "-–’'"
#: Digits that stand alone; those of a bank account, of a telephone with its country's code and of a fraction
#: belong to something else.
_DIGITS = re.compile(r"(?<![0-9A-Za-z_+])(?<![0-9][.,])[0-9]+(?![0-9A-Za-z_])")
_FLOAT = re.compile(r"[.,]0+(?![0-9.,])")
#: Ten digits may be anybody's telephone where no country is told.
_AMBIGUOUS = 10
#: How people group such numbers where more digits stand around them.
_SHAPES = frozenset(
    {
        (1, 3, 3, 3), (3, 3, 4), (3, 3, 2, 2), (2, 2, 2, 2, 2), (5, 5), (4, 3, 3), (4, 6), (6, 4), (4, 4, 2),
        (2, 4, 4),
        (3, 3, 3, 3), (4, 4, 4), (2, 2, 2, 2, 2, 2), (6, 6), (3, 3, 3, 3, 3), (5, 5, 5),
    }
)  # fmt: skip
#: A quick sign that a text may hold such a number.
MAY_HOLD = re.compile(r"[0-9](?:[ \u00a0\u2009\u202f'’–-]?[0-9]){9}")
#: What stands before such a number where it is named.
_LABEL = re.compile(
    r"(?:рнокпп|іпн|инн|иин|жсн|огрнип|drfo|дрфо|ідентифікаційн\w*\s+(?:номер|код)|податков\w*\s+номер|tax\s+(?:id|number))"
    r"[^0-9\n]{0,12}$",
    re.IGNORECASE,
)
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
    """Every number of a natural person in a text, of a country; without one, by long numbers."""
    if not MAY_HOLD.search(text):
        return
    for group in _groups(text):
        left = group
        # Part of the name of a page: «…-12-17-17-12-02-2018».
        slug = "-" in (
            text[group[0].start() - 1 : group[0].start()],
            text[group[-1].end() : group[-1].end() + 1],
        )
        while left:
            whole = len(left) == len(group) and not slug
            size, number = _longest(text, left[:1] if slug else left, whole, country)
            if number is not None:
                zeros = _FLOAT.match(text, left[size - 1].end())
                yield Found(left[0].start(), (zeros or left[size - 1]).end(), number)
            left = left[size:]


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
        before = text[max(0, some[0].start() - _LABEL_WITHIN) : some[0].start()]
        if number is not None and (not _is_telephone(digits) or _LABEL.search(before)):
            return size, number
    return 1, None


@lru_cache(maxsize=10_000)
def _read(digits: str, country: Country | str | None) -> PersonalNumber | None:
    for scheme in _PERSONAL:
        known = country == scheme.country or (country is None and scheme.digits > _AMBIGUOUS)
        if len(digits) == scheme.digits and known and _is_plausible(scheme, digits):
            return PersonalNumber(scheme.code, digits)
    return None


def _is_plausible(scheme: Scheme, digits: str) -> bool:
    if not scheme.fits(digits) or len(set(digits)) == 1:
        return False
    if scheme.code == "KZ-IIN":
        return "01" <= digits[2:4] <= "12" and "01" <= digits[4:6] <= "31"
    return True


def _is_telephone(digits: str) -> bool:
    """Whether ten digits are a Ukrainian telephone number, which begins with 0 as few persons' do."""
    if len(digits) != _AMBIGUOUS or not digits.startswith("0"):
        return False
    return phonenumbers.is_valid_number(phonenumbers.parse(digits, "UA"))
