"""Who is measured, in the order of the report."""

from bench.serve.peer import PostGraphile, is_installed
from bench.serve.servers import COMPILED, IN_ROWS, IN_SQL, LIVE, ORDINARY, Contestant

#: The response cache answers what was asked before; all other contestants have it switched off.
CACHED = Contestant("cached", "our response cache", "hub", distinct=10)
PEER = PostGraphile("peer", "PostGraphile 5", "postgraphile", environment={"GRAPHILE_ENV": "production"})
_ALL = (ORDINARY, COMPILED, CACHED, IN_SQL, IN_ROWS, LIVE, PEER)
TITLES = {each.name: each.title for each in _ALL}


def contestants() -> list[Contestant]:
    """All that can run here: the peer only where its packages are installed."""
    return [each for each in _ALL if each is not PEER or is_installed()]
