"""What tells how far a command is, and what it must not do."""

import io
import re
import threading
import time

import pytest
from rich.console import Console

from hub.cli import progress
from hub.cli.progress import watching


def console(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> io.StringIO:
    """What is written on standard error, as of a terminal or of a file."""
    written = io.StringIO()
    monkeypatch.setattr(progress, "notes", Console(file=written, force_terminal=terminal, width=100))
    return written


@pytest.mark.parametrize("terminal", [True, False])
def test_no_thread_tells_of_an_import_which_forks_only_while_it_is_alone(
    monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    written = console(monkeypatch, terminal)
    before = threading.active_count()
    with watching() as watch:
        watch("ua_05", 500, 1000)
        watch("ua_05", 1000, 1000)
        assert threading.active_count() == before
    assert ("━" in written.getvalue()) is terminal


def test_a_log_has_a_line_for_each_task_and_no_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    written = console(monkeypatch, terminal=False)
    with watching() as watch:
        for done in range(3):
            watch("territories", done, 3)
        watch("ua_05", 0, None)
        # A reader sees it at once, and not when the command has ended.
        assert re.sub(r"\d:\d\d", "m:ss", written.getvalue()) == "m:ss  territories\nm:ss  ua_05\n"
    assert written.getvalue().endswith("  done\n")


def test_a_log_tells_how_far_a_long_task_is(monkeypatch: pytest.MonkeyPatch) -> None:
    written = console(monkeypatch, terminal=False)
    with watching(silence=0.01) as watch:
        watch("territories", 1, 3)
        for _ in range(1_000):
            if "territories: 1 of 3" in written.getvalue():
                break
            time.sleep(0.01)
    assert "territories: 1 of 3" in written.getvalue()


def fail() -> None:
    with watching() as watch:
        watch("ua_05", 0, None)
        raise ValueError("broken")


def test_what_failed_is_not_said_to_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    written = console(monkeypatch, terminal=False)
    with pytest.raises(ValueError, match="broken"):
        fail()
    assert "ua_05" in written.getvalue()
    assert "done" not in written.getvalue()
