"""In which media type a client wants its answer, and which statuses go with it."""

from collections.abc import Mapping

from hub.fields import weights_of
from hub.kept import kept
from hub.web.problems import NotAcceptable

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"
HTML = "text/html"
#: What every browser names beside HTML when it opens an address, and no library by default.
_OF_BROWSERS = "application/xhtml+xml"

#: Status of answers by media type and whether the operation was executed. Clients of the older media
#: type take any other status than 200 for a broken server. The newest draft of the specification wants
#: 422 and 294 where its audit still wants 400 and 200; this is the place to choose.
STATUS: dict[tuple[str, bool], int] = {
    (GRAPHQL_RESPONSE, True): 200,
    (GRAPHQL_RESPONSE, False): 400,
    (JSON, True): 200,
    (JSON, False): 200,
}


@kept(500)
def accepted_media_type(accept: str | None) -> str:
    """The best media type for answers that the client accepts, or NotAcceptable."""
    weights = weights_of(accept)
    # The first of equals wins: whoever accepts anything gets the older type, as the specification asks.
    offered = (GRAPHQL_RESPONSE, JSON) if GRAPHQL_RESPONSE in weights else (JSON, GRAPHQL_RESPONSE)
    best = max(offered, key=lambda kind: _weight(weights, kind))
    if _weight(weights, best) > 0:
        return best
    # A field in which nothing can be read, or that only refuses other things, asks for nothing else.
    if not any(weights.values()) and not weights.keys() & {JSON, "application/*", "*/*", "*"}:
        return JSON
    raise NotAcceptable(accept=(accept or "")[:100])


@kept(500)
def prefers_page(accept: str | None, *, asks: bool) -> bool:
    """Whether the client would rather see a page than an answer as JSON.

    An address that `asks` something is answered, unless a browser opens it or JSON is not accepted: libraries
    that name HTML first by default (Java's) mean the answer.
    """
    weights = weights_of(accept)
    answer = max(_weight(weights, JSON), _weight(weights, GRAPHQL_RESPONSE))
    named = any(kind in weights for kind in (JSON, GRAPHQL_RESPONSE))
    page = _weight(weights, HTML)
    # Of equals the one that is named, JSON where both are or neither is.
    prefers = page > answer or (page == answer > 0 and HTML in weights and not named)
    by_default = answer > 0 and not named and not weights.get(_OF_BROWSERS)
    return prefers and not (asks and by_default)


def _weight(weights: Mapping[str, float], kind: str) -> float:
    """How much a media type is wanted: what names it more exactly counts."""
    ranges = (kind, f"{kind.partition('/')[0]}/*", "*/*", "*")
    return next((weights[each] for each in ranges if each in weights), 0.0)
