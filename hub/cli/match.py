"""`merezha match …`: who is who. Pairs that wait for a person, and what was decided."""

from collections.abc import Sequence
from typing import Annotated

import typer

from hub.cli.acting import Author, Reason, record_of, show_outcome, signed
from hub.cli.database import open_database
from hub.cli.output import Json, answer, answers, show_table
from hub.domain.stewards import UnknownCandidate, evidence_lines
from hub.ingest import stewarding
from hub.store.connection import connect
from hub.store.overview import territory_id_as_typed
from hub.store.stewarding import overview
from hub.store.stewarding.overview import Waiting

match = typer.Typer(
    help="Who is who: pairs of records that may be one provider, and decisions about them.",
    no_args_is_help=True,
)

Number = Annotated[int, typer.Argument(help="The pair's number, as `match list` shows it.")]
Source = Annotated[str | None, typer.Option(help="Only pairs in which this source takes part.")]
Limit = Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")]


@match.command("list")
def list_waiting(
    source: Source = None,
    territory: Annotated[
        str | None, typer.Option(help="Only pairs with a place in this territory, by any of its codes.")
    ] = None,
    limit: Limit = 20,
    json: Json = False,
) -> None:
    """List the pairs that wait for a decision, the most alike first."""
    with open_database() as url, connect(url) as connection:
        inside = territory_id_as_typed(connection, territory) if territory else None
        found = overview.candidates(connection, source, inside, limit)
    answer(found, json, lambda: _list(found))


def _list(found: Sequence[Waiting]) -> None:
    if not found:
        answers.print("No pair waits for a decision.")
        return
    show_table(
        ("number", "score", "one", "named by", "the other", "named by", "why it waits"),
        (
            (
                one.id,
                _score(one.score),
                one.left_name,
                one.left_source,
                one.right_name,
                one.right_source,
                one.reason,
            )
            for one in found
        ),
    )


@match.command()
def show(number: Number, json: Json = False) -> None:
    """Show a pair side by side, field by field, with what each field weighs."""
    with open_database() as url, connect(url) as connection:
        found = overview.candidate(connection, number)
    if found is None:
        raise UnknownCandidate(number=number)
    answer(found, json, lambda: _show(found))


def _show(found: Waiting) -> None:
    answers.print(f"Pair {found.id}, score {_score(found.score)}. {found.reason}", markup=False)
    sides = [
        ("named by", found.left_source, found.right_source, "", ""),
        ("its own key", found.left_key, found.right_key, "", ""),
        ("id", found.left_id, found.right_id, "", ""),
        ("name", found.left_name, found.right_name, "", ""),
    ]
    told = [
        (line["field"], line.get("left"), line.get("right"), line.get("level"), _weight(line.get("weight")))
        for line in evidence_lines(found.evidence)
    ]
    show_table(("", "one", "the other", "alike", "weighs"), [*sides, *told])
    answers.print("A weight above 0 speaks for one provider, below 0 for two.")
    answers.print(f"Decide: merezha match accept {found.id} --reason …, or reject.", markup=False)


@match.command()
def accept(number: Number, reason: Reason, author: Author = None, json: Json = False) -> None:
    """Decide that the pair is one provider."""
    with open_database() as url:
        outcome = stewarding.accept(url, number, signed(reason, author))
    show_outcome("Decision", outcome, json)


@match.command()
def reject(number: Number, reason: Reason, author: Author = None, json: Json = False) -> None:
    """Decide that the pair is two providers; no import will ask again."""
    with open_database() as url:
        outcome = stewarding.reject(url, number, signed(reason, author))
    show_outcome("Decision", outcome, json)


@match.command()
def decisions(
    source: Source = None,
    by: Annotated[str | None, typer.Option(help="Only those of this author; `rule` is the program.")] = None,
    undone: Annotated[bool, typer.Option("--undone", help="Also those that were undone.")] = False,
    limit: Limit = 20,
    json: Json = False,
) -> None:
    """List what was decided, the newest first."""
    with open_database() as url, connect(url) as connection:
        found = overview.decisions(connection, source, by, undone, limit)
    answer(
        found,
        json,
        lambda: show_table(
            ("number", "decided", "by", "one", "named by", "the other", "named by", "why", "undone by"),
            (
                (
                    *(one.id, one.verdict, one.author, one.left_name, one.left_source),
                    *(one.right_name, one.right_source, one.reason, one.undone_by),
                )
                for one in found
            ),
        ),
    )


@match.command()
def undo(
    number: Annotated[int, typer.Argument(help="The decision's number, as `match decisions` shows it.")],
    reason: Reason,
    author: Author = None,
    json: Json = False,
) -> None:
    """Undo a decision: a wrong join stays undone at the next imports, other pairs wait again."""
    with open_database() as url:
        outcome = stewarding.undo(url, number, signed(reason, author))
    show_outcome("Decision", outcome, json)


@match.command()
def merge(
    ids: Annotated[list[str], typer.Argument(help="Ids of the records that are one provider.")],
    reason: Reason,
    author: Author = None,
    json: Json = False,
) -> None:
    """Join records by hand. The id that was public first goes on; the others answer with it."""
    with open_database() as url:
        outcome = stewarding.merge(url, [record_of(one) for one in ids], signed(reason, author))
    show_outcome("Decision", outcome, json)


@match.command()
def split(
    id: Annotated[str, typer.Argument(help="Id of the statement to part, as `record show` prints it.")],
    reason: Reason,
    author: Author = None,
    json: Json = False,
) -> None:
    """Part one source's record from those that it is joined with."""
    with open_database() as url:
        outcome = stewarding.split(url, record_of(id), signed(reason, author))
    show_outcome("Decision", outcome, json)


def _score(score: float | None) -> str:
    return "" if score is None else f"{score:.3f}"


def _weight(weight: float | None) -> str:
    return "" if weight is None else f"{weight:+.1f}"
