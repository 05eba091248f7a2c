"""Progress bars and what they must not do."""

import threading

from hub.cli.progress import watching


def test_no_thread_draws_the_bars_since_an_import_forks_only_while_it_is_alone() -> None:
    before = threading.active_count()
    with watching() as watch:
        watch("ua_05", 500, 1000)
        watch("ua_05", 1000, 1000)
        assert threading.active_count() == before
