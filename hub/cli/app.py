"""The commands put together, and how their errors end."""

import logging
import os
import sys
from contextlib import suppress
from typing import Annotated

import typer

from hub import __version__, log, settings
from hub.cli.faults import fault_of
from hub.cli.lazy import LazyGroup
from hub.cli.output import answers, fail
from hub.errors import MerezhaError

log_of_faults = logging.getLogger(__name__)

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
        _run()
    except MerezhaError as error:
        fail(error)
        sys.exit(1)
    except Exception as error:
        fault = fault_of(error)
        if fault is None:
            raise
        log_of_faults.debug("the command ended by a fault", exc_info=error)
        _drop_output()
        fail(fault)
        sys.exit(1)


def _run() -> None:
    """Run the command, and hand its output over while a full disk can still be told."""
    try:
        app(prog_name="merezha")
    finally:
        with suppress(BrokenPipeError):
            sys.stdout.flush()


def _drop_output() -> None:
    """What cannot be written now would fail once more, and with a traceback, when the process ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
