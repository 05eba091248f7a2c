"""Blocks of a matrix that an engine answered before a filling ended: the next one goes on from them."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Final

import orjson

from hub.domain.records import Point
from importers.planning.engines import Block, Router

#: Roads and their closures change: what was answered longer ago is asked for anew.
_KEPT_SECONDS: Final = 24 * 3_600


class KeptBlocks:
    """One line of JSON for each block. What a kill left half written at the end is not read."""

    def __init__(self, folder: Path, router: Router, territory: str) -> None:
        """Those of an engine, its URL and profile, and a territory. The key is no part of them."""
        self._router = router
        name = sha256("\n".join((router.engine, router.url, router.profile, territory)).encode())
        self._path = folder / f"{name.hexdigest()[:32]}.jsonl"
        self._blocks = self._read()

    def get(self, origins: Sequence[Point], destinations: Sequence[Point]) -> Block | None:
        """The block of these places, if it was answered before."""
        return self._blocks.get(_name(origins, destinations))

    def keep(self, origins: Sequence[Point], destinations: Sequence[Point], block: Block) -> None:
        """Keep a block for the next filling, should this one not come to its end."""
        line = orjson.dumps({"places": _name(origins, destinations), "block": asdict(block)})
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            # What a kill left of a line is ended, so that this one stands by itself.
            file.write((b"\n" if file.tell() else b"") + line)

    def forget(self) -> None:
        """Delete what is kept: the matrix is whole."""
        self._path.unlink(missing_ok=True)
        with suppress(OSError):
            self._path.parent.rmdir()

    def _read(self) -> dict[str, Block]:
        with suppress(FileNotFoundError):
            if time.time() - self._path.stat().st_mtime > _KEPT_SECONDS:
                self.forget()
        kept = {}
        with suppress(FileNotFoundError):
            for line in self._path.read_bytes().split(b"\n"):
                with suppress(orjson.JSONDecodeError):
                    told = orjson.loads(line)
                    kept[told["places"]] = Block(**told["block"])
        return kept


def _name(origins: Sequence[Point], destinations: Sequence[Point]) -> str:
    """What no other block has: the places, in their order."""
    places = [[(point.lat, point.lon) for point in points] for points in (origins, destinations)]
    return sha256(orjson.dumps(places)).hexdigest()
