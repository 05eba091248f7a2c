"""The contestants: each a server of its own process on the same database."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from bench.serve.operations import Operation, Variables
from hub.errors import MerezhaError

ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60.0

#: Whoever asks for 1,000 providers in one page, as fast as the server answers, needs limits that allow it;
#: those of anybody do not.
OPEN_LIMITS = {
    "MEREZHA_ANONYMOUS_AT_ONCE": "0",
    "MEREZHA_ANONYMOUS_REQUESTS_A_MINUTE": "0",
    "MEREZHA_ANONYMOUS_POINTS_A_MINUTE": "0",
    "MEREZHA_ANONYMOUS_PAGE_SIZE": "1000",
    "MEREZHA_ANONYMOUS_NODES": "1000000",
    "MEREZHA_ANONYMOUS_REQUEST_SECONDS": "120",
    "MEREZHA_ANONYMOUS_STATEMENT_SECONDS": "60",
}


class ServerNotUp(MerezhaError):
    """The server of {name} did not answer within a minute; its words are above."""

    code = "SERVER_NOT_UP"


@dataclass(frozen=True, eq=False)
class Contestant:
    """A way to answer. `path` is filled with the name of the floor's handler; `only` are its handlers,
    `distinct` is how many different requests it gets.
    """

    name: str
    title: str
    server: str
    path: str = "/graphql"
    only: frozenset[str] | None = None
    distinct: int | None = None
    environment: dict[str, str] = field(default_factory=dict)

    def answers(self, operation: Operation) -> bool:
        """Whether it has a handler for the operation."""
        return self.only is None or operation.handler in self.only

    def bodies(self, operation: Operation, variables: list[Variables]) -> list[bytes]:
        """Bodies of its requests."""
        return operation.bodies(variables[: self.distinct])

    def shaped(self, operation: Operation, data: Any) -> Any:  # noqa: ARG002
        """Data of an answer as the hub's own schema would give it; only a peer's needs a change."""
        return data


@dataclass(frozen=True)
class Running:
    """A server that answers."""

    process: int
    port: int

    def url(self, contestant: Contestant, operation: Operation) -> str:
        """Where an operation is asked."""
        return f"http://127.0.0.1:{self.port}{contestant.path.format(handler=operation.handler)}"


_UNCACHED = {"MEREZHA_CACHE_TOTAL_BYTES": "0"}
ORDINARY = Contestant(
    "ordinary", "our ordinary road", "hub", environment=_UNCACHED | {"MEREZHA_COMPILE": "false"}
)
COMPILED = Contestant("compiled", "our compiled road", "hub", environment=_UNCACHED)
IN_SQL = Contestant("sql", "by hand, JSON in SQL", "floor", "/sql/{handler}")
#: A territory page is one row of many parts: there is nothing for Python to join.
_JOINED = frozenset({"box", "matrix", "nearest", "by_id", "facets"})
IN_ROWS = Contestant("rows", "by hand, rows and orjson", "floor", "/rows/{handler}", _JOINED)
LIVE = Contestant(
    "live", "by hand, counted live", "floor", "/live/{handler}", frozenset({"matrix", "facets"})
)


@contextmanager
def serving(contestant: Contestant, url: str) -> Iterator[Running]:
    """The contestant's server on a free port of this machine, ended at the end."""
    port = _free_port()
    environment = {**os.environ, **OPEN_LIMITS, **contestant.environment, "MEREZHA_DATABASE_URL": url}
    process = subprocess.Popen(
        _command(contestant, url, port),
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(process, port, contestant.name)
        yield Running(process.pid, port)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _command(contestant: Contestant, url: str, port: int) -> list[str]:
    """One worker that listens on 127.0.0.1."""
    if contestant.server == "postgraphile":
        folder = Path(__file__).with_name("postgraphile")
        libpq = make_url(url).set(drivername="postgres").render_as_string(hide_password=False)
        return [str(folder / "node_modules/.bin/node"), str(folder / "server.mjs"), libpq, str(port)]
    if contestant.server == "floor":
        return [sys.executable, "-m", "bench.serve.floor.app", url, str(port)]
    return [sys.executable, "-m", "hub.cli", "serve", "--port", str(port)]


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], port: int, name: str) -> None:
    """Until something listens on the port, or ServerNotUp."""
    deadline = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise ServerNotUp(name=name)
