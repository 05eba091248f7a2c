"""Engines are asked in their own words, over a small server on this machine that answers in their formats."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from hub.domain.records import Point
from importers.planning.engine_errors import EngineFailed, EngineRefused, EngineUnreachable
from importers.planning.engines import Engine, Router

A, B, C = Point(lat=48.75, lon=30.22), Point(lat=48.76, lon=30.25), Point(lat=48.9, lon=30.5)
MINUTES = [[0.0, None], [10.0, 25.5]]
KM = [[0.0, None], [7.0, 20.0]]


class Engines(BaseHTTPRequestHandler):
    """Answers 2 × 2 matrices in the format of each engine; keeps what it was asked.

    Where it is `sized`, Valhalla's are as large as asked, of ten minutes each.
    """

    sized = False
    asked: ClassVar[list[tuple[str, Any]]] = []
    answers: ClassVar[list[tuple[int, bytes]]] = []

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        self.asked.append((url.path, parse_qs(url.query)))
        self._answer(
            {
                "code": "Ok",
                "durations": scaled(MINUTES, 60),
                "distances": scaled(KM, 1000),
                "sources": [{"distance": 5.0}, {"distance": 2500.0}],
                "destinations": [{"distance": 0.0}, {}],
            }
        )

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.path, body))
        if self.path.endswith("/sources_to_targets"):
            rows = zip(scaled(MINUTES, 60), KM, strict=True)
            cells = [[{"time": t, "distance": k} for t, k in zip(*row, strict=True)] for row in rows]
            if self.sized:
                cells = [[{"time": 600, "distance": 5}] * len(body["targets"])] * len(body["sources"])
            self._answer({"sources_to_targets": cells, "units": "kilometers", "sources": body["sources"]})
        else:
            places = [{"location": [30.2, 48.7], "snapped_distance": 12.5}, None]
            answer = {"durations": scaled(MINUTES, 60), "distances": KM}
            self._answer({**answer, "sources": places, "destinations": places})

    def _answer(self, answer: Any) -> None:
        status, content = self.answers.pop(0) if self.answers else (200, json.dumps(answer).encode())
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Tell nobody."""


def scaled(table: list[list[float | None]], factor: float) -> list[list[float | None]]:
    """The table in another unit."""
    return [[None if cell is None else cell * factor for cell in row] for row in table]


@contextmanager
def engine_server() -> Iterator[str]:
    """The URL of a server that answers as engines do."""
    Engines.asked, Engines.answers = [], []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Engines)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def url() -> Iterator[str]:
    """The URL of the server."""
    with engine_server() as found:
        yield found


@pytest.mark.parametrize("engine", Engine)
def test_each_engine_gives_minutes_and_kilometres_and_no_road_as_none(engine: Engine, url: str) -> None:
    with Router(engine, url) as router:
        block = router.block([A, B], [B, C])
    assert (block.minutes, block.km) == (MINUTES, KM)


def test_what_is_asked_stands_in_the_order_of_each_engine(url: str) -> None:
    for engine in Engine:
        with Router(engine, url) as router:
            router.block([A, B], [B, C])
    osrm, valhalla, ors = Engines.asked
    places = "30.220000,48.750000;30.250000,48.760000;30.250000,48.760000;30.500000,48.900000"
    assert osrm == (
        f"/table/v1/driving/{places}",
        {"sources": ["0;1"], "destinations": ["2;3"], "annotations": ["duration,distance"]},
    )
    assert valhalla[0] == "/sources_to_targets"
    assert valhalla[1]["targets"] == [{"lat": 48.76, "lon": 30.25}, {"lat": 48.9, "lon": 30.5}]
    assert ors[0] == "/v2/matrix/driving-car"
    assert (ors[1]["locations"][0], ors[1]["sources"], ors[1]["destinations"]) == (
        [30.22, 48.75],
        [0, 1],
        [2, 3],
    )


def test_how_far_places_were_snapped_is_kept_where_it_is_told(url: str) -> None:
    snaps = {}
    for engine in Engine:
        with Router(engine, url) as router:
            block = router.block([A, B], [B, C])
        snaps[engine] = (block.origin_snaps, block.destination_snaps)
    assert snaps[Engine.OSRM] == ([5.0, 2500.0], [0.0, None])
    assert snaps[Engine.VALHALLA] == ([0.0, 0.0], [None, None])
    assert snaps[Engine.ORS] == ([12.5, None], [12.5, None])


def test_a_busy_engine_is_asked_again_and_not_for_ever(url: str) -> None:
    pauses: list[float] = []
    with Router(Engine.OSRM, url, pause=pauses.append) as router:
        Engines.answers = [(503, b""), (429, b"")]
        assert router.block([A, B], [B, C]).minutes == MINUTES
        Engines.answers = [(503, b"")] * 3
        with pytest.raises(EngineUnreachable, match="did not answer 3 times: it answered 503"):
            router.block([A, B], [B, C])
    assert (len(Engines.asked), len(pauses)) == (6, 4)


def test_an_engine_that_is_not_there_is_told() -> None:
    with (
        Router(Engine.ORS, "http://127.0.0.1:9", pause=lambda _: None) as router,
        pytest.raises(EngineUnreachable, match=r"ors at http://127\.0\.0\.1:9"),
    ):
        router.block([A], [B])


@pytest.mark.parametrize(
    ("status", "content", "error"),
    [
        (400, b'{"code":"TooBig","message":"Too many table coordinates"}', EngineRefused),
        (403, b"no key", EngineRefused),
        (200, b"<html>", EngineFailed),
        (200, b"[]", EngineFailed),
        (200, b'{"code":"NoTable"}', EngineFailed),
        (
            200,
            b'{"code":"Ok","durations":[[1]],"distances":[[1]],"sources":[],"destinations":[]}',
            EngineFailed,
        ),
        (200, b'{"code":"Ok","durations":[[-1,1],[1,1]],"distances":[[1,1],[1,1]]}', EngineFailed),
    ],
)
def test_an_answer_that_cannot_be_used_is_told(
    url: str, status: int, content: bytes, error: type[Exception]
) -> None:
    Engines.answers = [(status, content)]
    with Router(Engine.OSRM, url) as router, pytest.raises(error):
        router.block([A, B], [B, C])
    assert len(Engines.asked) == 1
