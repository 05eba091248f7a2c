"""Names beside the words for a head or a contact person in free texts, and the texts without them."""

import re
from collections.abc import Iterator, Sequence

from hub.domain.persons.cases import nominatives
from hub.domain.persons.contacts import OMITTED, Cut
from hub.domain.persons.mentions import is_after_namesake, names_in, posts_in
from hub.domain.persons.words import Kind, folded, kind_of, mended, words_in

#: Who is to be asked: no posts, since a telephone beside them may be the institution's.
_CONTACTS = re.compile(
    r"\b(?:контактн\w{1,3}\s+(?:особ|лиц)\w{0,3}|відповідальн(?:ий|а|ого|ої|у|им|ою)(?:\s+особ\w{1,2})?"
    r"|ответственн(?:ый|ая|ого|ой|ую|ым|ое)(?:\s+лиц\w{1,2})?|уповноважен(?:ий|а|ого|ої|у|им|ою)(?:\s+особ\w{1,2})?"
    r"|очолю(?:є|вав|вала|ють)|керує|керують|возглавля(?:ет|ют)|руководит|басқарады|басқаратын|(?:headed|led|run)\s+by"
    r"|координатор\w{0,3}|жауапты(?:\s+(?:тұлға|адам)\w*)?|байланыс\w*\s+(?:тұлға|адам)\w*"
    r"|contact(?:\s+person)?|coordinator)\b",
    re.IGNORECASE,
)
#: A quick sign that a text names such a person: the beginnings of all those words.
MAY_NAME = re.compile(
    r"\b(?:дир|кер|рук|зав|мең|нач|гол|глав|пред|төр|зас|зам|бух|есеп|секр|ст[ао]рост|очіль|очол|возгл|басқ|led|run|влас|влад|учред|през"
    r"|рект|насто|отець|паст|бас|жет|конт|відп|отв|упов|коор|байл|жау|director|head|manager|owner|chair|contact|coord)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[\n;•|]+|(?<=[^\W\d_]{4})\.\s+(?=[^\W\d_])")
#: Within so many signs of the word a given name with a surname is the person's; a full name in its sentence.
_NEAR = 60
#: What stands between a word for a head and the name when the two are said together.
_BESIDE = re.compile(r"[\s:,(–—.-]{0,4}")
#: What a name is given for is not the head: «на честь», «пам’яті».
_IN_HONOUR = re.compile(
    r"(?:честь|пам\W?яті|памяти|премії|премии|стипендії|кубок|кубку|құрметіне)\s*$", re.IGNORECASE
)
#: A word of an address that looks like a surname: «Голови, Верховинський район».
_OF_PLACE = re.compile(
    r"\s*(?:р-н|район|обл|рад[аиі]|громад|сільськ|селищн|міськ|ауданы|область|округ)", re.IGNORECASE
)
#: Endings of men's surnames in the genitive that are not those of women's in the nominative.
_GENITIVE = re.compile(
    r"(?:ого|(?<!ськ)(?<!цьк)(?<!ов)(?<!ев)(?<!єв)(?<!ін)(?<!ин)(?<!їн)[ая])$", re.IGNORECASE
)
#: A word with a capital right after a post, and nothing after it that it could be the beginning of.
_SOMEBODY = re.compile(
    r"[\s:–-]{1,4}(?P<name>[А-ЯІЇЄҐӘҒҚҢӨҰҮҺ][а-яіїєґәғқңөұүһ'’ʼ]{2,}(?:-[А-ЯІЇЄҐ][а-яіїєґ'’ʼ]+)?)(?=\s*(?:[,;.()\d+]|$))"
)
#: Endings of nouns after a post: whose head somebody is stands in the genitive, «директор Школи».
_NOMINATIVE = re.compile(r".*[бвгґджзйклмнпрстфхцчшщьо]")
#: Between two names that are told in a row.
_AND = re.compile(r"\s*(?:[,;/&]|\s(?:і|й|та|и|және|мен|and))\s*")
_INITIALS = re.compile(r"\b[^\W\d_]\.")
_LEFT_OVER = re.compile(r"\(\s*…\s*\)")


def without_heads(text: str) -> Cut:
    """The text without the names of heads and contact persons; their posts stay."""
    if not MAY_NAME.search(text):
        return Cut(text, False)
    # Mended letters stand where the others stood, one for one.
    same = mended(text)
    read = same if len(same) == len(text) else text
    heads = [*posts_in(read), *(match.span() for match in _CONTACTS.finditer(read))]
    if not heads:
        return Cut(text, False)
    names = list(names_in(read))
    names = sorted({*names, *(name for head in heads for name in _surnames_after(read, head, names))})
    spans: list[tuple[int, int]] = []
    for name in names:
        follows = spans and _AND.fullmatch(read[spans[-1][1] : name[0]]) and _is_named(read, name)
        if follows or any(_is_of(read, name, head) for head in heads):
            spans.append(name)
    left = text
    for start, end in reversed(spans):
        left = f"{left[:start]}{OMITTED}{left[end:]}"
    return Cut(_LEFT_OVER.sub(OMITTED, left), bool(spans))


def _surnames_after(
    text: str, head: tuple[int, int], names: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The word after a head that can be nothing but a surname: «директор Дзюбан, …»."""
    match = _SOMEBODY.match(text, head[1])
    if match is None or any(start <= match.start("name") < end for start, end in names):
        return
    kind = kind_of(match["name"])
    if not kind & (Kind.INSTITUTION | Kind.ROLE) and _NOMINATIVE.fullmatch(match["name"]):
        yield match.span("name")


def _is_of(text: str, name: tuple[int, int], head: tuple[int, int]) -> bool:
    """Whether the name is that of the head."""
    first, second = sorted((name, head))
    between = text[first[1] : second[0]]
    words = [word.group() for word in words_in(text[slice(*name)])]
    full, named = _is_full(text, name), _has_given(words)
    if _IN_HONOUR.search(text[: name[0]]) or is_after_namesake(text, first[0]):
        return False
    if _BESIDE.fullmatch(between):
        follows = head is first
        return full or named or (follows and not _OF_PLACE.match(text[name[1] :]) and "," not in between)
    if _BREAK.search(between):
        return False
    # Institutions bear names in the genitive: «голова Фонду Віктора Коваля».
    return full or (named and len(between) <= _NEAR and not _may_be_namesake(text, name[0], words))


def _is_full(text: str, name: tuple[int, int]) -> bool:
    """Whether the name has a patronymic or two initials."""
    kinds = [kind_of(word.group()) for word in words_in(text[slice(*name)])]
    initials = len(_INITIALS.findall(text[slice(*name)]))
    return initials > 1 or (len(kinds) > 1 and any(kind & Kind.PATRONYMIC for kind in kinds))


def _has_given(words: Sequence[str]) -> bool:
    """Whether a given name stands beside another word."""
    return len(words) > 1 and any(kind_of(word).given for word in words)


def _is_named(text: str, name: tuple[int, int]) -> bool:
    """Whether the name is more than one word that only resembles a surname."""
    return _is_full(text, name) or _has_given([word.group() for word in words_in(text[slice(*name)])])


def _may_be_namesake(text: str, start: int, words: Sequence[str]) -> bool:
    """Whether no given name stands in the nominative, or perhaps none after a word of institutions."""
    given = [word for word in words if kind_of(word) & Kind.GIVEN]
    before = [word.group() for word in words_in(text[:start])]
    if before and kind_of(before[-1]) & Kind.INSTITUTION:
        others = [word for word in words if not kind_of(word).given]
        return all(map(_may_be_another_case, given)) and all(map(_GENITIVE.search, others))
    return not given


def _may_be_another_case(word: str) -> bool:
    return any(kind_of(form.capitalize()) & Kind.GIVEN for form in nominatives(folded(word)))
