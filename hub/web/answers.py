"""Answers that a server process keeps. Each is given only while the edition that it was made of holds.

Nothing is trusted by its age: before a kept answer is given again, the database is asked for its edition.
So a publish puts all of them out of use at its commit, and needs to tell nobody.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from cachetools import LRUCache

from hub.fields import Tags
from hub.settings import CacheSettings
from hub.store.compiled.memory import exact
from hub.store.edition_reader import EditionReader
from hub.store.silence import HubUnavailable
from hub.web.compression import gzipped
from hub.web.etags import etag_of

#: What keeping an answer costs besides its bytes: its key, the objects around it, its places in two tables.
OVERHEAD_BYTES = 1_000


class Source(StrEnum):
    """Where an answer is from, in the words of Cache-Status (RFC 9211)."""

    HIT = "hit"
    MISS = "fwd=uri-miss"
    STALE = "fwd=stale"
    BYPASS = "fwd=bypass"
    #: The client has it already.
    HELD = "hit; detail=held"


@dataclass(frozen=True, slots=True)
class Made:
    """An answer as bytes. `edition` is what it is a function of; without one it may not be kept.

    `again_seconds` says how soon to ask again for what could not be had now.
    """

    body: bytes
    status: int
    edition: int | None = None
    gzipped: bytes | None = None
    again_seconds: int | None = None

    def size(self) -> int:
        """What it costs to keep, in bytes."""
        return OVERHEAD_BYTES + len(self.body) + len(self.gzipped or b"")


@dataclass(frozen=True, slots=True)
class Given:
    """An answer and where it is from; `made` is None when the client holds it. `etag` is its name, if any."""

    source: Source
    made: Made | None
    etag: str | None
    stored: bool = False


@dataclass(slots=True)
class _Making:
    """An answer that is being made, and what prevented it: others would wait for the same in vain."""

    ended: asyncio.Event = field(default_factory=asyncio.Event)
    trouble: HubUnavailable | None = None


Make = Callable[[], Awaitable[Made]]


class Answers:
    """The answers kept, within bounds. `counts` tells how often each source gave one."""

    def __init__(self, settings: CacheSettings, editions: EditionReader) -> None:
        self._most = min(settings.answer_bytes, settings.total_bytes)
        self._editions = editions
        self._kept: LRUCache[bytes, Made] = LRUCache(settings.total_bytes, getsizeof=Made.size)
        self._computing: dict[bytes, _Making] = {}
        self.on = settings.total_bytes > 0
        self.counts: Counter[Source] = Counter()

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def kept_bytes(self) -> int:
        """What all answers kept cost now."""
        return int(self._kept.currsize)

    async def give(self, key: bytes, held: Tags, make: Make) -> Given:
        """The answer to the question of this key, unless its ETag is one of those `held`.

        Of equal questions at once one is made, and the others wait for it. Raises HubUnavailable.
        """
        given = await self._look(key, held)
        if given is None and (computing := self._computing.get(key)) is not None:
            await computing.ended.wait()
            try:
                if computing.trouble is not None:
                    raise computing.trouble
            finally:
                del computing
            # The edition is asked for once more: the answer may be older than this question.
            given = await self._look(key, held)
        if given is None:
            given = await self._make(key, make)
        if given.etag is not None and given.etag in held:
            given = Given(Source.HELD, None, given.etag)
        self.counts[given.source] += 1
        return given

    async def _look(self, key: bytes, held: Tags) -> Given | None:
        kept = self._kept.get(key)
        if kept is None and not held.named:
            return None
        edition = await self._editions.current()
        if edition is None:
            return None
        etag = etag_of(key, edition)
        if etag.removeprefix("W/") in held.named:
            return Given(Source.HELD, None, etag)
        if kept is None or kept.edition != edition:
            return None
        return Given(Source.HIT, kept, etag)

    async def _make(self, key: bytes, make: Make) -> Given:
        first = self.on and key not in self._computing
        if first:
            self._computing[key] = _Making()
        try:
            before = self._kept.get(key)
            made = await make()
            edition = made.edition
            source = Source.MISS if before is None else Source.STALE
            etag = None if edition is None else etag_of(key, edition)
            if edition is None or made.size() > self._most:
                return Given(source, made, etag)
            made = replace(made, body=exact(made.body))
            self._keep(key, made, edition)
            return Given(source, made, etag, stored=True)
        except HubUnavailable as error:
            if first:
                self._computing[key].trouble = error
            raise
        finally:
            if first:
                self._computing.pop(key).ended.set()

    def _keep(self, key: bytes, made: Made, edition: int) -> None:
        before = self._kept.get(key)
        # A slow question may come back with an older answer than the one that was kept meanwhile.
        if before is None or before.edition is None or before.edition <= edition:
            self._kept[key] = made

    async def gzipped(self, key: bytes, made: Made) -> bytes:
        """The answer compressed; one that is kept only once for all who take it so."""
        if made.gzipped is not None:
            return made.gzipped
        packed = await gzipped(made.body)
        if self._kept.get(key) is made:
            self._kept[key] = replace(made, gzipped=packed)
        return packed
