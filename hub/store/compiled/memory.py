"""What was read of one edition of the hub, and serves every further answer of that edition."""

from collections.abc import Hashable
from typing import Any

from cachetools import LRUCache
from orjson import Fragment

from hub.kept import ByBytes
from hub.store.basic_services import basic_services
from hub.store.reads.populations import populations
from hub.store.reads.relation import Relation, ToMany, ToOne
from hub.store.reads.sources import sources, sources_by_code
from hub.store.reads.territories import (
    ancestors,
    boundaries,
    boxes,
    codes,
    councils,
    predecessors,
    successors,
    territories,
)

#: Rows that many answers share and that few writes change. Those of all other relations are read anew.
SHARED: frozenset[ToOne[Any]] = frozenset({territories, sources, sources_by_code})

#: Relations of territories, whose rows serve other answers too.
SHARED_LISTS: frozenset[ToMany[Any]] = frozenset({ancestors, codes, councils, predecessors, successors})

#: Facts of territories that are costly to make and asked for again and again.
FACTS: frozenset[Any] = frozenset({basic_services, boundaries, boxes, populations})

#: Bytes of facts that are kept, outlines among them.
MOST_FACTS = 32_000_000

#: Bytes of parts of answers that are kept; each, and each selection, costs so many besides its text.
MOST_MADE = 64_000_000
OVERHEAD = 200

#: Rows of one relation and lists of territories that are kept.
MOST = 20_000

#: Bytes of answers to questions that are kept: a filter that names texts costs some kilobytes.
MOST_KNOWN = 32_000_000


class Memory:
    """Empty at first. Nothing in it outlives the edition; each part is bounded."""

    def __init__(self, edition: int) -> None:
        self.edition = edition
        self.rows: dict[ToOne[Any], LRUCache[Hashable, Any]] = {
            relation: LRUCache(MOST) for relation in SHARED
        }
        #: Columns of rows of SHARED_LISTS by relation, names of columns, and key.
        self.lists: LRUCache[tuple[Relation[Any], tuple[str, ...], Hashable], Any] = LRUCache(MOST)
        #: What questions that many requests ask alike were answered, by the question.
        self.known = ByBytes(MOST_KNOWN)
        #: Facts of territories by their read and key; rows count as so many bytes, texts as what they hold.
        self.facts = ByBytes(MOST_FACTS, _bytes_of)
        self._made: dict[Hashable, dict[Hashable, Any]] = {}
        self._size = 0

    def made(self, selection: Hashable) -> dict[Hashable, Any]:
        """Parts of answers that a selection made of shared rows, by key; `keep` adds some."""
        if self._size > MOST_MADE:
            self._made.clear()
            self._size = 0
        if selection not in self._made:
            # Each text of a document has selections of its own, so that even empty ones add up.
            self._made[selection] = {}
            self._size += OVERHEAD
        return self._made[selection]

    def keep(self, kept: dict[Hashable, Any], key: Hashable, part: bytes) -> None:
        """Keep a part of an answer, as JSON."""
        kept[key] = Fragment(self.counted(b"", part))

    def counted(self, key: bytes, part: bytes) -> bytes:
        """The part as it is kept, in no more memory than it needs."""
        self._size += len(key) + len(part) + OVERHEAD
        return exact(part)


def exact(text: bytes) -> bytes:
    """The same bytes in no more memory than they need: orjson's come with room for 4 KB."""
    return bytes(memoryview(text))


def _bytes_of(fact: Any) -> int:
    return len(fact) if isinstance(fact, str) else 500
