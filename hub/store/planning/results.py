"""Jobs and their results as the reading side sees them, in the snapshot of a request."""

from typing import Any
from uuid import UUID

from sqlalchemy import text

from hub.store.engine import ReadSession
from hub.store.jobs.asking import STATES, TRAFFIC, JobState, JobTraffic
from hub.store.jobs.results import PlanningResult

_RESULT = (
    "SELECT question, proof, answer, made_at FROM hub.planning_result "
    "WHERE hash = :hash AND release = :release AND program_version = :program"
)
_NEWEST = " WHERE j.kind = :kind AND j.hash = :hash AND j.release = :release ORDER BY j.made_at DESC LIMIT 1"


async def read_result(
    session: ReadSession, question_hash: str, release: int, program: str
) -> PlanningResult | None:
    """The result for a question's hash at a release, as this version of the program computes it."""
    values = {"hash": question_hash, "release": release, "program": program}
    rows = await session.all(text(_RESULT), PlanningResult, values)
    return rows[0] if rows else None


async def read_job(session: ReadSession, identity: UUID) -> JobState | None:
    """How far a job is."""
    return await _state(session, " WHERE j.id = :id", {"id": identity})


async def read_job_of(session: ReadSession, kind: str, question_hash: str, release: int) -> JobState | None:
    """The newest job of a question at a release."""
    return await _state(session, _NEWEST, {"kind": kind, "hash": question_hash, "release": release})


async def read_traffic(session: ReadSession) -> JobTraffic:
    """How many jobs wait and are worked on."""
    (traffic,) = await session.all(text(TRAFFIC), JobTraffic)
    return traffic


async def _state(session: ReadSession, condition: str, values: dict[str, Any]) -> JobState | None:
    # `::float` of the statement is no parameter of SQLAlchemy's.
    statement = text(STATES.replace("::", r"\:\:") + condition).bindparams(**values)
    rows = await session.all(statement, JobState)
    return rows[0] if rows else None
