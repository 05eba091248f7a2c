"""`merezha demo`: from nothing to a hub that answers."""

from collections.abc import Iterable
from contextlib import ExitStack
from typing import Annotated

import typer

from hub import settings
from hub.cli.database import open_database
from hub.cli.output import answers, show_table
from hub.cli.progress import SILENCE_SECONDS, watching
from hub.cli.serve import Host, Port
from hub.cli.serving import serve_on, take_port
from hub.demo import load_demo
from hub.ingest.report import RunReport

_QUERY = """\
{ providers(filter: { text: "Sudarushka" }, first: 5) { totalCount edges { node { name sector } } } }"""


def demo(
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Stop before serving.")] = False,
    host: Host = None,
    port: Port = None,
) -> None:
    """Set everything up, import the sample regions and serve; a second run changes nothing."""
    current = settings.load()
    with ExitStack() as stack:
        number = current.serve.port if port is None else port
        taken = None if no_serve else stack.enter_context(take_port(host or current.serve.host, number))
        with watching(SILENCE_SECONDS) as watch:
            watch("database", 0, 1)
            url = stack.enter_context(open_database())
            watch("database", 1, 1)
            reports = load_demo(url, watch)
        _show(reports)
        if taken is not None:
            serve_on(taken, url, current)


def _show(reports: Iterable[RunReport]) -> None:
    """Print what came in and one query to try."""
    columns = ("region", "result", "read", "accepted", "rejected", "providers", "services", "release")
    show_table(
        columns,
        (
            (r.source, r.status.value, r.read, r.accepted, r.rejected, r.providers, r.services, r.release)
            for r in reports
        ),
    )
    answers.print("\nA query to try at /graphql:\n", markup=False)
    answers.print(f"  {_QUERY}\n", markup=False)
