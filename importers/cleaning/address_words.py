"""Words of addresses in Ukrainian, Russian, Kazakh and English, as patterns of one part.

Every pattern is matched against a whole part between commas, and names its groups.
"""

import re

#: Spelling → the abbreviation under which streets are shown and compared.
STREET_KINDS = {
    **dict.fromkeys(("вулиця", "вул", "вуд"), "вул."),
    **dict.fromkeys(("улица", "ул"), "ул."),
    **dict.fromkeys(("проспект", "просп", "пр-т", "пр-кт", "пр"), "просп."),
    **dict.fromkeys(("бульвар", "бульв", "б-р", "бул"), "бульв."),
    **dict.fromkeys(("площа", "площадь", "пл"), "пл."),
    **dict.fromkeys(("провулок", "пров"), "пров."),
    **dict.fromkeys(("переулок", "пер"), "пер."),
    **dict.fromkeys(("набережна", "набережная", "наб"), "наб."),
    **dict.fromkeys(("мікрорайон", "микрорайон", "мкр-н", "мкрн", "мкр", "м-н", "мікр"), "мкр"),
    **dict.fromkeys(("квартал", "кв-л"), "квартал"),
    **dict.fromkeys(("житловий масив", "жилмассив", "ж/м"), "ж/м"),
    **dict.fromkeys(("тупик", "туп"), "тупик"),
    **dict.fromkeys(("проїзд", "проезд"), "проїзд"),
    **{
        word: word
        for word in ("майдан", "шосе", "шоссе", "узвіз", "алея", "аллея", "тракт", "лінія", "линия")
    },
    **dict.fromkeys(("көшесі", "көш"), "көшесі"),
    **dict.fromkeys(("даңғылы", "даң"), "даңғылы"),
}
SETTLEMENT_KINDS = {
    **dict.fromkeys(("місто", "город", "гор", "қаласы", "қала", "м", "г", "қ"), "city"),
    **dict.fromkeys(
        (
            "смт",
            "селище міського типу",
            "с-ще",
            "селище",
            "сел",
            "посёлок",
            "поселок",
            "пос",
            "пгт",
            "рп",
            "р.п",
            "п",
        ),
        "town",
    ),
    **dict.fromkeys(
        ("село", "с", "деревня", "д", "хутір", "хутор", "х", "станция", "ст", "ауылы", "ауыл", "аул", "а"),
        "village",
    ),
}


def _one_of(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_CAPITAL = "[А-ЯІЇЄҐЁӘҒҚҢӨҰҮҺA-Z]"
_STREET, _SETTLEMENT = _one_of(STREET_KINDS), _one_of(SETTLEMENT_KINDS)
_HOUSE_LETTER = r"[^\W\d_](?![^\W\d_])"
_HOUSE_NUMBER = (
    rf"\d+(?:\s?[-–/]?\s?[«\"]?{_HOUSE_LETTER}[»\"]?)?"
    rf"(?:\s?[-–/]\s?\d+(?:\s?-?{_HOUSE_LETTER})?)*|б\s?/\s?[нn]"
)

COUNTRY = re.compile(
    r"Україна|Украина|Росія|Россия|Российская Федерация|РФ|Казахстан|Республика Казахстан|Қазақстан"
)
POSTCODE = re.compile(r"(?:індекс|индекс)?\s*(?P<postcode>\d{5,6}|[A-Z]\d{2}[A-Z]\d[A-Z]\d)")
REGION = re.compile(
    r"(?P<name>.+?)\s+(?:област[ьіи]|обл\.?|облысы|край|(?i:oblast))|(?:область|обл\.)\s*(?P<after>.+)"
    r"|(?P<whole>(?:Автономна Республіка|АР|Республика|Республіка)\s+.+)"
)
#: Without one of these a part is neither region nor hromada nor district, which is cheap to know.
PLACE_WORD = re.compile(
    r"(?i:обл|oblast|край|республ|АР\s|громад|тг\b|ська\b|с/о|округ|поселени|р-о?н|район|аудан)"
)
HROMADA = re.compile(
    r"(?P<name>.+?)\s+(?:(?:міська|селищна|сільська)\s+)?(?:територіальна\s+громада|громада|отг|тг|мтг|стг)"
    r"|(?P<short>.+(?:ськ|цьк|зьк)а)\s+(?:міська|селищна|сільська)"
    r"|(?P<okrug>.+?)\s+(?:сельский округ|с/о|ауылдық округі|сельское поселение|городское поселение)",
    re.IGNORECASE,
)
#: An adjective in the place of a hromada, without the word for it.
HROMADA_ADJECTIVE = re.compile(r".+(?:ськ|цьк|зьк)а")
DISTRICT = re.compile(
    r"(?P<name>.+?)\s+(?:муниципальный\s+)?(?:району?|района|р-н|р-он|ауданы)|(?:район|р-н)\s+(?P<after>.+)"
)
SETTLEMENT = re.compile(
    rf"(?P<kind>(?i:{_SETTLEMENT}))(?:\.\s*|\s+)(?P<name>{_CAPITAL}.*)|(?P<before>{_CAPITAL}.*?)\s+(?P<last>қаласы|ауылы)"
)
STREET = re.compile(
    rf"(?P<kind>(?i:{_STREET}))(?:\.\s*|\s+)(?P<name>.+)|(?P<before>.+?)\s+(?P<last>(?i:{_STREET}))\.?"
)
#: In English the house stands first: «36 Soborna St». Saints and avenues without a house stay unknown.
ENGLISH_STREET = re.compile(
    rf"(?P<house>{_HOUSE_NUMBER}),?\s+(?P<street>.*[^\W\d_]{{2}}\s+"
    r"(?i:st|str|street|ave|avenue|rd|road|sq|square|ln|lane|blvd|boulevard|dr|drive|embankment|highway)\.?)"
)
STREET_WITH_HOUSE = re.compile(
    rf"(?P<street>.*?[^\W\d_][\w.’»)-]*)\s+(?:буд\.?\s*|д\.\s*)?(?P<house>{_HOUSE_NUMBER})"
)
HOUSE = re.compile(
    rf"(?i:(?:будинок|буд|дом|уй|үй|б|д)\b\s?\.?)?\s*№?\s*(?P<house>{_HOUSE_NUMBER})|(?P<first>\d+)\s+үй"
)
#: The letter of a house behind a comma: «78, Б».
LONE_LETTER = re.compile(r"[^\W\d_]")
#: A spreadsheet takes the house 12/10 for a date.
DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?: 00:00:00)?")
BUILDING = re.compile(
    r"(?i:корпус|корп|кор|к|строение|стр|секція|літера|літ|лит)\b\.?\s*№?\s*(?P<building>[«\"]?[\w/-]{1,6}[»\"]?)"
)
OFFICE = re.compile(
    r"(?i:офіс|офис|оф|кабінет|кабинет|каб|кімната|кімн|комната|комн|приміщення|прим|помещение|пом|квартира|кв|кеңсе)"
    r"\b\.?\s*№?\s*(?P<office>[\w/-]{1,8})"
)
FORMER = re.compile(
    r"\s*\(\s*(?:кол(?:ишня)?\.?|быв(?:шая)?\.?|раніше|стара назва)?\s*(?P<former>[^()]+?)\s*\)"
)

#: A street's type cut off from its name, or typed twice: «вул, Шкільна», «вул. Вул. Горького».
STRAY_KIND = re.compile(
    r"^(?P<kind>(?i:вул|ул|просп|пров|пер|пл)\b)(?:\s*,\s*|\.?\s*(?i:(?P=kind)\b))\.?\s*(?=[^\W\d_])"
)
#: A word for a house without its number.
BARE_HOUSE_WORD = re.compile(r"(?i:будинок|буд|дом)")

#: Where a part begins although nobody typed a comma: «м. Умань вул. Соборна буд. 5».
MISSING_COMMA = re.compile(
    r" (?:(?<=^\d{5} )|(?<=^\d{6} )"
    r"|(?<=[\dА-Яа-я] )(?=(?i:корпус|корп|кор|офіс|кабінет)\b\.?\s?[\w№])"
    r"|(?<=[\w.»)] )(?=(?i:вул|ул|просп|бульв|пров|пер|пл|буд|корп|оф|каб|кв|кімн)\.\s?[\w№])"
    rf"|(?<=[^\W\d_] )(?=(?:м|г|с|смт|пос|пгт)\.\s?{_CAPITAL}))"
)
