"""Which codes unknown words may mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from importers.lookups import Lookups
from importers.mapping.categories import Categories
from importers.mapping.words import LANGUAGES
from importers.reference.tables import rows_of
from importers.region import Region
from importers.suggest.gather import UnknownWord
from importers.suggest.labels import labels_of
from importers.suggest.scoring import Proposal, Ranker

#: Proposals for a word, and the score below which a label says nothing.
BEST = 3
FLOOR = 50
#: A proposal stands in the table by itself from this score on, and this much before the next one.
SURE = 65
LEAD = 10
#: What phrases surely say of a kind the import knows; what is left is likely none.
_NEVER_SURE = frozenset({"kind"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words and what they may mean, the likeliest first; nothing when no label is like them."""

    word: UnknownWord
    proposals: tuple[Proposal, ...]

    @property
    def decided(self) -> bool:
        """Whether the best proposal is so sure that it may stand in the table."""
        if not self.proposals or self.word.table in _NEVER_SURE:
            return False
        best, others = self.proposals[0], self.proposals[1:]
        leads = all(best.score - other.score >= LEAD for other in others)
        return best.whole and best.score >= SURE and leads


def suggest(region: Region, lookups: Lookups, words: Sequence[UnknownWord]) -> list[Suggestion]:
    """A suggestion for each of the words, in their order."""
    near = LANGUAGES[region.country]
    rankers: dict[str, Ranker] = {}
    categories = Categories(region.country, lookups)
    found = []
    for word in words:
        if word.table not in rankers:
            rankers[word.table] = Ranker(labels_of(word.table, region.country), region.lang, near)
        proposals = _candidates(region, categories, word) if word.ambiguous else []
        found.append(Suggestion(word, tuple(proposals or rankers[word.table].best(word.words, BEST, FLOOR))))
    return found


def _candidates(region: Region, categories: Categories, word: UnknownWord) -> list[Proposal]:
    """The categories that the words are known to mean: equally likely, until a row says more."""
    names = {row["code"]: row[f"name_{region.lang}"] for row in rows_of("categories")}
    codes = sorted({code for one in categories.decide(word.words) for code in one.candidates})
    return [Proposal(code, round(100 / len(codes)), names[code], region.lang) for code in codes]
