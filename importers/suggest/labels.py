"""Every name that the reference data gives a code: terms in all languages, aliases, national wordings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from hub.domain.lexicon import phrase_rows
from hub.domain.text import fold
from hub.domain.vocabulary import Country, Lang
from importers.mapping.kind_names import FILES
from importers.reference.tables import Row, listed, rows_of

#: Tables of lookups.yml whose words are looked up by name.
TABLES = (
    "kind",
    "sector",
    "status",
    "category",
    "forms",
    "duration",
    "target_groups",
    "funding",
    "kind_of_service",
)
_TERMS = {
    "kind": "kinds",
    "sector": "sectors",
    "category": "categories",
    "forms": "forms",
    "duration": "durations",
    "target_groups": "target_groups",
    "funding": "funding",
}
_ALIASES = {"category": "service", "target_groups": "target"}
#: Columns that hold a state's own wordings beside the names: column → language.
_WORDINGS = {
    "sector": {"ua_sector": Lang.UK, "ru_term": Lang.RU, "kz_term": Lang.RU},
    "target_groups": {"ua_szho_ref": Lang.UK, "kz_ground_ref": Lang.RU},
}
_LANG_OF_STATE = {"ua": Lang.UK, "ru": Lang.RU, "kz": Lang.RU}
#: What stands in brackets or after a comma is a name of its own («Геріатричний пансіонат, будинок-інтернат»),
#: unless it is a single word, which rarely is one; so is the rest without the brackets.
_PARTS = re.compile(r"[(),;/]")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_FEWEST_WORDS = 2
#: Prepositions and the like are no words of a name: «на дому/в организации» names nothing.
_SHORT = 3
_CYRILLIC, _KAZAKH, _UKRAINIAN = (
    re.compile("[а-яё]", re.I),
    re.compile("[әғқңөұүһ]", re.I),
    re.compile("[іїєґ]", re.I),
)
#: A code that says that nobody knows is no answer to a word that somebody wrote.
_NO_ANSWER = {("sector", "unknown"), ("status", "unknown")}


@dataclass(frozen=True, slots=True)
class Label:
    """A name, its language and the code that it stands for."""

    text: str
    lang: Lang
    code: str


@cache
def labels_of(table: str, country: Country | None) -> tuple[Label, ...]:
    """Every label of a table of lookups.yml, each once; kinds of services are those of the state only."""
    found = [*_terms(table), *_aliases(table), *_wordings(table)]
    if table == "category":
        found += _crosswalk()
    elif table == "kind":
        found += _institutions()
    elif table == "forms":
        found += _forms()
    elif table == "status":
        found += [Label(row["words"], Lang(row["lang"]), row["code"]) for row in rows_of("statuses")]
    elif table == "kind_of_service":
        found += _kinds_of_service(country)
    parts = [part for label in found for part in _with_parts(label)]
    return tuple(dict.fromkeys(part for part in parts if (table, part.code) not in _NO_ANSWER))


def _terms(table: str) -> Iterator[Label]:
    for row in rows_of(_TERMS[table]) if table in _TERMS else ():
        if table == "category" and not row["parent"]:
            continue  # Services belong to the leaves; a branch is for those who ask.
        for lang in Lang:
            if row.get(f"name_{lang}"):
                yield Label(row[f"name_{lang}"], lang, row["code"])


def _aliases(table: str) -> Iterator[Label]:
    for row in rows_of("aliases"):
        if row["kind"] == _ALIASES.get(table):
            yield Label(row["alias"], Lang(row["lang"]), row["code"])


def _wordings(table: str) -> Iterator[Label]:
    for column, lang in _WORDINGS.get(table, {}).items():
        for row in rows_of(_TERMS[table]):
            if row[column]:
                yield Label(row[column], lang, row["code"])


def _crosswalk() -> Iterator[Label]:
    for row in rows_of("crosswalk"):
        yield Label(row["label"], _LANG_OF_STATE[row["system"][:2]], row["category"])


def _institutions() -> Iterator[Label]:
    """The names of national nomenclatures, and the lexicon's wordings for a kind that hold no signs."""
    for row in rows_of("institutions"):
        if row["kind"]:
            yield Label(row["name"], Lang(row["lang"]), row["kind"])
    for phrase in phrase_rows():
        if phrase.role == "type" and phrase.kind:
            for text in phrase.phrases:
                yield Label(text, _language(text), phrase.kind)


def _language(text: str) -> Lang:
    """The language whose own letters the text holds; Russian for Cyrillic without any."""
    if not _CYRILLIC.search(text):
        return Lang.EN
    if _KAZAKH.search(text):
        return Lang.KK
    return Lang.UK if _UKRAINIAN.search(text) else Lang.RU


def _forms() -> Iterator[Label]:
    for row in rows_of("crosswalk_forms"):
        yield Label(row["label_original"], _LANG_OF_STATE[row["country"]], row["hub_form"])


def _kinds_of_service(country: Country | None) -> Iterator[Label]:
    file, columns = FILES.get(country, ("", ()))
    for row in rows_of(file) if file else ():
        for column in columns:
            yield Label(row[column], Lang(column[-2:]), row["code"])
        yield from _examples(row)


def _examples(row: Row) -> Iterator[Label]:
    """What the law names under a kind."""
    for example in listed(row.get("examples_ru", ""), ";"):
        yield Label(example, Lang.RU, row["code"])


def _with_parts(label: Label) -> Iterator[Label]:
    yield label
    bare = _BRACKETS.sub("", label.text).strip(" «»…")
    if bare and bare != label.text:
        yield Label(bare, label.lang, label.code)
    parts = [part.strip(" «»…") for part in _PARTS.split(label.text)]
    if len(parts) > 1:
        for part in parts:
            if sum(len(word) > _SHORT for word in fold(part).split()) >= _FEWEST_WORDS:
                yield Label(part, label.lang, label.code)
