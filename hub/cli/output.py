"""What commands print: tables and sentences for people, JSON for programs."""

import dataclasses
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import orjson
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from hub.errors import MerezhaError

#: A table that goes into a file or a pipe is not squeezed into the 80 columns of a terminal.
_FILE_WIDTH = 200
#: Answers go to standard output; progress, notes and errors to standard error.
answers = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else _FILE_WIDTH)
notes = Console(
    stderr=True, highlight=False, soft_wrap=True, width=None if sys.stderr.isatty() else _FILE_WIDTH
)

Json = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]


def show_json(value: Any) -> None:
    """Print a value as indented JSON; dataclasses become objects, paths and sets become text and lists."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS
    sys.stdout.write(orjson.dumps(value, default=_plain, option=options).decode())


def show_line(value: Any) -> None:
    """Print a value as one line of JSON, at once: for programs that follow what changes."""
    options = orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS
    sys.stdout.write(orjson.dumps(value, default=_plain, option=options).decode())
    sys.stdout.flush()


def show_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    title: str | None = None,
    numeric: Sequence[bool] | None = None,
) -> None:
    """Print rows under column names; to the right stand numbers, or the columns that `numeric` tells."""
    kept = [list(row) for row in rows]
    table = Table(title=title, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for position, name in enumerate(columns):
        numbers = bool(kept) and all(isinstance(row[position], int | float | None) for row in kept)
        right = numbers if numeric is None else numeric[position]
        justify: Literal["right", "left"] = "right" if right else "left"
        table.add_column(Text(name), justify=justify, overflow="fold", no_wrap=position == 0)
    for row in kept:
        table.add_row(*(Text(_cell(value)) for value in row))
    answers.print(table)


def show_fields(value: Any) -> None:
    """Print a dataclass as one line for each field that holds something."""
    lines = [
        (field.name.replace("_", " "), getattr(value, field.name)) for field in dataclasses.fields(value)
    ]
    for name, held in lines:
        if held not in (None, "", [], ()):
            shown = "\n".join(str(each) for each in held) if isinstance(held, list | tuple) else _cell(held)
            answers.print(f"[bold]{name:<16}[/] ", end="")
            answers.print(shown.replace("\n", "\n" + " " * 17), markup=False)


def answer(value: Any, as_json: bool, human: Callable[[], None]) -> None:
    """Print a value as JSON, or let the command show it to a person."""
    if as_json:
        show_json(value)
    else:
        human()


def fail(error: MerezhaError) -> None:
    """Print a foreseen error: its code and one sentence."""
    notes.print(f"{error.code}: {error}", style="red", markup=False)


def _cell(value: Any) -> str:
    """Return a value as a table shows it: dates to the second, yes and no, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")
    if hasattr(value, "isoformat"):
        return str(value.isoformat(sep=" ", timespec="seconds") if hasattr(value, "hour") else value)
    return str(value)


def _plain(value: Any) -> Any:
    """Return what JSON lacks as what it has."""
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"A {type(value).__name__} has no JSON form.")
