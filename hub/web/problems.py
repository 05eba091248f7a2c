"""What can be wrong with an HTTP request before GraphQL sees it, each with its status."""

from collections.abc import Mapping
from typing import ClassVar

from hub.errors import MerezhaError


class HttpProblem(MerezhaError):
    """The request cannot be answered."""

    code = "BAD_REQUEST"
    status: ClassVar[int] = 400
    headers: ClassVar[Mapping[str, str]] = {}


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
    """The answer was not ready within {seconds} seconds, so the question was dropped. Ask for less."""

    code = "TIMEOUT"
    status = 503


class UnknownKey(HttpProblem):
    """The key in the header Authorization is no steward's; it is sent as `Bearer KEY`."""

    code = "UNKNOWN_KEY"
    status = 401
    headers: ClassVar[Mapping[str, str]] = {"WWW-Authenticate": 'Bearer realm="merezha"'}
