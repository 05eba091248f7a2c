"""National identifiers of a cell, with what was wrong said in sentences."""

from hub.domain.identifiers import IdentifierTrouble, read_identifier
from hub.domain.records import IdentifierRecord
from hub.domain.text import tidy
from hub.domain.vocabulary import Severity
from importers.cleaning.result import Cleaned, Trouble

_SAID = {
    IdentifierTrouble.ZEROS_RESTORED: (
        "«{raw}» had lost its leading zeros in a spreadsheet; they were restored.",
        Severity.INFO,
    ),
    IdentifierTrouble.CHECK_FAILED: (
        "The check digit of «{raw}» is wrong for {scheme}; it is kept as published and marked.",
        Severity.WARNING,
    ),
    IdentifierTrouble.MALFORMED: (
        "«{raw}» is not written as {scheme} is; correct it in the source.",
        Severity.WARNING,
    ),
    IdentifierTrouble.SCIENTIFIC: (
        "A spreadsheet rounded «{raw}»; format the column as text and enter the digits again.",
        Severity.WARNING,
    ),
    # The number itself is not repeated: issues are published too.
    IdentifierTrouble.PERSONAL: (
        "The cell holds, or may hold, a number of a natural person; it is not published.",
        Severity.WARNING,
    ),
}


def clean_identifier(text: str, scheme: str) -> Cleaned[IdentifierRecord | None]:
    """The identifier to publish, or None; KeyError for a scheme that `hub.domain.identifiers` lacks."""
    reading = read_identifier(text, scheme)
    if reading.trouble is None:
        return Cleaned(reading.record)
    template, severity = _SAID[reading.trouble]
    message = template.format(raw=tidy(text), scheme=scheme)
    personal = reading.trouble is IdentifierTrouble.PERSONAL
    return Cleaned(reading.record, (Trouble(reading.trouble.value, message, severity, personal),))
