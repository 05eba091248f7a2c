"""`merezha run issues`: what was wrong in a file, for people, programs, and its publisher."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from hub.cli.database import open_database
from hub.cli.output import Json, answer, answers, notes, show_table
from hub.domain.vocabulary import Lang
from hub.store.connection import connect
from hub.store.tasks import TaskList, task_list, tasks
from importers.errors import RegionNotFound
from importers.region import find_region
from importers.tasks.messages import codes_for_operator
from importers.tasks.workbook import columns_in_order, write_workbook


def run_issues(
    number: Annotated[int | None, typer.Argument(help="The run's number; the newest when left out.")] = None,
    xlsx: Annotated[
        Path | None,
        typer.Option(
            dir_okay=False, metavar="FILE", help="Write a workbook of tasks for the publisher of the file."
        ),
    ] = None,
    lang: Annotated[
        Lang | None, typer.Option(help="Language of the workbook; the source's own when left out.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the workbook if it exists.")] = False,
    json: Json = False,
) -> None:
    """List a run's issues, or write them as tasks for the publisher."""
    with open_database() as url, connect(url) as connection:
        of = task_list(connection, number)
        if xlsx is not None:
            columns = columns_in_order(_known_columns(of), of.columns)
            written = write_workbook(
                of, tasks(connection, of), _language(of, lang), xlsx, columns, force=force
            )
        else:
            found = [task.issue for task in tasks(connection, of)]
    if xlsx is None:
        columns_shown = ("severity", "sheet", "row", "column", "code", "value", "message")
        shown = ([getattr(issue, name) for name in columns_shown] for issue in found)
        answer(found, json, lambda: show_table(columns_shown, shown))
        return
    _tell_what_is_left_out(of)
    _tell_what_expired(of)
    report = {"run": of.run.id, "file": xlsx, "tasks": written}
    answer(report, json, lambda: answers.print(f"{written} tasks of run {of.run.id} → {xlsx}", markup=False))


def _language(of: TaskList, wanted: Lang | None) -> Lang:
    return wanted or (Lang(of.lang) if of.lang in set(Lang) else Lang.EN)


def _known_columns(of: TaskList) -> Sequence[str]:
    """The columns in the order of region.yml, since the database keeps none; none for an unknown region."""
    try:
        region = find_region(of.run.source)
    except RegionNotFound:
        return ()
    return (*region.columns, *region.ignore)


def _tell_what_expired(of: TaskList) -> None:
    if of.expired:
        notes.print(
            f"{of.expired.number} rows of the file are no longer kept: their time was over on "
            f"{of.expired.day} (MEREZHA_KEEP_RAW_DAYS, MEREZHA_KEEP_SECRET_RAW_DAYS).",
            markup=False,
        )


def _tell_what_is_left_out(of: TaskList) -> None:
    """Troubles that only the operator can mend are not the publisher's to read."""
    own = [each for each in of.counts if each.code in codes_for_operator()]
    for each in own:
        notes.print(f"{each.code}: {each.number}, for the hub's operator, not in the workbook.", markup=False)
