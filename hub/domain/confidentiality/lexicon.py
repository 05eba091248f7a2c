"""The words that tell a refuge (refuge_words.csv), and how they are recognised in texts as people type them.

Words of the file are folded to one alphabet: case, apostrophes, look-alikes, Kazakh letters and what a
Russian keyboard puts in their place, transliteration. `stem*` is a beginning; a phrase is found when its
words stand near each other in any order; words marked `typos` may have one letter wrong or be part of a
longer word.
"""

import csv
import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from rapidfuzz.distance import OSA

from hub.domain.text import fold, mend_script

_FILE = Path(__file__).with_name("refuge_words.csv")
#: Words that may stand between those of a phrase.
_GAP = 2
#: The longest ending that a stem may have.
_LONGEST_ENDING = 7
#: Stems shorter than this are recognised letter by letter only, and in the alphabet they are written in.
_SHORTEST_FUZZY = 7
_SHORTEST_TRANSLITERATED = 5
#: Shorter words that are read as transliteration nevertheless: «bezpechnyi-dim».
_SHORT_TRANSLITERATED = frozenset({"dim", "dom", "dlia", "dlya"})

# A cell may be as long as its writer likes: a pattern that is searched for begins at the edge of a word or at
# a sign that is rare, so that no word is read anew from each of its letters.
# A full stop after a short word ends an abbreviation, not a sentence.
_CLAUSES = re.compile(r"[;|•\n\r]+|(?<=\w{5})\.\s+")
_PARTS = re.compile(r"[,()\[\]«»\"“”:]+")
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][\s.\-_*·]){3,}[^\W\d_](?!\w)")
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}")
_SEPARATORS = re.compile(r"[\s.\-_*·]")
_HYPHENS = re.compile(r"(?<=\w)[-‐‑–—\u00ad]\s*(?=\w)")
_CAMEL = re.compile(r"(?<=[a-zа-яёіїєґқғңүұһәө])(?=[A-ZА-ЯЁІЇЄҐҚҒҢҮҰҺӘӨ])")
# Of an address on the web only whole words are read: what is between them is made by machines.
_LINK = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.-])[\w-]++(?:\.[\w-]++)++/\S+", re.I)
_LINK_WORD = re.compile(r"[^\W\d_]{5,}|(?<![^\W_])(?:dim|dom)(?![^\W_])")
_LATIN = re.compile("[a-z]+")
_MIXED = re.compile(r"(?<![^\W_])(?=[^\W_]*[a-zA-Z])(?=[^\W_]*[\u0400-\u052f])[^\W_]+")
_LETTERS_BY_FIGURES = re.compile(r"\d+[^\W\d_]{4,}\d*|[^\W\d_]{4,}\d+")
#: Greek letters, and Cyrillic ones of no language of the hub, as the Latin ones that look like them, and
#: Latin ones as Cyrillic, in words of two scripts.
_FROM_GREEK = str.maketrans("αορτυικεχνωΑΒΕΗΙΚΜΝΟΡΤΥΧΖѕјԁԛԝɡ", "aoptyikexvwABEHIKMNOPTYXZsjdqwg")
_SIMILAR = str.maketrans("abcdehikmnoprtuvwxyABCEHIKMNOPTUVWXYLl", "аьсденікмпоргтиушхуАВСЕНІКМПОРТИУШХУІі")
#: The role of words that are no other word with a typing error, such as a surname.
_OTHER_WORD = "other-word"
_FIGURES = str.maketrans("013", "оіз")
#: Figures for Latin letters; a one is read both ways.
_LATIN_FIGURES = (str.maketrans("013457", "oleast"), str.maketrans("013457", "oieast"))
#: A domain's label in other letters than Latin, as machines write it.
_ESCAPED = re.compile(r"\\u(?P<code>[0-9a-fA-F]{4})")
#: Marks for the look of letters, within words too; those that end a line are spaces.
_MARKUP = re.compile(
    r"</?(?:b|i|u|em|strong|span|font|a|wbr|sup|sub|mark)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)
_PUNYCODE = re.compile(r"(?<![\w-])xn--(?P<letters>[a-z0-9-]++)", re.IGNORECASE)
_MARKS = re.compile("[\u0300-\u036f]")
_ONE_ALPHABET = str.maketrans("іїыйєэґғқңөұүәһ", "ииииеегг" + "кноуу" + "ах", "ьъ")
_FROM_LATIN = (
    ("shch", "щ"), ("sch", "щ"), ("zh", "ж"), ("kh", "х"), ("gh", "г"), ("ts", "ц"), ("tz", "ц"),
    ("ch", "ч"), ("sh", "ш"), ("yu", "ю"), ("iu", "ю"), ("ju", "ю"), ("ya", "я"), ("ia", "я"), ("ja", "я"),
    ("ye", "е"), ("je", "е"), ("yi", "и"), ("yy", "и"), ("iy", "и"),
)  # fmt: skip
_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwyz", "абцдефггииклмнопкрстуввиз", "'")


class Hit(NamedTuple):
    """A word of the file in a text, with its role and the clause and the part of it where it stands."""

    role: str
    word: str
    clause: int
    part: int


@dataclass(frozen=True, slots=True)
class Stem:
    """One word of a phrase."""

    letters: str
    open: bool  # any ending may follow
    latin: bool

    def fits(self, token: "Token") -> bool:
        """Whether the token is this word."""
        text = token.latin if self.latin else token.cyrillic
        if not self.open:
            return text == self.letters
        return text.startswith(self.letters) and len(text) - len(self.letters) <= _LONGEST_ENDING


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the file says of one phrase."""

    role: str
    word: str
    stems: tuple[Stem, ...]
    typos: bool


class Token(NamedTuple):
    """A word of a text in the two alphabets in which words of the file are written."""

    cyrillic: str
    latin: str


@lru_cache(maxsize=50_000)
def hits(text: str) -> tuple[Hit, ...]:
    """Every word of the file in the text, each once for a part of it."""
    found: dict[Hit, None] = {}
    for number, clause in enumerate(clauses(text)):
        for place, part in enumerate(_PARTS.split(clause)):
            tokens = _tokens(part)
            for phrase in _candidates(tokens):
                if _stands(phrase, tokens):
                    found[Hit(phrase.role, phrase.word, number, place)] = None
        # A phrase may span a comma or a bracket; what stands in one part was found already.
        seen = {(hit.role, hit.word) for hit in found if hit.clause == number}
        tokens = _tokens(_PARTS.sub(" ", clause))
        for phrase in _candidates(tokens):
            if len(phrase.stems) > 1 and (phrase.role, phrase.word) not in seen and _stands(phrase, tokens):
                found[Hit(phrase.role, phrase.word, number, -1)] = None
    return tuple(found)


@lru_cache(maxsize=50_000)
def has_part_of_refuge(text: str) -> bool:
    """Whether a short text has one word of a phrase for a refuge, of which the others may stand elsewhere."""
    parts = _parts_by_start()
    return any(
        stem.fits(token)
        for token in _tokens(" ".join(clauses(text)))
        for start in {token.cyrillic[:2], token.latin[:2]}
        for stem in parts[start]
    )


@lru_cache(maxsize=1_000)
def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a text, in the letters in which its words are looked for."""
    text = _one_script(unicodedata.normalize("NFKC", _decoded(text)))
    # In small letters: where capitals begin in an address made by a machine, no word begins.
    text = _LINK.sub(lambda match: " ".join(_LINK_WORD.findall(match.group().lower())), text)
    return tuple(_CLAUSES.split(text))


def _decoded(text: str) -> str:
    """The text with the letters that machines wrote for it: «&#1087;», «%D0%BF», «\\u043f», «xn--…»."""
    if "\\u" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match["code"], 16)), text)
    if "&" in text:
        text = html.unescape(text)
    if "%" in text:
        # Programs that pass an address on write the percent sign itself as «%25».
        text = unquote(unquote(text))
    if "<" in text:
        text = _MARKUP.sub("", text)
    return _PUNYCODE.sub(_label, text)


def _label(match: re.Match[str]) -> str:
    try:
        return match["letters"].encode().decode("punycode")
    except UnicodeError:
        return match.group()


def _one_script(text: str) -> str:
    """The text with its words in one script each, however far-fetched a letter's likeness is."""
    return _MIXED.sub(_in_cyrillic, mend_script(text.translate(_FROM_GREEK)))


def _in_cyrillic(match: re.Match[str]) -> str:
    word = match.group().translate(_SIMILAR)
    return match.group() if re.search("[a-zA-Z]", word) else word


def _without_figures(words: list[str]) -> Iterator[str]:
    """The words; those at or in which figures stand also without them: «safehouse8», «she1ter»."""
    for word in words:
        yield word
        if _LETTERS_BY_FIGURES.fullmatch(word):
            yield word.strip("0123456789")
        elif word.isalnum() and not word.isalpha() and not word.isdigit():
            letters = word.strip("0123456789")
            if letters.isascii():
                yield from (letters.translate(figures) for figures in _LATIN_FIGURES)
            else:
                yield letters.replace("1", "л")


def _tokens(text: str) -> tuple[Token, ...]:
    """The words of a text; those that a hyphen divides also as one."""
    for apart in (_SPACED, _DOTTED):
        text = apart.sub(lambda match: _SEPARATORS.sub("", match.group()) + " ", text)
    words = fold(_CAMEL.sub(" ", text)).split()
    joined = fold(_HYPHENS.sub("", text)).split() if _HYPHENS.search(text) else []
    glued = [one + other for one, other in pairwise(words) if 6 <= len(one + other) <= 12]
    return tuple(_token(word) for word in dict.fromkeys(_without_figures([*words, *joined]))) + tuple(
        _token(word) for word in glued if _is_telling(word)
    )


def _is_telling(word: str) -> bool:
    """Whether two words written apart are one of the file's words that suffice alone."""
    token = _token(word)
    return any(
        phrase.typos and stem.letters in (token.latin if stem.latin else token.cyrillic)
        for phrase, stem in _telling()
    )


@lru_cache(maxsize=200_000)
def _token(word: str) -> Token:
    # «dağdarys» is «dagdarys»; a letter of Cyrillic keeps its marks.
    if not word.isascii() and _LATIN.match(word):
        word = _MARKS.sub("", unicodedata.normalize("NFD", word))
    return Token(_cyrillic(word), word if _LATIN.fullmatch(word) else "")


def _cyrillic(word: str) -> str:
    """The word in the letters that all Cyrillic spellings share; a Latin one read as transliteration."""
    if not word.isdigit():
        word = word.translate(_FIGURES) if not word.isascii() else word
    if _LATIN.fullmatch(word) and (len(word) >= _SHORTEST_TRANSLITERATED or word in _SHORT_TRANSLITERATED):
        for latin, cyrillic in _FROM_LATIN:
            word = word.replace(latin, cyrillic)
        word = word.translate(_LETTERS)
    return word.translate(_ONE_ALPHABET)


def _stands(phrase: Phrase, tokens: tuple[Token, ...]) -> bool:
    """Whether the phrase's words stand near each other."""
    places = [
        [place for place, token in enumerate(tokens) if _fits(phrase, stem, token)] for stem in phrase.stems
    ]
    if not all(places):
        return False
    if len(places) == 1:
        return True
    reach = len(places) + _GAP
    return any(
        all(any(0 < abs(place - start) < reach for place in others) for others in places[1:])
        for start in places[0]
    )


def _fits(phrase: Phrase, stem: Stem, token: Token) -> bool:
    return stem.fits(token) or (phrase.typos and _resembles(stem, token))


@lru_cache(maxsize=200_000)
def _resembles(stem: Stem, token: Token) -> bool:
    """Whether the token holds the word, or begins with it but for one letter."""
    text, letters = (token.latin if stem.latin else token.cyrillic), stem.letters
    if len(letters) < _SHORTEST_FUZZY or len(text) < len(letters) - 1 or text in _other_words():
        return False
    if letters in text:
        return True
    longest = len(letters) + (_LONGEST_ENDING if stem.open else 0)
    if len(text) > longest + 1:
        return False
    if not stem.open:
        return OSA.distance(text, letters, score_cutoff=1) <= 1
    return any(OSA.distance(text[: len(letters) + more], letters, score_cutoff=1) <= 1 for more in (-1, 0, 1))


@lru_cache(maxsize=50_000)
def _phrases_of(token: Token) -> tuple[Phrase, ...]:
    """Phrases whose first word the token may be."""
    by_start = _by_start()
    starts = [*by_start[token.cyrillic[:2]], *(by_start[token.latin[:2]] if token.latin else ())]
    found = [phrase for phrase in starts if phrase.stems[0].fits(token)]
    found += [phrase for phrase, stem in _telling() if _resembles(stem, token)]
    return tuple(dict.fromkeys(found))


def _candidates(tokens: tuple[Token, ...]) -> dict[Phrase, None]:
    return dict.fromkeys(phrase for token in tokens for phrase in _phrases_of(token))


@cache
def _by_start() -> defaultdict[str, list[Phrase]]:
    found: defaultdict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases():
        found[phrase.stems[0].letters[:2]].append(phrase)
    return found


@cache
def _parts_by_start() -> defaultdict[str, set[Stem]]:
    """The words of phrases for a refuge that have several, by their first letters."""
    found: defaultdict[str, set[Stem]] = defaultdict(set)
    for phrase in phrases():
        if phrase.role == "refuge" and len(phrase.stems) > 1:
            for stem in phrase.stems:
                found[stem.letters[:2]].add(stem)
    return found


@cache
def _telling() -> tuple[tuple[Phrase, Stem], ...]:
    """Phrases of one word that may have one letter wrong."""
    return tuple((phrase, phrase.stems[0]) for phrase in phrases() if phrase.typos)


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every phrase of the file that tells something."""
    return tuple(
        Phrase(row["role"], words, tuple(map(_stem, words.split())), row["typos"] == "yes")
        for row in _rows()
        if row["role"] != _OTHER_WORD
        for words in row["words"].split("|")
    )


@cache
def _other_words() -> frozenset[str]:
    """Words that resemble others of the file and are none of them."""
    rows = (row["words"].split("|") for row in _rows() if row["role"] == _OTHER_WORD)
    return frozenset(_cyrillic(fold(word)) for words in rows for word in words)


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _stem(word: str) -> Stem:
    letters = fold(word.rstrip("*"))
    latin = bool(_LATIN.fullmatch(letters))
    return Stem(letters if latin else letters.translate(_ONE_ALPHABET), word.endswith("*"), latin)
