"""Connections of the server: what each may send before a request is whole, and how long it may take.

uvicorn's own protocol waits for ever and keeps whatever comes, so that one connection could stop the server.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from typing import Any, ClassVar

import httptools
import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from hub.errors import MerezhaError
from hub.settings import ConnectionLimits

#: A request is parsed in pieces, so that a bound is seen soon after it is passed.
_PIECE = 16 * 1024
#: Bytes that the encoding of a body may cost beside its content: sizes of chunks, and headers after the last.
_OVERHEAD_BYTES = 64 * 1024


class ConnectionRefused(MerezhaError):
    """The connection cannot be served."""

    status: ClassVar[int] = 400


class HeadersTooLarge(ConnectionRefused):
    """The address and headers of a request have more than {limit} bytes, or more than {most} headers."""

    code = "HEADERS_TOO_LARGE"
    status = 431


class BodyNotReadable(ConnectionRefused):
    """The body is cut into too many pieces; send it with its length."""

    code = "BODY_NOT_READABLE"
    status = 400


class MalformedMessage(ConnectionRefused):
    """What was sent is no HTTP request."""

    code = "BAD_REQUEST"
    status = 400


class RequestTooSlow(ConnectionRefused):
    """The request was not there within {seconds} seconds."""

    code = "REQUEST_TOO_SLOW"
    status = 408


class TooManyConnections(ConnectionRefused):
    """The server holds {limit} connections{whose} already. Close some, or ask again later."""

    code = "TOO_MANY_CONNECTIONS"
    status = 503


class Crowd:
    """Counts the open connections, of everybody and of each address.

    A proxy stands for many clients, so those of its own address are bounded together with all only.
    """

    def __init__(self, limits: ConnectionLimits, proxies: str) -> None:
        self._limits = limits
        self._proxies = [ip_network(one.strip(), strict=False) for one in proxies.split(",") if one.strip()]
        self._open: Counter[str] = Counter()

    def enter(self, address: str) -> None:
        """Count a connection. Raises TooManyConnections, and counts it nevertheless, until it leaves."""
        self._open[address] += 1
        if self._open.total() > self._limits.connections:
            raise TooManyConnections(limit=self._limits.connections, whose="")
        most = self._limits.connections_of_address
        if address and self._open[address] > most and not self._is_proxy(address):
            raise TooManyConnections(limit=most, whose=" of this address")

    def leave(self, address: str) -> None:
        """Forget a connection that was counted."""
        self._open[address] -= 1
        if not self._open[address]:
            del self._open[address]

    def _is_proxy(self, address: str) -> bool:
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self._proxies)


class BoundedProtocol(HttpToolsProtocol):
    """uvicorn's protocol with the bounds of `limits`; `bounded` makes the class that the server uses."""

    limits: ClassVar[ConnectionLimits]
    crowd: ClassVar[Crowd]

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._address: str | None = None
        self._in_head = True
        self._begun = False  # a request's first byte is there, its last is not
        self._head_bytes = 0
        self._overhead = 0
        self._refused = False
        self._receiving: asyncio.TimerHandle | None = None
        self._sending: asyncio.TimerHandle | None = None

    # What asyncio calls.

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Serve a new connection, or refuse one too many."""
        super().connection_made(transport)
        self._address = self.client[0] if self.client else ""
        self._expect(self.limits.header_seconds)
        try:
            self.crowd.enter(self._address)
        except TooManyConnections as refused:
            self._refuse(refused)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._expect(None)
        if self._sending is not None:
            self._sending.cancel()
        if self._address is not None:
            self.crowd.leave(self._address)
            self._address = None
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read some bytes of a request, no more of it than is allowed."""
        self._unset_keepalive_if_required()
        for start in range(0, len(data), _PIECE):
            if self._refused or self.parser is None:
                return
            piece = data[start : start + _PIECE]
            try:
                self._read(piece)
            except httptools.HttpParserUpgrade:
                # Nothing is served but HTTP: the request is answered as if it had not asked.
                return
            except ConnectionRefused as refused:
                self._refuse(refused)
            except httptools.HttpParserError as error:
                cause = error.__context__
                self._refuse(cause if isinstance(cause, ConnectionRefused) else MalformedMessage())
        if not self._begun and self._receiving is None and self._is_idle():
            # Empty lines before a request begin none, and must not keep the connection either.
            self._expect(self.limits.header_seconds)

    def pause_writing(self) -> None:
        """The client does not read what it asked for: wait for it, but not for ever."""
        super().pause_writing()
        if self._sending is None:
            self._sending = self.loop.call_later(self.limits.send_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """The client reads on."""
        super().resume_writing()
        if self._sending is not None:
            self._sending.cancel()
            self._sending = None

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection, even one whose client does not take the last bytes."""
        super().timeout_keep_alive_handler()
        self.loop.call_later(self.limits.send_seconds, self.transport.abort)

    # What the parser calls.

    def on_message_begin(self) -> None:
        """The first byte of a request is there."""
        super().on_message_begin()
        self._begun, self._in_head, self._overhead = True, True, 0
        self._expect(self.limits.header_seconds)

    def on_headers_complete(self) -> None:
        """The headers are there: let the request be answered while its body comes."""
        if len(self.headers) > self.limits.headers:
            raise HeadersTooLarge(limit=self.limits.header_bytes, most=self.limits.headers)
        self._in_head, self._head_bytes = False, 0
        self._expect(self.limits.body_seconds)
        super().on_headers_complete()

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header is there; those after a body are read and dropped."""
        if self._in_head:
            super().on_header(name, value)

    def on_body(self, body: bytes) -> None:
        """Some of the body is there."""
        self._overhead -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._begun, self._in_head, self._head_bytes = False, True, 0
        self._expect(None)
        super().on_message_complete()

    # What is our own.

    def _read(self, piece: bytes) -> None:
        """Parse some bytes. Raises ConnectionRefused where they are more than is allowed."""
        if self._in_head:
            self._head_bytes += len(piece)
        else:
            self._overhead += len(piece)
        was_in_head = self._in_head
        self.parser.feed_data(piece)
        if self._in_head and self._begun and self._head_bytes > self.limits.header_bytes:
            raise HeadersTooLarge(limit=self.limits.header_bytes, most=self.limits.headers)
        if not was_in_head and not self._in_head and self._overhead > _OVERHEAD_BYTES:
            raise BodyNotReadable()
        if not self._begun:
            self._head_bytes = 0

    def _is_idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _expect(self, seconds: float | None) -> None:
        """Give the client so long for what must come next; None where nothing must."""
        if self._receiving is not None:
            self._receiving.cancel()
        self._receiving = None if seconds is None else self.loop.call_later(seconds, self._too_slow, seconds)

    def _too_slow(self, seconds: float) -> None:
        self._receiving = None
        if self.cycle is None and not self._begun:
            # It never said anything, so nothing need be said to it.
            self._refused = True
            self.transport.abort()
            return
        self._refuse(RequestTooSlow(seconds=seconds))

    def _refuse(self, refused: ConnectionRefused) -> None:
        """Say why the connection is closed, unless an answer is being sent on it, and close it."""
        self._refused = True
        self._expect(None)
        if self.transport.is_closing():
            return
        answering = (
            self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete
        )
        if not answering:
            self.transport.write(_response(refused))
        self.transport.close()
        self.loop.call_later(self.limits.send_seconds, self.transport.abort)


def bounded(limits: ConnectionLimits, proxies: str) -> type[BoundedProtocol]:
    """The protocol of one server, with its own count of connections."""
    return type("Bounded", (BoundedProtocol,), {"limits": limits, "crowd": Crowd(limits, proxies)})


def _response(refused: ConnectionRefused) -> bytes:
    """A refusal in the one shape that all errors have."""
    error = {"message": str(refused), "extensions": {"code": refused.code}}
    body = orjson.dumps({"errors": [error]})
    headers: Sequence[bytes] = (
        b"content-type: application/json; charset=utf-8\r\n",
        b"content-length: %d\r\n" % len(body),
        b"cache-control: no-store\r\nx-content-type-options: nosniff\r\nconnection: close\r\n\r\n",
    )
    return b"".join((STATUS_LINE[refused.status], *headers, body))
