"""Engines that are slow, busy or misled: how long they are waited for, and what is told of them."""

import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from hub.domain.records import Point
from importers.planning.engine_errors import (
    EngineFailed,
    EngineKeyUnusable,
    EngineRefused,
    EngineUnreachable,
    EngineUrlUnusable,
)
from importers.planning.engines import Engine, Router

PLACE = Point(lat=48.75, lon=30.22)
KEY = "a-secret-of-the-ministry"
ANSWERS: dict[Engine, dict[str, Any]] = {
    Engine.OSRM: {
        "code": "Ok",
        "durations": [[600]],
        "distances": [[5000]],
        "sources": [{}],
        "destinations": [{}],
    },
    Engine.VALHALLA: {"sources_to_targets": [[{"time": 600, "distance": 5}]], "units": "kilometers"},
    Engine.ORS: {"durations": [[600]], "distances": [[5]], "sources": [{}], "destinations": [{}]},
}


class Told:
    """A server that gives the answers it was told, in their order, and then good ones."""

    def __init__(self, engine: Engine) -> None:
        self.good = json.dumps(ANSWERS[engine]).encode()
        #: Status, headers, content, and seconds before each byte of it.
        self.next: list[tuple[int, dict[str, str], bytes, float]] = []
        self.keys: list[str | None] = []
        self.paths: list[str] = []
        self.url = ""
        #: Whether good answers of Valhalla are as large as was asked, all of ten minutes.
        self.sized = False

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        self.keys.append(request.headers.get("Authorization"))
        self.paths.append(request.path)
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        if self.sized and not self.next:
            asked = json.loads(body)
            cells = [[{"time": 600, "distance": 5}] * len(asked["targets"])] * len(asked["sources"])
            self.good = json.dumps({"sources_to_targets": cells, "units": "kilometers"}).encode()
        status, headers, content, pause = self.next.pop(0) if self.next else (200, {}, self.good, 0.0)
        request.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            request.send_header(name, value)
        request.end_headers()
        try:
            for byte in [content] if not pause else (content[i : i + 1] for i in range(len(content))):
                time.sleep(pause)
                request.wfile.write(byte)
                request.wfile.flush()
        except OSError:
            return  # Who asked went away.


@contextmanager
def served(engine: Engine) -> Iterator[Told]:
    """A server on this machine."""
    told = Told(engine)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.answer(self)

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            """Tell nobody."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def asked(told: Told, engine: Engine, pauses: list[float], **more: Any) -> Any:
    """Minutes of one pair."""
    with Router(engine, told.url, pause=pauses.append, **more) as router:
        return router.block([PLACE], [PLACE]).minutes


@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_engine_is_let_alone_for_as_long_as_it_asks(engine: Engine, status: int) -> None:
    pauses: list[float] = []
    with served(engine) as told:
        told.next = [(status, {"Retry-After": "7"}, b"", 0), (status, {}, b"", 0)]
        assert asked(told, engine, pauses) == [[10.0]]
    assert pauses == [7.0, 2.0]


def test_a_moment_to_be_asked_again_is_understood_and_nonsense_is_not() -> None:
    pauses: list[float] = []
    with served(Engine.OSRM) as told:
        soon = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
        told.next = [(429, {"Retry-After": soon}, b"", 0), (429, {"Retry-After": "-5"}, b"", 0)]
        asked(told, Engine.OSRM, pauses)
        past = format_datetime(datetime.now(UTC) - timedelta(days=1), usegmt=True)
        told.next = [(429, {"Retry-After": past}, b"", 0)]
        asked(told, Engine.OSRM, pauses)
    assert 30 < pauses[0] <= 60
    assert pauses[1:] == [2.0, 1.0]


def test_an_engine_that_wants_hours_is_not_waited_for() -> None:
    pauses: list[float] = []
    with served(Engine.ORS) as told:
        told.next = [(429, {"Retry-After": "3600"}, b"", 0)]
        with pytest.raises(EngineUnreachable, match="wants to be asked again in 3600 seconds"):
            asked(told, Engine.ORS, pauses)
    assert pauses == []


@pytest.mark.parametrize("engine", Engine)
def test_a_slow_answer_is_given_up_as_a_whole_and_asked_for_again(engine: Engine) -> None:
    pauses: list[float] = []
    with served(engine) as told:
        # Each byte comes in time; all of them would take minutes.
        told.next = [(200, {}, told.good + b" " * 5_000, 0.05)]
        assert asked(told, engine, pauses, seconds=1) == [[10.0]]
        told.next = [(200, {}, told.good, 3.0)] * 3
        with pytest.raises(EngineUnreachable, match="did not answer 3 times"):
            asked(told, engine, pauses, seconds=1)
    assert len(told.paths) == 5


def test_an_answer_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importers.planning.requests._MOST_BYTES", 1_000)
    with served(Engine.OSRM) as told:
        told.next = [(200, {}, b" " * 2_000 + told.good, 0)]
        with pytest.raises(EngineFailed, match="has more than"):
            asked(told, Engine.OSRM, [])


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_an_engine_sends_no_request_elsewhere(status: int) -> None:
    with served(Engine.OSRM) as other, served(Engine.OSRM) as told:
        told.next = [(status, {"Location": f"{other.url}/inside"}, b"", 0)]
        with pytest.raises(EngineRefused, match=f"with {status}"):
            asked(told, Engine.OSRM, [], key=KEY)
    assert (other.paths, len(told.paths)) == ([], 1)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1",
        "127.0.0.1:5000",
        "http://",
        "",
        "http://name:secret@127.0.0.1",
        "http://127.0.0.1?api_key=secret",
        "http://127.0.0.1/#secret",
        "http://127.0.0.1:port",
    ],
)
def test_what_is_no_url_of_an_engine_is_not_asked(url: str) -> None:
    with pytest.raises(EngineUrlUnusable) as raised:
        Router(Engine.OSRM, url)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("key", ["secret\nHost: other", "secret\x00", "секрет"])
def test_a_key_that_is_no_header_is_refused_and_not_told(key: str) -> None:
    with pytest.raises(EngineKeyUnusable) as raised:
        Router(Engine.OSRM, "http://127.0.0.1:9", key=key)
    assert key[:6] not in str(raised.value)


def test_a_key_goes_to_the_engine_and_nowhere_else(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    said = []
    with served(Engine.ORS) as told:
        for answers in ([(403, {}, f"The key {KEY} is not known".encode(), 0)], [(503, {}, b"", 0)] * 3):
            told.next = list(answers)
            with pytest.raises((EngineRefused, EngineUnreachable)) as raised:
                asked(told, Engine.ORS, [], key=f" {KEY}\n")
            said.append(str(raised.value))
    assert told.keys == [KEY] * 4
    assert KEY not in "".join(said) + caplog.text
    assert "The key … is not known" in said[0]
