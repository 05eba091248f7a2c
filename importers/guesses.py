"""What a column is likely to mean, by its name: suggestions for the author of a new region."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hub.domain.identifiers import guess_scheme
from hub.domain.text import fold
from hub.domain.vocabulary import Country
from importers.lookups import Lookups
from importers.mapping.categories import Categories

#: Words that names of columns hold, in the three languages and English, with the field that they suggest. The
#: first match counts, so the more special ones stand first. `private` and `service` are no fields.
_HINTS = (
    (r"керівник|руководител|директор|басшы|\bhead\b|контактна особа|контактное лицо", "private"),
    (r"\bпіб\b|\bп і б\b|\bфио\b|\bф и о\b", "private"),
    (r"рнокпп|паспорт|\bіпн\b|\bиин\b|жсн", "private"),
    (r"катоттг|коатуу|\bкато\b|октмо|окато|код території", "location.code"),
    (r"єдрпоу|едрпоу|\bинн\b|\bогрн\b|\bбин\b|\bбсн\b|edrpou|\binn\b|\bbin\b", "identifier"),
    (r"скорочен|сокращ[её]н|қысқа|short", "short_name"),
    (r"юридична адреса|юридический адрес|legal address", "legal.address"),
    (r"e ?mail|пошт|почт", "emails"),
    (r"телефон|\bтел\b|phone", "phones"),
    (r"сайт|\bweb|website|\burl\b|homepage", "url"),
    (r"широта|latitude|\blat\b", "location.lat"),
    (r"довгота|долгота|бойлық|longitude|\blon\b|\blng\b", "location.lon"),
    (r"координат|coordinates", "location.point"),
    (r"індекс|индекс|postal|postcode", "location.postal_code"),
    (r"графік|режим роботи|години|часы работы|график|жұмыс уақыты|opening", "location.opening_hours"),
    (r"адрес|мекенжай|address|вулиц|улиц|көше|street", "location.address"),
    (r"область|регіон|регион|облыс|region|oblast", "location.region"),
    (r"громада|\bотг\b|\bтг\b|hromada", "location.hromada"),
    (r"район|ауданы?\b|district", "location.district"),
    (r"населен|\bнас пункт|місто|село|город|елді мекен|settlement|city", "location.settlement"),
    (r"форма власності|форма собственности|меншік|ownership|сектор", "sector"),
    (r"організаційно|организационно|legal form", "legal_form"),
    (r"форма (?:надання|обслуг|оказан)|form of", "service.forms"),
    (r"\bвільн\w+|\bсвободн\w+|\bбос орын|free places", "capacity.available"),
    (r"черг|очеред|кезек|waiting", "capacity.waiting"),
    (r"обслугов|обслуж|қызмет көрсетілген|served", "capacity.served"),
    (r"місць|мест\b|места\b|орын|places|capacity", "capacity.total"),
    (r"станом на|дата (?:сведений|відомост|оновлен|обновлен|актуал)|as of", "capacity.as_of"),
    (r"отримувач|для кого|категори\w+ (?:получател|осіб)|recipients|target group", "service.target_groups"),
    (r"\bвік\b|возраст|\bages?\b", "service.ages"),
    (r"дата (?:заснування|реєстрації|регистрации|создания)|founded", "founded"),
    (r"послуг|услуг|қызмет|services?\b", "service"),
    (r"\bстан\b|статус|состояние|мәртебе|status|state", "status"),
    (r"тип|\bвид\b|түрі|\btype\b|\bkind\b", "kind"),
    (r"синтет|synthetic|походження|происхождение", "synthetic"),
    (r"джерело|источник|source|cites", "cites"),
    (r"назва|найменування|наименование|название|атауы|\bname\b", "name"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern), field) for pattern, field in _HINTS)
_CODE = re.compile(r"\bкод\b|\bid\b|code|реєстраційний|регистрационный")
_SCHEMES_BY_NAME = (
    (re.compile(r"єдрпоу|едрпоу|edrpou"), "UA-EDRPOU"),
    (re.compile(r"\bогрн\b|\bogrn\b"), "RU-OGRN"),
    (re.compile(r"\bинн\b|\binn\b"), "RU-INN-10"),
    (re.compile(r"\bбин\b|\bбсн\b|\bbin\b"), "KZ-BIN"),
)
_COUNTS_ROWS = re.compile(r"\b(?:з п|п п|р с)$|^(?:no|n|число)?$")
_FLAG_OR_NUMBER = re.compile(r"[+\-–—✓]?|\d+|так|ні|да|нет|є|немає|есть|иә|жоқ|yes|no", re.IGNORECASE)
#: How often a value may be missing or repeated where the column is a key all the same.
_MOSTLY = 0.8
PRIVATE = "private"
SERVICE = "service"
SERVICE_COLUMN = "service column"


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
    taken: set[str] = set()
    categories = Categories(country, Lookups())
    guesses = []
    for column, texts in values.items():
        field = next((field for pattern, field in _PATTERNS if pattern.search(fold(column))), None)
        if field in {None, SERVICE} and _is_one_service(column, texts, categories):
            field = SERVICE_COLUMN
        if field in taken and field not in {PRIVATE, SERVICE_COLUMN, "identifier", "phones"}:
            field = None
        scheme = _scheme(column, texts, country) if field == "identifier" else None
        if field == "identifier" and scheme is None:
            field = None
        if field:
            taken.add(field)
        guesses.append(Guess(column, field, scheme))
    return guesses


def key_column(guesses: Iterable[Guess], values: dict[str, list[str]]) -> KeyGuess | None:
    """A column whose texts tell rows apart: in all rows seen, else an identifier that does so in most.

    A number that only counts the file's rows is no key: it moves when a row is added. Nor is a column that
    speaks of people.
    """
    public = [one for one in guesses if one.field != PRIVATE and not _COUNTS_ROWS.search(fold(one.column))]
    counted = {one.column: _unclear(values[one.column]) for one in public if len(values[one.column]) > 1}
    numbers = [one.column for one in public if one.field == "identifier" and one.column in counted]
    sure = [column for column, unclear in counted.items() if unclear == 0]
    coded = [column for column in sure if column in numbers or _CODE.search(fold(column))]
    nearly = [one for one in numbers if len(values[one]) - counted[one] >= _MOSTLY * len(values[one])]
    column = next(iter([*coded, *nearly, *sure]), None)
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
    """The scheme that fits most of the texts; of a column without any, the one that its name tells."""
    if not any(texts):
        return next((scheme for word, scheme in _SCHEMES_BY_NAME if word.search(fold(column))), None)
    found = [scheme for text in texts if (scheme := guess_scheme(text, country))]
    return max(set(found), key=lambda scheme: (found.count(scheme), scheme)) if found else None
