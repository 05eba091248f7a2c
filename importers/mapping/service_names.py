"""Which known name of a service a source's wording is: in another case, wrapped, or with whom it is for.

«Надання соціальної послуги «Догляд вдома»», «послуга догляду вдома», «соц. адаптація» and «Консультування
громадян похилого віку» name what the classifiers and aliases name. Words that speak of violence or a
refuge are never read so: what they mean decides whether a place is shown.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from hub.domain.confidentiality.lexicon import hits
from hub.domain.lexicon.tokens import tokens_of
from hub.domain.text import fold
from hub.domain.vocabulary import Country
from importers.cleaning.splitting import divided, goes_on
from importers.mapping.words import LANGUAGES
from importers.reference.tables import rows_of

#: Systems of the crosswalk whose labels a state's sources use. Kinds by form are found by code only.
SYSTEMS_OF: dict[Country | None, tuple[str, ...]] = {
    Country.UA: ("ua-classifier-429", "ua-free-text"),
    Country.RU: ("ru-service-name", "ru-442-kind", "ru-442-form"),
    Country.KZ: ("kz-free-text", "kz-ssu-kind", "kz-ssu-form", "ru-service-name"),
    None: (),
}
Key = tuple[str, ...]

#: Words that stand around the name of any service, and those that join its words.
_AROUND = frozenset(
    {"послуга", "послуги", "послугу", "послуг", "послугою", "надання", "наданню", "услуга", "услуги", "услуг",
     "предоставление", "оказание", "қызметтері", "қызметі", "қызмет", "көрсету"}
)  # fmt: skip
_AROUND_FIRST = frozenset({"соціальна", "соціальної", "соціальні", "соціальних", "социальная", "социальные"})
_JOINING = frozenset({"та", "і", "й", "и", "або", "чи", "или", "з", "із", "зі", "по", "с", "мен", "және"})
_CODE = re.compile(r"^\s*\d{1,3}(?:\.\d{1,2})?[.)]?\s+(?=\D)")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
#: How the people begin whom a service is for.
_FOR_WHOM = re.compile(
    r"(?:для|осіб|особам|особи|сімей|сімям|сімї|дітей|дітям|громадян|громадянам|людей|людям|ветеран|населенн|впо\b"
    r"|внутрішньо|бездомн|молод|пенсіонер|учасник|одинок|малозабезпеч|мешканц|жител|інвалід|ос[іо]б"
    r"|граждан|гражданам|инвалид|детей|детям|семей|семьям|лиц|лицам|пожил|населени|престарел)"
)
#: Roles of words that may tell a refuge.
_OF_REFUGES = frozenset({"refuge", "survivor", "victim", "women"})
#: The beginning of one official name, so long that it is no name of another.
_LONG_ENOUGH = 3
#: So many words a known name has at most: the longest has 17.
_MOST_WORDS = 40


class KnownName(NamedTuple):
    """A name as the reference data writes it; `narrower`: the words say for whom, the name does not."""

    label: str
    narrower: bool


@lru_cache(maxsize=20_000)
def known_name(country: Country | None, label: str) -> KnownName | None:
    """The name that the words are a wording of; None for other words, and for those of a refuge."""
    if any(hit.role in _OF_REFUGES for hit in hits(label)):
        return None
    names, key = _names(country), _key(_CODE.sub("", label))
    if not key:
        return None
    if key in names:
        return KnownName(names[key], narrower=False)
    return _official_beginning(country, label) or _with_whom(country, label)


def _with_whom(country: Country | None, label: str) -> KnownName | None:
    """The longest known name that the words begin with, where the next word tells for whom it is."""
    names, words = _names(country), label.split()
    for end in range(min(len(words) - 1, _MOST_WORDS), 0, -1):
        key = _key(" ".join(words[:end]))
        if key in names and _FOR_WHOM.match(fold(words[end])):
            more = divided(" ".join(words[end:]))[1:]
            apart = any(not goes_on(part) or known_name(country, part) for part in more)
            return None if apart else KnownName(names[key], narrower=True)
    return None


def _official_beginning(country: Country | None, label: str) -> KnownName | None:
    words = fold(label)
    if len(words.split()) < _LONG_ENOUGH:
        return None
    begun = {name for name in _labels(country) if fold(name).startswith(f"{words} ")}
    if len(begun) != 1:
        return None
    name = begun.pop()
    left_out = fold(name)[len(words) + 1 :]
    tells_whom = _FOR_WHOM.match(left_out) or goes_on(left_out)
    return None if tells_whom else KnownName(name, narrower=False)


@cache
def _for_groups() -> frozenset[str]:
    """Labels that are for certain people."""
    return frozenset(row["label"] for row in rows_of("crosswalk") if row["target_groups"])


@cache
def _labels(country: Country | None) -> dict[str, frozenset[str]]:
    """Label of the state's classifiers or alias → its categories."""
    found: dict[str, set[str]] = {}
    for row in rows_of("crosswalk"):
        if row["system"] in SYSTEMS_OF[country]:
            found.setdefault(row["label"], set()).add(row["category"])
    for row in rows_of("aliases"):
        if row["kind"] == "service" and row["lang"] in LANGUAGES[country] and not row["note"]:
            found.setdefault(row["alias"], set()).add(row["code"])
    return {label: frozenset(categories) for label, categories in found.items()}


@cache
def _names(country: Country | None) -> dict[Key, str]:
    """Key → the label that it means; what labels of different categories share means none."""
    found: dict[Key, dict[frozenset[str], str]] = {}
    for label, categories in _labels(country).items():
        wordings = {label} if label in _for_groups() else {label, _BRACKETS.sub("", label)}
        for wording in wordings:
            found.setdefault(_key(wording), {}).setdefault(categories, label)
    return {key: next(iter(labels.values())) for key, labels in found.items() if key and len(labels) == 1}


@lru_cache(maxsize=50_000)
def _key(label: str) -> Key:
    return tuple(_telling(label))


def _telling(label: str) -> Iterator[str]:
    """The stems of the words that tell one service from another, in order."""
    tokens = tokens_of(label)
    for position, token in enumerate(tokens):
        around = token.word in _AROUND_FIRST and any(
            other.word in _AROUND for other in tokens[position + 1 : position + 2]
        )
        if not around and token.word not in _AROUND and token.word not in _JOINING:
            yield token.stem
