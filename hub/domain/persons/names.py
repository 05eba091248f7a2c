"""Personal names: whether a text, such as a name of a provider, is one.

A text is a person's name when it holds a full one (a patronymic, or initials beside a surname) and no word
of institutions, or when every word of it is part of a name or says what a person does. An institution
named after somebody is none: its own word decides («Школа Ольги Іваненко»), or the quotation
marks around its brand. Practices told with their owner are in `owners`, names within texts in `mentions`.
"""

import re
from functools import lru_cache

from hub.domain.persons.owners import is_told_by_courtesy, is_told_with_owner
from hub.domain.persons.runs import (
    BRACKETS,
    PARTS,
    QUOTED,
    Word,
    has_full_name,
    has_institution_word,
    is_bare_name,
    says_role,
    tells_institution,
    words_of,
)
from hub.domain.persons.words import LOOKING, TO_CYRILLIC, Kind, kind_of, mended
from hub.domain.text import tidy

_ALL_QUOTED = re.compile('[«"“„](?P<inner>[^«»"“”„]+)[»"”“]')
#: A trader's form stands before the name; «ЖК» is one in Kazakhstan only, elsewhere a block of flats.
_TRADER = re.compile(
    r"(?i:фізична\s+особа\s*[-–—]?\s*підприємець|физическое\s+лицо\s*[-–—]?\s*предприниматель"
    r"|індивідуальний\s+підприємець|индивидуальный\s+предприниматель|жеке\s+кәсіпкер"
    r"|самоза[йн]+ят(?:а|ая|ый|ий)(?:\s+(?:особа|лицо))?"
    r"|sole[\s-]+trader|sole\s+proprietor|individual\s+entrepreneur|private\s+entrepreneur"
    r"|(?:патронатн|прийомн|опікунськ|фостерн|при[её]мн|опекунск|фостерск)(?:а|ая|ої|ой)\s+с[іе]м['’]?[їяьи]+"
    r"|с[іе]м['’]?[їяьи]+\s+(?:патронатн|прийомн|при[её]мн|опікун|опекун|вихователів|воспитателей)\w*"
    r"|(?:патронатн|прийомн|опікунськ)\w{1,3}\s+родин\w{0,2}|прийомн[іи]\w?\s+батьк\w{1,3}|при[её]мны[ей]\s+родители"
    r"|(?:патронаттық|қабылдаушы)\s+отбасы|(?:foster|host)\s+family|муніципальн(?:а|ої)\s+нян[яі]"
    r"|(?:дитячий\s+будинок|детский\s+дом)\s+сімейного\s+типу|детский\s+дом\s+семейного\s+типу"
    r"|(?:патронатн|прийомн|при[её]мн|опікунськ|опекунск)\w+\s+(?:вихователь|воспитатель)\w*|патронат(?:тық)?\s+отбасы"
    r"|(?:приватн(?:ий|а)|частный)\s+(?:підприємець|предприниматель)|(?:приватна|частная|private)\s+(?:практика|practice)"
    r"|(?:платник|плательщик)\s+(?:НПД|єдиного\s+податку|налога\s+на\s+профессиональный\s+доход)"
    r"|(?:домашн|сімейн|семейн)\w+\s+(?:дитячий\s+|детский\s+)?(?:дит|дет)?(?:садочок|садок|сад|ясла|ясли)"
    r"|хата-(?:садочок|садок)|бала\s+күтуші\w*)(?![^\W\d_])"
    r"|(?i:ф(?:\.\s?|\s)о(?:\.\s?|\s)п(?:\.|(?![^\W\d_]))|[фч][-/]п(?![^\W\d_])"
    r"|(?:фіз|физ)(?:ична|ическое|\.)?\s*(?:ос|лиц)(?:оба|о|\.))(?![^\W\d_])"
    r"|(?:СПД)(?=\s+[А-ЯІЇЄҐA-Z])|(?:ФОП|ФЛП|СПД[-\s]?ФО|ФО-П|ДБСТ|FOP|ІП|ИП)(?![^\W\d_])"
)
_KAZAKH_TRADER = re.compile(r"ЖК(?![^\W\d_])")
#: What ends the name in a cell that also tells where or how to find the person.
_FIRST_PART = re.compile(r"\s*[,;\n]\s*|\s+(?:т|тел|моб|tel|ph)\.?\s*[:+(\d]|\s*\(?\+?\d[\d\s()–-]{6,}")
_ADDRESS = re.compile(
    r"\W*(?:вул|ул|просп|пр-т|пров|пер|пл|бул|бульв|шосе|шоссе|м|с|смт|г|кв|буд|д|мкр|көш)(?:\.|иц[яа])",
    re.IGNORECASE,
)
#: An enterprise in quotation marks; without them, before a name, mostly its only member.
_ENTERPRISE = re.compile(r"\W*(?P<form>ПП|ЧП|PE)\.?\s+(?P<name>[^«»\"“”„]+)$")
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_] ){4,}[^\W\d_](?!\w)")
_BEFORE_CAPITAL = re.compile(r"(?<=[^\W\d_])(?=[А-ЯІЇЄҐӘҒҚҢӨҰҮҺA-Z])")
_SPACES = re.compile(r"[ \t\u00a0]+")
#: So many signs of a text are read: no provider's name is longer, and some patterns look back from each sign.
_LONGEST = 500
_SIGNS = "«\"“„‹(['"
_DIGIT = re.compile(r"\d")


def is_person_name(text: str, country: str | None = None) -> bool:
    """Whether a text, such as a provider's name, is that of a natural person, by itself or with a role.

    A sole trader's form decides before anything else. `country` (ISO 3166-1 alpha-2) tells whose
    abbreviations are meant.
    """
    text = _SPACES.sub(" ", text)[:_LONGEST]
    if _TRADER.match(text) or _names_owner(text):
        return True
    # Most registers are of institutions, and their first words say so.
    for token in text.split():
        if token[0] in _SIGNS:
            break
        if has_institution_word(token):
            return False
    return _is_person_name(text, country == "KZ")


def _names_owner(text: str) -> bool:
    """Whether a practice is told with the name of the person whose it is."""
    if is_told_by_courtesy(text) or _is_private_enterprise(text):
        return True
    first, *rest = _FIRST_PART.split(text, maxsplit=1)
    if rest and not (QUOTED.search(first) or _ADDRESS.match(first)) and is_person_name(first):
        return bool(_ADDRESS.match(rest[0])) or not tells_institution(rest[0])
    return is_told_with_owner(text)


def _is_private_enterprise(text: str) -> bool:
    """Whether an enterprise has nothing but somebody's name: «ПП Коваль О. П.»; «ПП Коваль» is a company."""
    match = _ENTERPRISE.match(text)
    if match is None:
        return False
    words = words_of(mended(match["name"]))
    if any(word.kind & Kind.INSTITUTION for word in words):
        return False
    return has_full_name(words) or is_bare_name(words) or (match["form"] == "PE" and _is_surname(words))


def _is_given(words: list[Word]) -> bool:
    """Whether a part of a text is one word, and that a given name: «Ольга та Іван Ткачуки»."""
    return len(words) == 1 and bool(words[0].kind & Kind.GIVEN)


def _is_surname(words: list[Word]) -> bool:
    """Whether a text is one word, and that a surname."""
    return len(words) == 1 and bool(words[0].kind & Kind.CAPITAL and words[0].kind & Kind.SURNAME_ALONE)


def is_name_alone(text: str) -> bool:
    """Whether a text, such as a provider's whole name, is nothing but a surname or a given name.

    Of a brand, which is a short name too, it would say nothing: «Марія».
    """
    words = _words_of_name(mended(tidy(text))) if len(text) <= _LONGEST else []
    if len(words) != 1 or QUOTED.search(text):
        return False
    kind = words[0].kind
    return _is_surname(words) or bool(kind & Kind.GIVEN and not kind & (Kind.ORDINARY | Kind.LATIN))


def is_trader(form: str, country: str | None = None) -> bool:
    """Whether the words of a legal form are those of a person who trades or works alone."""
    form = mended(tidy(form))
    return bool(_TRADER.match(form) or (country == "KZ" and _KAZAKH_TRADER.match(form)))


@lru_cache(maxsize=50_000)
def _is_person_name(text: str, in_kazakhstan: bool) -> bool:
    name = mended(_as_cyrillic(_run_together(tidy(text)))).strip(" ,;:-–—'")
    bare = name.lstrip('«"“„ ')
    if _TRADER.match(bare) or (in_kazakhstan and _KAZAKH_TRADER.match(bare)):
        return True
    whole = _ALL_QUOTED.fullmatch(name)
    unquoted = whole["inner"] if whole else QUOTED.sub(" ", name)
    branded = unquoted != name
    unquoted = BRACKETS.sub(" ", unquoted)
    if any(sign in unquoted for sign in '«»"“”„'):
        return False
    words = _words_of_name(unquoted)
    if not words or any(word.kind & Kind.INSTITUTION for word in words):
        return False
    if has_full_name(words):
        return True
    # Quotes hold a brand: beside a bare «Марія» they make a shop of it, beside a full name they do not.
    if branded or _DIGIT.search(unquoted):
        return False
    parts = [found for part in PARTS.split(unquoted) if (found := _words_of_name(part))]
    return any(is_bare_name(part) for part in parts) and all(
        is_bare_name(part) or says_role(part) or _is_given(part) for part in parts
    )


def _run_together(text: str) -> str:
    """The text without spaces between the letters of its words: «И в а н о в И в а н»."""
    return _SPACED.sub(lambda match: _BEFORE_CAPITAL.sub(" ", match.group().replace(" ", "")), text)


def _as_cyrillic(text: str) -> str:
    """A text in capitals of which every letter looks like a Cyrillic one, in Cyrillic: «IBAHEHKO IBAH»."""
    letters = {letter for letter in text if letter.isalpha()}
    return text.translate(TO_CYRILLIC) if letters and letters <= LOOKING and text.isupper() else text


def _words_of_name(text: str) -> list[Word]:
    """The words of a name; one typed without any capital is read as if each word had one."""
    found = words_of(text)
    if found and not any(word.kind & Kind.CAPITAL for word in found):
        return [word._replace(kind=kind_of(word.text.capitalize())) for word in found]
    return found
