"""A paper of nothing is refused."""

import pytest

from hub.papers.errors import NothingToShow
from hub.papers.questions.care_balance import care_balance_paper


def test_a_balance_without_rows_is_no_paper() -> None:
    with pytest.raises(NothingToShow) as refused:
        care_balance_paper({"careBalance": []})
    assert refused.value.reason == "NO_ROWS"
