"""Legal forms at the edge of a name: «Комунальна установа», БУ, КГУ, ГО, ТОВ…, and whose they are."""

import re
from dataclasses import dataclass
from functools import lru_cache

from hub.domain.vocabulary import Country, Sector

UA, RU, KZ = Country.UA, Country.RU, Country.KZ


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form by the hub's code; `sector` is told only where the form alone decides it."""

    code: str
    sector: Sector | None = None


_MUNICIPAL_INSTITUTION = LegalForm("municipal-institution", Sector.MUNICIPAL)
_MUNICIPAL_ENTERPRISE = LegalForm("municipal-enterprise", Sector.MUNICIPAL)
_STATE_INSTITUTION = LegalForm("state-institution", Sector.STATE)
_STATE_ENTERPRISE = LegalForm("state-enterprise", Sector.STATE)
# A Russian budget institution may be a region's or a municipality's: the words alone do not say.
_BUDGET_INSTITUTION = LegalForm("budget-institution")
_PRIVATE_INSTITUTION = LegalForm("private-institution")
_NGO = LegalForm("ngo", Sector.NONPROFIT)
_CHARITY = LegalForm("charity", Sector.NONPROFIT)
_RELIGIOUS = LegalForm("religious-organisation", Sector.RELIGIOUS)
_COMPANY = LegalForm("company", Sector.BUSINESS)
_SOLE_TRADER = LegalForm("sole-trader", Sector.NATURAL_PERSON)

#: Country, form, its phrases, its abbreviations. Abbreviations count only in capitals.
_TABLE: tuple[tuple[Country, LegalForm, tuple[str, ...], str], ...] = (
    (
        UA,
        _MUNICIPAL_INSTITUTION,
        ("комунальна установа", "комунальний заклад", "комунальна організація"),
        "КУ КЗ",
    ),
    (
        UA,
        _MUNICIPAL_ENTERPRISE,
        ("комунальне некомерційне підприємство", "комунальне підприємство"),
        "КНП КП",
    ),
    (UA, _STATE_INSTITUTION, ("державна установа", "державний заклад"), "ДУ ДЗ"),
    (UA, _STATE_ENTERPRISE, ("державне підприємство",), "ДП"),
    (UA, _PRIVATE_INSTITUTION, ("приватний заклад", "приватна установа"), "ПЗ"),
    (
        UA,
        _NGO,
        (
            "всеукраїнська громадська організація",
            "громадська організація",
            "громадська спілка",
            "громадське об’єднання",
        ),
        "ВГО ГО ГС",
    ),
    (
        UA,
        _CHARITY,
        (
            "міжнародний благодійний фонд",
            "благодійний фонд",
            "благодійна організація",
            "благодійне товариство",
        ),
        "МБФ БФ БО",
    ),
    (UA, _RELIGIOUS, ("релігійна організація", "релігійна громада", "релігійна місія"), "РО"),
    (
        UA,
        _COMPANY,
        (
            "товариство з обмеженою відповідальністю",
            "приватне акціонерне товариство",
            "акціонерне товариство",
            "приватне підприємство",
        ),
        "ТОВ ПрАТ АТ ПП",
    ),
    (UA, _SOLE_TRADER, ("фізична особа - підприємець", "фізична особа підприємець"), "ФОП"),
    (
        RU,
        _MUNICIPAL_INSTITUTION,
        (
            "муниципальное бюджетное учреждение",
            "муниципальное автономное учреждение",
            "муниципальное казённое учреждение",
            "муниципальное учреждение",
        ),
        "МБУ МАУ МКУ МУ",
    ),
    (
        RU,
        _STATE_INSTITUTION,
        (
            "государственное бюджетное учреждение",
            "государственное автономное учреждение",
            "государственное казённое учреждение",
            "государственное учреждение",
        ),
        "ГБУСО ГБУ ГАУСО ГАУ ГКУ ГУ",
    ),
    (
        RU,
        _BUDGET_INSTITUTION,
        ("бюджетное учреждение", "автономное учреждение", "казённое учреждение"),
        "БУСО БУ АУСО АУ КУ",
    ),
    (RU, _PRIVATE_INSTITUTION, ("частное учреждение",), "ЧУ"),
    (
        RU,
        _NGO,
        (
            "автономная некоммерческая организация",
            "региональная общественная организация",
            "местная общественная организация",
            "общественная организация",
            "некоммерческая организация",
            "некоммерческое партнёрство",
        ),
        "АНО РОО МОО ОО НКО НП",
    ),
    (RU, _CHARITY, ("благотворительный фонд", "благотворительная организация"), "БФ"),
    (RU, _RELIGIOUS, ("местная религиозная организация", "религиозная организация"), "МРО РО"),
    (RU, _COMPANY, ("общество с ограниченной ответственностью", "акционерное общество"), "ООО АО"),
    (RU, _SOLE_TRADER, ("индивидуальный предприниматель",), "ИП"),
    (
        KZ,
        _MUNICIPAL_INSTITUTION,
        (
            "коммунальное государственное учреждение",
            "коммуналдық мемлекеттік мекемесі",
            "коммуналдық мемлекеттік мекеме",
        ),
        "КГУ КММ",
    ),
    (
        KZ,
        _MUNICIPAL_ENTERPRISE,
        ("коммунальное государственное казённое предприятие", "коммуналдық мемлекеттік қазыналық кәсіпорны"),
        "КГКП КМҚК КГП",
    ),
    (
        KZ,
        _STATE_INSTITUTION,
        ("государственное учреждение", "мемлекеттік мекемесі", "мемлекеттік мекеме"),
        "ГУ ММ",
    ),
    (KZ, _PRIVATE_INSTITUTION, ("частное учреждение", "жеке мекеме"), "ЧУ ЖМ"),
    (KZ, _NGO, ("общественное объединение", "қоғамдық бірлестігі", "қоғамдық бірлестік"), "ОО ҚБ"),
    (
        KZ,
        _CHARITY,
        (
            "корпоративный фонд",
            "общественный фонд",
            "благотворительный фонд",
            "қоғамдық қоры",
            "қоғамдық қор",
        ),
        "ОФ ҚҚ КФ",
    ),
    (KZ, _RELIGIOUS, ("религиозное объединение", "діни бірлестік"), "РО ДБ"),
    (
        KZ,
        _COMPANY,
        ("товарищество с ограниченной ответственностью", "жауапкершілігі шектеулі серіктестігі"),
        "ТОО ЖШС",
    ),
    (KZ, _SOLE_TRADER, ("индивидуальный предприниматель", "жеке кәсіпкер"), "ИП ЖК"),
)
_EDGE = " ,;:.–—-"
_QUOTES = re.compile('[»"”]')


def split_legal_form(name: str, country: Country | None) -> tuple[LegalForm | None, str]:
    """The legal form at the beginning or the end of a tidy name, and the name without it.

    Kazakh puts the form last; an end is looked at only after a quotation, so that «… громадська
    організація» inside a sentence is not taken for one. A name that is nothing but a form keeps it.
    """
    beginning, ending, forms = _patterns(country)
    match = beginning.match(name) or (ending.search(name) if _QUOTES.search(name) else None)
    rest = (name[: match.start()] + name[match.end() :]).strip(_EDGE) if match else ""
    if not match or not match.lastindex or not rest:
        return None, name
    return forms[match.lastindex - 1], rest


def abbreviations(country: Country | None) -> frozenset[str]:
    """Every abbreviation of a country's legal forms, in capitals; of all countries where none is said."""
    return frozenset(
        word.upper()
        for of_country, _, _, words in _TABLE
        if country is None or of_country is country
        for word in words.split()
    )


@lru_cache
def _patterns(country: Country | None) -> tuple[re.Pattern[str], re.Pattern[str], tuple[LegalForm, ...]]:
    """A country's forms at the beginning and at the end, one group each, the longest wording first."""
    wordings = []
    for of_country, form, phrases, abbreviations in _TABLE:
        if of_country is country:
            wordings += [(_flexible(phrase), form) for phrase in phrases]
            wordings += [(re.escape(word), form) for word in abbreviations.split()]
    wordings.sort(key=lambda wording: -len(wording[0]))
    groups = "|".join(f"({wording})" for wording, _ in wordings)
    return (
        re.compile(rf"[\s«\"]*(?:{groups})(?=[\s«\"(,:–—-]|$)[\s,:–—-]*"),
        re.compile(rf"(?<=[»\"”])[\s,–—-]*(?:{groups})\.?$"),
        tuple(form for _, form in wordings),
    )


def _flexible(phrase: str) -> str:
    """A phrase in any case, with any apostrophe, dash and ё or е."""
    pattern = (
        re.escape(phrase).replace("’", "['’ʼ`]?").replace(r"\ \-\ ", r"\s*[-–—]\s*").replace("ё", "[её]")
    )
    return "(?i:" + pattern.replace(r"\ ", r"\s+") + ")"
