"""Asks a question of planning and tells its answer: to people, to programs, and as a paper."""

import math
from pathlib import Path
from typing import Any, Final

import typer

from hub.cli.database import open_database
from hub.cli.output import answer, answers, show_table
from hub.cli.planning.options import Output
from hub.domain.vocabulary import Lang
from hub.errors import MerezhaError
from hub.papers.answers import paper_of
from hub.papers.model import Paper
from hub.papers.page import basis_lines, page_table, source_line
from hub.papers.wording import worded, words
from hub.papers.writing import PaperFormat, require_libraries, write
from hub.settings import KeyLimits
from hub.store.engine import ReadSession
from hub.store.planning.once import ask_once
from hub.store.reads.sources import newest_release
from schema.build import build_schema
from schema.context import Context
from schema.execution import Executor
from schema.papers.asking import ask

#: A command may weigh what a worker may, and needs not be told how much it costs.
_MOST_PAIRS: Final = 20_000_000
_NODES: Final = 100_000_000


class UnknownPaperFormat(MerezhaError):
    """{file} is no paper: its name must end in {formats}."""

    code = "UNKNOWN_PAPER_FORMAT"


class NothingToPlan(MerezhaError):
    """Nothing is published yet, so nothing can be planned. `merezha import` a register first."""

    code = "NOTHING_TO_PLAN"


def tell(field: str, variables: dict[str, Any], output: Output) -> None:
    """Ask a field of Query, and tell what it answers.

    Raises UnknownPaperFormat and PapersNotInstalled before anything is asked, and QuestionRefused with the
    code of the answer.
    """
    _require_numbers(variables)
    files = {out: _format(out) for out in output.out or ()}
    with open_database() as url:
        data = ask_once(url, lambda session: _ask(session, field, variables, output.lang))
    if output.json and not files:
        # A program is told an answer that no paper could be made of, too.
        answer({field: data[field]}, True, lambda: None)
        return
    paper = paper_of(field, data)
    for out, form in files.items():
        out.write_bytes(write(paper, form, output.lang))
    answer({field: data[field]}, output.json, lambda: _show(paper, output.lang))


def _require_numbers(value: Any) -> None:
    """Refuse nan and inf, which a command line takes for numbers and JSON cannot write."""
    if isinstance(value, float) and not math.isfinite(value):
        raise typer.BadParameter(f"{value} is no number.")
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            _require_numbers(each)


async def _ask(session: ReadSession, field: str, variables: dict[str, Any], lang: Lang) -> dict[str, Any]:
    if await newest_release(session) is None:
        raise NothingToPlan()
    limits = KeyLimits().model_copy(update={"nodes": _NODES, "planning_pairs": _MOST_PAIRS})
    context = Context(session, limits, (lang,))
    try:
        return await ask(Executor(build_schema()), context, field, variables)
    finally:
        context.let_go()


def _format(out: Path) -> PaperFormat:
    ending = out.suffix.removeprefix(".").lower()
    if ending not in set(PaperFormat):
        formats = ", ".join(f".{each.value}" for each in PaperFormat)
        raise UnknownPaperFormat(file=out.name, formats=formats)
    require_libraries(PaperFormat(ending))
    return PaperFormat(ending)


def _show(paper: Paper, lang: Lang) -> None:
    """Print what is said, the tables, and what they rest on."""
    answers.print(worded(paper.title, lang), style="bold", markup=False)
    if paper.basis.synthetic:
        answers.print(words(lang)["synthetic"], style="red", markup=False)
    for statement in paper.statements:
        answers.print(worded(statement, lang), markup=False)
    for table in (page_table(each, lang) for each in paper.tables if not each.wide):
        answers.print()
        show_table(table.headings, table.rows, table.title, table.numeric)
    answers.print()
    for line in (*(source_line(each, lang) for each in paper.sources), *basis_lines(paper, lang)):
        answers.print(line, markup=False)
