"""The names under which the queue of procrastinate holds our jobs, and how its connections find it."""

from typing import Any, Final

from sqlalchemy.engine import make_url

from hub.store.connection import waiting_at_most
from hub.store.tables import JOBS

QUEUE: Final = "jobs"
TASK: Final = "run"
#: Functions of procrastinate name its tables without their schema: for the length of one transaction.
SEARCH: Final = f"SET LOCAL search_path = {JOBS}"


def queue_connection(url: str) -> dict[str, Any]:
    """The arguments by which procrastinate's connector reaches the queue of the hub in a database."""
    libpq = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return {"conninfo": libpq, "kwargs": {"options": f"-c search_path={JOBS}", **waiting_at_most(url)}}
