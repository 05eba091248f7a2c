"""The properties of entities: what a query may be refined by, and what data extension can fetch.

One list serves both, so that a property means the same in a query and in a fetched column.
"""

import difflib
from dataclasses import dataclass

from hub.domain.vocabulary import TerritoryLevel, TerritoryScheme
from hub.web.reconcile.problems import UnknownProperty
from hub.web.reconcile.words import ACCESS_POINT, PROVIDER, TERRITORY, level_type

_T, _P, _A = TERRITORY, PROVIDER, ACCESS_POINT
_OWNERS = frozenset({_P, _A})
_ALL = frozenset({_T, _P, _A})


@dataclass(frozen=True, slots=True)
class Property:
    """A property: `kinds` of entities that have it, `asked` where a query may be refined by it.

    `entity` is the type of its values where they are entities, `taxonomy` the one whose codes they are.
    """

    id: str
    name: str
    kinds: frozenset[str]
    asked: bool = False
    entity: str | None = None
    taxonomy: str | None = None


#: Property → schemes of identifiers of organisations that it stands for.
NUMBERS: dict[str, tuple[str, ...]] = {
    "edrpou": ("UA-EDRPOU", "UA-EDRPOU-10"),
    "inn": ("RU-INN-10",),
    "ogrn": ("RU-OGRN",),
    "kpp": ("RU-KPP",),
    "bin": ("KZ-BIN",),
}
#: Property → scheme of territory codes; `code` stands for any of them.
CODES: dict[str, TerritoryScheme] = {
    scheme.value: scheme for scheme in TerritoryScheme if scheme is not TerritoryScheme.PROVISIONAL
}
#: Property → level of the unit that it names, None where it may be of any.
UNITS: dict[str, TerritoryLevel | None] = {
    "parent": None,
    "territory": None,
    "region": TerritoryLevel.REGION,
    "district": TerritoryLevel.DISTRICT,
    "hromada": TerritoryLevel.HROMADA,
}
NAMES = {"name.uk": "uk", "name.ru": "ru", "name.kk": "kk", "name.en": "en"}


def _only(kinds: str | frozenset[str]) -> frozenset[str]:
    return kinds if isinstance(kinds, frozenset) else frozenset({kinds})


_LIST = (
    Property("id", "Present id in the hub, after merges", _ALL),
    Property("name", "Name (назва, наименование, атауы)", _ALL),
    Property("name.uk", "Name in Ukrainian (українська назва)", _ALL),
    Property("name.ru", "Name in Russian (название по-русски)", _ALL),
    Property("name.kk", "Name in Kazakh (қазақша атауы)", _ALL),
    Property("name.en", "Name in English", _ALL),
    Property("code", "Code of the territory in any codifier (код території)", _only(_T), asked=True),
    Property("katottg", "КАТОТТГ code (KATOTTG)", _only(_T), asked=True),
    Property("koatuu", "КОАТУУ code (KOATUU)", _only(_T), asked=True),
    Property("kato", "КАТО code (KATO, ӘАОЖ)", _only(_T), asked=True),
    Property("oktmo", "ОКТМО code (OKTMO)", _only(_T), asked=True),
    Property("okato", "ОКАТО code (OKATO)", _only(_T), asked=True),
    Property("iso-3166-1", "ISO 3166-1 code of the country", _only(_T), asked=True),
    Property("iso-3166-2", "ISO 3166-2 code of the region", _only(_T), asked=True),
    Property("pcode", "P-code of OCHA", _only(_T), asked=True),
    Property("level", "Level of the territory (рівень, уровень)", _only(_T), asked=True),
    Property("country", "Country, ISO 3166-1 (країна, страна, ел)", _ALL, asked=True),
    Property("parent", "Unit above (вища одиниця)", _only(_T), asked=True, entity=_T),
    Property("territory", "Territory in which it lies (територія)", _ALL, asked=True, entity=_T),
    Property("region", "Region (область, край, облыс)", _ALL, asked=True, entity=level_type("region")),
    Property("district", "District (район, аудан)", _ALL, asked=True, entity=level_type("district")),
    Property("hromada", "Hromada (громада, округ)", _ALL, asked=True, entity=level_type("hromada")),
    Property("population", "Population (населення, население)", _only(_T)),
    Property("valid_to", "Day on which the territory was abolished", _only(_T)),
    Property("point", "Coordinates: latitude, longitude (координати)", _ALL, asked=True),
    Property("precision", "What the coordinates stand for (точність)", _ALL),
    Property("identifier", "National identifier of any scheme (код організації)", _only(_P), asked=True),
    Property("edrpou", "EDRPOU (ЄДРПОУ)", _only(_P), asked=True),
    Property("inn", "INN of an organisation (ИНН)", _only(_P), asked=True),
    Property("ogrn", "OGRN (ОГРН)", _only(_P), asked=True),
    Property("kpp", "KPP (КПП)", _only(_P), asked=True),
    Property("bin", "BIN (БИН, БСН)", _only(_P), asked=True),
    Property("kind", "Kind of provider (вид)", _only(_P), asked=True, taxonomy="kind"),
    Property("sector", "Sector (форма власності)", _only(_P), asked=True, taxonomy="sector"),
    Property("status", "Status (стан, статус)", _OWNERS, asked=True),
    Property("address", "Address (адреса, адрес, мекенжай)", _OWNERS, asked=True),
    Property("phone", "Telephone (телефон)", _OWNERS, asked=True),
    Property("email", "E-mail", _OWNERS),
    Property("url", "Web site (сайт)", _OWNERS),
    Property("service", "Services by name (послуги, услуги, қызметтер)", _only(_P)),
    Property("category", "Categories of services (категорії)", _only(_P), taxonomy="category"),
    Property("operator", "Provider that runs it", _only(_A), entity=_P),
    Property("source", "Source that names it (джерело, источник)", _ALL),
    Property("graphql_id", "Global id in GraphQL", _ALL),
)

PROPERTIES: dict[str, Property] = {each.id: each for each in _LIST}


def property_called(identity: str) -> Property:
    """The property with this id, or UnknownProperty, which names the nearest ones."""
    if identity not in PROPERTIES:
        close = difflib.get_close_matches(identity.lower(), PROPERTIES, n=3, cutoff=0.4)
        nearest = f"the nearest are {', '.join(close)}" if close else f"there are {', '.join(PROPERTIES)}"
        raise UnknownProperty(name=identity[:100], nearest=nearest)
    return PROPERTIES[identity]


def properties_of(kind: str | None) -> list[Property]:
    """The properties that entities of a kind have; of all kinds for None."""
    return [each for each in _LIST if kind is None or kind in each.kinds]
