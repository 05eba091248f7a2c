"""Answers whose objects PostgreSQL writes: their holes are filled here, one for all that are alike."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from math import isfinite
from typing import Any, Protocol

import orjson

from hub.store.compiled.causes import Cause
from hub.store.compiled.json_text import BETWEEN, HOLE, MISSING, NULL, NUMBER
from hub.store.compiled.run import Irregular
from hub.store.compiled.writing import Script
from schema.plan.asking import Asking
from schema.plan.leaves import required
from schema.plan.loading import Hanging

_numbers = count()

_HOLE, _MISSING = HOLE.encode(), MISSING.encode()

#: Stands for the cursor of an edge, which every edge has another of.
CURSOR = f"{HOLE}cursor{HOLE}"
_CURSOR = CURSOR.encode()

Key = tuple[Any, ...]


class Filler(Protocol):
    """What fills holes. It is `steady` when nothing but the key and the languages matter.

    One of `few` keys may stand in one hole with others.
    """

    steady: bool
    few: bool

    async def fill(self, asking: Asking, keys: Sequence[Key]) -> list[Any]:
        """A value of the answer for each key."""


@dataclass
class Names:
    """The name of an enum's member, or a list of them."""

    names: Mapping[str, str]
    many: bool
    steady: bool = True
    few: bool = True

    async def fill(self, _asking: Asking, keys: Sequence[Key]) -> list[Any]:
        """The names. Raises KeyError for a member that there is not."""
        if self.many:
            return [[self.names[one] for one in _listed(value)] for (value,) in keys]
        return [None if value is None else self.names[value] for (value,) in keys]


@dataclass
class Hung:
    """What hangs on rows by the columns of its key."""

    hanging: Hanging
    steady: bool
    few: bool = False

    async def fill(self, asking: Asking, keys: Sequence[Key]) -> list[Any]:
        """What stands in the answer for each key. Raises Irregular for nothing where something must be."""
        wanted = [key if len(key) > 1 else key[0] for key in keys]
        found = await self.hanging.load(asking, [one for one in wanted if one is not None])
        if self.hanging.many:
            return [found.get(key, ()) for key in wanted]
        objects = [found.get(key) for key in wanted]
        return objects if self.hanging.nullable else [required(one) for one in objects]


@dataclass
class HungTerms:
    """Terms by the codes in a list."""

    hanging: Hanging
    steady: bool
    few: bool = False

    async def fill(self, asking: Asking, keys: Sequence[Key]) -> list[Any]:
        """A list of terms for each key."""
        wanted = [[one if len(key) == 1 else (one, *key[1:]) for one in _listed(key[0])] for key in keys]
        found = await self.hanging.load(asking, list(dict.fromkeys(one for ones in wanted for one in ones)))
        return [[found[one] for one in ones] for ones in wanted]


@dataclass
class Json:
    """Values of any shape, as Python writes them."""

    steady: bool = False
    few: bool = False

    async def fill(self, _asking: Asking, keys: Sequence[Key]) -> list[Any]:
        """The values."""
        return [None if text is None else orjson.loads(text) for (text,) in keys]


@dataclass
class Odd:
    """Numbers that Python writes in another form than PostgreSQL."""

    steady: bool = False
    few: bool = False

    async def fill(self, _asking: Asking, keys: Sequence[Key]) -> list[Any]:
        """The numbers. Raises Irregular for what is none."""
        numbers = [float(key[0]) for key in keys]
        if not all(map(isfinite, numbers)):
            raise Irregular(Cause.WRONG_VALUE, "no number in the place of one")
        return numbers


@dataclass(frozen=True, eq=False)
class Fill:
    """What fills a hole, or a part of it, by the columns `of` the hole's key."""

    filler: Filler
    of: slice


@dataclass(frozen=True)
class Content:
    """What a hole holds: values, and the texts between them."""

    pieces: tuple[bytes | Fill, ...]

    @property
    def fills(self) -> list[Fill]:
        """What fills it."""
        return [one for one in self.pieces if isinstance(one, Fill)]

    @cached_property
    def steady(self) -> bool:
        """Whether it serves other answers."""
        return all(one.filler.steady for one in self.fills)


@dataclass
class Writing:
    """A script, and what its holes hold by their numbers; `reads` when statements of their own fill some."""

    script: Script
    holes: Mapping[int, Content]
    reads: bool
    number: int = field(default_factory=lambda: next(_numbers))

    @staticmethod
    def list_text(objects: Sequence[bytes], cursors: Sequence[str]) -> bytes:
        """The text of a list; with cursors of edges, where they are asked for."""
        if cursors and _CURSOR in objects[0]:
            pairs = zip(objects, cursors, strict=True)
            objects = [one.replace(_CURSOR, f'"{cursor}"'.encode()) for one, cursor in pairs]
        return b"[" + b",".join(objects) + b"]"

    async def filled(self, asking: Asking, texts: Sequence[bytes]) -> list[orjson.Fragment]:
        """The texts that PostgreSQL wrote, their holes filled. Raises Irregular where a value is missing."""
        if any(_MISSING in text for text in texts):
            raise Irregular(Cause.WRONG_VALUE, "null in the place of a value")
        cut = [text.split(_HOLE) for text in texts]
        kept = asking.run.memory.made(("holes", self.number, asking.languages))
        try:
            # Most often all is known; looking at once costs less than finding out what is not.
            return [_joined(parts, kept) for parts in cut]
        except KeyError:
            known = await self._learned(asking, kept, {hole for parts in cut for hole in parts[1::2]})
            return [_joined(parts, known) for parts in cut]

    async def _learned(
        self, asking: Asking, kept: dict[Hashable, bytes], wanted: set[bytes]
    ) -> Mapping[Hashable, bytes]:
        """What belongs into holes; what is steady is kept from now on."""
        passing: dict[Hashable, bytes] = {}
        for hole, steady, text in await self._contents(asking, wanted.difference(kept)):
            if steady:
                kept[hole] = asking.run.memory.counted(hole, text)
            else:
                passing[hole] = text
        return {**passing, **{hole: kept[hole] for hole in wanted if hole in kept}} if passing else kept

    async def _contents(self, asking: Asking, holes: Iterable[bytes]) -> list[tuple[bytes, bool, bytes]]:
        """What belongs into each hole, and whether it is steady; what one filler makes it makes at once."""
        asked: list[tuple[bytes, bool, list[bytes | tuple[Fill, Key]]]] = []
        wanted: defaultdict[Fill, dict[Key, bytes]] = defaultdict(dict)
        for hole in holes:
            number, *columns = hole.decode().split(BETWEEN)
            key = tuple(map(_column_of, columns))
            content = self.holes[int(number)]
            pieces: list[bytes | tuple[Fill, Key]] = []
            for one in content.pieces:
                if isinstance(one, Fill):
                    wanted[one][key[one.of]] = b""
                    pieces.append((one, key[one.of]))
                else:
                    pieces.append(one)
            asked.append((hole, content.steady, pieces))
        for fill, texts in wanted.items():
            values = await fill.filler.fill(asking, list(texts))
            texts.update(zip(texts, map(orjson.dumps, values), strict=True))
        return [
            (
                hole,
                steady,
                b"".join(one if isinstance(one, bytes) else wanted[one[0]][one[1]] for one in pieces),
            )
            for hole, steady, pieces in asked
        ]


def _joined(parts: list[bytes], known: Mapping[Hashable, bytes]) -> orjson.Fragment:
    """The text of parts, of which every second one names what belongs there."""
    filled = parts.copy()
    filled[1::2] = map(known.__getitem__, parts[1::2])
    return orjson.Fragment(b"".join(filled))


def _column_of(text: str) -> str | int | None:
    """A column of a key."""
    if text == NULL:
        return None
    return int(text[1:]) if text.startswith(NUMBER) else text


def _listed(value: str) -> list[str]:
    return value.split(",") if value else []
