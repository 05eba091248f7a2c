"""Ctrl-C, SIGTERM and SIGHUP: what was begun is undone, and the command ends with one sentence.

While the program loads there is nothing to undo, and a signal ends the process at once. Afterwards it is
an exception, `Ended`, on whose way transactions are rolled back, runs marked and the private cluster
stopped. What hangs on that way is broken off. This module is loaded first, so it loads hardly anything.
"""

import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

#: Each signal that asks a command to end, as people call it.
_ANSWERED = {signal.SIGINT: "Ctrl-C (SIGINT)", signal.SIGTERM: "SIGTERM", signal.SIGHUP: "SIGHUP"}
#: So long may it take to undo what was begun.
GRACE_SECONDS = 30.0
#: A signal that comes twice, as `timeout` and terminals send it, is no second wish.
_SAME_WISH_SECONDS = 1.0
_SOON_SECONDS = 0.01

_Handler = Callable[[int, FrameType | None], None]


class Ended(KeyboardInterrupt):
    """A signal asked the command to end.

    Libraries take it for Ctrl-C: psycopg cancels the statement that it waits for.
    """


class _Wish:
    """Which signal came, and what is to happen."""

    def __init__(self) -> None:
        self.signal: signal.Signals | None = None
        self.at = 0.0
        self.begun = False
        self.lost = False
        self.fulfilled = False
        self.instead: _Handler | None = None
        self.grace = GRACE_SECONDS


_wish = _Wish()


def answer() -> None:
    """Answer signals from now on, but for those that whoever started the process lets it ignore."""
    for number in _ANSWERED:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _come)
    signal.signal(signal.SIGALRM, _look_again)
    sys.unraisablehook = _unraisable
    # The launcher holds them back until somebody answers.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ANSWERED)


def begin() -> None:
    """From now on there may be something to undo."""
    _wish.begun = True


def asked() -> tuple[int, str] | None:
    """The signal that asked the command to end: its number and its name; None when none came."""
    return None if _wish.signal is None else (_wish.signal.value, _ANSWERED[_wish.signal])


def stopped_server() -> bool:
    """Whether SIGTERM stopped a server within its time: nothing of it was left unfinished."""
    return _wish.fulfilled


@contextmanager
def handed_to(handler: _Handler, seconds: float) -> Iterator[None]:
    """Meanwhile hand signals to a server, which needs so long to end; then raise Ended if any came.

    A server that a shell started in the background is ended by SIGINT too.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, _come)
    _wish.instead, _wish.grace = handler, seconds + GRACE_SECONDS
    try:
        yield
    finally:
        _wish.instead = None
    _wish.fulfilled = _wish.signal is signal.SIGTERM
    if _wish.signal is not None:
        raise _ended(_wish.signal)


def _come(number: int, frame: FrameType | None) -> None:
    again = _wish.signal is not None
    came = signal.Signals(number)
    if not again:
        _wish.signal, _wish.at = came, time.monotonic()
        if not _wish.begun:
            _leave(f"ENDED: {_ANSWERED[came]} ended the command before it began.")
        signal.setitimer(signal.ITIMER_REAL, _wish.grace)
        # That its work was cut short is no news.
        logging.getLogger("psycopg").setLevel(logging.ERROR)
    if _wish.instead is not None:
        _wish.instead(number, frame)
    elif not again:
        raise _ended(came)
    elif time.monotonic() - _wish.at > _SAME_WISH_SECONDS:
        _break_off("was asked twice to end")


def _look_again(_number: int, _frame: FrameType | None) -> None:
    assert _wish.signal is not None
    if not _wish.lost:
        _break_off(f"did not end within {_wish.grace:g} seconds")
    _wish.lost = False
    signal.setitimer(signal.ITIMER_REAL, _wish.grace)
    raise _ended(_wish.signal)


def _ended(came: signal.Signals) -> Ended:
    return Ended(f"{_ANSWERED[came]} ended it")


def _unraisable(unraisable: "sys.UnraisableHookArgs") -> None:
    """Python drops what is raised while it cleans up an object; a wish to end must not get lost so."""
    if issubclass(unraisable.exc_type, Ended):
        _wish.lost = True
        signal.setitimer(signal.ITIMER_REAL, _SOON_SECONDS)
    else:
        sys.__unraisablehook__(unraisable)


def _break_off(why: str) -> None:
    _leave(
        f"BROKEN_OFF: the command {why}, and was broken off; the database undoes what was not finished. "
        "`merezha db stop` stops a private cluster that was left on."
    )


def _leave(sentence: str) -> None:
    """End without a way back; nothing of Python's own is asked any more, since it may be what hangs."""
    assert _wish.signal is not None
    os.write(2, f"{sentence}\n".encode())
    os._exit(128 + _wish.signal)
