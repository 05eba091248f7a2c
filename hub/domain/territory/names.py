"""Names of territories without their type words, and the keys under which they meet.

«смт Нова Ушиця», «Вінницької обл.» and «Уманська міська рада» carry a word of type. It is taken off
and kept as a hint about the rank; the name that remains is folded to a key. A looser key, the stem,
joins case forms and the adjective with the noun («Уманська» – Умань); it is only for second tries.
"""

import re
from dataclasses import dataclass

from hub.domain.text import fold
from hub.domain.vocabulary import TerritoryLevel
from hub.kept import kept

_REGION = TerritoryLevel.REGION
_DISTRICT = TerritoryLevel.DISTRICT
_HROMADA = TerritoryLevel.HROMADA
_SETTLEMENT = TerritoryLevel.SETTLEMENT

#: Kinds of settlement in the letters of КАТОТТГ; other codifiers' settlements are not told apart.
CITY = frozenset({"M", "K"})
#: Kinds of region that are a city at once: Kyiv and Sevastopol, Moscow and Saint Petersburg.
CITY_REGION = frozenset({"K", "город"})
TOWN = frozenset({"X", "T"})
VILLAGE = frozenset({"C"})


@dataclass(frozen=True, slots=True)
class TypeHint:
    """What a type word says: the rank, and for settlements the categories it allows (empty: any).

    `urban` is said by the words for a town of before 2024 («смт»), which tell it from a former «селище».
    """

    level: TerritoryLevel
    categories: frozenset[str] = frozenset()
    urban: bool = False


@dataclass(frozen=True, slots=True)
class TypedName:
    """A name split from its type words; `key` is folded, '' when nothing but type words stood there."""

    key: str
    hint: TypeHint | None


def _phrases(hint: TypeHint, *phrases: str) -> dict[tuple[str, ...], TypeHint]:
    return {tuple(phrase.split()): hint for phrase in phrases}


# Folded phrases: lower case, no punctuation, so «р-н» is «р н» and «с.о.» is «с о».
_TYPE_WORDS: dict[tuple[str, ...], TypeHint] = {
    **_phrases(
        TypeHint(_REGION),
        "область", "області", "областю", "обл", "автономна республіка", "автономної республіки", "ар",
        "автономная республика", "автономной республики",
        "области", "областью", "край", "края", "республика", "республики", "респ", "облысы", "облысының",
    ),
    **_phrases(
        TypeHint(_DISTRICT),
        "район", "району", "районі", "районом", "р н", "рн", "района", "районе", "районный", "район им",
        "ауданы", "ауданының", "атын ауданы", "атындағы ауданы", "районна рада", "районної ради",
        "муниципальный район", "муниципального района", "мр", "муниципальный округ",
        "муниципального округа", "городской округ", "г а", "қ ә", "қ а",
        "городская администрация",
    ),
    **_phrases(
        TypeHint(_HROMADA),
        *(
            f"{kind}{word}"
            for kind in ("", "міська ", "міської ", "сільська ", "сільської ", "селищна ", "селищної ")
            for word in (
                "територіальна громада", "територіальної громади", "територіальній громаді", "громада",
                "громади", "громаді", "тг", "отг", "мтг", "стг", "смтг", "об єднана територіальна громада",
                "обєднана територіальна громада", "обєднаної територіальної громади", "рада", "ради",
            )
        ),
        "міська", "селищна", "сільська", "с о", "сельский округ", "сельского округа", "а о",
        "ауылдық округі", "ауылдық округ",
        "сельское поселение", "городское поселение", "с п", "г п", "поселковая администрация",
    ),
    **_phrases(TypeHint(_SETTLEMENT, CITY), "м", "місто", "міста", "місті"),
    **_phrases(TypeHint(_SETTLEMENT), "г", "гор", "город", "города", "городе", "қ", "қаласы", "қала"),
    **_phrases(
        TypeHint(_SETTLEMENT, TOWN, urban=True),
        "смт", "с м т", "селище міського типу", "селища міського типу", "селищі міського типу",
    ),
    **_phrases(TypeHint(_SETTLEMENT, TOWN), "селище", "селища", "селищі", "с ще", "сел", "с щ"),
    **_phrases(TypeHint(_SETTLEMENT, VILLAGE), "с", "село", "села", "селі"),
    **_phrases(
        TypeHint(_SETTLEMENT),
        "пгт", "р п", "рп", "п", "пос", "поселок", "поселка", "рабочий поселок", "д", "дер", "деревня",
        "деревни", "аул", "а", "ауылы", "ауыл", "ст", "станция", "х", "хутор", "кент", "кенті", "п г т",
    ),
}  # fmt: skip
_LONGEST = max(map(len, _TYPE_WORDS))

_ADJECTIVE = re.compile(r"(.+?)(с|ц|з)(?:ь?к)(?:а|ий|ой|ая|ое|ого|ому|е|і|у|ю|ою|ої|ій|им|ім|ую|их|ыми?|ый)")
_NOUN_ENDINGS = re.compile(
    r"(?:ого|ому|ої|ій|ою|ею|ой|ей|ая|ое|ый|ий|ах|ях|ам|ям|ом|ем|єм|[аоуеиіїюяєьйыэ])$"
)
_POSSESSIVE = re.compile(r"[іїоеє]в$")
_SHORTEST_STEM = 3


@kept(100_000)
def split_type(text: str) -> TypedName:
    """The name without type words at its ends, and what those words say of its rank.

    The last word is never taken off, so «с. Село» leaves «село».
    """
    words = fold(text).split()
    hint: TypeHint | None = None
    words, front = _strip(words, at_end=False)
    words, back = _strip(words, at_end=True)
    hint = front or back
    return TypedName(" ".join(words), hint)


@kept(100_000)
def readings(text: str) -> tuple[TypedName, ...]:
    """What a name may be, the longest first: «село Нове Місто» is «нове місто» rather than «нове».

    Names of settlements may begin or end in a word of type themselves, so each is tried uncut first.
    """
    words = fold(text).split()
    behind_type, front = _strip(words, at_end=False)
    found = (TypedName(" ".join(words), None), TypedName(" ".join(behind_type), front), split_type(text))
    return tuple({name.key: name for name in reversed(found)}.values())[::-1]


def _strip(words: list[str], *, at_end: bool) -> tuple[list[str], TypeHint | None]:
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        phrase = tuple(words[-length:] if at_end else words[:length])
        hint = _TYPE_WORDS.get(phrase)
        if hint:
            return (words[:-length] if at_end else words[length:]), hint
    return words, None


def type_of(text: str) -> TypeHint | None:
    """What the type word at either end of a text says, None when there is none."""
    return split_type(text).hint


def name_key(text: str) -> str:
    """The key of a name: folded, without type words."""
    return split_type(text).key


@kept(100_000)
def name_stem(key: str) -> str:
    """The stem of a key: adjective and case endings off every word («уманська», «умані» → «уман»)."""
    return " ".join(map(_stem_word, key.split()))


def _stem_word(word: str) -> str:
    match = _ADJECTIVE.fullmatch(word)
    if match:
        stem, consonant = match.groups()
        word = stem if consonant == "с" else stem + consonant
    else:
        shorter = _NOUN_ENDINGS.sub("", word)
        word = shorter if len(shorter) >= _SHORTEST_STEM else word
        word = re.sub(r"(?:(ц)ьк|ськ|ск)$", r"\1", word) if len(word) > 5 else word
    # Харків – Харкова, Миколаїв – Миколаєва: the vowel of the ending changes with the case.
    word = _POSSESSIVE.sub("ів", word)
    # «Черкаси» – «Черкаська», «Одеса» – «Одеська»: the stem's own с merges with the ending's.
    return word[:-1] if word.endswith("с") and len(word) > _SHORTEST_STEM else word
