"""Headers that every response has: what browsers may do with it, and how much its client may still ask."""

from collections.abc import Mapping
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.web.rates import Rates

#: Set where a response does not say otherwise. A page says what it loads; all else loads nothing.
SECURITY: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=(), payment=(), usb=()",
}

_RAW: Final = [(name.lower().encode(), value.encode()) for name, value in SECURITY.items()]


class ResponseHeaders:
    """Adds the headers to what the server within sends."""

    def __init__(self, app: ASGIApp, rates: Rates) -> None:
        self._app = app
        self._rates = rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = list(message.get("headers", ()))
                names = {name.lower() for name, _ in sent}
                sent.extend(header for header in _RAW if header[0] not in names)
                client = scope.get("state", {}).get("client")
                if client is not None:
                    left = self._rates.headers(client)
                    sent.extend((name.lower().encode(), value.encode()) for name, value in left.items())
                message = {**message, "headers": sent}
            await send(message)

        await self._app(scope, receive, send_with_headers)
