"""The table of docs/confidentiality.md names every output, every situation, and tests that are there."""

import re
from inspect import signature
from pathlib import Path

from tests.confidentiality import conftest, test_acts, test_outputs
from tests.confidentiality.situations import SITUATIONS_OF
from tests.confidentiality.table import TESTS, lines

#: Tests that ask for the hub of a situation through another fixture.
OF_PLACE = {"test_no_output_tells_it"}
PAGE = Path(__file__).parents[2].joinpath("docs/confidentiality.md").read_text("utf-8")


def test_the_table_is_that_of_the_inventory() -> None:
    assert "\n".join(lines()) in PAGE


def test_every_way_into_a_situation_is_told() -> None:
    for heading, ways in SITUATIONS_OF.items():
        (line,) = (each for each in PAGE.splitlines() if each.startswith(f"- *{heading}*: "))
        assert [way.__name__ for way in ways] == re.findall(r"`(\w+)`", line)


def test_every_sign_is_a_test_that_runs_in_all_situations() -> None:
    for sign, name in TESTS.items():
        file, function = name.split("::")
        module = {"test_acts.py": test_acts, "test_outputs.py": test_outputs}[file]
        assert hasattr(module, function)
        assert f"| {sign} | `{name}` |" in PAGE
        assert "place" in signature(getattr(module, function)).parameters or function in OF_PLACE
    assert Path(conftest.__file__).read_text("utf-8").count("params=SITUATIONS") == 1
