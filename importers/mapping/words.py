"""From a source's words to codes: the region's lookups first, then the names that the taxonomies bear."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

from hub.domain.text import fold
from hub.domain.vocabulary import Country
from importers.reference.tables import rows_of

Code = TypeVar("Code")

#: The same few words fill most cells of a register's closed vocabularies.
_key = lru_cache(maxsize=50_000)(fold)

#: In which languages the names and aliases of a state's sources are looked up.
LANGUAGES: dict[Country | None, tuple[str, ...]] = {
    Country.UA: ("uk", "ru", "en"),
    Country.RU: ("ru", "en"),
    Country.KZ: ("kk", "ru", "en"),
    None: ("en",),
}


class Words(Generic[Code]):
    """A table of words, equal when they fold to the same key; earlier tables win over later ones."""

    def __init__(self, *tables: Mapping[str, Code | None]) -> None:
        self._codes: dict[str, Code | None] = {}
        for table in tables:
            for words, code in table.items():
                self._codes.setdefault(_key(words), code)

    def __contains__(self, words: str) -> bool:
        return _key(words) in self._codes

    def get(self, words: str) -> Code | None:
        """The code of the words; None when unknown, and when known to have no code."""
        return self._codes.get(_key(words))


def names_of(file: str, country: Country | None) -> dict[str, str]:
    """Name → code of a taxonomy, in the languages of a state; names that two terms share are left out."""
    pairs = (
        (row[f"name_{lang}"], row["code"])
        for row in rows_of(file)
        for lang in LANGUAGES[country]
        if row.get(f"name_{lang}")
    )
    return unambiguous(pairs)


def aliases_of(kind: str, country: Country | None) -> dict[str, str]:
    """Old and colloquial words of one `kind` (provider, target), without those that need a closer look."""
    return unambiguous(
        (row["alias"], row["code"])
        for row in rows_of("aliases")
        if row["kind"] == kind and row["lang"] in LANGUAGES[country] and not row["note"]
    )


def words_of(file: str, country: Country | None) -> dict[str, str]:
    """Words → code of a table that holds the words of registers, in the languages of a state."""
    return unambiguous(
        (row["words"], row["code"]) for row in rows_of(file) if row["lang"] in LANGUAGES[country]
    )


def form_labels(country: Country | None) -> dict[str, str]:
    """Wordings of national acts for delivery forms, where one wording means one form."""
    return unambiguous(
        (row["label_original"], row["hub_form"])
        for row in rows_of("crosswalk_forms")
        if country and row["country"] == country.lower()
    )


def unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Words → code for the words that have only one code."""
    codes: dict[str, set[str]] = {}
    spelling: dict[str, str] = {}
    for words, code in pairs:
        codes.setdefault(fold(words), set()).add(code)
        spelling[fold(words)] = words
    return {spelling[key]: found.pop() for key, found in codes.items() if len(found) == 1}
