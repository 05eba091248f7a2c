"""Which kind of provider a label or a name says, by the phrases in it.

The head of a name stands first in the three languages: «Відділення денного перебування територіального
центру» is a day centre. So the phrase that begins earliest decides, and of those the one with the most
words, then the closest ones. A phrase counts where

- nothing stands before it but legal forms, owners, adjectives of places and words for a branch; or
- its first word stands in the form that a head has («центр», not «центру»), since an owner follows in
  the genitive. Authorities and institutions of other fields, which own and lend their names, must stand
  first; a legal form alone says «business» only where nothing else says a kind.

A sole trader is one whatever else the name says, since its number and address are a person's.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from hub.domain.lexicon.phrases import phrase_rows
from hub.domain.lexicon.tokens import Token, meeting_stem, tokens_of
from hub.domain.lexicon.words import is_adjective, is_place_adjective
from hub.domain.text import fold, search_key

#: Kinds whose words must stand first, the kind of last resort, and the kind that is never outdone.
_MUST_STAND_FIRST = frozenset({"authority", "other-institution", "natural-person", "business"})
_LAST_RESORT = "business"
_FIRST_OF_ALL = "sole-trader"
#: Words that are known to be no kind of the hub.
_NO_KIND = "-"
#: Signs of a phrase for words between its own, and how many these may be.
_GAPS = {"…": 4, "……": 12}
#: Abbreviations shorter than this are words too, unless they are written in capitals.
_SURE_ABBREVIATION = 4
_SKIPPED_ROLES = frozenset({"form", "owner", "branch", "before-place", "after-place"})
_SKIPPED_WORDS = frozenset(
    {"і", "та", "й", "в", "у", "на", "при", "по", "для", "и", "с", "головне", "главное", "заклад"}
)


class _Word(NamedTuple):
    """A word of a phrase: equal by stem, by its beginning, by its form, or any few words (a gap)."""

    stem: str
    form: str
    how: str  # stem, beginning, form, abbreviation, gap


class _Phrase(NamedTuple):
    kind: str
    lang: str
    words: tuple[_Word, ...]


class _Found(NamedTuple):
    kind: str
    start: int
    literals: int
    end: int
    stands_as_head: bool

    @property
    def order(self) -> tuple[int, int, int]:
        return self.start, -self.literals, self.end

    def holds(self, other: "_Found") -> bool:
        """Whether the other phrase is but a part of this one."""
        return self.start < other.start and other.end <= self.end and other.literals < self.literals


@lru_cache(maxsize=50_000)
def kind_in(text: str, langs: Collection[str]) -> str | None:
    """The code of the kind that a label or name says in one of the languages; None when it says none.

    `langs` are codes like "uk"; it must be hashable (a tuple).
    """
    tokens = tokens_of(text)
    head = _head(tokens)
    every = list(_matches(tokens, langs))
    found = [one for one in every if one.stands_as_head or one.start <= head]
    found = _on_their_own(found, every)
    if any(one.kind == _FIRST_OF_ALL for one in found):
        return _FIRST_OF_ALL
    found = [one for one in found if one.kind not in _MUST_STAND_FIRST or one.start <= head]
    found = [one for one in found if one.kind != _LAST_RESORT] or found
    if not found:
        return None
    best = min(found, key=lambda one: one.order)
    kinds = {one.kind for one in found if one.order == best.order}
    return best.kind if len(kinds) == 1 and best.kind != _NO_KIND else None


def _on_their_own(found: Sequence[_Found], every: Sequence[_Found]) -> list[_Found]:
    """Those that are no part of another phrase, of which only such are looked at as reach so far."""
    starts = [other.start for other in every]
    reach = max((other.end - other.start for other in every), default=0)
    return [
        one
        for one in found
        if not any(
            other.holds(one)
            for other in every[bisect_left(starts, one.start - reach) : bisect_left(starts, one.start)]
        )
    ]


def _head(tokens: Sequence[Token]) -> int:
    """The position of the first word that is more than a legal form, an owner, a branch or a place."""
    position = 0
    while position < len(tokens):
        length = _skipped(tokens, position)
        if not length:
            break
        position += length
    return position


def _skipped(tokens: Sequence[Token], position: int) -> int:
    word = tokens[position].word
    for length in range(min(_longest_skipped(), len(tokens) - position), 0, -1):
        if tuple(each.stem for each in tokens[position : position + length]) in _skipped_phrases():
            return length
    if word.isdigit() or word in _SKIPPED_WORDS or is_adjective(word) or is_place_adjective(word):
        return 1
    return 0


def _matches(tokens: Sequence[Token], langs: Collection[str]) -> Iterator[_Found]:
    for start, token in enumerate(tokens):
        for phrase in _beginning_like(token):
            if phrase.lang and phrase.lang not in langs:
                continue
            end = _end(tokens, start, phrase.words)
            if end is not None:
                first = phrase.words[0]
                literals = sum(word.how != "gap" for word in phrase.words)
                as_head = first.how == "abbreviation" or token.word == first.form
                yield _Found(phrase.kind, start, literals, end, as_head)


def _end(tokens: Sequence[Token], start: int, words: Sequence[_Word]) -> int | None:
    """The position after the phrase that begins at `start`, each word as near as it can be."""
    position, reach = start, 0
    for word in words:
        if word.how == "gap":
            reach = _GAPS[word.form]
            continue
        ahead = range(position, min(position + reach + 1, len(tokens)))
        position = next(
            (at + 1 for at in ahead if tokens[at].part == tokens[start].part and _is_like(tokens[at], word)),
            -1,
        )
        if position < 0:
            return None
        reach = 0
    return position


def _is_like(token: Token, word: _Word) -> bool:
    if word.how == "abbreviation":
        return token.word == word.form and (token.capitals or len(token.word) >= _SURE_ABBREVIATION)
    if word.how == "form":
        return token.word == word.form
    if word.how == "beginning":
        return token.stem.startswith(word.stem)
    return token.stem == word.stem or (token.cut and word.stem.startswith(token.stem))


def _beginning_like(token: Token) -> Sequence[_Phrase]:
    """The phrases whose first word may be the token."""
    phrases = _phrases_by_first()
    same = phrases.get(token.stem, ())
    if not token.cut:
        return same
    return [phrase for first, some in phrases.items() if first.startswith(token.stem) for phrase in some]


@cache
def _phrases_by_first() -> dict[str, list[_Phrase]]:
    """Stem of the first word → phrases; a first word is never cut short itself."""
    found: dict[str, list[_Phrase]] = {}
    for row in phrase_rows():
        for text in row.phrases if row.kind else ():
            phrase = _Phrase(row.kind, row.lang, tuple(map(_word, text.split())))
            first = phrase.words[0]
            found.setdefault(meeting_stem(first.form), []).append(phrase)
    return found


def _word(text: str) -> _Word:
    if text in _GAPS:
        return _Word("", text, "gap")
    form = fold(text)
    if text.startswith("="):
        return _Word("", form, "form")
    if text.endswith("*"):
        return _Word(search_key(form).strip().rstrip("aiou"), form, "beginning")
    how = "abbreviation" if len(text) > 1 and text.isupper() else "stem"
    return _Word(meeting_stem(form), form, how)


@cache
def _skipped_phrases() -> frozenset[tuple[str, ...]]:
    rows = (row for row in phrase_rows() if row.role in _SKIPPED_ROLES)
    return frozenset(
        tuple(meeting_stem(word) for word in fold(phrase).split()) for row in rows for phrase in row.phrases
    )


@cache
def _longest_skipped() -> int:
    return max(map(len, _skipped_phrases()))
