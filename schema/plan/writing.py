"""Answers whose objects PostgreSQL writes: their holes are filled here, one for all that are alike."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from math import isfinite
from typing import Any, Protocol

import orjson

from hub.store.compiled.run import Irregular
from hub.store.compiled.writing import BETWEEN, HOLE, MISSING, NULL, Script
from schema.plan.asking import Asking
from schema.plan.leaves import required

_numbers = count()

_HOLE, _MISSING = HOLE.encode(), MISSING.encode()

#: Stands for the cursor of an edge, which every edge has another of.
CURSOR = f"{HOLE}cursor{HOLE}"
_CURSOR = CURSOR.encode()

Key = tuple[str, ...]


class Loads(Protocol):
    """What hangs on rows, as far as filling holes needs it."""

    async def load(self, asking: Asking, keys: Sequence[Any]) -> Mapping[Any, Any]:
        """The objects by their keys."""


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
        return [self.names[value] for (value,) in keys]


@dataclass
class Hung:
    """What hangs on rows by a key of one column, or by a code and a language."""

    hanging: Loads
    kind: Callable[[str], Any]
    nullable: bool
    steady: bool
    few: bool

    async def fill(self, asking: Asking, keys: Sequence[Key]) -> list[Any]:
        """An object for each key."""
        wanted = [self.kind(key[0]) if len(key) == 1 else key for key in keys]
        found = await self.hanging.load(asking, wanted)
        objects = [found.get(key) for key in wanted]
        return objects if self.nullable else [required(one) for one in objects]


@dataclass
class HungTerms:
    """Terms by the codes in a list."""

    hanging: Loads
    steady: bool
    few: bool = False

    async def fill(self, asking: Asking, keys: Sequence[Key]) -> list[Any]:
        """A list of terms for each key."""
        wanted = [[one if len(key) == 1 else (one, *key[1:]) for one in _listed(key[0])] for key in keys]
        found = await self.hanging.load(asking, list(dict.fromkeys(one for ones in wanted for one in ones)))
        return [[found[one] for one in ones] for ones in wanted]


@dataclass
class Odd:
    """Numbers that Python writes in another form than PostgreSQL."""

    steady: bool = True
    few: bool = False

    async def fill(self, _asking: Asking, keys: Sequence[Key]) -> list[Any]:
        """The numbers. Raises Irregular for what is none."""
        numbers = [float(key[0]) for key in keys]
        if not all(map(isfinite, numbers)):
            raise Irregular("no number in the place of one")
        return numbers


@dataclass(frozen=True, eq=False)
class Fill:
    """What fills a hole, or a part of it, by the columns `of` the hole's key; null where one of them is."""

    filler: Filler
    of: slice


#: What a hole holds: values, and the texts between them.
Content = tuple[bytes | Fill, ...]


@dataclass
class Writing:
    """A script, and what its holes hold by their numbers."""

    script: Script
    holes: Mapping[int, Content]
    number: int = field(default_factory=lambda: next(_numbers))

    @cached_property
    def steady(self) -> bool:
        """Whether what fills the holes serves other answers."""
        fills = (one for content in self.holes.values() for one in content if isinstance(one, Fill))
        return all(one.filler.steady for one in fills)

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
            raise Irregular("null in the place of a value")
        cut = [text.split(_HOLE) for text in texts]
        memory = asking.run.memory
        known = memory.made(("holes", self.number, asking.languages)) if self.steady else {}
        wanted = {hole for parts in cut for hole in parts[1::2]}.difference(known)
        if wanted:
            for hole, text in await self._contents(asking, wanted):
                known[hole] = memory.counted(hole, text) if self.steady else text
        for parts in cut:
            parts[1::2] = [known[hole] for hole in parts[1::2]]
        return [orjson.Fragment(b"".join(parts)) for parts in cut]

    async def _contents(self, asking: Asking, holes: Iterable[bytes]) -> list[tuple[bytes, bytes]]:
        """What belongs into each hole; what one filler makes it makes at once."""
        asked: list[tuple[bytes, list[bytes | tuple[Fill, Key]]]] = []
        wanted: defaultdict[Fill, dict[Key, bytes]] = defaultdict(dict)
        for hole in holes:
            number, *key = hole.decode().split(BETWEEN)
            pieces: list[bytes | tuple[Fill, Key]] = []
            for one in self.holes[int(number)]:
                pieces.append(one if isinstance(one, bytes) else (one, tuple(key[one.of])))
            asked.append((hole, pieces))
            for piece in pieces:
                if not isinstance(piece, bytes):
                    wanted[piece[0]][piece[1]] = b"null"
        for fill, texts in wanted.items():
            keys = [key for key in texts if NULL not in key]
            values = await fill.filler.fill(asking, keys)
            texts.update(zip(keys, map(orjson.dumps, values), strict=True))
        return [
            (hole, b"".join(one if isinstance(one, bytes) else wanted[one[0]][one[1]] for one in pieces))
            for hole, pieces in asked
        ]


def _listed(value: str) -> list[str]:
    return value.split(",") if value else []
