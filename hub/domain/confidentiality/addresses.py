"""Addresses inside names and other texts, and the texts without them."""

import re
from collections.abc import Iterable

from hub.domain.text import fold

_STREET_BEFORE = (
    r"вул(?:иц[яіюею]+)?|ул(?:иц[аыеу]|ицей)?|просп(?:ект\w*)?|пр-т|пр-кт|пр|бульв(?:ар\w*)?|б-р|бул|пров(?:улок|улку)?|"
    r"пер(?:еулок|еулке)?|площ[аіуеыь]+|пл|шосе|шоссе|узвіз|узвоз|набережн\w*|наб|тупик|проїзд|проезд|алея|аллея|"
    r"майдан|мкр|мікрорайон\w*|микрорайон\w*|мкрн|м-н|квартал|кв-л|ж/м|жм|көш|көше(?:сі)?|даңғылы?|ықшам\w*|"
    r"street|str|st|road|rd|avenue|ave"
)
_STREET_AFTER = (
    r"вулиц[яіюею]+|улиц[аыеу]|проспект\w*|бульвар\w*|провулок|переулок|площа|площадь|шосе|шоссе|"
    r"көшесі(?:нде)?|көше|даңғылы(?:нда)?|street|st|road|rd|avenue|ave|lane|ln|boulevard|blvd|drive|dr|square|court|way"
)
_NUMBER = r"\d{1,4}(?:\s?[-/]\s?\d{1,4})?(?:\s?[-/]?\s?[а-яёіїєґa-z](?![\w’'-]))?(?!\d)"
#: Longer words are left out before: each pattern looks so far from each sign at most.
_NAME = r"[^\W\d_][\w’'ʼ.-]{0,60}"
_BUILDING = (
    r"(?:будинок|будинку|буд|дом|доме|д|корпус|корп|кв|квартир\w*|оф|офіс|офис|кімн|каб|"
    r"під[’'ʼ]?їзд|подъезд|поверх|этаж|үй|пәтер|building|bldg|apt|flat|suite|floor)"
)
_TAIL = rf"(?:\s*[,;]?\s*(?:{_BUILDING}\.?\s*№?\s*)?{_NUMBER})"
_CAPITAL = r"[A-ZА-ЯЁІЇЄҐҚҒҢҮҰҺӘӨ][\w’'ʼ-]{1,60}"
_SETTLEMENT = (
    r"с|с-ще|смт|сел|село|селі|селище|селищі|хутір|посёлок|поселок|пос|пгт|деревня|деревне|дер|аул|ауыл\w*|"
    r"village"
)

#: In this order: what names a street takes its number with it before bare numbers are looked at.
_ADDRESSES = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        # Links, sites, e-mail, map codes and coordinates.
        (r"(?:https?://|geo:|www\.)\S+", re.I),
        (r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.I),
        (
            r"(?<![a-z0-9.-])(?:[a-z0-9-]{1,63}\.)+"
            r"(?:com|org|net|ua|ru|kz|info|gl|app|page|me|укр|рф|қаз)\b(?:/\S*)?",
            re.I,
        ),
        (r"(?<!\w)///[^\W\d_]+\.[^\W\d_]+\.[^\W\d_]+", re.I),
        (r"\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b", re.I),
        (
            r"-?\d{1,3}(?:[.,]\d+)?\s?°(?:\s?\d{1,2}\s?['′’ʼ])?(?:\s?\d{1,2}(?:[.,]\d+)?\s?[\"″”])?"
            r"(?:\s?[NSEWСЮВЗ]\b)?",
            re.I,
        ),
        (r"-?\b\d{1,3}[.,]\d{3,}\s*°?(?:\s*[NSEW]\b)?", re.I),
        # Streets with their names and numbers.
        (
            rf"\b(?:{_STREET_BEFORE})\b\.?\s*[«\"“]?{_NAME}(?:\s+{_NAME}){{0,4}}?[»\"”]?{_TAIL}(?:{_TAIL}){{0,2}}",
            re.I,
        ),
        (rf"\b\d{{1,4}}[a-z]?,?\s+(?:{_NAME}\s+){{1,4}}?(?:{_STREET_AFTER})\b\.?", re.I),
        (rf"(?<!\w)(?:{_CAPITAL}\s+){{1,3}}(?i:{_STREET_AFTER})\b\.?{_TAIL}?(?:{_TAIL})?", 0),
        (rf"\b(?i:{_STREET_BEFORE})\b\.?\s*[«\"“]?(?:{_CAPITAL})(?:\s+{_CAPITAL}){{0,3}}[»\"”]?", 0),
        (rf"\b{_CAPITAL}(?:\s+{_CAPITAL}){{0,2}}\s*,\s*(?i:{_BUILDING}\.?\s*)?№?\s*{_NUMBER}\b", 0),
        (rf"(?:^|(?<=[,;] )){_CAPITAL}(?:\s+{_CAPITAL}){{0,2}}\s+{_NUMBER}(?=\s*[,;])", 0),
        (rf"\b{_BUILDING}\b\.?\s*№?\s*{_NUMBER}(?![\w])", re.I),
        # Postcodes, telephones and other long numbers.
        (r"\(?(?:\+?\d[\s()-]{0,2}){7,}", 0),
        (r"\b\d{5,6}\b", 0),
        # A settlement below the hromada.
        (rf"\b(?:{_SETTLEMENT})\b\.?\s+{_CAPITAL}", 0),
        (rf"(?<!\w){_CAPITAL}\s+(?:ауылы|ауылында|village)\b", 0),
    )
)  # fmt: skip
_STREET = re.compile(
    rf"\b(?:{_STREET_BEFORE})\b\.?\s*([^,;\d]+)|\b((?:{_NAME}\s+){{1,3}})(?:{_STREET_AFTER})\b", re.I
)
_BRACKETS = re.compile(r"\(\s*[,;.:\s-]*\)|\[\s*\]|«\s*»|\"\s*\"|“\s*”")
_DANGLING = re.compile(
    r"(?:[\s,;:/|–—-]|\b(?:за адресою|за адресом|по адресу|адреса|адрес|мекенжайы|address|located at|"
    r"at|на|по|у|в|біля|поруч з|возле|рядом с|near|on|in|тел|phone)(?=[\s,;:.]*$))+[\s.,;:]*$",
    re.I,
)
_SPACES = re.compile(r"\s+")
_SPACE_BEFORE = re.compile(r"\s([,;:.)»])")
_LONG_WORD = re.compile(r"(?:(?<=\s)|^)[^\s/]{61,}")
#: So many of the patterns are of links, which may be long.
_LINKS = 5
#: What is left dangling stands at the very end.
_END = 200
_COMMAS = re.compile(r"([,;:])(?:\s*[,;:])+")
_WORD = re.compile(r"[^\W\d_]{3,}")
#: The least length of a word of a street's name by which the street is recognised elsewhere, and its stem.
_TELLING_LENGTH = 5
_ENDING = 2
_LONGEST_ADDRESS = 1000


def without_address(text: str, streets: Iterable[str] = ()) -> str:
    """The text without addresses, points, links, numbers and the given streets; '' where nothing is left."""
    plain = shown = _SPACES.sub(" ", text)
    for pattern in (*_ADDRESSES[:_LINKS], _LONG_WORD, *_ADDRESSES[_LINKS:]):
        shown = pattern.sub(" ", shown)
    for stem in _stems(streets):
        shown = re.sub(rf"\b{re.escape(stem)}\w*(?:\s*,?\s*{_NUMBER}\b)?", " ", shown, flags=re.I)
    if shown == plain:
        return text
    shown = _COMMAS.sub(r"\1", _SPACE_BEFORE.sub(r"\1", _SPACES.sub(" ", _BRACKETS.sub(" ", shown))))
    shown = _BRACKETS.sub("", shown)
    while (shorter := _undangled(shown)) != shown:
        shown = shorter
    return shown if _WORD.search(shown) else ""


def _undangled(text: str) -> str:
    return (text[:-_END] + _DANGLING.sub("", text[-_END:])).strip(" ,;:/|–—-")


def street_of(address: str) -> str:
    """The name of the street in an address; '' where none is told."""
    told = _STREET.search(_SPACES.sub(" ", address)[:_LONGEST_ADDRESS])
    return (told.group(1) or told.group(2)).strip() if told else ""


def holds_address(text: str, streets: Iterable[str] = ()) -> bool:
    """Whether the text tells any of that."""
    return without_address(text, streets) != text


def _stems(streets: Iterable[str]) -> set[str]:
    """The words by which streets are recognised in another case: long ones without their ending."""
    before = re.compile(rf"(?:{_STREET_BEFORE}|{_STREET_AFTER}|{_BUILDING})", re.I)
    return {
        word[:-_ENDING]
        for street in streets
        for word in fold(street).split()
        if len(word) >= _TELLING_LENGTH and not word.isdigit() and not before.fullmatch(word)
    }
