"""The words that people read in manifests, candidates and previews, in the hub's languages.

The Kazakh words are machine-written and wait for a native speaker.
"""

from collections.abc import Sequence

from hub.domain.vocabulary import LANG_FALLBACK, Lang, RecordStatus, TerritoryLevel

TERRITORY, PROVIDER, ACCESS_POINT = "territory", "provider", "access-point"

_LANGS = (Lang.EN, Lang.UK, Lang.RU, Lang.KK)


def _said(*words: str) -> dict[Lang, str]:
    return dict(zip(_LANGS, words, strict=True))


#: Type of entity → its word by language.
TYPE_WORDS: dict[str, dict[Lang, str]] = {
    TERRITORY: _said("Territory", "Територія", "Территория", "Аумақ"),
    f"{TERRITORY}/{TerritoryLevel.COUNTRY.value}": _said("Country", "Держава", "Государство", "Мемлекет"),
    f"{TERRITORY}/{TerritoryLevel.REGION.value}": _said("Region", "Область", "Регион", "Облыс"),
    f"{TERRITORY}/{TerritoryLevel.DISTRICT.value}": _said("District", "Район", "Район", "Аудан"),
    f"{TERRITORY}/{TerritoryLevel.HROMADA.value}": _said(
        "Hromada", "Територіальна громада", "Громада, сельский округ", "Ауылдық округ"
    ),
    f"{TERRITORY}/{TerritoryLevel.SETTLEMENT.value}": _said(
        "Settlement", "Населений пункт", "Населённый пункт", "Елді мекен"
    ),
    f"{TERRITORY}/{TerritoryLevel.CITY_DISTRICT.value}": _said(
        "City district", "Район міста", "Район города", "Қала ауданы"
    ),
    PROVIDER: _said(
        "Provider", "Надавач соціальних послуг", "Поставщик социальных услуг", "Қызмет көрсетуші"
    ),
    ACCESS_POINT: _said("Access point", "Пункт доступу", "Пункт доступа", "Қызмет көрсету орны"),
}

#: What stands beside the name of a unit that is no more.
ABOLISHED = _said("abolished", "скасовано", "упразднено", "таратылған")

#: What stands beside a provider or an access point that is not simply at work.
STATUS_WORDS: dict[str, dict[Lang, str]] = {
    RecordStatus.SUSPENDED.value: _said("suspended", "призупинено", "приостановлен", "тоқтатылған"),
    RecordStatus.RELOCATED.value: _said("relocated", "переміщено", "перемещён", "көшірілген"),
    RecordStatus.CLOSED.value: _said("closed", "закрито", "закрыт", "жабылған"),
    RecordStatus.EXCLUDED.value: _said(
        "excluded", "виключено з реєстру", "исключён из реестра", "тізілімнен шығарылған"
    ),
    RecordStatus.MERGED.value: _said("merged", "приєднано", "присоединён", "біріктірілген"),
    RecordStatus.MISSING.value: _said(
        "missing", "зник із джерела", "исчез из источника", "дереккөзден жоғалған"
    ),
}


def shown(words: dict[Lang, str], languages: Sequence[Lang]) -> str:
    """The word in the first language there is; English where none is wanted."""
    wanted = languages[0] if languages else Lang.EN
    return next(words[lang] for lang in LANG_FALLBACK[wanted] if lang in words)


def level_type(level: str) -> str:
    """The type of a territory of this level."""
    return f"{TERRITORY}/{level}"


def type_object(code: str, languages: Sequence[Lang] = ()) -> dict[str, str]:
    """A type as the API writes it."""
    return {"id": code, "name": shown(TYPE_WORDS[code], languages)}
