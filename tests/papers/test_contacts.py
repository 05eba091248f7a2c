"""The paper of communities alike tells whom to ask there, where the hub knows how."""

from typing import Any

import pytest

from hub.domain.vocabulary import Lang
from hub.papers.questions.peers import peers_paper
from hub.papers.wording import worded
from tests.papers.test_statements import BASIS, TOWN


def provider(number: int, **known: Any) -> dict[str, Any]:
    nothing = {"phones": [], "emails": [], "url": None, "isSynthetic": False}
    return {"id": str(number), "name": f"Надавач {number}", **nothing, **known}


CALLED = provider(1, phones=["+380441234567"], url="https://a.example")
WRITTEN = provider(2, emails=["b@b.example"], isSynthetic=True)
SILENT = provider(3)


@pytest.mark.parametrize(
    ("authorities", "givers", "told"),
    [
        ([CALLED], [WRITTEN, CALLED, SILENT], (
            "Надавач 1: +380441234567, https://a.example; Надавач 2 (вигадані дані): b@b.example"
        )),
        ([SILENT], [], "не відомо"),
        ([], [], "не відомо"),
    ],
)  # fmt: skip
def test_authorities_stand_first_and_each_once(
    authorities: list[dict[str, Any]], givers: list[dict[str, Any]], told: str
) -> None:
    node = TOWN | {
        "parent": None,
        "authorities": {"edges": [{"node": each} for each in authorities]},
        "givers": {"edges": [{"node": each} for each in givers]},
    }
    edge = {
        "node": node, "distance": 0.5, "has": [], "lacks": [], "programmes": [], "differences": [],
        "notReachableBecause": None,
    }  # fmt: skip
    basis = BASIS | {"question": {"territory": "A9"}}
    data = {"place": None, "peers": {"edges": [edge], "totalCount": 1, "basis": basis}}
    visits, _ = peers_paper(data).tables
    (row,) = visits.rows
    place = [worded(column.title, Lang.UK) for column in visits.columns].index("До кого звернутися")
    assert worded(row[place], Lang.UK) == told
