"""Encodings of Cyrillic files: which one a file has, and text that was once read in a wrong one.

Readers ask `detect_encoding` before they decode, and `damage` about what they decoded: nothing is
ever decoded with replacement characters.
"""

import codecs
import re

from importers.cleaning.result import Cleaned, Trouble, refused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Families of one-byte encodings by how often they occur. Within a family only a few letters differ:
#: kz1048 is windows-1251 with the Kazakh ones, cp1125 is cp866 with the Ukrainian ones.
_FAMILIES = (("windows-1251", "kz1048"), ("cp866", "cp1125"), ("koi8-u",))

# Per mille of letters in Ukrainian, Russian and Kazakh texts together, rounded; only the order of
# magnitude matters. Letters outside the three alphabets and signs of pseudographics count against.
_FREQUENT = dict(
    zip("оаеинтсрвлкмдпу", (90, 85, 75, 65, 65, 60, 50, 50, 45, 42, 40, 30, 32, 28, 30), strict=True)
)
_RARE = dict.fromkeys("ізягьыбчйхжшцюєїщфғқңөұүәһґэъё", 10)
_WEIGHTS = _FREQUENT | _RARE
_QUOTES_AND_DASHES = frozenset("«»“”„’‘–—№…§°\u00a0©®•")
_FOREIGN_WEIGHT = -60
_CAPITAL_AFTER_SMALL = re.compile("[а-яіїєґё][А-ЯІЇЄҐЁ]")
_LEAST_SCORE = 20.0
_LEAST_LEAD = 4.0

_LOST_LETTER = re.compile(r"[А-яІЇЄҐЁіїєґёәғқңөұүһ]\?+[а-яіїєґёәғқңөұүһ]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
#: Encodings in which UTF-8 bytes have been misread, as «РЎ» or «Ð¡».
_MISREAD_AS = ("windows-1251", "latin-1", "windows-1252", "cp866")


def detect_encoding(data: bytes, *, complete: bool = True) -> Cleaned[str | None]:
    """The Python name of the encoding of a file's bytes, or None with ENCODING_UNCLEAR.

    `complete=False` says that `data` is only the beginning and may end inside a character.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return Cleaned(name)
    wide = _utf16_without_bom(data)
    if wide:
        return Cleaned(wide)
    if _is_utf8(data, complete):
        return Cleaned("utf-8")
    best_of = [max((_score(data, name), -order, name) for order, name in enumerate(f)) for f in _FAMILIES]
    (score, _, name), (rival, *_), *_ = sorted(best_of, reverse=True)
    if score < _LEAST_SCORE or score - rival < _LEAST_LEAD:
        return refused("ENCODING_UNCLEAR", "The file's encoding cannot be told; save it as UTF-8.")
    return Cleaned(name)


def damage(text: str) -> tuple[Trouble, ...]:
    """What an earlier conversion has already destroyed in a text."""
    troubles = []
    if "\ufffd" in text or _LOST_LETTER.search(text):
        message = "Letters were lost in an earlier conversion («?» inside words); ask for the original file."
        troubles.append(Trouble("ENCODING_LETTERS_LOST", message))
    if repair_mojibake(text) != text:
        message = "The text was decoded wrongly once («РЎ», «Ð¡») and can be repaired."
        troubles.append(Trouble("ENCODING_MOJIBAKE", message))
    return tuple(troubles)


def repair_mojibake(text: str) -> str:
    """UTF-8 that was misread as a one-byte encoding, read rightly; any other text as it is.

    Only a text that is whole UTF-8 when turned back, and holds Cyrillic then, is repaired.
    """
    for encoding in _MISREAD_AS:
        data = _bytes_again(text, encoding)
        if data is None or data.isascii():
            continue
        try:
            repaired = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if _CYRILLIC.search(repaired):
            return repaired
    return text


def _is_utf8(data: bytes, complete: bool) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, complete)
    except UnicodeDecodeError:
        return False
    return b"\x00" not in data


def _utf16_without_bom(data: bytes) -> str | None:
    """Latin signs have a zero byte, Cyrillic letters the byte 4, on the same side of every pair."""
    pairs = len(data) // 2
    if pairs < 2:
        return None
    for name, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = data[start : pairs * 2 : 2]
        if high.count(0) + high.count(4) > 0.9 * pairs and high.count(0) < len(data):
            return name
    return None


def _score(data: bytes, encoding: str) -> float:
    """Mean weight of the characters beyond ASCII; −1000 for bytes that the encoding does not have."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return -1000.0
    letters = [char for char in text if ord(char) > 127 and char not in _QUOTES_AND_DASHES]
    if not letters:
        return 0.0
    # КОИ-8 holds small letters where windows-1251 holds capitals: «кОМУНАЛЬНА» betrays it.
    odd = len(_CAPITAL_AFTER_SMALL.findall(text))
    weights = (_WEIGHTS.get(char.lower(), _FOREIGN_WEIGHT) for char in letters)
    return (sum(weights) + odd * _FOREIGN_WEIGHT) / len(letters)


def _bytes_again(text: str, encoding: str) -> bytes | None:
    """The bytes that were misread; those that the encoding lacks came through as control characters."""
    found = bytearray()
    for char in text:
        try:
            found += char.encode(encoding)
        except UnicodeEncodeError:
            if not 0x80 <= ord(char) <= 0x9F:
                return None
            found.append(ord(char))
    return bytes(found)
