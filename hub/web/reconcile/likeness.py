"""How alike two names are, from 0 to 1, across scripts, spellings and typing errors.

Names meet as search keys (hub.domain.text). For territories a word of type («обл.», «смт») is taken off
first. For providers words weigh by how few of the records found with them share them, so that «центр
соціального обслуговування» says little where every candidate is one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from hub.domain.territory.names import name_key
from hub.domain.text import search_key, search_terms
from hub.kept import kept

#: Names that differ by an ending only: «Лиманська» and «Лиман».
STEM = 0.85
#: Trigrams alone never count as much as the same words.
_ALIKE = 0.9
_WORD_ALIKE = 0.6
#: A short name of a provider may leave out what its full one says, so the words asked for count most.
_ASKED_SHARE = 0.75
#: Of longer texts so many words tell; each is compared with each of the other's.
_MOST_WORDS = 24


def same_shape(one: str, other: str) -> float:
    """Dice's coefficient of the trigrams of two keys."""
    first, second = _trigrams(one), _trigrams(other)
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


@kept(50_000)
def territory_likeness(asked: str, name: str) -> float:
    """How alike a name asked for and a territory's name are; 1 for the same word in any spelling."""
    one, other = name_key(asked), name_key(name)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    key, found = search_key(one), search_key(other)
    if key == found:
        return 0.98
    if search_terms(one) == search_terms(other):
        return STEM
    return _ALIKE * same_shape(key, found)


class WordWeights:
    """Weights of words among the names of one query's candidates."""

    def __init__(self, names: Iterable[Iterable[str]]) -> None:
        keys = [{word for name in of_one for word in _words(name)} for of_one in names]
        self._number = max(1, len(keys))
        self._counts = Counter(word for words in keys for word in words)

    def likeness(self, asked: str, name: str) -> float:
        """How much of each name the other one holds, word by word."""
        one, other = _words(asked), _words(name)
        if not one or not other:
            return 0.0
        if one == other:
            return 1.0
        return _ASKED_SHARE * self._held(one, other) + (1 - _ASKED_SHARE) * self._held(other, one)

    def _held(self, words: Sequence[str], among: Sequence[str]) -> float:
        """The weighted share of words that stand, spelt alike, among others."""
        weights = [self._weight(word) for word in words]
        held = (
            weight * max(_word_likeness(word, each) for each in among)
            for word, weight in zip(words, weights, strict=True)
        )
        return sum(held) / sum(weights)

    def _weight(self, word: str) -> float:
        return 1 + log(self._number / max(1, self._counts[word]))


@kept(20_000, 600)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text's key that are compared."""
    return tuple(search_key(text).split()[:_MOST_WORDS])


@kept(50_000, 100)
def _word_likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if one.isdigit() or other.isdigit():
        return 0.0
    if search_terms(one) == search_terms(other):
        return _ALIKE
    alike = same_shape(f" {one}", f" {other}")
    return alike if alike >= _WORD_ALIKE else 0.0


@kept(20_000, 100)
def _trigrams(key: str) -> frozenset[str]:
    """Trigrams as pg_trgm counts them: two spaces before a word, one after it."""
    return frozenset(
        padded[at : at + 3]
        for word in key.split()
        for padded in [f"  {word} "]
        for at in range(len(padded) - 2)
    )
