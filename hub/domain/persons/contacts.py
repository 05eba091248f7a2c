"""Telephones that stand beside a person's name in a text, and the text without them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from hub.domain.persons import numbers
from hub.domain.persons.disguises import DIGITS
from hub.domain.persons.mentions import has_given_name, names_in, posts_in
from hub.domain.persons.words import Kind, kind_of, mended

#: What may be a telephone number: nine digits or more with what people write between them.
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z_/=.-])(?:\+\s?)?\(?[0-9](?:[\s\u00a0()./–-]{0,3}[0-9]){8,27}(?![0-9A-Za-z_])"
)
#: A quick sign that a text may hold a telephone number, or a longer one in whatever signs.
MAY_HOLD = re.compile(
    rf"[{DIGITS}](?:[^0-9A-Za-zА-я]{{0,4}}[{DIGITS}]){{8}}|{numbers.MAY_HOLD.pattern}|(?<![\w.])@[A-Za-z]\w{{3}}|wa\.me/|t\.me/|whatsapp\.com/send|viber://"
)
#: A number or a name by which a messenger finds somebody.
_MESSENGER = re.compile(
    r"(?:https?://)?(?:wa\.me/|api\.whatsapp\.com/send\S*?phone=|t\.me/|telegram\.me/|viber://\S*?number=)\+?[\w%]+\S*"
    r"|(?<![\w.])@[A-Za-z]\w{3,}(?![\w.])",
    re.IGNORECASE,
)
#: Who is to be asked by name: what stands before it may be in the next sentence to the number.
_ASK = re.compile(
    r"\b(?:спита[йт]\w*|питати|питайте|запита\w*|звертати\w*|зверніться|кликати|попрос\w*|спросит\w*|спрашива\w*|обраща\w*"
    r"|позвати|сұраңыз|ask(?:\s+for)?|call)(?:\s+(?:до|к|у|for))?[\s:]+",
    re.IGNORECASE,
)
#: A word with a capital beside the name of a messenger is somebody's, given name or not: «Viber Іринка».
_MESSENGER_OF = re.compile(
    r"(?<![^\W_])(?i:viber|вайбер|telegram|телеграм|signal|сигнал|whatsapp|ватсап|вотсап|instagram|інстаграм|инстаграм)[\s:–—-]+"
    r"(?P<name>[А-ЯІЇЄҐӘҒҚҢӨҰҮҺ][а-яіїєґәғқңөұүһ'’ʼ]+)"
)
_LETTER = re.compile(r"[^\W\d_]")
#: Where one thing ends and another begins; a full stop ends a sentence after a word, not after an initial.
_BREAK = re.compile(r"[\n;•|]+|(?<=[^\W\d_]{4})\.\s+(?=[^\W\d_])|(?<=[0-9)])\.\s+(?=[^\W\d_])")
_NEAR = 60
_LONGEST = 13
_LENGTHS = (10, 11, 12)
_MOBILES = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.PERSONAL_NUMBER}
_LEFT_OVER = re.compile(
    r"(?:(?:тел(?:ефон)?|моб(?:ільний|ильный)?|вайбер|viber|telegram|телеграм|whatsapp|ватсап|tel|phone)[.:]*\s*)+…",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\(\s*…\s*\)")
_SEVERAL = re.compile(r"(?:…[\s,.:;–-]*)+…")
OMITTED = "…"


@dataclass(frozen=True, slots=True)
class Cut:
    """A text without what was found in it."""

    text: str
    found: bool


def without_private_contacts(text: str, country: str | None) -> Cut:
    """The text without mobile numbers and messengers beside a person's name or post, and those names.

    `country` (ISO 3166-1 alpha-2) says whose numbering plan is meant; without one, only numbers that begin
    with + are understood.
    """
    if not MAY_HOLD.search(text) or not _LETTER.search(text):
        return Cut(text, False)
    mobiles = list(_mobiles_in(text, country))
    handles = [match.span() for match in _MESSENGER.finditer(text)]
    if not mobiles and not handles:
        return Cut(text, False)
    # Mended letters stand where the others stood, one for one.
    same = mended(text)
    named = list(names_in(same if len(same) == len(text) else text))
    named += [
        match.span("name")
        for match in _MESSENGER_OF.finditer(text)
        if not kind_of(match["name"]) & (Kind.INSTITUTION | Kind.ROLE)
        and not any(start <= match.start("name") < end for start, end in named)
    ]
    posts = list(posts_in(text))
    asks = [match.span() for match in _ASK.finditer(text)]
    asked = [
        (max(name[0], ask[1]), name[1])
        for name in named
        for ask in asks
        if ask[0] <= name[0] <= ask[1] < name[1]
    ]
    spans: list[tuple[int, int]] = [*asked, *mobiles, *handles] if asked else []
    for segment in _segments(text):
        for contact in (*mobiles, *handles):
            if not segment[0] <= contact[0] < segment[1]:
                continue
            beside = _near(contact, named, segment)
            # A channel beside a post is the institution's.
            if beside or (contact in mobiles and _near(contact, posts, segment)):
                spans += [contact, *beside]
    return Cut(_without(text, spans), bool(spans))


def without_mobiles(text: str, country: str | None) -> Cut:
    """A provider's name without private mobile numbers; a person's name stays, since it says what to hide."""
    cut = without_private_contacts(text, country)
    if not cut.found:
        return cut
    spans = [*_mobiles_in(text, country), *(match.span() for match in _MESSENGER.finditer(text))]
    left = _without(text, spans)
    left = re.sub(r"\(?\s*…\s*\)?", " ", left)
    return Cut(" ".join(left.split()).rstrip(" ,;:–—-"), True)


def names_somebody(text: str) -> bool:
    """Whether a cell of contacts names a person, by name or by post."""
    if not _LETTER.search(text):
        return False
    text = mended(text)
    named = next(names_in(text), None) is not None or has_given_name(text)
    return named or next(posts_in(text), None) is not None


def _mobiles_in(text: str, country: str | None) -> Iterator[tuple[int, int]]:
    for match in _NUMBER.finditer(text):
        if sum(map(str.isdigit, match.group())) <= _LONGEST:
            if _is_mobile(match.group(), country):
                yield match.span()
            continue
        # Several numbers in a row, that nothing but spaces divides.
        digits = "".join(filter(str.isdigit, match.group()))
        for length in _LENGTHS:
            pieces = [digits[start : start + length] for start in range(0, len(digits), length)]
            if len(digits) % length == 0 and any(_is_mobile(piece, country) for piece in pieces):
                yield match.span()
                break


def _segments(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _near(
    contact: tuple[int, int], others: Sequence[tuple[int, int]], segment: tuple[int, int]
) -> list[tuple[int, int]]:
    """Those of the others that stand near the contact in its segment of the text."""
    start, end = segment
    return [one for one in others if start <= one[0] < end and _distance(one, contact) <= _NEAR]


def _distance(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


@lru_cache(maxsize=10_000)
def _is_mobile(written: str, country: str | None) -> bool:
    digits = re.sub(r"[^0-9+]", "", written)
    if country == "UA" and re.fullmatch(r"80[0-9]{9}", digits):
        digits = digits[1:]
    if country == "UA" and re.fullmatch(r"380[0-9]{9}", digits):
        digits = f"+{digits}"
    try:
        number = phonenumbers.parse(digits, country)
    except NumberParseException:
        return False
    return phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in _MOBILES


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    if not spans:
        return text
    for start, end in sorted(set(spans), reverse=True):
        text = text[:start] + OMITTED + text[end:]
    return _SEVERAL.sub(OMITTED, _LEFT_OVER.sub(OMITTED, _IN_BRACKETS.sub(OMITTED, text)))
