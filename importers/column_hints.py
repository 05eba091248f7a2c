"""Words that names of columns hold, in four languages, with the hub's field that they suggest."""

import re

from hub.domain.text import fold

#: What is no field: data about people, a cell of several services.
PRIVATE = "private"
SERVICE = "service"

#: The first match counts, so the more special ones stand first.
_HINTS = (
    (r"керівник|руководител|директор|басшы|\bheads?\b|\bboss|контактна особа|контактное лицо", PRIVATE),
    (r"\bпіб\b|\bп і б\b|\bфио\b|\bф и о\b", PRIVATE),
    (r"рнокпп|паспорт|\bіпн\b|\bиин\b|жсн", PRIVATE),
    (r"\bприз?вищ|прізвищ|фамили|\bтегі\b|surname|аты жөні|по батькові|отчеств", PRIVATE),
    (r"завідувач|заведующ|начальник|менеджер|відповідальн\w+ особ|ответственн\w+ лиц|меңгеруші", PRIVATE),
    (r"\bdirectors?\b|\bprincipals?\b|\bmanagers?\b|\bpersons?\b|дата народж|дата рожд|birth", PRIVATE),
    (r"пошт\w* адрес|почт\w* адрес|postal address|mailing address", "location.address"),
    (r"індекс|индекс|postal|post ?code|post index|\bzip\b", "location.postal_code"),
    (r"катоттг|коатуу|\bкато\b|октмо|окато|код території", "location.code"),
    (r"єдрпоу|едрпоу|\bинн\b|\bогрн\b|\bбин\b|\bбсн\b|edrpou|\binn\b|\bbin\b", "identifier"),
    (r"юридична адреса|юридический адрес|legal address", "legal.address"),
    (r"e ?mail|\bmail|пошт|почт|ел\w* адрес|електронн\w* адрес|эл\w* адрес|электронн\w* адрес", "emails"),
    (r"телефон|\bтел\b|phone|\btel\b|\bмоб|\bmobile", "phones"),
    (r"сайт|\bweb|website|\burl\b|homepage", "url"),
    (r"широта|latitude|\blat\b", "location.lat"),
    (r"довгота|долгота|бойлық|longitude|\blon\b|\blng\b", "location.lon"),
    (r"координат|coordinates", "location.point"),
    (r"графік|режим роботи|години|часы работы|график|режим работы|жұмыс (?:уақыты|кестесі|тәртібі)|\bhours\b"
     r"|opening|work(?:ing)? ?time|розклад|расписание", "location.opening_hours"),
    (r"^(?:вулиця|вул|улица|ул|көше|көшесі|street|thoroughfare)$|thoroughfare", "location.street"),
    (r"^(?:буд|будинок|дом|д|үй|house|building|(?:номер )?(?:будинку|дома))$", "location.house"),
    (r"locator designator|house number", "location.house"),
    (r"admin unit ?l2", "location.region"),
    (r"admin unit ?l3", "location.settlement"),
    (r"адрес|мекенжай|address|\baddr\b|вулиц|улиц|көше|street|місце надання|місцезнаходження|местонахождение",
     "location.address"),
    (r"область|\bобл\b|регіон|регион|\bсуб[ъ ]?ект рф|облыс|region|oblast|province", "location.region"),
    (r"громада|\bотг\b|\bтг\b|hromada", "location.hromada"),
    (r"район|ауданы?\b|district", "location.district"),
    (r"населен|\bнас пункт|місто|село\b|город|елді мекен|settlement|\bcity\b", "location.settlement"),
    (r"форма власності|форма собственности|меншік|ownership|сектор|\bsector\b", "sector"),
    (r"організаційно|организационно|legal form", "legal_form"),
    (r"форм\w+ (?:\w+ ){0,2}(?:надання|обслуг|обслуж|оказан)|form of|қызмет көрсету нысан", "service.forms"),
    (r"(?:назва|найменування|наименование|название) (?:\w+ )?(?:послуги|услуги)\b", "service.name"),
    (r"\bservice name\b|қызметтің атауы", "service.name"),
    (r"^(?:повн|полн)\w+ .*(?:назва|найменування|наименование|название)", "name"),
    (r"скорочен|сокращ[её]н|коротк|кратк|қысқа|short|abbreviat|alternative name", "short_name"),
    (r"\bвільн\w+|\bсвободн\w+|\bбос орын|free places|places free|available", "capacity.available"),
    (r"черг|очеред|кезек|waiting", "capacity.waiting"),
    (r"(?:гранич|максимал|планов|предельн)\w+ (?:кількість|число|количество)", "capacity.total"),
    (r"(?:кількість|к сть|количество|число|чисельність|численность|number of) (?:\w+ ){0,2}"
     r"(?:отримувач|получател|клієнт|клиент|осіб|подопечн|clients|recipients|beneficiar)", "capacity.served"),
    (r"обслугов|обслуж|қызмет көрсетілген|served", "capacity.served"),
    (r"місць|мест\b|места\b|орын|places|capacity|\bліжок|\bліжко|\bкойк?о|\bкоек\b|\bbeds\b|потужність",
     "capacity.total"),
    (r"станом на|дата (?:сведений|відомост|оновлен|обновлен|актуал)|as of|\bupdated?\b", "capacity.as_of"),
    (r"\bverified\b", "capacity.as_of"),
    (r"отримувач|для кого|категори\w+ (?:получател|осіб)|recipients|target group|beneficiar",
     "service.target_groups"),
    (r"\bвік\b|возраст|\bages?\b", "service.ages"),
    (r"дата (?:внесення|включення|включения|внесения)|registered|тізілімге енгізілген", "registered"),
    (r"(?:дата|рік|год) (?:заснування|реєстрації|регистрации|создания|створення|основания)", "founded"),
    (r"founded", "founded"),
    (r"послуг|услуг|қызмет|services?\b", SERVICE),
    (r"\bстан\b|статус|состояние|мәртебе|status|state", "status"),
    (r"тип|\bвид\b|түрі|\btype\b|\bkind\b|category|classification", "kind"),
    (r"синтет|synthetic|походження|происхождение", "synthetic"),
    (r"джерело|источник|source|cites", "cites"),
    (r"назва|найменування|наименование|название|атауы|\bname\b", "name"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern), field) for pattern, field in _HINTS)
#: What makes of several places an address: «Нас. пункт, вулиця, буд.».
_STREETS = frozenset(["location.street", "location.house"])
#: Columns that geographic programs and portals add to every table, folded.
_TECHNICAL = re.compile(
    r"(?:object ?id|fid|global ?id|ogc ?fid|gml ?id|creation ?date|creator|edit ?date|editor"
    r"|created ?(?:user|date|at)|last ?edited ?(?:user|date)|shape(?: ?(?:length|area|leng))?)"
)
#: What a provider is called, where no column says "name": «Заклад», «Организация», "Organisation".
_PROVIDER = re.compile(
    r"^(?:\w+ )?(?:заклад|установа|надавач|організація|учреждение|организация|поставщик|ұйым|мекеме"
    r"|organi[sz]ation|provider|agency|institution)$"
)
#: What only numbers the rows of a file.
_COUNTS_ROWS = re.compile(r"\b(?:з п|п п|р с)$|^(?:no|n|число|р б)?$")
_OF_GEOJSON = ("@id", "geometry")
_CODE = re.compile(r"\bкод\b|\bid\b|code|identifier|реєстраційний|регистрационный|registration number")
_SCHEMES = (
    (re.compile(r"єдрпоу|едрпоу|edrpou"), "UA-EDRPOU"),
    (re.compile(r"\bогрн\b|\bogrn\b"), "RU-OGRN"),
    (re.compile(r"\bинн\b|\binn\b"), "RU-INN-10"),
    (re.compile(r"\bбин\b|\bбсн\b|\bbin\b"), "KZ-BIN"),
)
_INNER_CAPITAL = re.compile(r"(?<=[a-zа-яіїєґ])(?=[A-ZА-ЯІЇЄҐ])|_")
_REMARK = re.compile(r"\s*[(,;].*", re.DOTALL)
_LEVELS = re.compile(r" / |(?<=\w)\.(?=\w)")


def field_of(column: str) -> str | None:
    """The field that a column's name suggests, PRIVATE, SERVICE or None.

    Of a nested name its last part counts before the whole, and what stands before brackets and commas before
    what stands behind: «Адреса (місце надання), телефон» is an address. Words of people outweigh all.
    """
    whole = _first(column)
    if whole == PRIVATE:
        return PRIVATE
    last = _LEVELS.split(column)[-1]
    listed = set(map(_first, last.split(",")))
    if len(listed) > 1 and listed & _STREETS and all(map(_is_place, listed)):
        return "location.address"
    names = (_REMARK.sub("", last), last, _REMARK.sub("", column))
    return next((field for name in names if (field := _first(name))), whole)


def _is_place(field: str | None) -> bool:
    return field is not None and field.startswith("location.")


def names_provider(column: str) -> bool:
    """Whether the column is called after what stands in it: an organisation."""
    return bool(_PROVIDER.match(_words(_REMARK.sub("", _LEVELS.split(column)[-1]))))


def counts_rows(column: str) -> bool:
    """Whether the column is called like one that only numbers the rows."""
    return bool(_COUNTS_ROWS.search(_words(column)))


def is_technical(column: str) -> bool:
    """Whether a program adds the column to every table: OBJECTID, CreationDate, the geometry."""
    return column in _OF_GEOJSON or bool(_TECHNICAL.fullmatch(_words(column)))


def is_code(column: str) -> bool:
    """Whether the column is called like a code or a number in a register."""
    return bool(_CODE.search(_words(column)))


def scheme_of(column: str) -> str | None:
    """The scheme of identifiers that the column's name tells."""
    return next((scheme for word, scheme in _SCHEMES if word.search(_words(column))), None)


def _words(column: str) -> str:
    """A column's name as folded words; names of programs are divided at their capitals and underscores."""
    return fold(_INNER_CAPITAL.sub(" ", column))


def _first(column: str) -> str | None:
    words = _words(column)
    return next((field for pattern, field in _PATTERNS if pattern.search(words)), None)
