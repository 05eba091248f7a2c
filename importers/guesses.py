"""What a column is likely to mean, by its name and its texts: suggestions for the author of a new region."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from hub.domain.identifiers import guess_scheme
from hub.domain.vocabulary import Country
from importers.column_hints import (
    PRIVATE,
    SERVICE,
    counts_rows,
    field_of,
    is_code,
    names_provider,
    scheme_of,
)
from importers.lookups import Lookups
from importers.mapping.categories import Categories

_FLAG_OR_NUMBER = re.compile(r"[+\-–—✓]?|\d+|так|ні|да|нет|є|немає|есть|иә|жоқ|yes|no", re.IGNORECASE)
#: How often a value may be missing or repeated where the column is a key all the same.
_MOSTLY = 0.8
SERVICE_COLUMN = "service column"
_LONG_NUMBER = 7
#: From which share of repeated providers on each row is a service.
_REPEATED = 0.3
#: What several columns may mean.
_SEVERAL = frozenset([PRIVATE, SERVICE, SERVICE_COLUMN, "identifier", "phones"])
#: What a key may be made of; None is a column that is not understood.
_LASTING = frozenset([None, "identifier", "name", "short_name"])
#: Texts that tell what their column is, whatever it is called.
_BY_TEXTS = (
    (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "emails"),
    (re.compile(r"(?:https?://|www\.)\S+"), "url"),
    (re.compile(r"(?:тел[.:]?\s?)?\(?(?:\+|0|8)[\d\s()–-]{8,20}(?:[,;].*)?"), "phones"),
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A column's likely meaning: a hub field, PRIVATE, SERVICE (a cell of several), SERVICE_COLUMN (one).

    `scheme` belongs to an identifier. Field None: no idea.
    """

    column: str
    field: str | None = None
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class KeyGuess:
    """A column that may tell rows apart, and how many of the rows seen leave it empty or repeat it."""

    column: str
    unclear: int


def guess(values: dict[str, list[str]], country: Country) -> list[Guess]:
    """A guess for each column. A field that may be filled once is suggested for one column only."""
    categories = Categories(country, Lookups())
    fields = {column: _field(column, texts, categories, country) for column, texts in values.items()}
    if "name" not in fields.values():
        called = (column for column in values if fields[column] is None and names_provider(column))
        fields.update((column, "name") for column in islice(called, 1))
    if "location.house" not in fields.values():
        fields |= {each: "location.address" for each, field in fields.items() if field == "location.street"}
    taken: set[str] = set()
    guesses = []
    for column, texts in values.items():
        field = fields[column]
        if field in taken and field not in _SEVERAL:
            field = None
        if field:
            taken.add(field)
        scheme = _scheme(column, texts, country) if field == "identifier" else None
        guesses.append(Guess(column, field, scheme))
    if "service.name" in taken or not _repeats_providers(guesses, values):
        return guesses
    cell = next((one for one in guesses if one.field == SERVICE), None)
    return [Guess(one.column, "service.name") if one is cell else one for one in guesses]


def _field(column: str, texts: list[str], categories: Categories, country: Country) -> str | None:
    """What a column's name tells; where it tells nothing, what its texts do."""
    field = field_of(column)
    if field in {None, SERVICE} and _is_one_service(column, texts, categories):
        return SERVICE_COLUMN
    if field == "identifier" and _scheme(column, texts, country) is None:
        return None
    if field is not None or counts_rows(column):
        return field
    if is_code(column) and _share_of_scheme(texts, country) >= _MOSTLY:
        return "identifier"
    filled = [text for text in texts if text]
    told = (name for pattern, name in _BY_TEXTS if filled and _share(filled, pattern) >= _MOSTLY)
    return next(told, None)


def provider_column(guesses: Iterable[Guess]) -> str | None:
    """The column that tells one provider from another where several rows name it: a number, else the name."""
    columns = {one.field: one.column for one in reversed(list(guesses))}
    return columns.get("identifier") or columns.get("name")


def _repeats_providers(guesses: list[Guess], values: dict[str, list[str]]) -> bool:
    """Whether many rows name a provider that an earlier row named: then a row is a service."""
    column = provider_column(guesses)
    texts = [text for text in values[column] if text] if column else []
    return bool(texts) and _unclear(texts) >= _REPEATED * len(texts)


def key_column(guesses: Iterable[Guess], values: dict[str, list[str]]) -> KeyGuess | None:
    """A column whose texts tell rows apart: in all rows seen, else an identifier that does so in most.

    A number that only counts the file's rows is no key: it moves when a row is added. Nor is a column that
    speaks of people, or of what a provider may change: its places, telephones, numbers and hours.
    """
    lasting = [one for one in guesses if one.field in _LASTING and not counts_rows(one.column)]
    counted = {one.column: _unclear(values[one.column]) for one in lasting if len(values[one.column]) > 1}
    numbers = [one.column for one in lasting if one.field == "identifier" and one.column in counted]
    sure = [column for column, unclear in counted.items() if unclear == 0]
    coded = [column for column in sure if column in numbers or is_code(column)]
    nearly = [one for one in counted if len(values[one]) - counted[one] >= _MOSTLY * len(values[one])]
    names = [one.column for one in lasting if one.field == "name" and one.column in nearly]
    nearly = [one for one in nearly if one in numbers]
    column = next(iter([*coded, *nearly, *names, *sure]), None)
    return KeyGuess(column, counted[column]) if column else None


def _unclear(texts: list[str]) -> int:
    """How many rows lack a text or repeat an earlier one's."""
    return len(texts) - len({text for text in texts if text})


def _is_one_service(column: str, texts: list[str], categories: Categories) -> bool:
    """Whether the column is called like a service, perhaps below a group, and holds yes, no or numbers."""
    name = column.rpartition(" / ")[2]
    return bool(categories.decide(name)) and _share(texts, _FLAG_OR_NUMBER) >= _MOSTLY


def _share(texts: list[str], pattern: re.Pattern[str]) -> float:
    return sum(bool(pattern.fullmatch(text)) for text in texts) / max(len(texts), 1)


def _scheme(column: str, texts: list[str], country: Country) -> str | None:
    """The scheme that fits most of the texts, else the one that the column's name tells, else any."""
    filled = [text for text in texts if text]
    schemes = [scheme for text in filled if (scheme := guess_scheme(text, country))]
    most = max(set(schemes), key=lambda scheme: (schemes.count(scheme), scheme), default=None)
    if most and 2 * schemes.count(most) > len(filled):
        return most
    return scheme_of(column) or most


def _share_of_scheme(texts: list[str], country: Country) -> float:
    """Which share of the filled texts are numbers of one of the country's schemes, in usual length."""
    filled = [text for text in texts if text]
    fitting = (text for text in filled if len(text) >= _LONG_NUMBER and guess_scheme(text, country))
    return sum(1 for _ in fitting) / max(len(filled), 1)
