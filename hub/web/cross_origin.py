"""Which pages of other sites may read answers: without credentials, since keys are no cookies."""

from typing import Final

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response

METHODS: Final = ("GET", "HEAD", "POST")
#: What scripts of other origins may read beside the body.
_EXPOSED: Final = ("ETag", "RateLimit", "RateLimit-Policy", "Retry-After")
_PREFLIGHT_SECONDS: Final = 86_400


def cross_origin(origins: str) -> Middleware:
    """The rules for pages of these origins, with commas between; * are all."""
    return Middleware(
        CORSMiddleware,
        allow_origins=[origin.strip() for origin in origins.split(",") if origin.strip()],
        allow_methods=METHODS,
        # Client libraries send headers of their own with their name and version.
        allow_headers=["*"],
        expose_headers=_EXPOSED,
        max_age=_PREFLIGHT_SECONDS,
    )


async def options(_request: Request) -> Response:
    """What OPTIONS answers that is no preflight."""
    return Response(status_code=204, headers={"Allow": ", ".join((*METHODS, "OPTIONS"))})
