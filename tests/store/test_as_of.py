"""The views of the schema `at`: which of a row's states a moment shows, and what no moment shows."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

import pytest
from sqlalchemy import Connection, create_engine, insert, select, text
from sqlalchemy.pool import NullPool

from hub.domain.moments import BadAsOf, Moment, UnknownRelease, parse_as_of
from hub.store import tables
from hub.store.as_of import moment_of, past_session
from hub.store.engine import Reader
from hub.store.past import create_views, drop_views
from tests.patience import PATIENT

NAMES = UUID("0b1f8c52-6f0e-4b6e-9f4e-5a1f1d1d1d1d")
OLD, NEW = date(2024, 1, 1), date(2025, 1, 1)
EARLIER, LATER = date(2024, 6, 1), date(2025, 6, 1)
#: Sums of the present, in which there is no former state to look for.
OF_TODAY = tuple(table.name for table in tables.metadata.tables.values() if table.info.get("of_today"))


def rid(name: str) -> UUID:
    return uuid5(NAMES, name)


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    """A migrated database with three releases; the third stands for a day before the second."""
    with create_engine(database_url, poolclass=NullPool).connect() as opened:
        put(opened, tables.source, id=1, code="one", kind="register", title="One")
        counts = {"providers": 0, "services": 0, "access_points": 0}
        for number, day in ((1, OLD), (2, NEW), (3, date(2024, 9, 1))):
            put(opened, tables.release, number=number, published_at=LATER, as_of=day, **counts)
        opened.commit()
        yield opened


def put(connection: Connection, table: Any, **values: Any) -> None:
    connection.execute(insert(table).values(**values))


def provider(connection: Connection, name: str, since: int, until: int | None = None, **more: Any) -> None:
    """A state of the provider `name`, published since a release and until another, or still."""
    identity = more.pop("of", name)
    row = {
        "id": rid(identity), "source_id": 1, "key": identity, "name": name, "lang": "uk",
        "sector": "municipal", "status": "active", "synthetic": True, "search": name,
        "row_hash": b"0" * 16, "release_from": since, "phones": [], "emails": [], "attributes": {},
    }  # fmt: skip
    if until is None:
        put(connection, tables.provider, **row, **more)
    else:
        put(connection, tables.TWINS["provider"], **row, release_to=until, **more)


def seen(url: str, wanted: date | int, *columns: Any) -> list[tuple[Any, ...]]:
    """Rows that a session of a moment reads."""

    async def read() -> list[tuple[Any, ...]]:
        reader = Reader(url, PATIENT)
        try:
            async with reader.session() as session:
                past = past_session(session, await moment_of(session, wanted))
                return [tuple(row) for row in await past.rows(select(*columns).order_by(*columns))]
        finally:
            await reader.close()

    return asyncio.run(read())


def moment(url: str, wanted: date | int) -> Moment:
    async def read() -> Moment:
        reader = Reader(url, PATIENT)
        try:
            async with reader.session() as session:
                return await moment_of(session, wanted)
        finally:
            await reader.close()

    return asyncio.run(read())


@pytest.mark.usefixtures("connection")
def test_a_day_counts_the_releases_of_that_day_or_before(database_url: str) -> None:
    assert moment(database_url, EARLIER) == Moment(EARLIER, by_release=False, visible="{[1,2)}", release=1)
    autumn = date(2024, 10, 1)
    assert moment(database_url, autumn) == Moment(
        autumn, by_release=False, visible="{[1,2),[3,4)}", release=3
    )
    assert moment(database_url, date(2023, 1, 1)) == Moment(
        date(2023, 1, 1), by_release=False, visible="{}", release=None
    )
    assert moment(database_url, 2) == Moment(LATER, by_release=True, visible="{(,2]}", release=2)
    with pytest.raises(UnknownRelease, match=r"There is no release 4; the newest is 3\."):
        moment(database_url, 4)


def test_a_row_has_one_state_at_any_moment(database_url: str, connection: Connection) -> None:
    provider(connection, "first", 1, 2, of="changed")
    provider(connection, "second", 2, 3, of="changed")
    provider(connection, "third", 3, of="changed")
    provider(connection, "gone", 1, 2)
    provider(connection, "new", 2)
    connection.commit()
    name = tables.provider.c.name
    shown = {wanted: [row[0] for row in seen(database_url, wanted, name)] for wanted in (1, 2, 3)}
    assert shown == {1: ["first", "gone"], 2: ["new", "second"], 3: ["new", "third"]}
    assert seen(database_url, EARLIER, name) == [("first",), ("gone",)]
    # Release 3 was made after release 2 of a file that stands for a day before it.
    assert seen(database_url, date(2024, 10, 1), name) == [("gone",), ("third",)]
    assert seen(database_url, LATER, name) == [("new",), ("third",)]
    assert seen(database_url, date(2023, 1, 1), name) == []


def test_who_was_withdrawn_is_in_no_former_state_and_who_was_merged_is(
    database_url: str, connection: Connection
) -> None:
    for name, survivor in (("withdrawn", None), ("merged", rid("survivor"))):
        provider(connection, name, 1, 2)
        stone = {"record_id": rid(name), "record_type": "provider", "release": 2, "reason": name}
        put(connection, tables.tombstone, **stone, merged_into=survivor)
    connection.commit()
    assert seen(database_url, 1, tables.provider.c.name) == [("merged",)]


def test_measurements_by_day_count_whatever_release_brought_them(
    database_url: str, connection: Connection
) -> None:
    provider(connection, "one", 1)
    common = {"source_id": 1, "provider_id": rid("one"), "row_hash": b"0" * 16}
    service = {"id": rid("s"), "key": "s", "name": "s", "status": "active", "release_from": 1, **common}
    put(connection, tables.service, **service)
    for total, measured, release in ((10, OLD, 1), (20, EARLIER, 2), (30, NEW, 2), (40, None, 2)):
        row = {"id": rid(str(total)), "service_id": rid("s"), "unit": "place", "release_from": release}
        put(connection, tables.capacity, **row, as_of=measured, total=total, **common)
    connection.commit()
    totals = tables.capacity.c.total
    assert seen(database_url, date(2024, 5, 31), totals) == [(10,)]
    assert seen(database_url, EARLIER, totals) == [(10,), (20,)]
    assert seen(database_url, NEW, totals) == [(10,), (20,), (30,), (40,)]
    # By release only what was published then counts.
    assert seen(database_url, 1, totals) == [(10,)]


def read_in(
    connection: Connection, query: str, schema: str, left_out: tuple[str, ...] = OF_TODAY
) -> Sequence[Any]:
    """What a query finds in a schema, some tables aside."""
    return connection.execute(text(query), {"schema": schema, "of_today": list(left_out)}).all()


def test_every_table_has_a_view_of_its_columns(connection: Connection) -> None:
    columns = """
        SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = :schema AND table_name <> ALL (:of_today) ORDER BY table_name, column_name
    """
    assert read_in(connection, columns, "at") == read_in(connection, columns, "hub")
    assert read_in(connection, columns, "at", ()) == read_in(connection, columns, "at")


def test_the_reader_sees_the_views_and_nothing_more(connection: Connection) -> None:
    allowed = """
        SELECT table_name FROM information_schema.role_table_grants
        WHERE grantee = 'merezha_reader' AND privilege_type = 'SELECT' AND table_schema = :schema
          AND table_name <> ALL (:of_today) ORDER BY table_name
    """
    assert read_in(connection, allowed, "at", ()) == read_in(connection, allowed, "hub") != []


def test_the_views_can_be_made_anew(connection: Connection) -> None:
    connection.exec_driver_sql(drop_views())
    for statement in create_views():
        connection.exec_driver_sql(statement)
    found = connection.execute(text("SELECT count(*) FROM pg_views WHERE schemaname = 'at'")).scalar_one()
    published = {table.name for table in tables.metadata.tables.values() if table.schema == "hub"}
    assert found == len(published - set(OF_TODAY))


@pytest.mark.parametrize(("given", "wanted"), [("2020-03-11", date(2020, 3, 11)), (" 7 ", 7), (7, 7)])
def test_a_moment_is_a_day_or_a_number(given: object, wanted: date | int) -> None:
    assert parse_as_of(given) == wanted


@pytest.mark.parametrize("given", ["2020-13-01", "2020-3-1", "٢٠٢٠-٠٣-١١", "-1", "1.5", "", None, 1.5, False])
def test_nothing_else_is(given: object) -> None:
    with pytest.raises(BadAsOf):
        parse_as_of(given)
