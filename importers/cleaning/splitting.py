"""Cells that hold several services: cut at lines, bullets, numbers, semicolons, commas and «та».

Names of services hold commas and «та» themselves. So the longest known name goes first, what joins two
known names divides them, and a comma divides unknown words only where a new name can begin: not before
«які», nor before a word in the genitive («дітям, людям з інвалідністю»), nor after a mere adjective
(«медична, соціальна реабілітація»), nor in brackets.
"""

import re
from collections.abc import Callable, Collection, Iterator
from functools import partial

from hub.domain.text import fold, tidy
from hub.domain.vocabulary import Severity
from importers.cleaning.no_service import names_no_service
from importers.cleaning.result import Cleaned, Trouble

_LINE_MARK = re.compile(r"(?:^|\n)[^\S\n]*(?:[-–—•·*▪●‣◦✓]\s+|\(?\d{1,2}[.)]\s*(?=\D))")
_BULLET = re.compile(r"(?<!\s)\s*[•▪●‣◦✓]\s*")
_INLINE_NUMBER = re.compile(r"(?:^|(?<=[\s;,.]))\(?(\d{1,2})(?:\)\s*|\.\s+)(?=\D)")
_HARD_SEPARATOR = re.compile(r"[;\n\r|]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_SEPARATOR = re.compile(
    r"\s*,\s*(?:(?:та|і|й|и|а також|а также|және)\s+)?|\s+(?:та|і|й|и|а також|а также|және)\s+"
)
#: So many parts between separators a name has at most: the longest name of a classifier has three.
_MOST_ATOMS = 12
_EDGE = " .,;:-–—•"
#: Words that go on with what stands before the comma.
_GOES_ON = re.compile(
    r"(?:що|чого|чому|як|якщо|де|коли|хто|кого|кому|ким|як(?:ий|а|е|і|ого|ої|их|им|ими|у|ою)|котор\w+"
    r"|что|чего|где|когда|кто|включаючи|включая|зокрема|у тому числі|в тому числі|в том числе|у т ч|в т ч"
    r"|а саме|а именно|тощо|та інш\w+|інш\w+|и др|и прочее|постражд\w+|пострадавш\w+|позбавлен\w+|лишенн\w+"
    r"|наближен\w+|приближенн\w+|оставш\w+|находящ\w+|имеющ\w+|спрямован\w+|направленн\w+"
    r"|пов ?язан\w+|связанн\w+|крім|кроме|для|від|от|при|без|з|із|с|у|в|на|до|по)\b"
)
#: Endings of oblique cases: a name begins in the nominative.
_OBLIQUE = re.compile(
    r".{2,}(?:ів|їв|ань|ень|інь|ям|ам|ами|ями|ого|ому|их|іх|ої|єї|ими|ою|ією|ах|ях|ьми|ов|ев|ей|ого|его|ому|ему|ых|ой|ым|ыми)"
)
_ADJECTIVE = re.compile(r".{2,}(?:ий|ій|ый|ий|на|на|ча|ська|цька|ні|ні|чі|ські|ая|яя|ые|ие|ное|не|ське)")


def split_services(
    text: str, known: Collection[str] | Callable[[str], bool] = (), sure: Callable[[str], bool] | None = None
) -> Cleaned[tuple[str, ...]]:
    """The names in a cell, in order and each once; none where its words say that there is no service.

    `known` tells known names: a test, or the names folded. `sure` tells those that mean one thing, which
    «та» divides from unknown words too; without it every known name is sure. What nobody knows is a name
    of its own. SPLIT_UNCLEAR tells of words that stayed together although something in them is known.
    """
    knows = known if callable(known) else partial(_is_among, frozenset(known))
    names: dict[str, None] = {}
    troubles = []
    for part in _parts(text):
        found = [part] if knows(part) else list(_Part(part, knows, sure or knows).names())
        for name in found:
            if not knows(name) and _holds_known(name, knows):
                message = f"«{name}» holds a known service and something else; divide services by semicolons."
                troubles.append(Trouble("SPLIT_UNCLEAR", message, Severity.WARNING))
        names.update(dict.fromkeys(name for name in found if not names_no_service(name)))
    return Cleaned(tuple(names), tuple(troubles))


def _is_among(names: frozenset[str], text: str) -> bool:
    return fold(text) in names


def _parts(text: str) -> list[str]:
    if names_no_service(text):
        return []
    marked = _BULLET.sub("\n", _LINE_MARK.sub("\n", text))
    # «1) … 2) …» in one line counts only if the numbers really run on from 1.
    numbers = [int(match.group(1)) for match in _INLINE_NUMBER.finditer(marked)]
    if numbers in (list(range(1, len(numbers) + 1)), list(range(2, len(numbers) + 2))):
        marked = _INLINE_NUMBER.sub("\n", marked)
    parts = (tidy(part).strip(_EDGE) for part in _HARD_SEPARATOR.split(marked))
    return [part for part in parts if part]


def divided(text: str) -> list[str]:
    """What stands between commas and words like «та», outside brackets."""
    return [text[slice(*atom)] for atom in _atoms(text)[0]]


def goes_on(words: str) -> bool:
    """Whether words after a separator belong to what stands before: «які …», «людям з інвалідністю»."""
    folded = fold(words)
    return not folded or bool(_GOES_ON.match(folded) or _OBLIQUE.fullmatch(folded.partition(" ")[0]))


class _Part:
    """A part of a cell without hard separators, and the names in it.

    `atoms` are what stands between its separators, as (start, end); `joints` what joins each to the next.
    """

    def __init__(self, text: str, knows: Callable[[str], bool], sure: Callable[[str], bool]) -> None:
        self._text, self._knows, self._sure = text, knows, sure
        self._atoms, self._joints = _atoms(text)

    def names(self) -> Iterator[str]:
        """Known names, the longest first, and between them the unknown ones."""
        start = unknown = 0
        while start < len(self._atoms):
            end = self._known_until(start)
            if end and self._stands_alone(unknown, start, end):
                if unknown < start:
                    yield self._between(unknown, start)
                yield self._between(start, end)
                start = unknown = end
                continue
            start += 1
            if start < len(self._atoms) and self._joints[start - 1] == "," and self._begins_name(start):
                yield self._between(unknown, start)
                unknown = start
        if unknown < len(self._atoms):
            yield self._between(unknown, len(self._atoms))

    def _between(self, start: int, end: int) -> str:
        return self._text[self._atoms[start][0] : self._atoms[end - 1][1]].strip(_EDGE)

    def _known_until(self, start: int) -> int:
        """The end of the longest known name that begins at an atom; 0 for none."""
        ends = range(min(len(self._atoms), start + _MOST_ATOMS), start, -1)
        return next((end for end in ends if self._knows(self._between(start, end))), 0)

    def _stands_alone(self, unknown: int, start: int, end: int) -> bool:
        """Whether neither «та» nor an ending ties a known name to unknown words beside it."""
        sure = self._sure(self._between(start, end))
        if unknown < start:
            before = fold(self._between(unknown, start)).rpartition(" ")[2]
            if _ADJECTIVE.fullmatch(before) or (self._joints[start - 1] == "та" and not sure):
                return False
        if end == len(self._atoms) or self._known_until(end):
            return True
        return (sure or self._joints[end - 1] == ",") and self._begins_name(end)

    def _begins_name(self, at: int) -> bool:
        """Whether an atom may begin a name, rather than go on with what stands before."""
        before = fold(self._between(at - 1, at))
        return not goes_on(self._between(at, at + 1)) and not _ADJECTIVE.fullmatch(before)


def _atoms(part: str) -> tuple[list[tuple[int, int]], list[str]]:
    """What stands between separators outside brackets, as (start, end), and what joins each to the next."""
    masked = _BRACKETS.sub(lambda match: "_" * len(match.group()), part)
    atoms, joints, start = [], [], 0
    for match in _SEPARATOR.finditer(masked):
        if match.start() > start:
            atoms.append((start, match.start()))
            joints.append("," if "," in match.group() else "та")
            start = match.end()
    return [*atoms, (start, len(part))] if start < len(part) else atoms, joints


def _holds_known(name: str, knows: Callable[[str], bool]) -> bool:
    parts = divided(name)
    return len(parts) > 1 and any(map(knows, parts))
