"""`merezha serve`: the hub as it is, over HTTP."""

from typing import Annotated

import typer

from hub import settings
from hub.cli.database import open_database
from hub.cli.serving import serve_on, take_port

Host = Annotated[str | None, typer.Option(help="Address to listen on; by default MEREZHA_HOST.")]
Port = Annotated[
    int | None, typer.Option(min=0, max=65535, help="Port to listen on, 0 for any; by default MEREZHA_PORT.")
]


def serve(host: Host = None, port: Port = None) -> None:
    """Serve the GraphQL schema, GraphiQL, /livez and /readyz until Ctrl-C."""
    current = settings.load()
    address = host or current.serve.host
    number = current.serve.port if port is None else port
    with take_port(address, number) as taken, open_database() as url:
        serve_on(taken, url, current)
