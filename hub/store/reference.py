"""Writing reference data: taxonomies, labels, closures, crosswalks and basic services.

The tables are replaced as a whole in one transaction, so readers see the old state or the new one. Rows of a
crosswalk are numbered by their place in it, hence loading the same data again changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple
from operator import attrgetter
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow

from hub.domain.reference import ReferenceData, asked_entries, closure, national_closure
from hub.store.aggregates.upkeep import recount
from hub.store.connection import connect, scalar
from hub.store.locks import take_lock
from hub.store.publish import lock

#: One loading at a time: two would delete each other's rows.
_LOCK = 0x72656665

_TAXONOMY = ("code", "title", "note")
_OF_TERM = (
    *("code", "parent", "sort", "definition", "is_comprehensive"),
    *("cites", "confidence", "is_recalled"),
)
_CROSSWALK = (
    *("id", "system", "label", "taxonomy", "term", "relation", "code", "note", "source", "confidence"),
    "in_filters",
)

_KEEP_CLOSURE = "CREATE TEMP TABLE closure_before ON COMMIT DROP AS SELECT * FROM hub.term_closure"
_CLOSURE_DIFFERS = """
    SELECT EXISTS ((TABLE hub.term_closure EXCEPT TABLE closure_before)
                   UNION ALL (TABLE closure_before EXCEPT TABLE hub.term_closure))
"""


def publish_reference(url: str, data: ReferenceData) -> None:
    """Make the database's reference data equal to `data`, all at once."""
    with connect(url) as connection, connection.transaction():
        take_lock(connection, _LOCK)
        connection.execute(_KEEP_CLOSURE)
        for derived in (
            "basic_service",
            "crosswalk",
            "term_closure",
            "term_label",
            "term",
            "taxonomy",
        ):
            connection.execute(f"DELETE FROM hub.{derived}".encode())
        _insert_taxonomies(connection, data)
        asked, entries = asked_entries(data), enumerate(data.crosswalk, start=1)
        rows = ((number, *astuple(entry), entry in asked) for number, entry in entries)
        _copy(connection, "crosswalk", _CROSSWALK, rows)
        services = map(astuple, data.basic_services)
        _copy(connection, "basic_service", ("country", "taxonomy", "code", "category"), services)
        if scalar(connection, _CLOSURE_DIFFERS):
            lock(connection)
            recount(connection)


def _insert_taxonomies(connection: Connection[TupleRow], data: ReferenceData) -> None:
    taxonomies = data.taxonomies
    _copy(connection, "taxonomy", _TAXONOMY, ((each.code, each.title, each.note) for each in taxonomies))
    terms = ((each.code, term) for each in taxonomies for term in each.terms)
    values = attrgetter(*_OF_TERM)
    _copy(connection, "term", ("taxonomy", *_OF_TERM), ((t, *values(term)) for t, term in terms))
    labels = (
        (each.code, term.code, label) for each in taxonomies for term in each.terms for label in term.labels
    )
    _copy(
        connection,
        "term_label",
        ("taxonomy", "code", "lang", "label", "status"),
        ((taxonomy, code, label.lang, label.label, label.status) for taxonomy, code, label in labels),
    )
    pairs = ((each.code, *pair) for each in taxonomies for pair in sorted(closure(each)))
    columns = ("taxonomy", "code", "ancestor", "is_national")
    _copy(connection, "term_closure", columns, ((*pair, False) for pair in pairs))
    national = sorted(national_closure(data))
    _copy(connection, "term_closure", columns, ((*pair, True) for pair in national))


def _copy(
    connection: Connection[TupleRow], table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    statement = f"COPY hub.{table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor().copy(statement.encode()) as copy:
        for row in rows:
            copy.write_row(row)
