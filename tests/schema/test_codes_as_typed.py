"""Codes of territories as people type them mean the same wherever a question names one."""

from typing import Any

import pytest

from schema.query import territory_id_of
from tests.schema.hub import Hub

CODE = "UA05020030000031457"
TYPED = [
    CODE,
    CODE.lower(),
    "UА05020030000031457",
    "ua05 0200 3000 0031457",
    f"'{CODE}",
    f"«{CODE}»",
    f"\u00a0{CODE}\u200b",
    f"katottg:{CODE.lower()}",
    f"КАТОТТГ {CODE}",
    "UA05-02-003-000-00-31457",
]
QUESTION = """
query ($code: String!) {
  territory(code: $code) { code }
  territories(filter: { codes: [$code] }) { edges { node { code } } }
  inside: territories(filter: { within: $code, levels: [HROMADA] }) { edges { node { code } } }
  providers(filter: { within: { territory: $code } }) { totalCount }
  accessPoints(filter: { within: { territory: $code } }) { totalCount }
  coverage(within: $code, level: HROMADA, categories: ["care.home"]) {
    territory { code } cells { providers }
  }
}
"""


@pytest.mark.parametrize("typed", TYPED[1:])
def test_every_question_reads_them_alike(hub: Hub, typed: str) -> None:
    expected = hub.data(QUESTION, {"code": CODE})
    assert expected["territory"] == {"code": CODE}
    assert expected["providers"]["totalCount"] > 0
    assert hub.data(QUESTION, {"code": typed}) == expected


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ua-05", "UA05000000000010236"),
        ("UA – О5", "UA05000000000010236"),
        ("коатуу 05101ООООО", "UA05020030010063857"),
        # КОАТУУ without the zero that a spreadsheet drops; nobody has it as a code of Kazakhstan.
        ("510100000", "UA05020030010063857"),
        ("510 100 000", "UA05020030010063857"),
        ("ru-oms", "52000000"),
        ("RU-ОМС", "52000000"),
        ("52 701 000", "52701000"),
        ("уа", "UA"),
    ],
)
def test_every_scheme(hub: Hub, typed: str, code: str) -> None:
    assert hub.data("query ($c: String!) { territory(code: $c) { code } }", {"c": typed}) == {
        "territory": {"code": code}
    }


@pytest.mark.parametrize(
    ("typed", "told", "wanted"),
    [
        ("nobody", "nobody", "UNKNOWN_TERRITORY"),
        (" ua99 0200 3000 0031457", "UA99020030000031457", "UNKNOWN_TERRITORY"),
        ("katottg:0510100000", "katottg:0510100000", "UNKNOWN_TERRITORY"),
        ("14133ООООО", "1413300000", "AMBIGUOUS_TERRITORY"),
    ],
)
def test_what_nobody_or_several_have(hub: Hub, typed: str, told: str, wanted: str) -> None:
    reply = hub.reply("query ($c: String!) { territory(code: $c) { code } }", {"c": typed})
    (error,) = reply.errors
    assert error["extensions"]["code"] == wanted
    assert told in error["message"]


def test_spellings_of_a_code_are_remembered_once(hub: Hub) -> None:
    def kept() -> list[Any]:
        memory = hub.plans._memory
        return [wanted for read, wanted in memory.known if read is territory_id_of]

    for typed in TYPED:
        hub.data("query ($c: String!) { territory(code: $c) { code } }", {"c": typed})
    assert {wanted for wanted in kept() if CODE in wanted} == {CODE, f"katottg:{CODE}"}
