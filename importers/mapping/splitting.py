"""Cutting a cell that names several services, with every name that the region can know."""

from functools import lru_cache

from hub.domain.text import fold
from hub.domain.vocabulary import Country
from importers.cleaning.splitting import split_services
from importers.lookups import Lookups
from importers.mapping.categories import Categories
from importers.mapping.cells import Cell, RowView
from importers.mapping.kind_names import kind_named

#: Longer words are no name: the longest of a classifier has 135 signs.
_LONGEST_NAME = 500


class Splitter:
    """Cuts cells of one region; names with commas or «та» in them stay whole when they are known."""

    def __init__(
        self, country: Country | None, lookups: Lookups, categories: Categories, known: tuple[str, ...] = ()
    ) -> None:
        self._country = country
        self._categories = categories
        self._own = frozenset(map(fold, (*lookups.category, *lookups.kind_of_service, *known)))
        self._knows = lru_cache(maxsize=50_000)(self._is_known)
        # Providers of one kind offer the same services, written the same way.
        self._split = lru_cache(maxsize=20_000)(lambda text: split_services(text, self._knows, self._is_sure))

    def parts(self, view: RowView, cell: Cell) -> list[str]:
        """The names in the cell, in order; none for a blank one."""
        return list(view.cleaned(cell, self._split))

    def _is_known(self, label: str) -> bool:
        if len(label) > _LONGEST_NAME:
            return False
        named = fold(label) in self._own or kind_named(self._country, label) is not None
        return named or bool(self._categories.decide(label))

    def _is_sure(self, label: str) -> bool:
        """Whether a known name means one thing: «Догляд» alone means several."""
        return not any(decision.candidates for decision in self._categories.decide(label))
