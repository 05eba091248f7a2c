"""What a difference of golden files says to a person."""

import difflib
import json
from typing import Any

from hub.cli.golden_diff import explain


def _diff(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[str]:
    lines = [[json.dumps(record, ensure_ascii=False) for record in side] for side in (before, after)]
    return list(difflib.unified_diff(*lines, "golden", "now", lineterm="", n=0))


def test_a_changed_field_is_named_by_its_path() -> None:
    before = {"type": "provider", "key": "7", "name": "Дім", "services": [{"key": "home", "forms": ["home"]}]}
    after = {
        **before,
        "services": [{"key": "home", "forms": ["home", "mobile"], "minimum_age": 18}],
    }
    assert list(explain(_diff([before], [after]))) == [
        'provider «7»: services[home].forms was ["home"] and is ["home", "mobile"]',
        "provider «7»: services[home].minimum_age was empty and is 18",
    ]


def test_records_and_issues_that_come_and_go() -> None:
    gone = {"type": "provider", "key": "1"}
    issue = {"code": "PHONE_INVALID", "row": 4, "column": "Телефон"}
    assert list(explain(_diff([gone], [issue]))) == [
        "provider «1» is gone",
        "issue PHONE_INVALID (row 4, column Телефон) is new",
    ]


def test_repeated_issues_are_told_apart() -> None:
    issue = {"code": "PHONE_INVALID", "row": 4, "value": "1"}
    other = {**issue, "value": "2"}
    assert list(explain(_diff([], [issue, other]))) == [
        "issue PHONE_INVALID (row 4) is new",
        "issue PHONE_INVALID (row 4) #2 is new",
    ]


def test_no_difference_says_nothing() -> None:
    same = {"type": "provider", "key": "1"}
    assert list(explain(_diff([same], [same]))) == []
