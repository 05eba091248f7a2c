"""URLs of logins, and that a worker needs no login but its own."""

import pytest
from sqlalchemy.engine import make_url

from hub import settings
from hub.logins import Login
from hub.store.logins import login_url, work_url
from hub.store.tables import JobStatus
from tests.jobs.conftest import Hub


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://merezha_writer:secret@machine:5433/merezha?sslmode=require",
        "postgresql+psycopg://machine:5433/merezha?user=merezha_writer&password=secret&sslmode=require",
    ],
)
@pytest.mark.parametrize("login", Login)
def test_the_url_of_a_login_holds_the_password_of_no_other(url: str, login: Login) -> None:
    whole = make_url(login_url(url, login))
    assert (whole.host, whole.port, whole.database) == ("machine", 5433, "merezha")
    assert (whole.username, whole.password) == (None, None)
    assert dict(whole.query) == {"sslmode": "require", "user": login.value}


def test_workers_log_in_as_themselves_unless_their_url_is_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "postgresql+psycopg://merezha_writer:secret@/merezha"
    assert work_url(url, settings.load()) == login_url(url, Login.WORKER)
    monkeypatch.setenv("MEREZHA_WORK_URL", "postgresql://mine:mine@/merezha")
    assert make_url(work_url(url, settings.load())).username == "mine"


def test_a_worker_on_its_own_needs_no_other_login(hub: Hub) -> None:
    job = hub.ask("none-such")
    hub.work("hub.cli worker")
    ended = hub.ends(job)
    assert ended.status is JobStatus.FAILED
    assert ended.error is not None
    assert ended.error["reason"] == "UNKNOWN_KIND"
