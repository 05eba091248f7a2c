"""Travel times fetched by a worker: its key is its own, and what it is killed over is fetched again."""

from pathlib import Path

import pytest

from hub.store.connection import connect, scalar
from hub.store.planning.once import ask_once
from hub.store.planning.travel import read_matrices
from hub.store.tables import JobStatus
from importers.planning.engines import Engine
from tests.importers.planning.test_patient_requests import KEY, served
from tests.importers.planning.test_travel import VINNYTSIA
from tests.importers.planning.world import build_hub
from tests.jobs.conftest import Hub, wait
from tests.jobs.test_ten_moments import TASK, kill

QUESTION = {"within": VINNYTSIA, "most_km": 300, "seconds": 60}


@pytest.fixture
def filled(hub: Hub, tmp_path: Path) -> Hub:
    """A hub with places, and the settings of its workers."""
    build_hub(hub.url)
    hub.environment.update({"MEREZHA_HOME": str(tmp_path), "MEREZHA_TRAVEL_KEY": KEY})
    return hub


def test_a_worker_fetches_times_with_its_own_key_though_its_task_was_killed(
    filled: Hub, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with served(Engine.VALHALLA) as told:
        # The first answer comes later than the kill, the others at once.
        told.next = [(200, {}, told.good, 60.0)]
        told.sized = True
        asked = {**QUESTION, "engine": "valhalla", "url": told.url, "profile": "auto"}
        job = filled.ask("travel", **asked)
        filled.work("hub.jobs")
        wait(lambda: len(told.paths), lambda count: count == 1)
        kill(filled, (TASK,))
        ended = filled.ends(job)
    assert (ended.status, ended.error, ended.deaths) == (JobStatus.DONE, None, 1)
    assert set(told.keys) == {KEY}
    (matrix,) = ask_once(filled.url, read_matrices)
    assert (matrix.engine, matrix.profile) == ("valhalla", "auto")
    with connect(filled.url) as connection:
        assert scalar(connection, "SELECT count(*) FROM hub.travel WHERE minutes = 10") > 0
        # What the job made is the matrix, and nobody who reads results learns where the engine runs.
        assert scalar(connection, "SELECT count(*) FROM hub.planning_result") == 0
    assert list(tmp_path.iterdir()) == []
    assert KEY not in "".join(capfd.readouterr())


def test_an_engine_that_refuses_fails_the_job_with_its_own_words_and_without_the_key(filled: Hub) -> None:
    with served(Engine.ORS) as told:
        told.next = [(403, {}, f"no such key: {KEY}".encode(), 0.0)]
        asked = {**QUESTION, "engine": "ors", "url": told.url, "profile": "driving-car"}
        job = filled.ask("travel", **asked)
        filled.work("hub.jobs")
        error = filled.ends(job).error
    assert error is not None
    assert (error["code"], "no such key: …" in error["message"]) == ("ENGINE_REFUSED", True)
    assert ask_once(filled.url, read_matrices) == []
