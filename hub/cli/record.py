"""`merezha record …`: what is said of one record, corrections of it, and taking it out of the hub."""

from typing import Annotated, Any

import typer

from hub.cli.acting import Author, Reason, record_of, show_outcome, signed
from hub.cli.database import open_database
from hub.cli.output import Json, answer, answers, show_table
from hub.domain.composing.corrections import LISTS
from hub.domain.stewards import UnknownRecord
from hub.ingest import stewarding
from hub.ingest.stewarding.erasing import Erased
from hub.store.connection import connect
from hub.store.stewarding import overview
from hub.store.stewarding.overview import RecordDetails
from importers.corrections import read_correction

record = typer.Typer(
    help="One record: what each source says of it, corrections, and withdrawal.", no_args_is_help=True
)

Id = Annotated[str, typer.Argument(help="The record's id, as `record show` or GraphQL gives it.")]


@record.command()
def show(id: Id, json: Json = False) -> None:
    """Show what each source says of each field, and which claim is published."""
    with open_database() as url, connect(url) as connection:
        found = overview.record(connection, record_of(id))
    if found is None:
        raise UnknownRecord(record_type="record", id=id)
    answer(found, json, lambda: _show(found))


def _show(found: RecordDetails) -> None:
    answers.print(f"{found.record_type} {found.id}: {found.name}", markup=False)
    if found.withdrawn_by is not None:
        answers.print(f"Withdrawn by {found.withdrawn_by}: {found.withdrawn_reason}", markup=False)
    show_table(
        ("field", "value", "published", "source", "file", "row", "statement"),
        ((s.field, s.value, s.published, s.source, s.file, s.row, s.statement) for s in found.said),
    )
    if found.corrections:
        answers.print()
        show_table(
            ("correction", "field", "value", "by", "why", "withdrawn by", "not applied for"),
            (
                (c.id, c.field, c.value, c.author, c.reason, c.withdrawn_by, c.refused)
                for c in found.corrections
            ),
        )
    if found.erasures:
        answers.print()
        columns = ("erasure", "made_at", "author", "reason", "raw_rows", "issues", "claims", "former_texts")
        rows = ([getattr(e, "id" if name == "erasure" else name) for name in columns] for e in found.erasures)
        show_table(columns, rows)


@record.command()
def correct(
    id: Id,
    field: Annotated[str, typer.Argument(help="The field, named as `record show` names it.")],
    reason: Reason,
    value: Annotated[
        list[str] | None,
        typer.Argument(help="Its right value; several for phones and emails; none to empty it."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(help="Whose claim is wrong, where several sources have a field of that name."),
    ] = None,
    author: Author = None,
    json: Json = False,
) -> None:
    """Say what a field is; no source overrules it until the correction is withdrawn."""
    with open_database() as url:
        outcome = stewarding.correct(
            url,
            record_of(id),
            field,
            _value(field, value or []),
            signed(reason, author),
            source,
            read=read_correction,
        )
    show_outcome("Correction", outcome, json)


def _value(field: str, given: list[str]) -> Any:
    """The value as it is read: a list for lists, one text for other fields, None for nothing."""
    return given if field in LISTS else " ".join(given) or None


@record.command("refused-corrections")
def refused_corrections(json: Json = False) -> None:
    """List corrections that are not applied, since an import would leave their values out now."""
    with open_database() as url, connect(url) as connection:
        found = overview.refused_corrections(connection)
    columns = ("correction", "record", "field", "issue", "by", "why")
    shown = ((c.id, c.record, c.field, c.issue, c.author, c.reason) for c in found)
    answer(found, json, lambda: show_table(columns, shown))


@record.command("withdraw-correction")
def withdraw_correction(
    number: Annotated[int, typer.Argument(help="The correction's number, as `record show` prints it.")],
    reason: Reason,
    author: Author = None,
    json: Json = False,
) -> None:
    """Let what sources say of a field count again."""
    with open_database() as url:
        outcome = stewarding.withdraw_correction(url, number, signed(reason, author))
    show_outcome("Correction", outcome, json)


@record.command()
def withdraw(id: Id, reason: Reason, author: Author = None, json: Json = False) -> None:
    """Take a record out of every output, whatever files say of it from now on."""
    with open_database() as url:
        outcome = stewarding.withdraw(url, record_of(id), signed(reason, author))
    show_outcome("Withdrawal", outcome, json)


@record.command()
def restore(id: Id, reason: Reason, author: Author = None, json: Json = False) -> None:
    """Publish a withdrawn record again, as its sources tell it now."""
    with open_database() as url:
        outcome = stewarding.restore(url, record_of(id), signed(reason, author))
    show_outcome("Withdrawal", outcome, json)


@record.command("erase-raw")
def erase_raw(id: Id, reason: Reason, author: Author = None, json: Json = False) -> None:
    """Erase what files held of a record: rows, values in issues, the sources' words, former texts.

    What is published stays; `record withdraw` takes that out. A file that holds the rows brings them again.
    """
    with open_database() as url:
        erased = stewarding.erase_raw(url, record_of(id), signed(reason, author))
    answer(erased, json, lambda: _tell_erased(erased))


def _tell_erased(erased: Erased) -> None:
    gone = erased.erasure
    answers.print(
        f"Erasure {gone.id} is written down: {gone.raw_rows} rows of files ({gone.secret_rows} of them not "
        f"known as open), {gone.issues} issues, {gone.claims} claims in the source's own words, "
        f"{gone.former_texts} former texts.",
        markup=False,
    )
    if erased.unjudged_rows:
        answers.print(
            f"Of {erased.unjudged_rows} rows of its sources nobody knows whose they are, since "
            "earlier programs did not note it. "
            "`MEREZHA_KEEP_SECRET_RAW_DAYS=0 merezha run forget-raw` deletes them.",
            markup=False,
        )


@record.command("open")
def open_(id: Id, reason: Reason, author: Author = None, json: Json = False) -> None:
    """Show a hidden record: a person says that it is no refuge. Its place is back with the next import."""
    with open_database() as url:
        outcome = stewarding.open_record(url, record_of(id), signed(reason, author))
    show_outcome("Decision", outcome, json)
    if not json:
        answers.print("Import its file again: what is hidden is not in the hub, only in the file.")


@record.command()
def hide(id: Id, reason: Reason, author: Author = None, json: Json = False) -> None:
    """Hide a record's place and whatever leads there, whatever files say of it from now on."""
    with open_database() as url:
        outcome = stewarding.hide_record(url, record_of(id), signed(reason, author))
    show_outcome("Decision", outcome, json)
