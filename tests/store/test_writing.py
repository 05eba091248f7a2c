"""What PostgreSQL writes of a value is what Python would write, to the byte."""

import math
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

import orjson
import pytest
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Float,
    Integer,
    Text,
    Uuid,
    create_engine,
    literal,
    select,
)
from sqlalchemy.types import TypeEngine

from hub.cluster import PrivateCluster
from hub.store.compiled.json_text import BETWEEN, HOLE, MISSING, NULL, ODD, Unwritable
from hub.store.compiled.writing import Hole, Identity, Part, Value, script_of
from schema.node import encode_id

Write = Callable[[Part, TypeEngine[Any], Any], bytes]


@pytest.fixture(scope="module")
def write(cluster: PrivateCluster) -> Iterator[Write]:
    """Writes a part of a row whose column x has a value."""
    engine = create_engine(cluster.url_of("merezha"))
    with engine.connect() as connection:

        def written(part: Part, kind: TypeEngine[Any], value: Any) -> bytes:
            row = select(literal(1).label("number"), literal(value, kind).label("x"))
            script = script_of((part,))
            return bytes(connection.execute(script.object_of(row), script.values).one()[1])

        yield written
    engine.dispose()


TEXTS = ["", "Дім «Турбота»", 'a "b" \\ c / d', "\b\f\n\r\t", "\x01\x02\x03\x04\x1f\x7f", "\u2028 😀", "{}"]


@pytest.mark.parametrize("text", TEXTS)
def test_texts(write: Write, text: str) -> None:
    assert write(Value("x", str, False), Text(), text) == orjson.dumps(text)
    assert write(Value("x", list, False), ARRAY(Text), [text, text]) == orjson.dumps([text, text])


@pytest.mark.parametrize(
    ("kind", "column", "value"),
    [
        (bool, Boolean(), True),
        (bool, Boolean(), False),
        (int, Integer(), -2_147_483_648),
        (date, Date(), date(2026, 2, 3)),
        (date, Date(), date(9, 1, 1)),
        (str, Uuid(), UUID("4d3124f2-e925-8105-8ed9-fe613f3ce962")),
        (list, ARRAY(Text), []),
    ],
)
def test_values(write: Write, kind: type, column: TypeEngine[Any], value: Any) -> None:
    assert write(Value("x", kind, False), column, value) == orjson.dumps(value)


@pytest.mark.parametrize("value", [0.0, -0.0, 1.0, -45.5, 50.4501, 1 / 3, 0.0001, 123_456_789.0, 999e12])
def test_numbers(write: Write, value: float) -> None:
    assert write(Value("x", float, False), Float(), value) == orjson.dumps(value)


@pytest.mark.parametrize("value", [0.00009, 5e-324, 1e15, 1e16, -1e300, math.inf, math.nan])
def test_numbers_that_postgresql_writes_otherwise_are_left_to_python(write: Write, value: float) -> None:
    text = write(Value("x", float, False), Float(), value).decode()
    number, found = text.removeprefix(HOLE).removesuffix(HOLE).split(BETWEEN)
    assert int(number) == ODD
    assert str(float(found)) == str(value)


def test_null_is_written_where_it_may_be_and_marked_where_not(write: Write) -> None:
    assert write(Value("x", str, True), Text(), None) == b"null"
    assert write(Value("x", str, False), Text(), None) == MISSING.encode()


def test_holes_name_their_key(write: Write) -> None:
    assert write(Hole(7, (("x", True),)), Text(), "care.day").decode() == f"{HOLE}7{BETWEEN}care.day{HOLE}"
    assert write(Hole(7, (("x", True),)), Text(), None).decode() == f"{HOLE}7{BETWEEN}{NULL}{HOLE}"
    assert write(Hole(7, (("x", False),)), ARRAY(Text), ["a", "b"]).decode() == f"{HOLE}7{BETWEEN}a,b{HOLE}"


@pytest.mark.parametrize("code", ["UA", "x" * 300])
def test_global_ids_are_one_line(write: Write, code: str) -> None:
    text = orjson.loads(write(Identity("TaxonomyTerm", ("x",), ":"), Text(), code))
    assert text == encode_id("TaxonomyTerm", code)


def test_global_ids_of_uuids(write: Write) -> None:
    one = UUID("4d3124f2-e925-8105-8ed9-fe613f3ce962")
    text = orjson.loads(write(Identity("AccessPoint", ("x",), ":"), Uuid(), one))
    assert text == encode_id("AccessPoint", one)


@pytest.mark.parametrize(
    ("kind", "column"), [(int, BigInteger()), (str, DateTime()), (int, Text()), (date, DateTime())], ids=str
)
def test_other_columns_are_refused(write: Write, kind: type, column: TypeEngine[Any]) -> None:
    with pytest.raises(Unwritable):
        write(Value("x", kind, True), column, None)
