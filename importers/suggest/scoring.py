"""How alike words and labels are: by their telling words, however these are inflected or abbreviated."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from rapidfuzz import fuzz, process

from hub.domain.text import fold, search_key
from hub.domain.vocabulary import Lang
from importers.suggest.labels import Label

#: How much a label counts that is in the source's language, in another one of its state, in a third one.
_OWN, _NEAR, _FAR = 1.0, 0.97, 0.9
#: Words less alike than this are different words; a cut-off word («соц.») is this alike to the whole.
_LEAST_ALIKE = 0.75
_CUT_OFF = 0.85
_SHORTEST_CUT = 3
#: Inflection changes the ends of words, so that rarity is counted over their beginnings.
_STEM = 5
#: Beginnings of words that stand with every service and every group, and tell none from another.
_SAY_LITTLE = frozenset({
    "послу", "услуг", "қызме", "соціа", "социа", "особ", "особи", "осіб", "люди", "людей", "людям", "лиц",
    "лица", "гражд", "орган", "центр", "відді", "отдел", "закла", "устан", "учреж",
    "для", "та", "і", "й", "и", "із", "з", "на", "по", "в", "у", "до", "при",
})  # fmt: skip
_LITTLE = 0.4
#: «Не працює» is not «працює».
_NEGATIONS = frozenset({"не", "ні", "нет", "немає", "без", "not", "no", "емес", "жоқ"})
#: From this score on a label may say a little more than the words.
_NEARLY_SAME = 80
#: Full comparison is for the labels that a quick look finds.
_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Proposal:
    """A code, how likely it is meant (0 to 100), and the label that speaks for it.

    `whole`: every telling word of the source stands in the label («паліативна допомога вдома» is more than
    «допомога вдома»), and those of the label in the source unless they are nearly the same.
    """

    code: str
    score: int
    label: str
    lang: Lang
    whole: bool = False


class Ranker:
    """Ranks the labels of one table for a source in `own`, whose state also writes in `near`."""

    def __init__(self, labels: Sequence[Label], own: Lang, near: Iterable[str]) -> None:
        self._labels = labels
        self._weights = [_weight(label.lang, own, set(near)) for label in labels]
        #: Labels of the state's languages are compared as they are written, others by their sounds.
        self._words = [
            _words(label.text, weight) for label, weight in zip(labels, self._weights, strict=True)
        ]
        self._texts = [" ".join(words) for words in self._words]
        counted = Counter(stem for words in self._words for stem in {word[:_STEM] for word in words})
        self._rarity = {stem: log(1 + len(labels) / count) for stem, count in counted.items()}
        self._rarity |= dict.fromkeys(_SAY_LITTLE, _LITTLE)
        self._of_unknown = log(1 + len(labels)) / 2 if labels else 0.0

    def best(self, text: str, limit: int, floor: int) -> list[Proposal]:
        """The best proposal of each code, the best code first, none below `floor`."""
        found: dict[str, Proposal] = {}
        for index in self._alike(text):
            label, weight = self._labels[index], self._weights[index]
            words = _words(text, weight)
            score = round(100 * weight * self._likeness(words, self._words[index]))
            if score >= floor and score > (found[label.code].score if label.code in found else 0):
                whole = _say_the_same(words, self._words[index], score)
                found[label.code] = Proposal(label.code, score, label.text, label.lang, whole)
        return sorted(found.values(), key=lambda one: (-one.score, one.code))[:limit]

    def _alike(self, text: str) -> list[int]:
        """The labels worth a full comparison, by letters that they share in both ways of writing."""
        texts = {" ".join(_words(text, weight)) for weight in (_OWN, _FAR)}
        found = (
            process.extract(one, self._texts, scorer=fuzz.token_set_ratio, limit=_LOOKED_AT) for one in texts
        )
        return sorted({index for each in found for _, _, index in each})

    def _likeness(self, words: Sequence[str], label: Sequence[str]) -> float:
        """Between 0 and 1: the rarity that both sides share, and a little of their letters."""
        if not words or not label or _NEGATIONS.isdisjoint(words) != _NEGATIONS.isdisjoint(label):
            return 0.0
        precision, recall = self._covered(words, label), self._covered(label, words)
        common = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        letters = fuzz.ratio(" ".join(sorted(words)), " ".join(sorted(label))) / 100
        return 0.8 * common + 0.2 * letters

    def _covered(self, words: Sequence[str], others: Sequence[str]) -> float:
        """The share of the rarity of `words` that `others` have too."""
        rarities = [self._rarity.get(word[:_STEM], self._of_unknown) for word in words]
        alike = (max(_alike(word, other) for other in others) for word in words)
        return sum(r * a for r, a in zip(rarities, alike, strict=True)) / sum(rarities)


def _say_the_same(words: Sequence[str], label: Sequence[str], score: int) -> bool:
    return _stand_in(words, label) and (score >= _NEARLY_SAME or _stand_in(label, words))


def _stand_in(words: Sequence[str], label: Sequence[str]) -> bool:
    telling = (word for word in words if word[:_STEM] not in _SAY_LITTLE)
    return all(any(_alike(word, other) for other in label) for word in telling)


def _weight(lang: Lang, own: Lang, near: set[str]) -> float:
    if lang is own:
        return _OWN
    return _NEAR if lang in near else _FAR


@lru_cache(maxsize=20_000)
def _words(text: str, weight: float) -> tuple[str, ...]:
    key = search_key(text) if weight == _FAR else fold(text)
    return tuple(key.split())


@lru_cache(maxsize=100_000)
def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) >= _SHORTEST_CUT and longer.startswith(shorter):
        return _CUT_OFF
    ratio = fuzz.ratio(word, other) / 100
    return ratio if ratio >= _LEAST_ALIKE else 0.0
