"""Why resolvers answer what a plan could have answered: every cause has a name, so that none goes unseen."""

from dataclasses import dataclass
from enum import StrEnum


class Cause(StrEnum):
    """A cause. Those of UNFORESEEN are faults of the hub, all others are so by design."""

    #: Plans are switched off (MEREZHA_COMPILE).
    PLANS_OFF = "PLANS_OFF"
    #: A steward asks, who also sees what waits for a decision.
    STEWARD = "STEWARD"
    #: The operation writes.
    MUTATION = "MUTATION"
    #: The operation asks for no field, or for names of types alone.
    NOTHING_ASKED = "NOTHING_ASKED"
    #: The operation asks for the schema itself.
    INTROSPECTION = "INTROSPECTION"
    #: The operation looks back to a moment (`asOf`).
    PAST = "PAST"
    #: A variable's value is missing or wrong; resolvers tell the error, if they come to it.
    VARIABLES = "VARIABLES"
    #: A value is refused; resolvers tell the error.
    REFUSED = "REFUSED"
    #: A record is asked for by the id of another that was joined with it.
    MERGED_ID = "MERGED_ID"
    #: Something was published again and again while the answer was read.
    PUBLISHING = "PUBLISHING"
    #: A field declares nothing that a plan knows: its resolver alone answers.
    UNDECLARED = "UNDECLARED"
    #: A field is declared, but no plan reads it at this place.
    NOT_HERE = "NOT_HERE"
    #: PostgreSQL refused a prepared statement.
    STATEMENT_FAILED = "STATEMENT_FAILED"
    #: A value is null, or of another kind than the schema says.
    WRONG_VALUE = "WRONG_VALUE"
    #: PostgreSQL cannot write a column as the answer's text, so Python does.
    NOT_WRITTEN = "NOT_WRITTEN"
    #: The plan failed; the log tells how.
    FAILED = "FAILED"


UNFORESEEN = frozenset(
    {
        Cause.STATEMENT_FAILED,
        Cause.WRONG_VALUE,
        Cause.NOT_WRITTEN,
        Cause.FAILED,
    }
)


@dataclass(frozen=True, slots=True)
class Fallback:
    """That resolvers answered: the cause, what it is about, and the key of the root field it began with."""

    cause: Cause
    about: str = ""
    root: str | None = None
