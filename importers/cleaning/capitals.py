"""Names that stood in capitals: which words keep them, and which begin with one."""

import re
from functools import lru_cache

from hub.domain.lexicon.words import is_common_adjective, is_place_adjective
from hub.domain.persons.names import is_trader
from hub.domain.vocabulary import Country
from importers.cleaning.legal_forms import abbreviations
from importers.reference.tables import rows_of

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[’-](?=[^\W\d_]))*")
_ROMAN = re.compile(r"(?:[ІIVXХ]+-)?[ІIVXХ]{2,}(?:-[ІIVXХ]+)?|[ІI](?=\s+СТУПЕН)|[ІI]-[ІIVXХ]+")
# After the word for a settlement and after initials stands a proper name; after «імені» it has two words.
_BEFORE_PROPER = re.compile(
    r"(?<![^\W\d_])((?:міста|місті|місто|села|селі|село|города|городе)\s+|(?:с|м|г|смт|ім|им)\.\s?"
    r"|(?:[^\W\d_]\.\s?){1,2})([^\W\d_])"
)
_NAMED_AFTER = re.compile(r"(?<=імені)(?:\s+[^\W\d_]+){1,2}|(?<=имени)(?:\s+[^\W\d_]+){1,2}")
# «с.» and «м.» before a capital are taken for a village and a city, not for initials.
_INITIAL = re.compile(r"(?<![^\W\d_])[^\W\d_смг](?=\.\s?[А-ЯІЇЄҐЁ])")
_COMMON_NOUN = re.compile("рад[аи]|район|област")
_FEW_LETTERS = 8
_VOWEL = re.compile("[АЕЄИІЇОУЮЯЫЭЁӘӨҰҮAEIOUY]")
#: Abbreviations with vowels that stand in names of institutions beside those of `aliases.csv`.
_KNOWN = frozenset(
    [
        "ЦСО",
        "ТЦСО",
        "КЦСО",
        "ЦСОН",
        "КЦСОН",
        "ЦНАП",
        "ЦСССДМ",
        "ЦСПРД",
        "ЦКРІ",
        "ЦКРДІ",
        "ОТГ",
        "ВПО",
        "АТО",
        "ООС",
        "СНІД",
        "СПИД",
        "ОДА",
        "РДА",
        "КМДА",
        "ВЦА",
        "ОВА",
        "РВА",
        "МОЗ",
        "УТОС",
        "УТОГ",
        "ЗОШ",
        "ЗДО",
        "ЗОЗ",
        "МСЕК",
        "МСЭК",
        "ЕКОПФО",
        "ООН",
        "ЮНІСЕФ",
        "ЮНИСЕФ",
        "США",
        "ЄС",
        "ЕС",
        "СОШ",
        "ДОУ",
        "СОЦ",
        "РАН",
        "НАН",
        "ОВЗ",
        "ЗАТО",
        "ЦОССУ",
        "ҚМҚ",
        "ОР",
        "СОР",
        "ОМР",
        "ІМР",
        "ЄМР",
        "УМР",
        "ХОР",
        "ВОР",
        "ДОР",
        "КОР",
        "ЛОР",
        "МОР",
        "ПОР",
        "РОР",
        "ТОР",
        "ЧОР",
        "ЖОР",
        "ЗОР",
        "ПНИ",
        "ПНІ",
        "ДДІ",
        "ДБІ",
        "СРЦН",
        "СРЦ",
        "УСЗН",
        "УПСЗН",
        "ДСЗН",
    ]
)
#: Countries and the cities that give their names to most societies, in their cases.
_PLACE = re.compile(
    r"(?:україн|украін|украин|росі|росси|казахстан|қазақстан|європ|европ|поділл|полісс|донбас|волин|буковин|галичин"
    r"|закарпатт|київ|києв|киев|харків|харков|харьков|львів|львов|одес|дніпр|вінниц|винниц|полтав|житомир"
    r"|черка[сщ]|чернівц|чернігов|чернігів|запоріжж|запорож|херсон|миколаїв|миколаєв|тернопол|тернопіл|москв|омск|астан"
    r"|алмат)(?:а|и|і|у|ою|ы|е|ою|ой|я|ї|ю|єю|ия|ии|ию|ія|ії|ію|ом|ем|ам|о|ро|ь|ля|лі|лем|ами)?"
)


def shouts(name: str) -> bool:
    """Whether a whole name of several words stands in capitals."""
    if not name.isupper():
        return False
    letters = [char for char in name if char.isalpha()]
    return len(letters) >= _FEW_LETTERS and " " in name and all(char.isupper() for char in letters)


def lowered(name: str, country: Country | None) -> str:
    """Sentence case; capitals where a name begins, in names of places and in abbreviations."""
    kept = _abbreviations(country)
    lower = _WORD.sub(lambda match: _lowered_word(match, kept), name)
    lower = _NAMED_AFTER.sub(lambda match: _WORD.sub(_capitalised, match.group()), lower)
    lower = _BEFORE_PROPER.sub(lambda match: match.group(1) + match.group(2).upper(), lower)
    lower = _INITIAL.sub(lambda match: match.group().upper(), lower)
    return re.sub(r"(^|«)([^\W\d_])", lambda match: match.group(1) + match.group(2).upper(), lower)


@lru_cache
def _abbreviations(country: Country | None) -> frozenset[str]:
    """Words that are abbreviations in names of this country, in capitals."""
    aliases = {
        row["alias"] for row in rows_of("aliases") if row["alias"].isupper() and " " not in row["alias"]
    }
    return _KNOWN | aliases | abbreviations(country)


def _is_abbreviation(word: str, kept: frozenset[str]) -> bool:
    """КНП, ЦПМСД, ВМР: a word without a vowel is none that could be lowered; others are known."""
    return word in kept or (len(word) > 1 and not _VOWEL.search(word))


def capitalised_words(name: str) -> str:
    """A person's name that stood in capitals; the form before it keeps them."""
    return _WORD.sub(
        lambda match: match.group() if is_trader(match.group()) else match.group().capitalize(), name
    )


def _capitalised(match: re.Match[str]) -> str:
    word = match.group()
    common = is_common_adjective(word) or _COMMON_NOUN.match(word)
    return word if common else word[0].upper() + word[1:]


def _lowered_word(match: re.Match[str], kept: frozenset[str]) -> str:
    roman = _ROMAN.match(match.string, match.start())
    if roman and roman.end() == match.end():
        return match.group()
    if all(_is_abbreviation(part, kept) for part in match.group().split("-")):
        return match.group()
    word = match.group().lower()
    if _PLACE.fullmatch(word):
        return word.capitalize()
    if is_place_adjective(word):
        return "-".join(part.capitalize() for part in word.split("-"))
    return word
