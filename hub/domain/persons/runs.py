"""Runs of words that may be a person's name: full ones, bare ones, and words of institutions among them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from hub.domain.persons.words import Kind, is_english_given, kind_of, mended, words_in

QUOTED = re.compile('[«"“„‹][^«»"“”„‹›]*[»"”“›]')
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
PARTS = re.compile(r"\s*[,;/&|\n]\s*|\s+[-–—]\s+|\s+(?:та|і|й|и|и/или|және|and|або|или)\s+", re.IGNORECASE)
#: The second word of patronymics in Turkic languages: «Севінч Алі кизи», «Рустам Мамед огли».
_SON_OR_DAUGHTER = re.compile(r"огли|оглы|оглу|[кг][иы]з[иы]|қызы|ұлы|улы|ogl[yiu]|oghl[yu]|[kgq][iy]z[iy]")
_LONGEST_NAME = 5
_LONGEST_ABBREVIATION = 5


class Word(NamedTuple):
    """A word of a text, what it may be, and where it stands."""

    text: str
    kind: Kind
    start: int
    end: int


def tells_institution(text: str) -> bool:
    """Whether a name has a word of institutions, or a brand in quotation marks."""
    return bool(QUOTED.search(text)) or any(map(has_institution_word, text.split()))


@lru_cache(maxsize=50_000)
def has_institution_word(token: str) -> bool:
    """Whether a piece of a text, written without a space, holds a word of institutions."""
    return any(kind_of(mended(one.group())) & Kind.INSTITUTION for one in words_in(token))


def words_of(text: str) -> list[Word]:
    """The words of a text, each with what it may be."""
    return [Word(one.group(), kind_of(one.group()), one.start(), one.end()) for one in words_in(text)]


def has_full_name(words: Sequence[Word]) -> bool:
    """Whether a patronymic stands beside a name, or two initials beside a surname."""
    return any(_is_full(words[start : start + 3]) for start in range(len(words) - 1))


def _is_full(words: Sequence[Word]) -> bool:
    """Whether these two or three words, in any order, are a full name from their first word on."""
    kinds = [word.kind for word in words]
    first, second, third = [*kinds, Kind.NOTHING][:3]
    if first & Kind.INITIAL and second & Kind.INITIAL:
        return may_be_name(third)
    if second & Kind.INITIAL and third & Kind.INITIAL:
        return may_be_name(first)
    if first & Kind.CAPITAL and _SON_OR_DAUGHTER.fullmatch(words[1].text):
        return True
    if first & second & Kind.PATRONYMIC:
        return bool(first & Kind.CAPITAL)
    # Sentence case, as of a name that stood in capitals, leaves «Іваненко іван іванович».
    return bool(
        (second & Kind.PATRONYMIC and (first.given or (second & Kind.CAPITAL and may_be_name(first))))
        or (first & Kind.PATRONYMIC and second.given)
    )


def may_be_name(kind: Kind) -> bool:
    """Whether a word may be a given name or a surname."""
    none = Kind.INITIAL | Kind.LETTER | Kind.INSTITUTION
    return bool(kind & Kind.CAPITAL) and not kind & none and not (kind & Kind.ROLE and not kind.given)


def says_role(words: Sequence[Word]) -> bool:
    """Whether one of the words says what a person is or does."""
    return any(word.kind & Kind.ROLE for word in words)


def is_bare_name(words: Sequence[Word]) -> bool:
    """Whether these words are a given name and a surname, in any order, or a given name beside a role."""
    left = [word for word in words if not word.kind & Kind.ROLE or word.kind.given]
    has_role = len(left) < len(words)
    if has_role and len(left) == 1:
        # «Няня Олена»
        return bool(left[0].kind & Kind.CAPITAL and left[0].kind.given and not left[0].kind & Kind.ORDINARY)
    if not 2 <= len(left) <= _LONGEST_NAME or not all(word.kind & Kind.CAPITAL for word in left):
        return False
    letters = [word for word in left if word.kind & (Kind.INITIAL | Kind.LETTER)]
    if len(left) == 3 and letters == [left[1]] and may_be_name(left[0].kind) and may_be_name(left[2].kind):
        # «Оксана П. Коваль»
        return left[0].kind.given or left[2].kind.given
    if letters:
        # «Коваль О.», «О. Коваль», «Коваль О П»
        stray = letters[0] is left[0] and letters[0].kind & Kind.LETTER
        return not stray and len(letters) <= 2 and len(left) - len(letters) == 1
    if any(word.kind & Kind.LATIN for word in left):
        return is_latin_name(left)
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


def is_latin_name(words: Sequence[Word]) -> bool:
    """English words look like anybody's name: of three one must have a surname's ending.

    Of two it is enough that one is a given name of the region: "Olena Kravets".
    """
    if len(words) > 3:
        return False
    for given in words:
        others = [word for word in words if word is not given]
        if given.kind & Kind.GIVEN and (
            is_english_given(given.text)
            or (len(words) == 2 and not given.kind & Kind.ORDINARY)
            or any(word.kind & (Kind.SURNAME | Kind.PATRONYMIC) for word in others)
        ):
            return True
    return False
