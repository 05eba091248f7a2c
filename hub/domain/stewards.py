"""A steward's signature under an act, and what can be wrong with an act."""

from dataclasses import dataclass
from typing import Any

from hub.domain.persons.contacts import without_private_contacts
from hub.domain.persons.numbers import personal_numbers_in
from hub.domain.records import Issue
from hub.domain.vocabulary import Country
from hub.errors import MerezhaError

#: Who signs what the program itself decides.
RULE = "rule"
#: What stands in the place of a sentence that told what was erased since.
ERASED = "A steward erased what the file held here."
_MOST_NAME = 100
_MOST_REASON = 2_000


class BadSignature(MerezhaError):
    """Every act of a steward has an author and a reason: {why}."""

    code = "BAD_SIGNATURE"


class UnknownCandidate(MerezhaError):
    """No pair with the number {number} waits for a decision; `merezha match list` shows those that do."""

    code = "UNKNOWN_CANDIDATE"


class UnknownDecision(MerezhaError):
    """There is no decision number {number}; `merezha match decisions` lists them."""

    code = "UNKNOWN_DECISION"


class AlreadyUndone(MerezhaError):
    """{what} number {number} was undone already, by {author}: {reason}"""

    code = "ALREADY_UNDONE"


class UnknownCorrection(MerezhaError):
    """There is no correction number {number}; `merezha record show` lists those of a record."""

    code = "UNKNOWN_CORRECTION"


class UnknownRecord(MerezhaError):
    """The hub holds no {record_type} with the id {id}."""

    code = "UNKNOWN_RECORD"


class AlreadyJoined(MerezhaError):
    """These are one record already: {id}."""

    code = "ALREADY_JOINED"


class NotJoined(MerezhaError):
    """{id} stands alone: no other statement speaks of its record."""

    code = "NOT_JOINED"


class HeldApart(MerezhaError):
    """These records are held apart by decision {decisions}; undo that first, if it is wrong."""

    code = "HELD_APART"


class RecordWithdrawn(MerezhaError):
    """{id} was withdrawn by {author}: {reason} Restore it first."""

    code = "RECORD_WITHDRAWN"


class NotWithdrawn(MerezhaError):
    """{id} is not withdrawn."""

    code = "NOT_WITHDRAWN"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who does something, and why."""

    author: str
    reason: str

    def __post_init__(self) -> None:
        """Raises BadSignature."""
        if not self.author.strip():
            raise BadSignature(why="the author is missing")
        if self.author == RULE:
            raise BadSignature(why=f"{RULE!r} is the name of the program's own rules")
        if not self.reason.strip():
            raise BadSignature(why="the reason is missing")
        if len(self.author) > _MOST_NAME or len(self.reason) > _MOST_REASON:
            raise BadSignature(why=f"a name has at most {_MOST_NAME} characters and a reason {_MOST_REASON}")
        if not (self.author + self.reason).replace("\n", " ").isprintable():
            raise BadSignature(why="they hold characters that cannot be shown")
        if _tells_of_person(self.reason):
            why = "the reason, which others will read, tells a person's number, or a mobile beside a name"
            raise BadSignature(why=why)


def _tells_of_person(text: str) -> bool:
    return any(
        any(personal_numbers_in(text, country)) or without_private_contacts(text, country).found
        for country in Country
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act did: the release it made, None when nothing that is published changed.

    `number` is that of the decision, correction or withdrawal; `changes` are (kind, record type, record id).
    Of a correction `value` is what cleaning made of it, and `warnings` what an import would warn of.
    """

    number: int
    release: int | None
    changes: tuple[tuple[str, str, str], ...] = ()
    value: Any = None
    warnings: tuple[Issue, ...] = ()


def evidence_lines(evidence: Any) -> list[dict[str, Any]]:
    """The lines of a stored evidence that say something of both sides, the weightiest first."""
    return sorted(evidence or (), key=lambda line: -abs(float(line.get("weight") or 0)))
