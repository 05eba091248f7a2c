"""Serving the hub until Ctrl-C or SIGTERM, on a port that is taken before long work begins."""

import gc
import socket
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import uvicorn
from starlette.types import ASGIApp

from hub.cli import signals
from hub.cli.output import notes
from hub.cluster import private_cluster
from hub.cluster.watch import Watch
from hub.errors import MerezhaError
from hub.kept import keep_fewer
from hub.settings import Settings

_BACKLOG = 2048
#: Python looks for garbage after 700 new objects; an answer makes tens of thousands and keeps none of them.
#: What was at work when it looked is looked at again after ten times as many, and then after a hundred times:
#: statements hold themselves, so that those of slow questions stay till then.
_GC_THRESHOLDS = (50_000, 10, 10)
#: An import meets the same words again and again; who asks a server may send other ones each time.
_KEPT_TEXTS = 2_000


class PortTaken(MerezhaError):
    """The port {port} of {host} cannot be used ({reason}); choose another with --port."""

    code = "PORT_TAKEN"


def take_port(host: str, port: int) -> socket.socket:
    """Bind a port now, so that one in use is told before minutes of work; 0 is any free one.

    Raises PortTaken.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        taken = socket.socket(family, socket.SOCK_STREAM)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        return taken
    except OSError as error:
        raise PortTaken(host=host, port=port, reason=error.strerror) from error


def serve_on(taken: socket.socket, url: str, settings: Settings) -> None:
    """Serve the hub of this database on a taken port until the process is asked to stop."""
    # The schema takes a second to import, which other commands need not wait for.
    from hub.jobs.beside import WorkerBeside
    from hub.store.logins import read_url, work_url
    from hub.store.wall import require_wall
    from hub.web.app import create_app

    host, port = taken.getsockname()[:2]
    try:
        # Two programs may bind a port; only one of them may listen.
        taken.listen(_BACKLOG)
    except OSError as error:
        raise PortTaken(host=host, port=port, reason=error.strerror) from error
    reads = read_url(url, settings)
    require_wall(reads)
    beside = WorkerBeside(work_url(url, settings), reads) if settings.jobs.beside_serve else nullcontext()
    server = server_of(create_app(url, settings), settings)
    spare_collections()
    notes.print(f"Serving on http://{host}:{port} (GraphiQL: http://{host}:{port}/graphql). Ctrl-C stops.")
    with _watched(settings), beside:
        server.run(sockets=[taken])


def _watched(settings: Settings) -> AbstractContextManager[object]:
    """A watch over the private cluster, where the settings name no database in its place."""
    cluster = private_cluster(settings)
    return nullcontext() if cluster is None else Watch(cluster)


class _Server(uvicorn.Server):
    """The server, which is told of signals by the command that it runs in."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield  # Signals come to the main thread only.
            return
        with signals.handed_to(self.handle_exit, self.config.timeout_graceful_shutdown or 0):
            yield


def server_of(app: ASGIApp, settings: Settings) -> uvicorn.Server:
    """The HTTP server of an application, with the bounds that connections have."""
    from hub.web.connections import bounded

    config = uvicorn.Config(
        app,
        loop="uvloop",
        http=bounded(settings.connections, settings.serve.proxies),
        ws="none",
        timeout_keep_alive=settings.connections.idle_seconds,
        timeout_graceful_shutdown=settings.connections.stop_seconds,
        log_config=None,
        access_log=False,
        lifespan="on",
        proxy_headers=bool(settings.serve.proxies),
        forwarded_allow_ips=settings.serve.proxies,
        server_header=False,
    )
    return _Server(config)


def spare_collections() -> None:
    """Let the garbage collector come less often, and never look at what was loaded before now."""
    keep_fewer(_KEPT_TEXTS)
    gc.collect()
    gc.freeze()
    # It goes by how much there was at its last look, and would wait for a quarter of all that was loaded.
    gc.collect()
    gc.set_threshold(*_GC_THRESHOLDS)
