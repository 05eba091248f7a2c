"""Logs tell each thing once in a while, however often it comes."""

import logging

from hub.log import OnceInAWhile


def record(text: str, *values: object, name: str = "a") -> logging.LogRecord:
    return logging.LogRecord(name, logging.WARNING, "", 1, text, values, None)


def test_a_message_that_repeats_is_written_once() -> None:
    sieve = OnceInAWhile(seconds=1_000)
    assert sieve.filter(record("gone: %s", 1))
    assert not any(sieve.filter(record("gone: %s", number)) for number in range(100_000))
    assert sieve.filter(record("another"))
    assert sieve.filter(record("gone: %s", 1, name="b"))


def test_how_often_it_came_is_told_the_next_time() -> None:
    sieve = OnceInAWhile(seconds=0)
    first = record("gone: %s", 1)
    assert sieve.filter(first)
    assert first.getMessage() == "gone: 1"
    sieve = OnceInAWhile(seconds=1_000)
    sieve.filter(record("gone: %s", 1))
    sieve.filter(record("gone: %s", 2))
    sieve._seconds = 0
    last = record("gone: %s", 3)
    assert sieve.filter(last)
    assert last.getMessage() == "gone: 3 (and 1 times more)"


def test_messages_without_end_take_no_memory_without_end() -> None:
    sieve = OnceInAWhile(seconds=1_000)
    for number in range(5_000):
        sieve.filter(record(f"text {number}"))
    assert len(sieve._written) <= 1_000
