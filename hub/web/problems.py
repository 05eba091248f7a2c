"""What can be wrong with an HTTP request before GraphQL sees it, each with its status."""

from collections.abc import Mapping
from typing import Any, ClassVar

from hub.errors import MerezhaError


class HttpProblem(MerezhaError):
    """The request cannot be answered."""

    code = "BAD_REQUEST"
    status: ClassVar[int] = 400
    headers: Mapping[str, str] = {}


class MalformedRequest(HttpProblem):
    """The request is not GraphQL over HTTP: {why}."""


class BodyTooLarge(HttpProblem):
    """The body is larger than {limit} bytes."""

    code = "BODY_TOO_LARGE"
    status = 413


class UnsupportedMediaType(HttpProblem):
    """The content type {found!r} is not served; send application/json in UTF-8."""

    code = "UNSUPPORTED_MEDIA_TYPE"
    status = 415


class NotAcceptable(HttpProblem):
    """None of {accept!r} is served; accept application/graphql-response+json or application/json."""

    code = "NOT_ACCEPTABLE"
    status = 406


class RequestTimeout(HttpProblem):
    """The answer was not ready within {seconds} seconds, so the question was dropped. Ask for less, or with a
    client's key, which may take longer. A question of planning may be asked again: it goes on from what was
    computed.
    """

    code = "TIMEOUT"
    status = 503


class UnknownKey(HttpProblem):
    """The key in the header Authorization is nobody's; it is sent as `Bearer KEY`."""

    code = "UNKNOWN_KEY"
    status = 401
    headers: Mapping[str, str] = {"WWW-Authenticate": 'Bearer realm="merezha"'}


class RateLimited(HttpProblem):
    """This client has no {what} left of its {limit} in a minute. Ask again in {seconds} seconds."""

    code = "RATE_LIMITED"
    status = 429

    def __init__(self, **details: Any) -> None:
        super().__init__(**details)
        self.headers = {"Retry-After": str(details["seconds"])}
