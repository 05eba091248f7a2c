"""Whatever is left out of an answer has a sentence in each language."""

import re

import pytest

from hub.domain.vocabulary import Lang, NormUncertainty
from hub.planning.basis import NotUsed
from hub.planning.norms import NOT_ASKED
from hub.planning.wording import ASSUMED, LEFT_OUT
from tests.commands import ROOT

#: How code names what was left out and why: NotUsed("territories", "HAVING", …), ("pairs", "HOLE"): …
_PAIR = re.compile(r'\(?"[a-z]+", *"([A-Z_]+)"')
_FOLDERS = ("hub/planning/plans", "hub/planning/answers", "schema/planning")


def _reasons() -> set[str]:
    files = [path for folder in _FOLDERS for path in (ROOT / folder).rglob("*.py")]
    return {reason for path in files for reason in _PAIR.findall(path.read_text("utf-8"))}


def test_every_reason_has_words() -> None:
    reasons = _reasons()
    assert {"HAVING", "HOLE", "NO_CAPACITY_STATED"} <= reasons
    assert (reasons | {each.name for each in NormUncertainty} | {NOT_ASKED}) - LEFT_OUT.keys() == set()


def test_every_assumption_has_words() -> None:
    named = re.compile(r'(?:Assumption\(|name = )"([a-z ]+)"')
    files = [path for folder in _FOLDERS for path in (ROOT / folder).rglob("*.py")]
    names = {name for path in files for name in named.findall(path.read_text("utf-8"))}
    assert {"bands", "places of a new site", "places of an existing site that states none"} <= names
    assert names - ASSUMED.keys() == set()


@pytest.mark.parametrize("reason", LEFT_OUT)
def test_a_sentence_tells_how_many(reason: str) -> None:
    sentences = {NotUsed("places", reason, 1_234).sentence(lang) for lang in Lang}
    assert len(sentences) >= 3
    assert all(re.search(r"1.?234", each) and each.endswith(".") for each in sentences)
