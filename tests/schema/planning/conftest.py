"""The demo hub, as questions of planning are asked of it."""

from collections.abc import Iterator

import pytest

from tests.schema.hub import Hub


@pytest.fixture(scope="session")
def demo_hub(demo_url: str) -> Iterator[Hub]:
    """The schema over the demo's data; nothing writes to it."""
    opened = Hub(demo_url)
    yield opened
    opened.close()
