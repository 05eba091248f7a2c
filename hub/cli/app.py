"""The commands put together, and how their errors end."""

import sys
from typing import Annotated

import typer

from hub import __version__, log, settings
from hub.cli.config import config
from hub.cli.db import db
from hub.cli.demo import demo
from hub.cli.importing import import_region
from hub.cli.output import answers, fail
from hub.cli.region import region
from hub.cli.run import run
from hub.cli.schema import schema
from hub.cli.serve import serve
from hub.cli.source import source
from hub.cli.territory import territory
from hub.cli.test import test
from hub.errors import MerezhaError

app = typer.Typer(
    name="merezha",
    help="Registers of social service providers as one map and one GraphQL schema.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command()(demo)
app.command()(serve)
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(test)
app.command("import")(import_region)
app.add_typer(region, name="region")
app.add_typer(territory, name="territory")
app.add_typer(source, name="source")
app.add_typer(run, name="run")
app.add_typer(schema, name="schema")
app.add_typer(db, name="db")
app.command()(config)


def _show_version(asked: bool) -> None:
    """Print the version and end."""
    if asked:
        answers.print(f"merezha {__version__}", markup=False)
        raise typer.Exit


@app.callback()
def _before_each(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Prepare what every command needs."""
    log.configure(settings.load().log.log_level)


def main() -> None:
    """Run the command line: 0 is success, 1 a foreseen error, 2 a wrong use, 130 Ctrl-C."""
    try:
        app(prog_name="merezha")
    except MerezhaError as error:
        fail(error)
        sys.exit(1)
