"""docs/data-model.md is what the tables say."""

from pathlib import Path

from hub.store.diagram import page


def test_the_page_is_made_from_the_tables() -> None:
    written = Path(__file__).parents[2].joinpath("docs/data-model.md").read_text(encoding="utf-8")
    assert written == page(), "Run: python -m hub.store.diagram > docs/data-model.md"
