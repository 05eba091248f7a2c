"""What the commands of stewards share: who signs, which record is meant, and what an act did."""

import base64
import binascii
import getpass
from contextlib import suppress
from typing import Annotated, Any
from uuid import UUID

import typer

from hub.cli.output import answer, answers
from hub.domain.stewards import Outcome, Signature, UnknownRecord

Reason = Annotated[str, typer.Option("--reason", help="Why, in a sentence that others will read.")]
Author = Annotated[
    str | None, typer.Option("--author", help="Who decides; the account's name when left out.")
]

_WORDS = {
    "added": "is published for the first time",
    "changed": "changed",
    "merged": "was merged into another record, which answers for its id",
    "split": "stands for itself again",
    "withdrawn": "was withdrawn; its id answers with a tombstone",
    "returned": "is published again",
    "vanished": "is marked missing",
}


def signed(reason: str, author: str | None) -> Signature:
    """The signature under an act; raises BadSignature."""
    return Signature(author or getpass.getuser(), reason)


def record_of(given: str) -> str:
    """The id that a steward gives, as `record show` prints it or as GraphQL does; raises UnknownRecord."""
    text = given
    with suppress(UnicodeError, binascii.Error):
        text = base64.b64decode(given.encode(), validate=True).decode().partition(":")[2] or given
    try:
        return UUID(text).hex
    except ValueError as error:
        raise UnknownRecord(record_type="record", id=given[:100]) from error


def show_outcome(what: str, outcome: Outcome, as_json: bool) -> None:
    """Print what an act did."""
    answer(outcome, as_json, lambda: _tell(what, outcome))


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return f"{value['lat']}, {value['lon']}"
    return "; ".join(value) if isinstance(value, list) else f"«{value}»"


def _tell(what: str, outcome: Outcome) -> None:
    release = (
        "Nothing that is published changed." if outcome.release is None else f"Release {outcome.release}:"
    )
    answers.print(f"{what} {outcome.number} is written down. {release}", markup=False)
    if outcome.value is not None:
        answers.print(f"  The value is {_shown(outcome.value)}.", markup=False)
    for warning in outcome.warnings:
        answers.print(f"  {warning.code}: {warning.message}", markup=False)
    for kind, record_type, identity in outcome.changes:
        answers.print(f"  {record_type} {identity} {_WORDS[kind]}.", markup=False)
