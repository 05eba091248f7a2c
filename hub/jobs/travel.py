"""The task that fetches travel times from an engine and keeps them as a matrix."""

import os
from typing import Any

from hub import settings
from hub.jobs.kinds import ProgressCallback
from hub.store.inputs.travel import TravelCandidates
from importers.planning.engines import Engine, Router
from importers.planning.filling import fill_travel

#: The kind of these jobs.
KIND = "travel"


def fetch_travel(question: dict[str, Any], _release: int, progress: ProgressCallback) -> dict[str, Any]:
    """Fill the matrix that the question names; what was fetched before an end goes on from there.

    The engine's key is the worker's, in MEREZHA_TRAVEL_KEY: it stands in no question. Raises what Router and
    fill_travel do.
    """
    url = os.environ["MEREZHA_DATABASE_URL"]
    key = os.environ.get("MEREZHA_TRAVEL_KEY")

    def tell(done: int, blocks: int) -> None:
        progress("FETCHING", done, blocks, (blocks - done) / blocks if blocks else None)

    progress("STARTING")
    engine = Engine(question["engine"])
    with Router(engine, question["url"], question["profile"], key, question["seconds"]) as router:
        folder = settings.load().cluster.home / "travel"
        named = question.get("candidates")
        candidates = None if named is None else TravelCandidates(named)
        report = fill_travel(url, router, question["within"], question["most_km"], tell, folder, candidates)
    return {"proof": {}, "answer": {"source": report.source, **report.written}}
