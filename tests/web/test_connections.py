"""No connection keeps the server from others: bounds on what it sends, on its time, and on their number."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn

from hub.cli.serving import server_of
from hub.settings import ConnectionLimits, Settings

QUICK = {"header_seconds": 0.3, "body_seconds": 0.3, "idle_seconds": 1, "send_seconds": 0.5}
GET = b"GET /%s HTTP/1.1\r\nhost: hub\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nhost: hub\r\n"


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Answers with the length of the body; /long with an answer that nobody could keep in a buffer."""
    if scope["type"] == "lifespan":
        for event in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{event}.complete"})
        return
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    body = b"x" * 20_000_000 if scope["path"] == "/long" else str(size).encode()
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]}
    )
    await send({"type": "http.response.body", "body": body})


@contextmanager
def served(**limits: Any) -> Iterator[tuple[uvicorn.Server, Callable[[], socket.socket]]]:
    """A server with these limits, and what opens a connection to it."""
    settings = Settings()
    settings.connections = ConnectionLimits(**{**QUICK, **limits})
    taken = socket.create_server(("127.0.0.1", 0))
    server = server_of(echo, settings)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]})
    thread.start()
    opened: list[socket.socket] = []

    def connect() -> socket.socket:
        connection = socket.create_connection(taken.getsockname(), timeout=20)
        opened.append(connection)
        return connection

    try:
        while not server.started:
            time.sleep(0.01)
        yield server, connect
    finally:
        for connection in opened:
            connection.close()
        server.should_exit = True
        thread.join()


def answer(connection: socket.socket) -> bytes:
    """Everything that the server sends until it closes the connection."""
    found = b""
    try:
        while more := connection.recv(65536):
            found += more
    except ConnectionResetError:
        pass
    return found


def status(connection: socket.socket) -> int:
    """The status of the first answer."""
    return int(connection.recv(65536).split(b" ", 2)[1])


def is_served(connect: Callable[[], socket.socket]) -> bool:
    """Whether somebody else gets an answer."""
    other = connect()
    other.sendall(GET % b"")
    return status(other) == 200


def send_all(connection: socket.socket, data: bytes, times: int) -> None:
    """Send the data so often, or until the server has enough."""
    try:
        for _ in range(times):
            connection.sendall(data)
    except OSError:
        pass


@pytest.mark.parametrize(
    ("start", "more"),
    [
        (b"GET /", b"a" * 50_000),
        (b"GET / HTTP/1.1\r\nx: ", b"a" * 50_000),
        (b"GET / HTTP/1.1\r\n", b"a" * 50_000),
        (b"GET / HTTP/1.1\r\n", b"x: y\r\n" * 5_000),
        (b"", b"a" * 50_000),
    ],
    ids=["address", "value", "name", "many", "method"],
)
def test_headers_without_end_are_cut_off(start: bytes, more: bytes) -> None:
    with served(header_bytes=100_000) as (_, connect):
        endless = connect()
        endless.sendall(start)
        send_all(endless, more, 1_000)
        assert is_served(connect)
        assert answer(endless).split(b" ", 2)[1:2] in ([b"431"], [b"400"], [])


def test_one_header_too_many_is_refused_and_one_less_is_not() -> None:
    with served(headers=10) as (_, connect):
        for number, expected in ((10, 200), (11, 431)):
            asking = connect()
            asking.sendall(b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * number + b"\r\n")
            assert status(asking) == expected


@pytest.mark.parametrize(
    "piece", [b"1;" + b"e" * 1_000 + b"\r\nx\r\n", b"1\r\nx\r\n"], ids=["extensions", "single bytes"]
)
def test_a_body_of_tiny_chunks_is_cut_off(piece: bytes) -> None:
    with served() as (_, connect):
        endless = connect()
        endless.sendall(POST + b"transfer-encoding: chunked\r\n\r\n")
        send_all(endless, piece * 100, 10_000)
        assert is_served(connect)
        assert answer(endless).split(b" ", 2)[1:2] in ([b"400"], [])


def test_trailers_without_end_are_cut_off() -> None:
    with served() as (_, connect):
        endless = connect()
        endless.sendall(POST + b"transfer-encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n")
        send_all(endless, b"x: " + b"y" * 50_000 + b"\r\n", 1_000)
        assert is_served(connect)
        assert answer(endless).split(b" ", 2)[1:2] in ([b"400"], [])


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"", b""),
        (b"GET / HTTP/1.1\r\nhost", b"408"),
        (POST + b"content-length: 10\r\n\r\nhalf", b"408"),
        (b"\r\n", b""),
    ],
    ids=["nothing", "half headers", "half a body", "empty lines"],
)
def test_what_does_not_come_is_not_waited_for(sent: bytes, expected: bytes) -> None:
    with served() as (server, connect):
        slow = [connect() for _ in range(20)]
        for connection in slow:
            connection.sendall(sent)
        found = {answer(connection)[9:12] for connection in slow}
        assert found == {expected}
        assert not server.server_state.connections


def test_headers_that_drip_are_not_waited_for() -> None:
    with served() as (_, connect):
        slow = connect()
        for byte in GET % (b"a" * 10_000):
            try:
                slow.sendall(bytes([byte]))
            except OSError:
                break
            time.sleep(0.02)
        else:
            pytest.fail("the server waited for every byte")


def test_an_answer_that_nobody_reads_is_given_up() -> None:
    with served() as (server, connect):
        deaf = connect()
        deaf.sendall(GET % b"long")
        deadline = time.monotonic() + 20
        while not server.server_state.connections and time.monotonic() < deadline:
            time.sleep(0.01)
        while server.server_state.connections and time.monotonic() < deadline:
            time.sleep(0.01)
        assert not server.server_state.connections
        assert is_served(connect)


def test_connections_of_all_and_of_one_address_are_bounded() -> None:
    slow = {"header_seconds": 20, "idle_seconds": 20}
    with served(connections_of_address=5, **slow) as (server, connect):
        held = [connect() for _ in range(5)]
        late = connect()
        assert b"TOO_MANY_CONNECTIONS" in answer(late)
        held[0].close()
        while len(server.server_state.connections) > 4:
            time.sleep(0.01)
        assert is_served(connect)
    with served(connections=3, **slow) as (_, connect):
        assert all(is_served(connect) for _ in range(3))
        assert b"TOO_MANY_CONNECTIONS" in answer(connect())


def test_connections_of_a_proxy_are_those_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEREZHA_PROXIES", "127.0.0.0/8")
    with served(connections_of_address=2, header_seconds=20) as (_, connect):
        assert all(is_served(connect) for _ in range(10))


def test_two_requests_at_once_and_one_after_another_are_served() -> None:
    with served() as (_, connect):
        asking = connect()
        asking.sendall((GET % b"") * 2)
        asking.sendall(POST + b"content-length: 3\r\nconnection: close\r\n\r\nabc")
        assert answer(asking).count(b"HTTP/1.1 200 OK") == 3


def test_half_a_body_does_not_keep_the_server_from_ending() -> None:
    with served(body_seconds=1_000, stop_seconds=1) as (server, connect):
        half = connect()
        half.sendall(POST + b"content-length: 10\r\n\r\nhalf")
        while not server.server_state.tasks:
            time.sleep(0.01)
        server.should_exit = True
        assert answer(half)[9:12] in (b"", b"500", b"503")


def test_what_is_no_request_is_refused_in_the_shape_of_all_errors() -> None:
    with served() as (_, connect):
        asking = connect()
        asking.sendall(b"\x16\x03\x01 not HTTP\r\n\r\n")
        assert b'"code":"BAD_REQUEST"' in answer(asking)
