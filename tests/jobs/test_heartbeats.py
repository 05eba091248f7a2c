"""Who is taken for dead: who says nothing while somebody watches, whatever any clock says."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hub.jobs.heartbeats import Heartbeats
from hub.store.connection import connect
from hub.store.tables import JobStatus
from tests.jobs.conftest import Hub

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_who_says_nothing_for_so_long_is_silent_and_who_speaks_is_not() -> None:
    seen = Heartbeats(10)
    for second in range(0, 11, 5):
        beats = {1: NOON, 2: NOON + timedelta(seconds=second)}
        assert seen.silent(beats, second) == {}
    assert seen.silent({1: NOON, 2: NOON + timedelta(seconds=11)}, 11) == {1: NOON}
    # It was forgotten, as a worker is that ends well.
    assert seen.silent({2: NOON + timedelta(seconds=11)}, 12) == {}


def test_a_clock_that_is_set_makes_nobody_silent_and_hides_nobody() -> None:
    seen = Heartbeats(10)
    assert seen.silent({1: NOON, 2: NOON}, 0) == {}
    # The database's clock is set an hour ahead, then a day back; the second worker is dead since the start.
    assert seen.silent({1: NOON + timedelta(hours=1), 2: NOON}, 6) == {}
    assert seen.silent({1: NOON - timedelta(days=1), 2: NOON}, 12) == {2: NOON}


def test_a_watcher_that_was_frozen_calls_nobody_silent() -> None:
    seen = Heartbeats(10)
    seen.silent({1: NOON}, 0)
    # Nobody may have spoken meanwhile, or the worker whose own watcher this is was frozen with it.
    assert seen.silent({1: NOON}, 3_600) == {}
    assert seen.silent({1: NOON}, 3_605) == {}
    assert seen.silent({1: NOON}, 3_611) == {1: NOON}


def test_a_job_at_work_survives_a_clock_of_the_database_that_is_set_ahead_and_back(
    hub: Hub, gate: Path
) -> None:
    job = hub.ask("patient", until=str(gate))
    hub.work(heartbeat_seconds=0.5, dead_seconds=5)
    hub.waits_until(job, lambda state: state.phase == "WAITING")
    watching = hub.work(heartbeat_seconds=0.5, dead_seconds=5)
    with connect(hub.url, autocommit=True) as connection:
        # What the heartbeats are by a clock that was set an hour ahead, and then a day back.
        for shift in ("-1 hour", "1 day"):
            connection.execute(
                "UPDATE jobs.procrastinate_workers SET last_heartbeat = last_heartbeat + %s::interval",
                (shift,),
            )
            other = hub.ask("add", a=1, b=1, shift=shift)
            assert hub.ends(other).status is JobStatus.DONE
    assert watching.poll() is None
    state = hub.state(job)
    assert (state.status, state.deaths) == (JobStatus.RUNNING, 0)
    gate.touch()
    assert hub.ends(job).status is JobStatus.DONE
