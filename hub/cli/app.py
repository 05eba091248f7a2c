"""The commands put together, and how their errors end."""

import sys
from typing import Annotated

import typer

from hub import __version__, log, settings
from hub.cli.lazy import LazyGroup
from hub.cli.output import answers, fail
from hub.errors import MerezhaError

app = typer.Typer(
    name="merezha",
    cls=LazyGroup,
    help="Registers of social service providers as one map and one GraphQL schema.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


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
