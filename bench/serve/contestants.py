"""Who is measured, in the order of the report."""

from bench.serve.peer import PostGraphile, is_installed
from bench.serve.servers import COMPILED, IN_ROWS, IN_SQL, LIVE, ORDINARY, Contestant

PEER = PostGraphile("peer", "PostGraphile 5", "postgraphile", environment={"GRAPHILE_ENV": "production"})


def contestants() -> list[Contestant]:
    """All that can run here: the peer only where its packages are installed."""
    return [ORDINARY, COMPILED, IN_SQL, IN_ROWS, LIVE, *([PEER] if is_installed() else [])]
