"""Data of persons in a corrected value: what an import would cut out, a steward must leave out."""

from hub.domain.records import RawRow
from importers.corrections.cells import Table
from importers.mapping.personal import PersonalData

#: Codes are as long as a person's number.
_CODES = frozenset({"territory", "category"})


def check_persons(table: Table) -> None:
    """Raise UncorrectableField where a text holds a person's number, or a mobile number beside a name."""
    name = table.asked.name.part if table.asked.name.key else table.asked.field
    if name in _CODES or table.asked.name.what == "service":
        return
    value = table.asked.value
    texts = [value] if isinstance(value, str) else [text for text in value or () if isinstance(text, str)]
    persons = PersonalData(table.region, table.asked.gazetteer, None)
    for text in texts:
        for issue in persons.taken_out(RawRow(1, {name: text}))[1]:
            raise table.refuse(issue)
