"""Telephones of one organization, its services and its locations, without those that may be a person's."""

from hub.domain.vocabulary import Severity
from importers.cleaning.phones import clean_phones
from importers.hsds.line import Line
from importers.hsds.shelf import Shelf, Stored
from importers.mapping.cells import Layout
from importers.region import Region

#: Types of numbers that may be somebody's own, and are left out.
_PERSONAL = {"cell", "mobile"}


class Phones:
    """Reads each row once, however many owners it names. The lines that were read are left in `lines`."""

    def __init__(self, region: Region, shelf: Shelf) -> None:
        self.lines: list[Line] = []
        self._plan = region.numbering_plan
        self._layout = Layout(region)
        self._shelf = shelf
        self._known: dict[int, tuple[str, ...]] = {}

    def of(self, *owners: tuple[str, str]) -> tuple[str, ...]:
        """The numbers of these owners, each a column and an id, as E.164."""
        rows = {row.place: row for owner in owners for row in self._shelf.linked("phone", *owner)}
        return tuple(dict.fromkeys(number for row in rows.values() for number in self._read(row)))

    def of_service(self, id: str) -> tuple[str, ...]:
        """The numbers of a service, wherever it is given."""
        at = self._shelf.linked("service_at_location", "service_id", id)
        return self.of(("service_id", id), *(("service_at_location_id", link.id) for link in at))

    def _read(self, row: Stored) -> tuple[str, ...]:
        if row.place not in self._known:
            line = Line(self._layout, row)
            self.lines.append(line)
            self._known[row.place] = self._numbers(line)
        return self._known[row.place]

    def _numbers(self, line: Line) -> tuple[str, ...]:
        if (line.said("type") or "").lower() in _PERSONAL:
            line.personal.add("number")
            message = "A mobile number may be somebody's own and is not published."
            line.complain("PHONE_OF_PERSON", message, Severity.INFO, "number")
            return ()
        found = line.read("number", lambda text: clean_phones(text, self._plan))
        return tuple(dict.fromkeys(phone.e164 for phone in found))
