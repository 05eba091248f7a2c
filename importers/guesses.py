"""What a column is likely to mean, by its name: suggestions for the author of a new region."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hub.domain.identifiers import guess_scheme
from hub.domain.text import fold
from hub.domain.vocabulary import Country

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
    (r"адрес|мекенжай|address", "location.address"),
    (r"область|регіон|регион|облыс|region|oblast", "location.region"),
    (r"громада|hromada", "location.hromada"),
    (r"район|ауданы?\b|district", "location.district"),
    (r"населен|місто|село|город|елді мекен|settlement|city", "location.settlement"),
    (r"форма власності|форма собственности|меншік|ownership|сектор", "sector"),
    (r"організаційно|организационно|legal form", "legal_form"),
    (r"форма (?:надання|обслуг|оказан)|form of", "service.forms"),
    (r"вільн\w+ місц|свободн\w+ мест|бос орын|free places", "capacity.available"),
    (r"черг|очеред|кезек|waiting", "capacity.waiting"),
    (r"обслугов|обслуж|қызмет көрсетілген|served", "capacity.served"),
    (r"місць|мест\b|места\b|орын|places|capacity", "capacity.total"),
    (r"станом на|дата сведений|дата відомост|as of", "capacity.as_of"),
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
_COUNTS_ROWS = re.compile(r"\b(?:з п|п п|р с)$|^(?:no|n|число)?$")
PRIVATE = "private"
SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column may mean: a hub field, PRIVATE or SERVICE; `scheme` of an identifier. None: no idea."""

    column: str
    field: str | None = None
    scheme: str | None = None


def guess(columns: Iterable[str], values: dict[str, list[str]], country: Country) -> list[Guess]:
    """A guess for each column. A field that may be filled once is suggested for one column only."""
    taken: set[str] = set()
    guesses = []
    for column in columns:
        field = next((field for pattern, field in _PATTERNS if pattern.search(fold(column))), None)
        if field in taken and field not in {PRIVATE, "identifier", "phones"}:
            field = None
        scheme = _scheme(values.get(column, []), country) if field == "identifier" else None
        if field == "identifier" and scheme is None:
            field = None
        if field:
            taken.add(field)
        guesses.append(Guess(column, field, scheme))
    return guesses


def key_column(columns: Iterable[str], values: dict[str, list[str]]) -> str | None:
    """A column that is filled in every row seen, each time with another text; codes go first.

    A number that only counts the file's rows is no key: it moves when a row is added.
    """
    telling = [
        column
        for column in columns
        if (texts := values.get(column, [])) and all(texts) and len(set(texts)) == len(texts) > 1
    ]
    lasting = [column for column in telling if not _COUNTS_ROWS.search(fold(column))]
    coded = [column for column in lasting if _CODE.search(fold(column))]
    return next(iter([*coded, *lasting]), None)


def _scheme(texts: list[str], country: Country) -> str | None:
    """The scheme that fits most of the texts."""
    found = [scheme for text in texts if (scheme := guess_scheme(text, country))]
    return max(set(found), key=lambda scheme: (found.count(scheme), scheme)) if found else None
