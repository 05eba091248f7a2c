"""Mentions: where names, given names and posts of persons stand in a longer text."""

import re
from collections.abc import Iterator, Sequence

from hub.domain.persons.runs import QUOTED, Word, has_full_name, is_latin_name, may_be_name, words_of
from hub.domain.persons.spans import Spans
from hub.domain.persons.words import Kind

#: Letters of a given name that is known without its capital.
_SHORTEST_SMALL = 4
#: Words after which a name is that of a street, a saint or a school.
_NAMESAKE = re.compile(
    r"(?:вул(?:иц[яіїю])?|ул(?:иц[аыеу])?|просп(?:ект)?|пр|пров(?:улок)?|пер(?:еулок)?|пл(?:оща)?|бул(?:ьвар)?|бульв|б-р"
    r"|майдан"
    r"|шосе|узвіз|імені|імені|имени|ім|им|святого|святої|свято|святой|атындағы|street|st)\.?\s*$",
    re.IGNORECASE,
)
#: How far before a name such a word is looked for: what stands further off is of something else.
_REACH = 60
_STREET_AFTER = re.compile(r"\s*(?:вулиця|улица|проспект|көшесі|даңғылы|street)", re.IGNORECASE)


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """Where names of persons stand in a free text: (start, end) of each run of words that is one.

    Here a given name alone is one, as beside a telephone; names in quotes, of streets and of institutions are
    none.
    """
    quoted = Spans(match.span() for match in QUOTED.finditer(text))
    run: list[Word] = []
    for word in [*words_of(text), None]:
        if word is not None and run and not text[run[-1].end : word.start].strip(" \u00a0"):
            run.append(word)
            continue
        if run:
            yield from _names_of_run(text, run, quoted)
        run = [word] if word is not None else []


def _names_of_run(text: str, run: list[Word], quoted: Spans) -> Iterator[tuple[int, int]]:
    piece: list[Word] = []
    before = Kind.NOTHING
    for word in [*run, None]:
        if word is not None and _can_be_named(word) and not quoted.hold(word.start):
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
    if len(words) > 1 and has_full_name(words):
        return True
    kinds = [word.kind for word in words]
    if any(kind & Kind.LATIN for kind in kinds):
        return len(words) > 1 and is_latin_name(words)
    if any(kind & Kind.INITIAL for kind in kinds) and any(may_be_name(kind) for kind in kinds):
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
    return bool(is_after_namesake(text, words[0].start) or _STREET_AFTER.match(text, words[-1].end))


def is_after_namesake(text: str, start: int) -> bool:
    """Whether what begins here is what a street, a saint or a school is called by: «імені …»."""
    return bool(_NAMESAKE.search(text[max(0, start - _REACH) : start]))


def has_given_name(text: str) -> bool:
    """Whether a short text, such as a cell of contacts, has a given name, be it without a capital."""
    return any(
        word.kind & Kind.GIVEN and not word.kind & (Kind.ORDINARY | Kind.INSTITUTION | Kind.ROLE)
        for word in words_of(text)
        if word.end - word.start >= _SHORTEST_SMALL
    )


def posts_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a text names the head of an institution by the post: «директор», «особистий»."""
    for word in words_of(text):
        if word.kind & Kind.POST:
            yield word.start, word.end
