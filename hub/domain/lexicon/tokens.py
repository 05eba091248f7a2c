"""The words of a name as its phrases are compared: folded, stemmed, with what its writing tells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hub.domain.lexicon.stems import stem
from hub.domain.text import fold, normalise_apostrophe, tidy

_WORD = re.compile(r"[^\W_]+(?:’[^\W_]+)*")
#: A phrase does not run over these signs.
_BOUNDARY = re.compile(r"[«»\"“”„;:|\n]")
#: «соцслужб» is «соц. служб»; «соціальних» is one word.
_JOINED = re.compile(r"(соц)(?!иал|іал|иум|іум)([а-яіїєґ]{4,})")
_SHORTEST_CUT = 3
#: Stems that their vowels part, and an abbreviation: the first of each line stands for the others.
_SAME = (
    ("budinok", "budink", "budinki", "budinku"),
    ("pritulok", "pritulk", "pritulki", "pritulku"),
    ("prihistok", "prihistk", "prihistki", "prihistku"),
    ("dom", "doma", "domi", "domu", "dim"),
    ("suprivid", "suprivod", "suprivodi"),
    ("osib", "osob", "osobi", "osobam"),
    ("sotsaln", "sots"),
)
_CANONICAL = {other: first for first, *others in _SAME for other in others}


@dataclass(frozen=True, slots=True)
class Token:
    """A word: `cut` where only its beginning is written («соц.»), `part` counts what quotes divide."""

    word: str
    stem: str
    capitals: bool
    cut: bool
    part: int


def tokens_of(text: str) -> list[Token]:
    """The words of a text in order; of a joined abbreviation both halves."""
    return list(_tokens(normalise_apostrophe(tidy(text))))


def _tokens(text: str) -> Iterator[Token]:
    part, end = 0, 0
    for match in _WORD.finditer(text):
        part += bool(_BOUNDARY.search(text, end, match.start()))
        end = match.end()
        folded = fold(match.group())
        capitals = match.group().isupper()
        joined = None if capitals else _JOINED.fullmatch(folded)
        if joined:
            yield Token(joined[1], meeting_stem(joined[1]), False, False, part)
            yield Token(joined[2], meeting_stem(joined[2]), False, False, part)
        elif folded:
            cut = len(folded) >= _SHORTEST_CUT and text[end : end + 1] == "."
            yield Token(folded, meeting_stem(folded), capitals, cut, part)


def meeting_stem(word: str) -> str:
    """The stem of a folded word, the same for the forms that a changing vowel parts."""
    found = stem(word)
    return _CANONICAL.get(found, found)
