"""Words of names: which of them are legal forms, types, owners and places, and which tell a provider.

«Комунальна установа «Центр надання соціальних послуг» Уманської міської ради» names nothing of its own:
a form, a type, an owner and a place. The hub's lexicon lists the wordings of three languages; one type has
one concept, so that «ЦНСП» and «центр предоставления социальных услуг» meet.
"""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from hub.domain.lexicon import phrase_rows, stem
from hub.domain.lexicon.words import is_place_adjective
from hub.domain.text import fold, tidy

_QUOTED = re.compile(r"[«\"“„]([^«»\"“”„]+)(?:[»\"”“]|$)")
#: What a school teaches up to is no number of its own: «І-ІІІ ступенів», «1-3 ст.».
_STAGES = re.compile(
    r"\b[1-4IІV]+(?:\s*[-–—,]\s*[1-4IІV]+)*\s*-?\s*(?:ступ[еі]н\w*|ступ\b\.?|ст\b\.?|рівн\w*|ступен\w*)",
    re.IGNORECASE,
)
#: «с. Паланка», where «с» without its dot is a preposition.
_VILLAGE = re.compile(r"\b[сc]\.\s*(?=[^\W\d_])", re.IGNORECASE)
#: The ending of a word that says where, not whose: «у Заводському районі».
_WHERE = re.compile(r"(?:ому|ім|ом)$")
#: A word of at least so many letters is taken for one of the lexicon if it is as like it as this.
_SHORTEST_MENDED, _SLIP = 6, 0.82


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart; every word is a stem across scripts and languages.

    `words` are the provider's own: what stands in the last quotation, or else whatever is no form, type,
    owner or place. `types` are concepts of the lexicon, `places` adjectives of places («уманської»),
    `seats` those among them that do not name the owner («Паланський ліцей Уманської ради»: паланський),
    `numbers` as in «№ 2».
    """

    words: frozenset[str]
    types: frozenset[str]
    places: frozenset[str]
    seats: frozenset[str]
    numbers: frozenset[str]
    branch: bool


@lru_cache(maxsize=200_000)
def parse_name(text: str) -> Name:
    """The parts of a name as displayed or as typed; a name may have no word of its own."""
    clean = _VILLAGE.sub("село ", _STAGES.sub(" ", tidy(text)))
    parts = _sort_words(fold(clean).split())
    quoted = _QUOTED.findall(clean)
    words = frozenset(_sort_words(fold(quoted[-1]).split()).words) if quoted else frozenset[str]()
    return Name(
        words or frozenset(parts.words),
        frozenset(parts.types),
        frozenset((*parts.seats, *parts.owners)),
        frozenset(parts.seats),
        frozenset(parts.numbers),
        parts.branch,
    )


def stems(text: str) -> frozenset[str]:
    """The stems of all words of a text, those of one letter aside."""
    return frozenset(found for word in fold(text).split() if len(word) > 1 and (found := stem(word)))


@dataclass(slots=True)
class _Parts:
    words: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    seats: list[str] = field(default_factory=list)
    owners: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    branch: bool = False
    form_after_type: bool = False

    def add_type(self, concept: str) -> None:
        """A type after a second legal form is the parent's: «Фельдшерський пункт КНП «ЦПМСД»»."""
        if self.form_after_type and concept not in self.types:
            self.branch = True
        else:
            self.types.append(concept)


def _sort_words(folded: list[str]) -> _Parts:
    """Each word, or phrase of words, under what it is; forms, owners and fillers are left out."""
    stemmed = [_spelled(stem(word)) for word in folded]
    parts = _Parts()
    position, before = 0, ""
    last: list[str] | None = None
    while position < len(folded):
        length, role, concept = _longest_phrase(stemmed, position)
        if role == "type":
            parts.add_type(concept)
        elif role == "form":
            parts.form_after_type = bool(parts.types)
        elif role == "after-place" and last is parts.words:
            parts.seats.append(parts.words.pop())
        elif role == "owner" and last is parts.seats and not _WHERE.search(folded[position - 1]):
            parts.owners.append(parts.seats.pop())
        is_place = before == "before-place"
        last = None if length else _sort_word(parts, folded[position], stemmed[position], is_place=is_place)
        parts.branch = parts.branch or role == "branch"
        position, before = position + (length or 1), role
    return parts


def _sort_word(parts: _Parts, word: str, stemmed: str, *, is_place: bool) -> list[str] | None:
    """Where the word was put."""
    if word.isdigit():
        kept, text = parts.numbers, word.lstrip("0") or "0"
    elif len(word) > 1 and stemmed:
        is_place = is_place or is_place_adjective(word)
        kept, text = parts.seats if is_place else parts.words, stemmed
    else:
        return None
    kept.append(text)
    return kept


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
    for row in phrase_rows():
        for phrase in row.phrases if row.role != "kind" else ():
            key = tuple(stem(word) for word in fold(phrase).split())
            found.setdefault(key, (len(key), row.role, row.concept))
            longest = found.get((key[0], "…"), _NONE)[0]
            found[key[0], "…"] = (max(longest, len(key)), "", "")
    return found
