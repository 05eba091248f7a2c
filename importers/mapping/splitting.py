"""Cutting a cell that names several services, with every name that the region can know."""

from functools import cache, lru_cache

from hub.domain.text import fold
from hub.domain.vocabulary import Country
from importers.cleaning.splitting import split_services
from importers.lookups import Lookups
from importers.mapping.cells import Cell, RowView
from importers.mapping.words import LANGUAGES
from importers.reference.tables import rows_of


class Splitter:
    """Cuts cells of one region; names with commas in them stay whole when they are known."""

    def __init__(self, country: Country | None, lookups: Lookups, known: tuple[str, ...] = ()) -> None:
        own = (*lookups.category, *lookups.kind_of_service, *known)
        names = _known_names(country) | {fold(name) for name in own}
        # Providers of one kind offer the same services, written the same way.
        self._split = lru_cache(maxsize=20_000)(lambda text: split_services(text, names))

    def parts(self, view: RowView, cell: Cell) -> list[str]:
        """The names in the cell, in order; none for a blank one."""
        return list(view.cleaned(cell, self._split))


@cache
def _known_names(country: Country | None) -> frozenset[str]:
    """Folded names of a state's services, kinds and aliases."""
    prefix = f"{country.lower()}-" if country else None
    crosswalk = {row["label"] for row in rows_of("crosswalk") if prefix and row["system"].startswith(prefix)}
    aliases = {
        row["alias"]
        for row in rows_of("aliases")
        if row["kind"] == "service" and row["lang"] in LANGUAGES[country]
    }
    kinds = {row["kind_ru"] for file in ("ru_kinds", "kz_kinds") for row in rows_of(file)}
    return frozenset(map(fold, crosswalk | aliases | kinds))
