"""Telephones and personal addresses on the web beside a name in a text, and the text without them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from hub.domain.persons import numbers
from hub.domain.persons.disguises import DIGITS, LETTERS, digits_of, plain
from hub.domain.persons.mentions import has_given_name, names_in, posts_in
from hub.domain.persons.spans import Span, Spans
from hub.domain.persons.words import Kind, kind_of, mended, words_in
from hub.domain.text import search_key

#: What may be a telephone number: nine digits or more with what people write between them.
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z_/=-])(?<![0-9A-Za-z]\.)(?:\+\s?)?\(?[0-9](?:[\s\u00a0()./–—_*-]{0,3}[0-9]){8,27}(?![0-9A-Za-z_])"
)
#: A quick sign that a text may hold a telephone number, or a longer one in whatever signs.
MAY_HOLD = re.compile(
    rf"[{DIGITS}](?:[^0-9A-Za-zА-я]{{0,4}}[{DIGITS}]){{8}}|{numbers.MAY_HOLD.pattern}|@[A-Za-z]\w{{2}}|(?:facebook|instagram|linkedin|vk|ok|tiktok)\.|wa\.me/|t\.me/|whatsapp\.com/send|viber://"
)
#: A number or a name by which a messenger finds somebody.
_MESSENGER = re.compile(
    r"(?:https?://)?(?:wa\.me/|api\.whatsapp\.com/send\S*?phone=|t\.me/|telegram\.me/|viber://\S*?number=)\+?[\w%]+\S*"
    r"|(?<![\w.])@[A-Za-z][\w.]{2,}\w(?!\w)",
    re.IGNORECASE,
)
#: An e-mail address, or a page of a network where people have pages, with what names its owner there.
_MAILBOX = re.compile(r"(?<![\w.+-])(?P<owner>[\w.+-]{1,64})@[\w-]+(?:\.[\w-]+)+")
_PAGE = re.compile(
    r"(?:https?://)?(?:www\.|m\.|uk-ua\.)?(?:facebook|fb|instagram|linkedin|vk|ok|tiktok)\.(?:com|ru)/(?:in/)?@?(?P<owner>[\w.-]{3,64})\S*",
    re.IGNORECASE,
)
#: Letters of a name without which it is not looked for in an address.
_SHORTEST_OWNER = 4
#: A telephone in which letters stand for digits, as in «О67 I23-45-67».
_LETTERED = re.compile(
    rf"(?<![\w=.-])(?:\+\s?)?\(?[0-9{LETTERS}](?:[\s\u00a0()./–-]{{0,3}}[0-9{LETTERS}]){{8,12}}(?!\w)"
)
_FEWEST_DIGITS = 6
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
    r"(?:(?:тел(?:ефон)?|моб(?:ільний|ильный)?|вайбер|viber|telegram|телеграм|whatsapp|ватсап|tel|phone)[.:]{0,3}\s{0,9}){1,4}…",
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

    An e-mail address or a page goes where it bears the name that stands in the text: a school's stays.

    `country` (ISO 3166-1 alpha-2) says whose numbering plan is meant; without one, only numbers that begin
    with + are understood.
    """
    if not MAY_HOLD.search(text) or not _LETTER.search(text):
        return Cut(text, False)
    mobiles = list(_mobiles_in(text, country))
    handles = [match.span() for match in _MESSENGER.finditer(text)]
    owned = [
        (match.span(), match["owner"]) for pattern in (_MAILBOX, _PAGE) for match in pattern.finditer(text)
    ]
    if not mobiles and not handles and not owned:
        return Cut(text, False)
    # Mended letters stand where the others stood, one for one.
    same = mended(text)
    names = Spans(names_in(same if len(same) == len(text) else text))
    named = Spans([*names, *_named_beside_messengers(text, names)])
    asked = _asked(text, named)
    spans: list[Span] = [*asked, *mobiles, *handles] if asked else []
    spans += _owned(owned, named, same)
    spans += _following(text, named, (*mobiles, *handles))
    spans += _beside(text, named, mobiles, handles)
    return Cut(_without(text, spans), bool(spans))


def _named_beside_messengers(text: str, names: Spans) -> Iterator[Span]:
    for match in _MESSENGER_OF.finditer(text):
        if not kind_of(match["name"]) & (Kind.INSTITUTION | Kind.ROLE) and not names.hold(
            match.start("name")
        ):
            yield match.span("name")


def _asked(text: str, named: Spans) -> list[Span]:
    """Names of those who are to be asked for."""
    return [
        (max(name[0], ask.end()), name[1])
        for ask in _ASK.finditer(text)
        for name in named.touching(*ask.span())
        if ask.start() <= name[0] <= ask.end() < name[1]
    ]


def _owned(owned: Sequence[tuple[Span, str]], named: Spans, text: str) -> Iterator[Span]:
    """Addresses that bear a name of the text, and that name."""
    keys = [(name, _keys_of(text[slice(*name)])) for name in named] if owned else []
    for address, owner in owned:
        letters = search_key(owner).replace(" ", "")
        theirs = [name for name, words in keys if any(word in letters for word in words)]
        if theirs:
            yield from (address, *theirs)


def _keys_of(name: str) -> list[str]:
    """The words of a person's name by which an address may be called."""
    keys = (search_key(word.group()).strip() for word in words_in(name))
    return [key for key in keys if len(key) >= _SHORTEST_OWNER]


def _following(text: str, named: Spans, contacts: Sequence[Span]) -> Iterator[Span]:
    """Names and contacts between which nothing but spaces, be they line breaks, stands."""
    # How many signs that are no spaces stand before each place.
    solid = list(accumulate((not sign.isspace() for sign in text), initial=0))
    by_place = {(solid[start], solid[end]): (start, end) for start, end in named}
    among = Spans(by_place)
    for contact in contacts:
        for place in among.touching(solid[contact[0]], solid[contact[1]]):
            yield from (by_place[place], contact)


def _beside(text: str, named: Spans, mobiles: Sequence[Span], handles: Sequence[Span]) -> Iterator[Span]:
    """Contacts near a name of their segment of the text, with that name, and telephones near a post."""
    posts = Spans(posts_in(text))
    segments = list(_segments(text))
    starts = [start for start, _ in segments]
    for contact, is_mobile in [*((one, True) for one in mobiles), *((one, False) for one in handles)]:
        segment = segments[bisect_right(starts, contact[0]) - 1]
        if contact[0] >= segment[1]:
            continue
        beside = _near(contact, named, segment)
        # A channel beside a post is the institution's.
        if beside or (is_mobile and _near(contact, posts, segment)):
            yield from (contact, *beside)


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
    seen = plain(text)
    for start, end in (*_written_mobiles(seen.text, country), *_lettered_mobiles(seen.text, country)):
        yield seen.span(start, end)


def _lettered_mobiles(text: str, country: str | None) -> Iterator[tuple[int, int]]:
    for match in _LETTERED.finditer(text):
        written = match.group()
        if _FEWEST_DIGITS <= sum(map(str.isdigit, written)) < len(digits_of(written)):
            plus = "+" if written.startswith("+") else ""
            if _is_mobile(plus + digits_of(written), country):
                yield match.span()


def _written_mobiles(text: str, country: str | None) -> Iterator[tuple[int, int]]:
    for match in _NUMBER.finditer(text):
        # The code of a country may follow two zeros.
        if sum(map(str.isdigit, match.group())) <= _LONGEST + 2 * match.group().startswith("00"):
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


def _near(contact: Span, others: Spans, segment: Span) -> list[Span]:
    """Those of the others that stand near the contact in its segment of the text."""
    near = others.touching(contact[0] - _NEAR, contact[1] + _NEAR)
    return [other for other in near if segment[0] <= other[0] < segment[1]]


@lru_cache(maxsize=10_000)
def _is_mobile(written: str, country: str | None) -> bool:
    digits = re.sub(r"[^0-9+]", "", written)
    if country == "UA" and re.fullmatch(r"80[0-9]{9}", digits):
        digits = digits[1:]
    if country == "UA" and re.fullmatch(r"380[0-9]{9}", digits):
        digits = f"+{digits}"
    if re.fullmatch(r"00(?:380[0-9]{9}|7[0-9]{10})", digits):
        digits = f"+{digits[2:]}"
    if country == "UA" and re.fullmatch(r"[78][79][0-9]{9}", digits):
        digits = f"+7{digits[1:]}"
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
