"""A filling that ended in between goes on where it stopped, and asks for nothing twice."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hub.store.planning.once import ask_once
from hub.store.planning.travel import read_matrices
from importers.planning import filling
from importers.planning.engine_errors import EngineUnreachable
from importers.planning.engines import Engine, Router
from importers.planning.filling import fill_travel
from tests.commands import ROOT
from tests.importers.planning.test_patient_requests import Told, served
from tests.importers.planning.test_travel import VINNYTSIA
from tests.importers.planning.world import build_hub

#: Each pair of places is a block of its own.
SIDES = dict.fromkeys(Engine, 1)
BUSY = (503, {}, b"", 0.0)
#: A filling in a process of its own, which can be killed.
PROGRAM = """
import sys
from pathlib import Path
from importers.planning import filling
from importers.planning.engines import Engine, Router
filling.SIDE = dict.fromkeys(Engine, 1)
database, url, code, folder = sys.argv[1:]
with Router(Engine.OSRM, url) as router:
    filling.fill_travel(database, router, code, 300, folder=Path(folder))
"""


@pytest.fixture
def url(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A hub with places, whose matrix has several blocks."""
    build_hub(database_url)
    monkeypatch.setattr(filling, "SIDE", SIDES)
    return database_url


def fill(url: str, told: Told, folder: Path | None, engine: Engine = Engine.OSRM) -> int:
    """Fill the matrix; the number of its pairs."""
    with Router(engine, told.url, pause=lambda _: None) as router:
        return fill_travel(url, router, VINNYTSIA, 300, folder=folder).written["pairs"]


def matrices(url: str) -> int:
    return len(ask_once(url, read_matrices))


@pytest.mark.parametrize("engine", Engine)
def test_what_was_answered_before_an_engine_failed_is_not_asked_for_again(
    url: str, tmp_path: Path, engine: Engine
) -> None:
    with served(engine) as told:
        pairs = fill(url, told, None, engine)
        assert pairs == len(told.paths) > 3
    with served(engine) as told:
        told.next = [(200, {}, told.good, 0.0)] * 2 + [BUSY] * 3
        with pytest.raises(EngineUnreachable):
            fill(url, told, tmp_path / "kept", engine)
        assert fill(url, told, tmp_path / "kept", engine) == pairs
    assert len(told.paths) == 2 + 3 + (pairs - 2)
    assert list(tmp_path.iterdir()) == []


def test_a_kill_leaves_what_was_answered_and_no_half_matrix(url: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    with served(Engine.OSRM) as told:
        # The third answer takes longer than the process lives.
        told.next = [(200, {}, told.good, 0.0)] * 2 + [(200, {}, told.good, 60.0)]
        command = [sys.executable, "-c", PROGRAM, url, told.url, VINNYTSIA, str(kept)]
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
        while len(told.paths) < 3:
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert matrices(url) == 0
        (file,) = kept.iterdir()
        # The kill came while a line was written.
        file.write_bytes(file.read_bytes()[:-9])
        pairs = fill(url, told, kept)
        # Three were asked for, of which one is whole.
        assert len(told.paths) == 3 + pairs - 1
    assert matrices(url) == 1
    assert not kept.exists()


def test_what_is_kept_is_of_one_engine_one_profile_and_one_day(url: str, tmp_path: Path) -> None:
    with served(Engine.OSRM) as told, served(Engine.OSRM) as other:
        told.next = [(200, {}, told.good, 0.0)] + [BUSY] * 3
        with pytest.raises(EngineUnreachable):
            fill(url, told, tmp_path)
        asked = len(told.paths)
        pairs = fill(url, other, tmp_path)
        assert len(other.paths) == pairs
        (file,) = tmp_path.iterdir()
        day = time.time() - 25 * 3_600
        os.utime(file, (day, day))
        assert fill(url, told, tmp_path) == pairs
    assert len(told.paths) == asked + pairs
