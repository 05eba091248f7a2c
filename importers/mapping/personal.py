"""Data of persons in the rows of a file: taken out where rows enter, before anything of them is kept.

Whatever column they stand in, mapped, ignored or unknown, numbers of natural persons go, and mobile numbers
beside a person's name go with the name. A number that is, or is part of, a record's key becomes a slow hash.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from hub.domain.confidentiality import hidden_number
from hub.domain.identifiers import read_identifier
from hub.domain.persons import contacts, documents, heads, numbers
from hub.domain.persons.hashes import Hashing
from hub.domain.persons.runs import tells_institution
from hub.domain.records import Issue, PersonHash, RawRow
from hub.domain.territory import Gazetteer
from hub.domain.vocabulary import Severity
from importers.columns import HubField, Target
from importers.region import Region

#: Fields whose columns hold keys of records, the row's own or another's.
_KEYS = {
    HubField.PARENT_KEY,
    HubField.SUCCESSOR_KEY,
    HubField.PREDECESSOR_KEY,
    HubField.OPERATOR_KEY,
}
#: Fields of free texts; a column that fills no field is one too.
_TEXTS = {
    HubField.SERVICE_DESCRIPTION,
    HubField.SERVICE_SHIFT,
    HubField.ATTRIBUTE,
    HubField.LOCATION_ATTRIBUTE,
    HubField.STATUS_EVIDENCE,
    HubField.CITES,
    HubField.LEGAL_FORM,
}
#: Columns of free texts in a package of HSDS.
_PACKAGE_TEXTS = (
    *(
        "description",
        "notes",
        "comments",
        "application_process",
        "eligibility_description",
        "fees_description",
    ),
    *("additional_information", "alert", "accreditations", "transportation", "content"),
)
_NAMES = {HubField.NAME, HubField.SHORT_NAME, HubField.OTHER_NAME, HubField.OPERATOR_NAME}
#: Fields of codes that are as long as a person's number.
_CODES = {HubField.LOCATION_CODE, HubField.SERVICE_AREAS}
#: Of a package of HSDS, by whether it is one: its columns of telephones; and of the provider's numbers.
_PACKAGE_PHONES = {False: (), True: ("number",)}
_PACKAGE_NUMBERS = frozenset({"id", "identifier", "tax_id"})
#: An e-mail address or a page goes whole with the number in it.
_ADDRESS = re.compile(r"[^\s;,<>()«»\"]*(?:@|://|www\.)[^\s;,<>()«»\"]*")
_SPACES = re.compile(r"[ \t]{2,}")

NUMBER_MESSAGE = "The cell holds, or may hold, a number of a natural person; it is not published."
HEAD_MESSAGE = "A person's name stands beside a post in a free text, and was cut out; the post stays."
CONTACT_MESSAGE = (
    "A mobile number stands beside a person's name or post: both were cut out. To keep it, give it without "
    "a name, as the institution's own."
)


class PersonalData:
    """Takes data of persons out of the rows of one region."""

    def __init__(self, region: Region, gazetteer: Callable[[], Gazetteer], hashing: Hashing | None) -> None:
        """`hashing` tells what is kept of persons' numbers; without it nothing is.

        The gazetteer is asked for only where a number is met.
        """
        self._code = region.code
        self._country = region.country
        self._plan = region.numbering_plan
        self._gazetteer = gazetteer
        self._hashing = hashing
        targets = {column: {target.to for target in found} for column, found in region.columns.items()}
        #: Columns of keys: what is cut out of them leaves a hash.
        self.keys = frozenset(
            {*region.key, *region.group_by, *(column for column, found in targets.items() if found & _KEYS)}
        )
        self._is_package = region.is_hsds
        #: Columns that fill a field which is no free text, or name a service by its shape.
        shaped = region.services.mentioned() if region.services else ()
        self._named = frozenset({*(column for column, found in targets.items() if found - _TEXTS), *shaped})
        #: Columns whose number is the provider's own, so that it says whose home the place is.
        self.own = frozenset(
            {
                *region.key,
                *region.group_by,
                *(c for c, found in targets.items() if HubField.IDENTIFIER in found),
            }
        )
        self._phones = frozenset(
            {
                *(c for c, found in targets.items() if HubField.PHONES in found),
                *_PACKAGE_PHONES[self._is_package],
            }
        )
        #: Names of institutions, beside which their head may stand.
        self._names = frozenset(c for c, found in targets.items() if found & _NAMES)
        self._codes = frozenset(c for c, found in targets.items() if found & _CODES)
        self._schemes = {
            column: [_scheme(target) for target in found if target.to is HubField.IDENTIFIER]
            for column, found in region.columns.items()
        }

    def taken_out(self, row: RawRow) -> tuple[RawRow, list[Issue]]:
        """The row without data of persons, and a word on each cell that held some."""
        suspects = [
            (column, text)
            for column, text in row.values.items()
            if len(text) > _SHORTEST
            and (
                contacts.MAY_HOLD.search(text)
                or documents.MAY_HOLD.search(text)
                or ((self._is_text(column) or column in self._names) and heads.MAY_NAME.search(text))
            )
        ]
        if not suspects:
            return row, []
        values: dict[str, str] = {}
        persons: dict[str, PersonHash | None] = {}
        issues: list[Issue] = []
        for column, text in suspects:
            left = text
            if column not in self._phones:
                cutting = (
                    contacts.without_mobiles if column in self._names else contacts.without_private_contacts
                )
                cut = cutting(text, self._plan)
                left = cut.text
                if cut.found:
                    issues.append(_issue(row, column, "PHONE_OF_PERSON", CONTACT_MESSAGE, Severity.INFO))
            if self._is_text(column) or (column in self._names and tells_institution(left)):
                cut = heads.without_heads(left)
                left = cut.text
                if cut.found:
                    issues.append(_issue(row, column, "NAME_IN_TEXT", HEAD_MESSAGE, Severity.INFO))
            if self._is_text(column) or column in self._names:
                cut = documents.without_documents(left)
                left = cut.text
                if cut.found:
                    issues.append(
                        _issue(row, column, "IDENTIFIER_PERSONAL", NUMBER_MESSAGE, Severity.WARNING)
                    )
            found = list(self._numbers(column, left))
            if found:
                persons[column] = self._hashing(found[0].number) if self._hashing else None
                left = self._without(column, left, found)
                issues.append(_issue(row, column, "IDENTIFIER_PERSONAL", NUMBER_MESSAGE, Severity.WARNING))
            if left != text:
                values[column] = left
        if not values:
            return row, []
        return replace(row, values={**row.values, **values}, persons={**row.persons, **persons}), issues

    def told(self, issue: Issue) -> Issue:
        """An issue of the reader, which may repeat a cell, without persons' numbers."""
        value = self._blank(issue.value) if issue.value else issue.value
        message = self._blank(issue.message)
        return (
            issue
            if (value, message) == (issue.value, issue.message)
            else replace(issue, value=value, message=message)
        )

    def _blank(self, text: str) -> str:
        return self._without("", text, list(self._numbers("", text)))

    def _numbers(self, column: str, text: str) -> Iterator[numbers.Found]:
        """The numbers of persons in a cell: no codes of territories, and no numbers of organisations."""
        if column in self._codes:
            return
        for found in numbers.personal_numbers_in(text, self._country):
            number = found.number.number
            if self._gazetteer().by_code(number) is None and not self._is_organisations(column, number):
                yield found

    def _is_organisations(self, column: str, number: str) -> bool:
        readings = (read_identifier(number, scheme) for scheme in self._schemes.get(column, ()))
        return any(reading.record is not None and reading.record.valid for reading in readings)

    def _is_text(self, column: str) -> bool:
        """Whether the column's cells are free texts, of which nothing is a name of the record's own."""
        if self._is_package:
            return column in _PACKAGE_TEXTS
        return column not in self._named and column not in self.keys

    def _is_key(self, column: str) -> bool:
        """Whether what is cut out of the column leaves a hash: rows name each other by such columns."""
        return column in self.keys or (
            self._is_package and (column.endswith("_id") or column in _PACKAGE_NUMBERS)
        )

    def _without(self, column: str, text: str, found: list[numbers.Found]) -> str:
        if not found:
            return text
        is_key = self._is_key(column)
        if is_key and len(found) == 1 and _is_all_of(text, found[0]):
            return hidden_number(text.strip(), self._code)
        for one in reversed(found):
            kept = hidden_number(one.number.number, self._code) if is_key else ""
            start, end = _with_address(text, one.start, one.end)
            text = text[:start] + kept + text[end:]
        return _SPACES.sub(" ", text).strip()


_SHORTEST = 8


def _scheme(target: Target) -> str:
    assert target.scheme is not None
    return target.scheme


def _is_all_of(text: str, found: numbers.Found) -> bool:
    """Whether a cell holds the number and nothing else but signs."""
    return not any(char.isalnum() for char in text[: found.start] + text[found.end :])


def _with_address(text: str, start: int, end: int) -> tuple[int, int]:
    for match in _ADDRESS.finditer(text):
        if match.start() <= start and end <= match.end():
            return match.span()
    return start, end


def _issue(row: RawRow, column: str, code: str, message: str, severity: Severity) -> Issue:
    return Issue(code, message, severity, row.number, row.sheet, column)
