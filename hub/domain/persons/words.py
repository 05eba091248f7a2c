"""Words of personal names in Ukrainian, Russian, Kazakh and Latin letters, in any case of the language.

A word is told by lists (given names, words of institutions, roles) and by endings (patronymics, surnames).
The lists are data beside this file, each with its witness.
"""

import csv
import re
from enum import Flag, auto
from functools import cache, lru_cache
from importlib.resources import files

from hub.domain.persons.cases import nominatives
from hub.domain.text import mend_script, search_key

_FOLDER = files("hub.domain.persons")
_APOSTROPHES = re.compile("['’ʼ`´‘ʹ]")
_KAZAKH = str.maketrans("әғқңөұүһі", "агкноууxи".replace("x", "х"))
_CYRILLIC = re.compile("[\u0400-\u052f]")

_PATRONYMIC = re.compile(
    # Петрович, Сергійович, Ілліч; Петрівна, Сергіївна; Петровна, Ильинична: in any case.
    r".{2,}(?:[оеєй]в|ьов|йов)ич(?:а|у|ем|еві|ові|і|е)?|.{2,}[іїи]вн(?:а|и|і|у|ою|о|ої)|.{2,}[оеё]вн(?:а|ы|е|у|ой|ою)"
    r"|.{2,}(?:инич|[иь]ч)н(?:а|ы|е|у|ой|и|і|ою)|(?:іллі|ильи|кузьми|лук[иі]|фом[иі]|хом[иі]|сав[иі]|никити|якимови)ч(?:а|у|ем|еві)?"
    # Серікұлы, Серікқызы, and as they are typed without Kazakh letters.
    r"|.{3,}(?:ұлы|улы|қызы|кызы)(?:ның|на|ға|нан|мен)?"
    # Petrovych, Petrovich, Petrivna, Petrovna, Serikuly, Serikkyzy.
    r"|.{2,}(?:[oeiy]v[iy]t?ch|[iy]vna|[oe]vna|[iy]nichna|uly|k[iy]zy|qyzy)"
)
_SURNAME = re.compile(
    r".{2,}(?:енк(?:о|а|у|ом|ові|і)|[чщ]ук(?:а|у|ом|ові)?|юк(?:а|у|ом|ові)?|[нлрт]ик(?:а|у|ом|ові)?"
    r"|(?:ськ|цьк|зьк|ск|цк)(?:ий|ого|ому|им|ім|а|ої|ій|ою|ая|ой|ую|ом)"
    r"|(?:[оеєї]в|[иії]н|ын)(?:а|у|ої|ій|ою|им|ой|ым|е)?|ишин(?:а|у|ої|ій|ою)?"
    r"|[иі]ць?к(?:ий|а|ого|ої)|[иіе]шин|[ое]вич|ець|ц[яюе]|ів|айло|дзе|швіл[іи]|швили|я+н"
    r"|бай|бек(?:ов|ова)?|[қғкг]али|ғали|ғазы|хан|жан)"
    r"|.{2,}(?:enko|chuk|i?[yiu]k|s[kc]ij?|sk[yi]y?i?|ska|skaya?|tsk[yi]y?i?|ov|ova|ev|eva|iev|ieva|in|ina|yn|yna|ych|ich"
    r"|ian|yan|dze|shvili|bayev|bayeva|bek|bai|bay)"
)
#: Endings that hardly any common noun has: a surname by itself, beside a telephone.
_SURNAME_ALONE = re.compile(
    r".{2,}(?:енк(?:о|а|у|ом)|[чщ]ук(?:а|у|ом)?|юк(?:а|у|ом)?|ишин(?:а|ої)?|дзе|швіл[іи]|швили|[ое]вич)"
    r"|.{2,}(?:ськ|цьк|зьк)(?:ий|ого|ому)|.{3,}ск(?:ий|ого|ому)|.{3,}(?:enko|chuk|skyi|skiy|skaya)"
)
_NO_NAME_ENDING = re.compile(
    r".{2,}(?:[нтлсдч]{2}я|[нтлсч]{1,2}[ьт]ство|ство|цтво|ість|ость|ція|ция|сія|ізм|изм|ение|ания|ание|ання|ення|іння|логія|логия)"
)
_INITIAL = re.compile(r"(?:[^\W\d_]|Дж|Дз)\.")
_LETTER = re.compile(r"[^\W\d_]")
#: Letters that are numerals by themselves: «ЗОШ І ступеня».
_ROMAN = frozenset("IІVXХLC")
_NOUN_ENDINGS = re.compile(
    "|а|и|і|у|о|ы|е|ь|я|ю|ї|є|й|ою|ой|ом|ові|ів|ов|ам|ами|ах|ем|ей|ею|єю|ям|ями|ях|ії|ія|ію|ією|ий|ии|ия|ию|ией"
    "|ій|ні|ня|ню|нею|ього|сі|сы|ы|ның|нің|да|де|та|те|лары|лері"
)
_ADJECTIVE_ENDINGS = re.compile(
    "а|я|е|є|у|ю|і|и|ий|ій|ого|ої|ому|ою|им|ім|их|іх|ими|ый|ой|ая|ое|ее|его|ом|ем|ую|ые|ие|ых|ым|ыми"
    "|ього|ьої|ьому|ьою"
)
_LONGEST_ENDING = 4
_SHORTEST_KEY = 4
#: No name has a longer word: the endings are not looked for in what a machine made.
_LONGEST_WORD = 60


class Kind(Flag):
    """What a word may be in a name; a word may be several of them."""

    NOTHING = 0
    CAPITAL = auto()  # written with a capital letter
    GIVEN = auto()  # a given name in the nominative
    GIVEN_CASE = auto()  # a given name in another case
    ORDINARY = auto()  # a given name that is an ordinary word too: «Надія»
    PATRONYMIC = auto()
    SURNAME = auto()  # it has the ending of one
    SURNAME_ALONE = auto()  # it has an ending that hardly any other word has
    INITIAL = auto()
    LETTER = auto()  # a capital by itself, without a full stop
    INSTITUTION = auto()  # a word of organisations: no part of a person's name
    ROLE = auto()  # what a person is or does: «асистент»
    POST = auto()  # whoever heads an institution: «директор»
    LATIN = auto()

    @property
    def given(self) -> bool:
        """Whether it is a given name in any case."""
        return bool(self & (Kind.GIVEN | Kind.GIVEN_CASE))


def folded(word: str) -> str:
    """The key of a word in the lists: lower case, without apostrophes, ё as е."""
    return _APOSTROPHES.sub("", word.strip(".")).lower().replace("ё", "е")


@lru_cache(maxsize=50_000)
def kind_of(word: str) -> Kind:
    """What a word, as it is written, may be. A doubled word is what its parts are together."""
    if len(word) > _LONGEST_WORD:
        return Kind.CAPITAL if word[0].isupper() else Kind.NOTHING
    if _INITIAL.fullmatch(word):
        return Kind.INITIAL | Kind.CAPITAL if word[0].isupper() else Kind.NOTHING
    if _LETTER.fullmatch(word):
        if not word.isupper():
            return Kind.NOTHING
        return Kind.INSTITUTION if word in _ROMAN else Kind.LETTER | Kind.CAPITAL
    key = folded(word)
    kind = Kind.CAPITAL if word[:1].isupper() else Kind.NOTHING
    if not _CYRILLIC.search(key):
        return kind | Kind.LATIN | _latin(key)
    parts = [key, *key.split("-")] if "-" in key else [key]
    if any(_listed(part, "institutions") for part in parts):
        return kind | Kind.INSTITUTION
    kind |= _role(key)
    for part in parts:
        kind |= _cyrillic(part)
    if _NO_NAME_ENDING.fullmatch(key) and not kind & (Kind.GIVEN | Kind.PATRONYMIC):
        kind |= Kind.INSTITUTION
    return kind


def _cyrillic(key: str) -> Kind:
    kind = Kind.NOTHING
    if _PATRONYMIC.fullmatch(key):
        kind |= Kind.PATRONYMIC
    if key in _given() or key in _pets():
        kind |= Kind.GIVEN
    elif any(form in _given() or form in _pets() for form in nominatives(key)):
        kind |= Kind.GIVEN_CASE
    if _listed(key, "ordinary"):
        kind |= Kind.ORDINARY
    if _SURNAME.fullmatch(key):
        kind |= Kind.SURNAME
    if _SURNAME_ALONE.fullmatch(key):
        kind |= Kind.SURNAME_ALONE
    if key in _usual_surnames() or any(form in _usual_surnames() for form in nominatives(key)):
        kind |= Kind.SURNAME | Kind.SURNAME_ALONE
    return kind


def _latin(key: str) -> Kind:
    kind = Kind.INSTITUTION if _listed(key, "institutions") else _role(key)
    if _PATRONYMIC.fullmatch(key):
        kind |= Kind.PATRONYMIC
    listed = key in _english() or key in _short()
    if listed or (len(key) >= _SHORTEST_KEY and search_key(key) in _skeletons()):
        kind |= Kind.GIVEN
    if search_key(key) in _ordinary_keys():
        kind |= Kind.ORDINARY
    if len(key) >= _SHORTEST_KEY and search_key(key) in _surname_keys():
        kind |= Kind.SURNAME | Kind.SURNAME_ALONE
    if _SURNAME.fullmatch(key):
        kind |= Kind.SURNAME
    if _SURNAME_ALONE.fullmatch(key):
        kind |= Kind.SURNAME_ALONE
    return kind


def is_english_given(word: str) -> bool:
    """Whether the word is a usual English given name."""
    return folded(word) in _english()


def _role(key: str) -> Kind:
    if _listed(key, "posts"):
        return Kind.ROLE | Kind.POST
    return Kind.ROLE if _listed(key, "roles") else Kind.NOTHING


def _listed(key: str, list_name: str) -> bool:
    """Whether a list has the word, or the stem that it is a form of."""
    exact, nouns, adjectives = _lists()[list_name]
    if key in exact:
        return True
    for length in range(len(key), max(1, len(key) - _LONGEST_ENDING) - 1, -1):
        stem, ending = key[:length], key[length:]
        if (stem in nouns and _NOUN_ENDINGS.fullmatch(ending)) or (
            stem in adjectives and _ADJECTIVE_ENDINGS.fullmatch(ending)
        ):
            return True
    return False


@cache
def _lists() -> dict[str, tuple[frozenset[str], frozenset[str], frozenset[str]]]:
    """List → words as they stand, stems of nouns, stems of adjectives."""
    found: dict[str, tuple[set[str], set[str], set[str]]] = {}
    for row in csv.DictReader((_FOLDER / "words.csv").read_text("utf-8").splitlines()):
        kinds = found.setdefault(row["list"], (set(), set(), set()))
        kinds["xna".index(row["form"])].add(row["word"])
    return {name: tuple(map(frozenset, kinds)) for name, kinds in found.items()}  # type: ignore[misc]


@cache
def _given() -> frozenset[str]:
    """Given names in Cyrillic letters, Kazakh ones also as they are typed without Kazakh letters."""
    kazakh = _names("given_names_kk.txt")
    return _names("given_names.txt") | kazakh | {name.translate(_KAZAKH) for name in kazakh}


@cache
def _pets() -> frozenset[str]:
    """Forms of given names by which people are called at home: «Іринка»."""
    return _lists()["pet-names"][0]


@cache
def _usual_surnames() -> frozenset[str]:
    """Usual surnames whose ending does not tell them: «Бондар»."""
    surnames = _lists()["surnames"][0]
    return surnames | {name.replace("и", "і") for name in surnames}


@cache
def _surname_keys() -> frozenset[str]:
    return frozenset(map(search_key, _usual_surnames()))


@cache
def _ordinary_keys() -> frozenset[str]:
    """Search keys of given names that are ordinary words too: "Nadiya"."""
    exact, nouns, _ = _lists()["ordinary"]
    return frozenset(search_key(stem + ending) for stem in {*exact, *nouns} for ending in ("", "а", "я"))


@cache
def _english() -> frozenset[str]:
    return _names("given_names_en.txt")


@cache
def _short() -> frozenset[str]:
    """Given names of the region in Latin letters that are too short for a search key: "Aliya"."""
    return _names("given_names_latin.txt")


@cache
def _skeletons() -> frozenset[str]:
    """Search keys of the given names, made beforehand: under them Latin spellings meet the Cyrillic name."""
    return _names("given_names_keys.txt")


def skeletons() -> list[str]:
    """The content of the file of search keys, as the given names make it."""
    return sorted({key for name in _given() if len(key := search_key(name)) > _SHORTEST_KEY})


def _names(file: str) -> frozenset[str]:
    lines = (_FOLDER / file).read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


_WORD = re.compile(r"(?:[^\W\d_]|Дж|Дз)\.|[^\W\d_](?:[^\W\d_]|[-'’ʼ](?=[^\W\d_]))*")
#: Latin letters that look like Cyrillic ones.
TO_CYRILLIC = str.maketrans("ABCEHIKMOPTXYaceiopxy", "АВСЕНІКМОРТХУасеіорху")
LOOKING = frozenset(map(chr, TO_CYRILLIC))


def mended(text: str) -> str:
    """A text whose Cyrillic words hold no Latin look-alikes, not even a whole word of them («TAMAPA»)."""
    if text.isascii():
        return text
    text = mend_script(text)
    if not _CYRILLIC.search(text) or not re.search("[A-Za-z]", text):
        return text
    return re.sub(
        r"(?<![^\W_])[A-Za-z]+(?![^\W_])",
        lambda match: (
            match.group().translate(TO_CYRILLIC) if set(match.group()) <= LOOKING else match.group()
        ),
        text,
    )


def words_in(text: str) -> list[re.Match[str]]:
    """The words of a text with their places; an initial keeps its full stop."""
    return list(_WORD.finditer(text))
