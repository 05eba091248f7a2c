"""Personal names: whether a text is one, and where one stands in a longer text.

A text is a person's name when it holds a full one (a patronymic, or initials beside a surname) and no word
of institutions, or when every word of it is part of a name or says what a person does. An institution
named after somebody is none: its own word decides («Школа Ольги Іваненко»), or the quotation
marks around its brand. A practice told with its owner is a person's: the name stands in brackets at the end,
before a dash, or after what the owner is («Кабінет психолога Лесі Дубчак»).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from hub.domain.persons.words import (
    LOOKING,
    TO_CYRILLIC,
    Kind,
    is_english_given,
    kind_of,
    mended,
    words_in,
)
from hub.domain.text import tidy

_QUOTED = re.compile('[«"“„‹][^«»"“”„‹›]*[»"”“›]')
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PARTS = re.compile(r"\s*[,;/&|\n]\s*|\s+[-–—]\s+|\s+(?:та|і|й|и|и/или|және|and|або|или)\s+", re.IGNORECASE)
_ALL_QUOTED = re.compile('[«"“„](?P<inner>[^«»"“”„]+)[»"”“]')
#: A trader's form stands before the name; «ЖК» is one in Kazakhstan only, elsewhere a block of flats.
_TRADER = re.compile(
    r"(?i:фізична\s+особа\s*[-–—]?\s*підприємець|физическое\s+лицо\s*[-–—]?\s*предприниматель"
    r"|індивідуальний\s+підприємець|индивидуальный\s+предприниматель|жеке\s+кәсіпкер"
    r"|самоза[йн]+ят(?:а|ая|ый|ий)(?:\s+(?:особа|лицо))?"
    r"|sole[\s-]+trader|sole\s+proprietor|individual\s+entrepreneur|private\s+entrepreneur"
    r"|(?:патронатн|прийомн|опікунськ|фостерн|при[её]мн|опекунск|фостерск)(?:а|ая|ої|ой)\s+с[іе]м['’]?[їяьи]+"
    r"|с[іе]м['’]?[їяьи]+\s+(?:патронатн|прийомн|при[её]мн|опікун|опекун|вихователів|воспитателей)\w*"
    r"|(?:патронаттық|қабылдаушы)\s+отбасы|(?:foster|host)\s+family|муніципальн(?:а|ої)\s+нян[яі]"
    r"|(?:дитячий\s+будинок|детский\s+дом)\s+сімейного\s+типу|детский\s+дом\s+семейного\s+типу"
    r"|(?:патронатн|прийомн|при[её]мн|опікунськ|опекунск)\w+\s+(?:вихователь|воспитатель)\w*|патронат(?:тық)?\s+отбасы"
    r"|(?:приватн(?:ий|а)|частный)\s+(?:підприємець|предприниматель)|(?:приватна|частная|private)\s+(?:практика|practice)"
    r"|(?:платник|плательщик)\s+(?:НПД|єдиного\s+податку|налога\s+на\s+профессиональный\s+доход)"
    r"|(?:домашн|сімейн|семейн)\w+\s+(?:дитячий\s+|детский\s+)?(?:дит|дет)?(?:садочок|садок|сад|ясла|ясли)"
    r"|хата-(?:садочок|садок)|бала\s+күтуші\w*)(?![^\W\d_])"
    r"|(?:СПД)(?=\s+[А-ЯІЇЄҐA-Z])|(?:ФОП|ФЛП|СПД[-\s]?ФО|ФО-П|ДБСТ|FOP|ІП|ИП)(?![^\W\d_])"
)
_KAZAKH_TRADER = re.compile(r"ЖК(?![^\W\d_])")
#: The second word of patronymics in Turkic languages: «Севінч Алі кизи», «Рустам Мамед огли».
_SON_OR_DAUGHTER = re.compile(r"огли|оглы|оглу|[кг][иы]з[иы]|қызы|ұлы|ogl[yiu]|oghl[yu]|[kgq][iy]z[iy]")
_LAST_BRACKET = re.compile(r"\((?P<name>[^()\d]{5,60})\)\s*$")
_DASH = re.compile(r"\s+[-–—]+\s+")
#: A practice, and what its owner is; «Музей художника Івана Труша» bears the name of another.
_PRACTICE = re.compile(
    r"^\W*(?i:кабінет|кабинет|практика|приймальня|приемная|приёмная|студія|студия|майстерня|мастерская|салон|office|practice)"
    r"\s+(?:[^\W\d_]+\s+){0,2}?(?i:психолог|логопед|лікар|врач|адвокат|юрист|нотар|репетитор|педагог|вчител|учител|тренер"
    r"|масаж|массаж|дефектолог|реабілітолог|реабилитолог|терапевт|психотерапевт|психиатр|психіатр)[^\W\d_]*\s+"
    r"(?P<name>[^\W\d_][^\d«»\"(),]*)$"
)
#: What ends the name in a cell that also tells where or how to find the person.
_FIRST_PART = re.compile(r"\s*[,;\n]\s*|\s+(?:т|тел|моб|tel|ph)\.?\s*[:+(\d]|\s*\(?\+?\d[\d\s()–-]{6,}")
_ADDRESS = re.compile(
    r"\W*(?:вул|ул|просп|пр-т|пров|пер|пл|бул|бульв|шосе|шоссе|м|с|смт|г|кв|буд|д|мкр|көш)(?:\.|иц[яа])",
    re.IGNORECASE,
)
#: Words of courtesy stand before somebody's name, whatever else is told.
_COURTESY = re.compile(
    r"(?<![^\W_])(?i:пан|пані|пану|паню|тьот[яіюу]|т[её]т[яиюу]|дядя|баба|бабуся|бабушка|тітк[аиу]|ms|mrs|miss|dr)\.?\s+"
    r"(?!Яга)[А-ЯІЇЄҐA-Z][^\W\d_]{2,}(?![^\W_])|[А-ЯӘҒҚҢӨҰҮҺІ][^\W\d_]{2,}\s+(?i:апай|әже|апа|ағай)(?![^\W_])"
)
#: What somebody does at home: «Частный пансионат у Натальи», «садочок удома в Галі».
_AT_HOME = re.compile(
    r"(?i:приватн|частн|домашн|удома|вдома|дома|на\s+дому)[^\n]*\s(?i:у|в)\s+(?P<name>[А-ЯІЇЄҐ][^\W\d_]+)\W*$"
)
#: A role with a surname beside it, and nothing else: «Логопед Дзюба», «Помічник ветерана Гринишин Т.».
_NAMED_ROLE = re.compile(
    r"^\W*(?:(?i:сімейний|семейный|дитячий|детский|приватний|частный)\s+)?"
    r"(?i:логопед|психолог|психотерапевт|нотаріус|нотариус|адвокат|лікар|врач|масажист|массажист|репетитор|няня|сиделка"
    r"|доглядальниця|гувернантка|вихователька|воспитатель|тәрбиеші|күтуші|терапевт|реабілітолог|реабилитолог|дефектолог"
    r"|помічник\s+ветерана|соціальний\s+робітник|социальный\s+работник|асистент|ассистент|nanny|therapist|notary)"
    r"\s+(?P<name>[А-ЯІЇЄҐӘҒҚҢӨҰҮҺA-Z][^\W\d_'’ʼ-]*[^\W\d_](?:\s+[А-ЯІЇЄҐA-Z]\.){0,2})\W*$"
)
#: A family that takes people in at home, by its surname; «Родина Кольпінга» is none, for its case.
_FAMILY = re.compile(
    r"^\W*(?:(?i:дім|будинок|дом|дитячий\s+будинок|детский\s+дом)\s+)?"
    r"(?i:с[іе]м['’ʼ]?[їяьи]+|сімейство|семейство|вихователь[-\s]+с[іе]м['’ʼ]?[їяьи]+|воспитатель[-\s]+семья|family)"
    r"\s+(?P<name>[^\W\d_][^\d«»\"(),]*)$"
)
#: A plural surname: «Родина Мельників»; «Родина Кольпінга» bears a founder's.
_FAMILIES = re.compile(
    r"^\W*(?i:родина|сім['’ʼ]?я|семья|отбасы)\s*:?\s+(?P<name>[А-ЯІЇЄҐӘҒҚҢӨҰҮҺ][^\W\d_]+(?:ів|їв|их|овых|евых|иных|овтер|евтер|лар|лер))\W*$"
)
_CONSULTING_ROOM = re.compile(r"^\W*(?:[^\W\d_]+\s+)?(?i:кабінет|кабинет)\s+(?P<name>[А-ЯІЇЄҐ][^\W\d_]+)\W*$")
_SIGNS = "«\"“„‹(['"
_LONGEST_NAME = 5
_LONGEST_ABBREVIATION = 5
#: Letters of a given name that is known without its capital.
_SHORTEST_SMALL = 4
_DIGIT = re.compile(r"\d")


class Word(NamedTuple):
    """A word of a text, what it may be, and where it stands."""

    text: str
    kind: Kind
    start: int
    end: int


def is_person_name(text: str, country: str | None = None) -> bool:
    """Whether a text, such as a provider's name, is that of a natural person, by itself or with a role.

    A sole trader's form decides before anything else. `country` (ISO 3166-1 alpha-2) tells whose
    abbreviations are meant.
    """
    if _TRADER.match(text) or _names_owner(text):
        return True
    # Most registers are of institutions, and their first words say so.
    for token in text.split():
        if token[0] in _SIGNS:
            break
        if _tells_institution(token):
            return False
    return _is_person_name(text, country == "KZ")


def _names_owner(text: str) -> bool:
    """Whether a practice is told with the name of the person whose it is."""
    if _COURTESY.search(_QUOTED.sub(" ", text)) or _AT_HOME.search(text):
        return True
    first, *rest = _FIRST_PART.split(text, maxsplit=1)
    if rest and not (_QUOTED.search(first) or _ADDRESS.match(first)) and is_person_name(first):
        return bool(_ADDRESS.match(rest[0])) or not tells_institution(rest[0])
    bracket = _LAST_BRACKET.search(text)
    if bracket and _is_whole_name(bracket["name"]):
        return True
    dash = _DASH.search(text)
    if dash and (
        _is_whole_name(text[: dash.start()]) or _is_service_of(text[: dash.start()], text[dash.end() :])
    ):
        return True
    role = _NAMED_ROLE.match(text)
    if role and _may_be_owner(_words(mended(role["name"]))):
        return True
    practice = _PRACTICE.search(text)
    if practice:
        words = _words(mended(practice["name"]))
        return len(words) > 1 and any(word.kind.given for word in words) and _may_be_owner(words)
    consulting_room = _CONSULTING_ROOM.match(text)
    if consulting_room and kind_of(mended(consulting_room["name"])).given:
        return True
    family = _FAMILY.match(text) or _FAMILIES.match(text)
    if not family:
        return False
    return all(_may_be_owner(_words(mended(part))) for part in _PARTS.split(family["name"]))


def _is_whole_name(text: str) -> bool:
    """Whether a text is a given name in the nominative with another word, or a full one."""
    words = _words(mended(tidy(text)))
    if not 2 <= len(words) <= 3 or not _may_be_owner(words):
        return False
    given = any(word.kind & Kind.GIVEN and not word.kind & Kind.ORDINARY for word in words)
    return (given and _is_bare_name(words)) or _has_full_name(words)


def _is_service_of(service: str, text: str) -> bool:
    """Whether a dash divides what somebody does from a given name: «Догляд — Оксана (Вінниця)»."""
    words = _words(mended(_BRACKETS.sub(" ", text)))
    if len(words) != 1 or _QUOTED.search(service) or tells_institution(service):
        return False
    kind = words[0].kind
    return bool(kind & Kind.CAPITAL and kind & Kind.GIVEN and not kind & Kind.ORDINARY)


def _may_be_owner(words: Sequence[Word]) -> bool:
    none = Kind.INSTITUTION | Kind.ROLE
    return bool(words) and all(
        word.kind & Kind.CAPITAL and not (word.kind & none and not word.kind.given) for word in words
    )


def is_trader(form: str, country: str | None = None) -> bool:
    """Whether the words of a legal form are those of a person who trades or works alone."""
    form = mended(tidy(form))
    return bool(_TRADER.match(form) or (country == "KZ" and _KAZAKH_TRADER.match(form)))


def tells_institution(text: str) -> bool:
    """Whether a name has a word of institutions, or a brand in quotation marks."""
    return bool(_QUOTED.search(text)) or any(map(_tells_institution, text.split()))


@lru_cache(maxsize=50_000)
def _tells_institution(token: str) -> bool:
    return any(kind_of(mended(one.group())) & Kind.INSTITUTION for one in words_in(token))


@lru_cache(maxsize=50_000)
def _is_person_name(text: str, in_kazakhstan: bool) -> bool:
    name = mended(_as_cyrillic(tidy(text))).strip(" ,;:-–—'")
    bare = name.lstrip('«"“„ ')
    if _TRADER.match(bare) or (in_kazakhstan and _KAZAKH_TRADER.match(bare)):
        return True
    whole = _ALL_QUOTED.fullmatch(name)
    unquoted = whole["inner"] if whole else _QUOTED.sub(" ", name)
    branded = unquoted != name
    unquoted = _BRACKETS.sub(" ", unquoted)
    if any(sign in unquoted for sign in '«»"“”„'):
        return False
    words = _words_of_name(unquoted)
    if not words or any(word.kind & Kind.INSTITUTION for word in words):
        return False
    if _has_full_name(words):
        return True
    # Quotes hold a brand: beside a bare «Марія» they make a shop of it, beside a full name they do not.
    if branded or _DIGIT.search(unquoted):
        return False
    parts = [found for part in _PARTS.split(unquoted) if (found := _words(part))]
    return any(_is_bare_name(part) for part in parts) and all(
        _is_bare_name(part) or _says_role(part) for part in parts
    )


def _as_cyrillic(text: str) -> str:
    """A text in capitals of which every letter looks like a Cyrillic one, in Cyrillic: «IBAHEHKO IBAH»."""
    letters = {letter for letter in text if letter.isalpha()}
    return text.translate(TO_CYRILLIC) if letters and letters <= LOOKING and text.isupper() else text


def _words_of_name(text: str) -> list[Word]:
    """The words of a name; one typed without any capital is read as if each word had one."""
    found = _words(text)
    if found and not any(word.kind & Kind.CAPITAL for word in found):
        return [word._replace(kind=kind_of(word.text.capitalize())) for word in found]
    return found


def _words(text: str) -> list[Word]:
    return [Word(one.group(), kind_of(one.group()), one.start(), one.end()) for one in words_in(text)]


def _has_full_name(words: Sequence[Word]) -> bool:
    """Whether a patronymic stands beside a name, or two initials beside a surname."""
    return any(_is_full(words[start : start + 3]) for start in range(len(words) - 1))


def _is_full(words: Sequence[Word]) -> bool:
    """Whether these two or three words, in any order, are a full name from their first word on."""
    kinds = [word.kind for word in words]
    first, second, third = [*kinds, Kind.NOTHING][:3]
    if first & Kind.INITIAL and second & Kind.INITIAL:
        return _may_be_name(third)
    if second & Kind.INITIAL and third & Kind.INITIAL:
        return _may_be_name(first)
    if first & Kind.CAPITAL and _SON_OR_DAUGHTER.fullmatch(words[1].text):
        return True
    if first & second & Kind.PATRONYMIC:
        return bool(first & Kind.CAPITAL)
    # Sentence case, as of a name that stood in capitals, leaves «Іваненко іван іванович».
    return bool(
        (second & Kind.PATRONYMIC and (first.given or (second & Kind.CAPITAL and _may_be_name(first))))
        or (first & Kind.PATRONYMIC and second.given)
    )


def _may_be_name(kind: Kind) -> bool:
    none = Kind.INITIAL | Kind.LETTER | Kind.INSTITUTION
    return bool(kind & Kind.CAPITAL) and not kind & none and not (kind & Kind.ROLE and not kind.given)


def _says_role(words: Sequence[Word]) -> bool:
    return any(word.kind & Kind.ROLE for word in words)


def _is_bare_name(words: Sequence[Word]) -> bool:
    """Whether these words are a given name and a surname, in any order, or a given name beside a role."""
    left = [word for word in words if not word.kind & Kind.ROLE or word.kind.given]
    has_role = len(left) < len(words)
    if has_role and len(left) == 1:
        # «Няня Олена»
        return bool(left[0].kind & Kind.CAPITAL and left[0].kind.given and not left[0].kind & Kind.ORDINARY)
    if not 2 <= len(left) <= _LONGEST_NAME or not all(word.kind & Kind.CAPITAL for word in left):
        return False
    letters = [word for word in left if word.kind & (Kind.INITIAL | Kind.LETTER)]
    if letters:
        # «Коваль О.», «О. Коваль», «Коваль О П»
        stray = letters[0] is left[0] and letters[0].kind & Kind.LETTER
        return not stray and len(letters) <= 2 and len(left) - len(letters) == 1
    if any(word.kind & Kind.LATIN for word in left):
        return _is_latin_name(left)
    given = [word for word in left if word.kind.given]
    others = [word for word in left if not word.kind.given]
    if not given or len(others) > 2 or _has_abbreviation(left):
        return False
    if not others:
        # Names only: «Роман Оксана» is a person, «Віра Надія Любов» three virtues.
        return not all(word.kind & Kind.ORDINARY for word in left)
    if any(word.kind & Kind.GIVEN for word in given):
        return True
    # In another case a first word may rule it: «Дзвони Андрія» are bells.
    return has_role or left[0] in given or bool(left[0].kind & Kind.SURNAME)


def _has_abbreviation(words: Sequence[Word]) -> bool:
    """Whether a short word in capitals stands among others: «ЗОШ»; «КІМ Олена» has a surname in capitals."""
    in_capitals = [word for word in words if word.text.isupper()]
    if len(in_capitals) == len(words) or len(words) == 2:
        return False
    return any(len(word.text) <= _LONGEST_ABBREVIATION for word in in_capitals)


def _is_latin_name(words: Sequence[Word]) -> bool:
    """English words look like anybody's name: of two or three one must have a surname's ending."""
    if len(words) > 3:
        return False
    for given in words:
        others = [word for word in words if word is not given]
        if given.kind & Kind.GIVEN and (
            is_english_given(given.text)
            or any(word.kind & (Kind.SURNAME | Kind.PATRONYMIC) for word in others)
        ):
            return True
    return False


#: Words after which a name is that of a street, a saint or a school.
_NAMESAKE = re.compile(
    r"(?:вул(?:иц[яіїю])?|ул(?:иц[аыеу])?|просп(?:ект)?|пр|пров(?:улок)?|пер(?:еулок)?|пл(?:оща)?|бул(?:ьвар)?|бульв|б-р"
    r"|майдан"
    r"|шосе|узвіз|імені|імені|имени|ім|им|святого|святої|свято|святой|атындағы|street|st)\.?\s*$",
    re.IGNORECASE,
)
_STREET_AFTER = re.compile(r"\s*(?:вулиця|улица|проспект|көшесі|даңғылы|street)", re.IGNORECASE)


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """Where names of persons stand in a free text: (start, end) of each run of words that is one.

    Here a given name alone is one, as beside a telephone; names in quotes, of streets and of institutions are
    none.
    """
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    run: list[Word] = []
    for word in [*_words(text), None]:
        if word is not None and run and not text[run[-1].end : word.start].strip(" \u00a0"):
            run.append(word)
            continue
        if run:
            yield from _names_of_run(text, run, quoted)
        run = [word] if word is not None else []


def _names_of_run(text: str, run: list[Word], quoted: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    piece: list[Word] = []
    before = Kind.NOTHING
    for word in [*run, None]:
        if word is not None and _can_be_named(word) and not any(a <= word.start < b for a, b in quoted):
            piece.append(word)
            continue
        if piece and _names_somebody(piece) and not _is_namesake(text, before, piece):
            yield piece[0].start, piece[-1].end
        piece = []
        before = word.kind if word is not None else Kind.NOTHING


def _can_be_named(word: Word) -> bool:
    role = word.kind & Kind.ROLE and not word.kind.given
    return bool(word.kind & Kind.CAPITAL) and not word.kind & Kind.INSTITUTION and not role


def _names_somebody(words: Sequence[Word]) -> bool:
    if len(words) > 1 and _has_full_name(words):
        return True
    kinds = [word.kind for word in words]
    if any(kind & Kind.LATIN for kind in kinds):
        return len(words) > 1 and _is_latin_name(words)
    if any(kind & Kind.INITIAL for kind in kinds) and any(_may_be_name(kind) for kind in kinds):
        return True
    if any(kind & Kind.PATRONYMIC or (kind.given and not kind & Kind.ORDINARY) for kind in kinds):
        return True
    if any(kind.given for kind in kinds) and len(words) > 1:
        return True
    return any(kind & Kind.SURNAME_ALONE for kind in kinds)


def _is_namesake(text: str, before: Kind, words: Sequence[Word]) -> bool:
    """Whether the name is that of a street, or of the institution before it: «Школа Ольги Іваненко»."""
    if before & Kind.INSTITUTION and not any(word.kind & (Kind.GIVEN | Kind.INITIAL) for word in words):
        return True
    return bool(is_after_namesake(text, words[0].start) or _STREET_AFTER.match(text[words[-1].end :]))


def is_after_namesake(text: str, start: int) -> bool:
    """Whether what begins here is what a street, a saint or a school is called by: «імені …»."""
    return bool(_NAMESAKE.search(text[:start]))


def has_given_name(text: str) -> bool:
    """Whether a short text, such as a cell of contacts, has a given name, be it without a capital."""
    return any(
        word.kind & Kind.GIVEN and not word.kind & (Kind.ORDINARY | Kind.INSTITUTION | Kind.ROLE)
        for word in _words(text)
        if word.end - word.start >= _SHORTEST_SMALL
    )


def posts_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a text names the head of an institution by the post: «директор», «особистий»."""
    for word in _words(text):
        if word.kind & Kind.POST:
            yield word.start, word.end
