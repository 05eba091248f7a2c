"""Practices, nurseries and families that are told with the person whose they are.

The owner's name stands in brackets at the end, before a dash, after what the owner is («Кабінет психолога
Лесі Дубчак»), or beside a word of courtesy.
"""

import re
from collections.abc import Sequence

from hub.domain.persons.runs import (
    BRACKETS,
    PARTS,
    QUOTED,
    Word,
    has_full_name,
    is_bare_name,
    tells_institution,
    words_of,
)
from hub.domain.persons.words import Kind, kind_of, mended
from hub.domain.text import tidy

_LAST_BRACKET = re.compile(r"\((?P<name>[^()\d]{5,60})\)\s*$")
_DASH = re.compile(r"(?<!\s)\s+[-–—]+\s+")
#: A practice, and what its owner is; «Музей художника Івана Труша» bears the name of another.
_PRACTICE = re.compile(
    r"^\W*(?i:кабінет|кабинет|практика|приймальня|приемная|приёмная|студія|студия|майстерня|мастерская|салон|office|practice)"
    r"\s+(?:[^\W\d_]+\s+){0,2}?(?i:психолог|логопед|лікар|врач|адвокат|юрист|нотар|репетитор|педагог|вчител|учител|тренер"
    r"|масаж|массаж|дефектолог|реабілітолог|реабилитолог|терапевт|психотерапевт|психиатр|психіатр)[^\W\d_]*\s+"
    r"(?P<name>[^\W\d_][^\d«»\"(),]*)$"
)
#: Words of courtesy stand before somebody's name, whatever else is told.
_COURTESY = re.compile(
    r"(?<![^\W_])(?i:пан|пані|пану|паню|мам[аиу]|тьот[яіюу]|т[её]т[яиюу]|дядя|баба|бабуся|бабушка|тітк[аиу]|ms|mrs|miss|dr)\.?\s+"
    r"(?!Яга)[А-ЯІЇЄҐA-Z][^\W\d_]{2,}(?![^\W_])|(?<![^\W_])[А-ЯӘҒҚҢӨҰҮҺІ][^\W\d_]{2,}\s+(?i:апай|әже|апа|ағай)(?![^\W_])"
)
#: What somebody does at home: «Частный пансионат у Натальи», «садочок удома в Галі».
_AT_HOME = re.compile(
    r"(?i:приватн|частн|домашн|удома|вдома|дома|на\s+дому|садоч)[^\n]*\s(?i:у|в)\s+(?P<name>[А-ЯІЇЄҐ][^\W\d_]+)\W*$"
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
#: A given name with one letter for the surname: no institution bears such a name, «Школа Іринки Т.».
_SHORT_SURNAME = re.compile(
    r"(?<![^\W_])(?P<given>[А-ЯІЇЄҐӘҒҚҢӨҰҮҺ][^\W\d_]{2,})\s+"
    r"(?![IІVXХ])[А-ЯҐЄЇӘҒҚҢӨҰҮҺ]\.\W*$"
)
_CONSULTING_ROOM = re.compile(r"^\W*(?:[^\W\d_]+\s+)?(?i:кабінет|кабинет)\s+(?P<name>[А-ЯІЇЄҐ][^\W\d_]+)\W*$")


def is_told_by_courtesy(text: str) -> bool:
    """Whether somebody is named by a word of courtesy, or as one at whose home something is done."""
    at_home = _AT_HOME.search(text)
    if at_home and kind_of(mended(at_home["name"])).given:
        return True
    return bool(_COURTESY.search(QUOTED.sub(" ", text)))


def is_told_with_owner(text: str) -> bool:
    """Whether a practice or a family is told with the name of the person whose it is."""
    bracket = _LAST_BRACKET.search(text)
    if bracket and _is_whole_name(bracket["name"]):
        return True
    dash = _DASH.search(text)
    if dash and (
        _is_whole_name(text[: dash.start()]) or _is_service_of(text[: dash.start()], text[dash.end() :])
    ):
        return True
    role = _NAMED_ROLE.match(text)
    if role and _may_be_owner(words_of(mended(role["name"]))):
        return True
    practice = _PRACTICE.search(text)
    if practice:
        words = words_of(mended(practice["name"]))
        return len(words) > 1 and any(word.kind.given for word in words) and _may_be_owner(words)
    short = _SHORT_SURNAME.search(QUOTED.sub(" ", text))
    if short and (kind := kind_of(mended(short["given"]))).given and not kind & Kind.ORDINARY:
        return True
    consulting_room = _CONSULTING_ROOM.match(text)
    if consulting_room and kind_of(mended(consulting_room["name"])).given:
        return True
    alone = BRACKETS.sub(" ", text).rstrip()
    family = _FAMILY.match(alone) or _FAMILIES.match(alone)
    if not family:
        return False
    return all(_may_be_owner(words_of(mended(part))) for part in PARTS.split(family["name"]))


def _is_whole_name(text: str) -> bool:
    """Whether a text is a given name in the nominative with another word, or a full one."""
    words = words_of(mended(tidy(text)))
    if not 2 <= len(words) <= 3 or not _may_be_owner(words):
        return False
    given = any(word.kind & Kind.GIVEN and not word.kind & Kind.ORDINARY for word in words)
    return (given and is_bare_name(words)) or has_full_name(words)


def _is_service_of(service: str, text: str) -> bool:
    """Whether a dash divides what somebody does from a given name: «Догляд — Оксана (Вінниця)»."""
    words = words_of(mended(BRACKETS.sub(" ", text)))
    if len(words) != 1 or QUOTED.search(service) or tells_institution(service):
        return False
    kind = words[0].kind
    return bool(kind & Kind.CAPITAL and kind & Kind.GIVEN and not kind & Kind.ORDINARY)


def _may_be_owner(words: Sequence[Word]) -> bool:
    none = Kind.INSTITUTION | Kind.ROLE
    return bool(words) and all(
        word.kind & Kind.CAPITAL and not (word.kind & none and not word.kind.given) for word in words
    )
