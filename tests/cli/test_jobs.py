"""`merezha job …`: how far jobs are, for people and for programs."""

import json
import threading
import time

from hub.settings import JobSettings
from hub.store.connection import connect
from hub.store.jobs.asking import JobRequest, JobState, request_job
from tests.cli.conftest import Merezha


def test_jobs_are_listed_shown_and_cancelled(merezha: Merezha, database_url: str) -> None:
    with connect(database_url) as connection:
        made = [
            request_job(connection, JobRequest("siting", {}, name, 1, "ministry"), JobSettings())
            for name in ("a", "b")
        ]
    listed = json.loads(merezha("job", "list", "--json").stdout)
    assert [(job["status"], job["queued_before"]) for job in listed] == [("QUEUED", 1), ("QUEUED", 0)]
    cancelled = merezha("job", "cancel", str(made[0].id), "--json")
    assert json.loads(cancelled.stdout)["status"] == "CANCELLED"
    shown = merezha("job", "show", str(made[1].id))
    assert "QUEUED" in shown.stdout
    # Who asked, and what, is nobody's to know.
    assert "ministry" not in shown.stdout + merezha("job", "list").stdout
    unknown = merezha("job", "show", "00000000-0000-0000-0000-000000000000")
    assert (unknown.returncode, unknown.stderr.startswith("UNKNOWN_JOB: ")) == (1, True)
    assert merezha("job", "show", "siting").returncode == 2


def ask(url: str, name: str) -> JobState:
    """A job of a made-up question."""
    with connect(url) as connection:
        return request_job(connection, JobRequest("siting", {}, name, 1), JobSettings())


def test_where_jobs_wait_and_no_worker_lives_that_is_said(merezha: Merezha, database_url: str) -> None:
    assert "no worker lives" not in merezha("job", "list").stderr
    ask(database_url, "a")
    warned = merezha("job", "list", "--json")
    assert "1 jobs wait" in warned.stderr
    assert "no worker lives" in warned.stderr
    assert len(json.loads(warned.stdout)) == 1
    with connect(database_url) as connection:
        connection.execute("SET LOCAL search_path = jobs")
        connection.execute("SELECT jobs.procrastinate_register_worker_v1()")
    assert "no worker lives" not in merezha("job", "list").stderr


def test_a_watched_job_is_told_at_each_change_until_it_ends(merezha: Merezha, database_url: str) -> None:
    job = ask(database_url, "a")
    others = ask(database_url, "b")
    changes = (
        ("RUNNING", "SOLVING", 7.0, None),
        ("FAILED", None, 7.0, '{"code": "JOB_FAILED", "message": "The job failed: so."}'),
    )

    def change() -> None:
        for status, phase, objective, error in changes:
            time.sleep(2.5)
            with connect(database_url) as connection:
                connection.execute(
                    "UPDATE hub.job SET status = %s, phase = %s, objective = %s, error = %s, "
                    "started_at = now() WHERE id = %s",
                    (status, phase, objective, error, job.id),
                )

    changing = threading.Thread(target=change)
    changing.start()
    watched = merezha("job", "show", str(job.id), "--watch", "--json")
    changing.join()
    lines = [json.loads(line) for line in watched.stdout.splitlines()]
    assert [line["status"] for line in lines][-1] == "FAILED"
    assert {line["status"] for line in lines} <= {"QUEUED", "RUNNING", "FAILED"}
    assert watched.returncode == 1
    told = merezha("job", "show", str(job.id), "--watch")
    assert (told.returncode, "JOB_FAILED: The job failed: so." in told.stdout) == (1, True)
    with connect(database_url) as connection:
        connection.execute("UPDATE hub.job SET status = 'DONE' WHERE id = %s", (others.id,))
    assert merezha("job", "show", str(others.id), "--watch").returncode == 0
