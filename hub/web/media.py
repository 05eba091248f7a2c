"""In which media type a client wants its answer, and which statuses go with it."""

from functools import lru_cache

from hub.web.problems import NotAcceptable

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"

#: Status of answers by media type and whether the operation was executed. Clients of the older media
#: type take any other status than 200 for a broken server. The newest draft of the specification wants
#: 422 and 294 where its audit still wants 400 and 200; this is the place to choose.
STATUS: dict[tuple[str, bool], int] = {
    (GRAPHQL_RESPONSE, True): 200,
    (GRAPHQL_RESPONSE, False): 400,
    (JSON, True): 200,
    (JSON, False): 200,
}


@lru_cache(maxsize=500)
def accepted_media_type(accept: str | None) -> str:
    """The best media type that the client accepts, or NotAcceptable."""
    if not accept or not accept.strip():
        return JSON
    wanted: dict[str, float] = {}
    for item in accept.split(","):
        kind, *parameters = (part.strip().lower() for part in item.split(";"))
        wanted[kind] = max(wanted.get(kind, 0.0), _quality(parameters))
    anything = max(wanted.get("*/*", 0.0), wanted.get("application/*", 0.0))
    # The first of equals wins: whoever accepts anything gets the older type, as the specification asks.
    first, second = (GRAPHQL_RESPONSE, JSON) if GRAPHQL_RESPONSE in wanted else (JSON, GRAPHQL_RESPONSE)
    scores = {kind: wanted.get(kind, anything) for kind in (first, second)}
    best = max(scores, key=lambda kind: scores[kind])
    if scores[best] <= 0:
        raise NotAcceptable(accept=accept[:100])
    return best


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
