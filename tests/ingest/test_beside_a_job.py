"""A publish while a job is at work: neither waits for the other, and the job's result is of its release."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hub.ingest import RunReport
from hub.store.connection import connect, scalar
from hub.store.tables import JobStatus
from tests.jobs.conftest import Hub

from .builders import provider


@pytest.fixture
def hub(hub_url: str) -> Iterator[Hub]:
    """The hub's jobs; its workers are killed at the end."""
    made = Hub(hub_url)
    yield made
    made.end()


def newest(hub: Hub) -> int:
    with connect(hub.url) as connection:
        return int(scalar(connection, "SELECT max(number) FROM hub.release"))


def test_results_stay_at_the_release_of_their_question(
    hub: Hub, importing: Callable[..., RunReport], tmp_path: Path
) -> None:
    tmp_path.chmod(0o755)
    gate = tmp_path / "gate"
    importing(provider("1"))
    before = newest(hub)
    job = hub.ask("patient", release=before, until=str(gate))
    hub.work()
    hub.waits_until(job, lambda state: state.phase == "WAITING")
    importing(provider("1"), provider("2"))
    after = newest(hub)
    assert after == before + 1
    assert hub.state(job).status is JobStatus.RUNNING
    gate.touch()
    assert hub.ends(job).status is JobStatus.DONE
    newer = hub.ask("patient", release=after, until=str(gate))
    assert newer.id != job.id
    assert hub.ends(newer).status is JobStatus.DONE
    answers = [found.answer for each in (job, newer) if (found := hub.result(each))]
    assert answers == [{"release": before}, {"release": after}]


def test_what_is_told_of_a_job_raises_no_edition_and_its_result_does(
    hub: Hub, importing: Callable[..., RunReport], tmp_path: Path
) -> None:
    importing(provider("1"))
    gate = tmp_path / "gate"

    def edition() -> int:
        with connect(hub.url) as connection:
            return int(scalar(connection, "SELECT coalesce(sum(weight), 0) FROM hub.edition"))

    first = edition()
    job = hub.ask("patient", until=str(gate))
    hub.work()
    hub.waits_until(job, lambda state: state.phase == "WAITING")
    assert edition() == first
    gate.touch()
    assert hub.ends(job).status is JobStatus.DONE
    assert edition() > first
