"""`merezha job …`: how far jobs are, for people and for programs."""

import json

from hub.settings import JobSettings
from hub.store.connection import connect
from hub.store.jobs.asking import JobRequest, request_job
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
