"""Words of names: which of them are legal forms, types, owners and places, and which tell a provider.

«Комунальна установа «Центр надання соціальних послуг» Уманської міської ради» names nothing of its own:
a form, a type, an owner and a place. phrases.csv lists the wordings of three languages; one type has
one concept, so that «ЦНСП» and «центр предоставления социальных услуг» meet.
"""

import csv
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from hub.domain.text import fold, search_terms, tidy

_PHRASES = Path(__file__).parent / "phrases.csv"
_QUOTED = re.compile(r"[«\"“„]([^«»\"“”„]+)(?:[»\"”“]|$)")
_PLACE_ADJECTIVE = re.compile(
    r".{2,}(?:ськ|цьк|зьк|ск)(?:а|ої|ій|ого|ому|ий|ая|ой|ое|его|их|ие|і|у|ую)|.{2,}sk(?:a|oi|yi|oho|aya|iy|ii|oy|ogo)"
)
_COMMON_ADJECTIVE = re.compile(
    r"міськ|сільськ|громадськ|людськ|лікарськ|господарськ|дитяч|християнськ|материнськ|батьківськ|ветеранськ"
    r"|волонт[её]рськ|жіноцьк|городск|сельск|детск|женск|мужск|гражданск|медицинск|материнск|ветеранск|волонт[её]рск"
    r"|христианск|психиатрическ|.*ическ|.*ичеськ"
)
# What search_terms leaves of adjectives' case endings: -ого, -ому, -их, -им.
_CASE_ENDING = re.compile(r"(?<=.{5})(?:oh|om|ih|im)$")
#: A word of at least so many letters is taken for one of phrases.csv if it is as like it as this.
_SHORTEST_MENDED, _SLIP = 6, 0.82


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart; every word is a stem across scripts and languages.

    `words` are the provider's own: what stands in the last quotation, or else whatever is no form, type,
    owner or place. `types` are concepts of phrases.csv, `places` adjectives of places («уманської»),
    `numbers` as in «№ 2».
    """

    words: frozenset[str]
    types: frozenset[str]
    places: frozenset[str]
    numbers: frozenset[str]
    branch: bool


@lru_cache(maxsize=200_000)
def parse_name(text: str) -> Name:
    """The parts of a name as displayed or as typed; a name may have no word of its own."""
    clean = tidy(text)
    parts = _sort_words(fold(clean).split())
    quoted = _QUOTED.findall(clean)
    words = frozenset(_sort_words(fold(quoted[-1]).split()).words) if quoted else frozenset[str]()
    return Name(
        words or frozenset(parts.words),
        frozenset(parts.types),
        frozenset(parts.places),
        frozenset(parts.numbers),
        parts.branch,
    )


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of one folded word under which its cases, scripts and languages meet; '' for no letters."""
    found = search_terms(word)
    return _CASE_ENDING.sub("", found[0][1:]) if found else ""


def stems(text: str) -> frozenset[str]:
    """The stems of all words of a text, those of one letter aside."""
    return frozenset(found for word in fold(text).split() if len(word) > 1 and (found := stem(word)))


@dataclass(slots=True)
class _Parts:
    words: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    branch: bool = False


def _sort_words(folded: list[str]) -> _Parts:
    """Each word, or phrase of words, under what it is; forms, owners and fillers are left out."""
    stemmed = [_spelled(stem(word)) for word in folded]
    parts = _Parts()
    position, before = 0, ""
    while position < len(folded):
        length, role, concept = _longest_phrase(stemmed, position)
        if role == "type":
            parts.types.append(concept)
        elif role == "after-place" and parts.words:
            parts.places.append(parts.words.pop())
        elif not length:
            _sort_word(parts, folded[position], stemmed[position], is_place=before == "before-place")
        parts.branch = parts.branch or role == "branch"
        position, before = position + (length or 1), role
    return parts


def _sort_word(parts: _Parts, word: str, stemmed: str, *, is_place: bool) -> None:
    if word.isdigit():
        parts.numbers.append(word.lstrip("0") or "0")
    elif len(word) > 1 and stemmed:
        is_place = is_place or bool(_PLACE_ADJECTIVE.fullmatch(word) and not _COMMON_ADJECTIVE.match(word))
        (parts.places if is_place else parts.words).append(stemmed)


@lru_cache(maxsize=200_000)
def _spelled(word: str) -> str:
    """The word of some phrase that this long word is a slip of, or the word itself."""
    known = _vocabulary()
    if word in known or len(word) < _SHORTEST_MENDED:
        return word
    best = process.extractOne(word, known, scorer=OSA.normalized_similarity, score_cutoff=_SLIP)
    return best[0] if best else word


@cache
def _vocabulary() -> dict[str, str]:
    """Every long stem that stands in a phrase, in the order of the file."""
    words = (word for phrase in _phrases() for word in phrase if len(word) >= _SHORTEST_MENDED)
    return {word: word for word in words}


def _longest_phrase(stemmed: list[str], position: int) -> tuple[int, str, str]:
    """(number of words, role, concept) of the longest phrase that begins here; (0, "", "") for none."""
    phrases = _phrases()
    for length in range(min(phrases.get((stemmed[position], "…"), _NONE)[0], len(stemmed) - position), 0, -1):
        found = phrases.get(tuple(stemmed[position : position + length]))
        if found:
            return found
    return _NONE


_NONE = (0, "", "")


@cache
def _phrases() -> dict[tuple[str, ...], tuple[int, str, str]]:
    """Stems of a phrase → (its length, role, concept); (first stem, "…") → the longest that begins so."""
    found: dict[tuple[str, ...], tuple[int, str, str]] = {}
    with _PHRASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for phrase in row["phrases"].split("|"):
                key = tuple(stem(word) for word in fold(phrase).split())
                found.setdefault(key, (len(key), row["role"], row["concept"]))
                longest = found.get((key[0], "…"), _NONE)[0]
                found[key[0], "…"] = (max(longest, len(key)), "", "")
    return found
