"""What kind of provider a source's words say: the region's lookups, the names of the kinds, the lexicon."""

from functools import cache

from hub.domain.lexicon import kind_in
from hub.domain.vocabulary import Country
from importers.lookups import Lookups
from importers.mapping.words import LANGUAGES, Words, names_of, unambiguous
from importers.reference.tables import rows_of


class ProviderKinds:
    """The kinds of one region's state. Without a state only the names of the kinds are known."""

    def __init__(self, country: Country | None, lookups: Lookups) -> None:
        self._words = Words(lookups.kind, names_of("kinds", country), institutions_of(country))
        self._languages = LANGUAGES[country] if country else ()

    def __contains__(self, label: str) -> bool:
        return self.decided(label) or self.of(label) is not None

    def decided(self, label: str) -> bool:
        """Whether the label as a whole is known, be it to have no kind."""
        return label in self._words

    def of(self, label: str) -> str | None:
        """The kind of a label or a name, as a whole or else by the phrases in it; None when they say none."""
        return self._words.get(label) if label in self._words else kind_in(label, self._languages)


@cache
def institutions_of(country: Country | None) -> dict[str, str]:
    """Name → kind of the institutions of a state's nomenclature, those without a kind left out."""
    return unambiguous(
        (row["name"], row["kind"])
        for row in rows_of("institutions")
        if country and row["country"] == country.value and row["kind"]
    )
