"""The commands put together, and how their errors end."""

import logging
import os
import sys
from contextlib import suppress
from typing import Annotated

import typer

from hub import __version__, log, settings
from hub.cli import signals
from hub.cli.faults import EndedBySignal, fault_of
from hub.cli.lazy import LazyGroup
from hub.cli.output import answers, fail, notes
from hub.cluster.errors import ClusterNotStopped
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


def run() -> None:
    """Run the command line: 0 is success, 1 a foreseen error, 2 a wrong use, 128 and more a signal.

    SIGTERM is how a service manager stops a server: that is success.
    """
    try:
        _run()
    except BaseException as error:
        asked = signals.asked()
        if signals.stopped_server() and not isinstance(error, ClusterNotStopped):
            notes.print("SIGTERM stopped the server.")
            os._exit(0)
        fault = _fault(error) if asked is None else _end_of(error, asked[1])
        if fault is None:
            raise
        if fault is not error:
            log_of_faults.debug("the command ended by a fault", exc_info=error)
            _drop_output()
        fail(fault)
        if asked is None:
            sys.exit(1)
        # Threads that wait for a frozen database would keep the process from its end.
        os._exit(128 + asked[0])


def _fault(error: BaseException) -> MerezhaError | None:
    """What is to be told of an error; None where it is none, or a mistake of ours."""
    if isinstance(error, MerezhaError):
        return error
    return fault_of(error) if isinstance(error, Exception) else None


def _end_of(error: BaseException, name: str) -> MerezhaError:
    """What is to be told at the end by a signal: that it came to one, or that the cluster did not."""
    return error if isinstance(error, ClusterNotStopped) else EndedBySignal(signal=name)


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
