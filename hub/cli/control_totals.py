"""Control totals as a table: what was published beside what rows of either kind give."""

from collections.abc import Sequence

from hub.cli.output import answers, show_table
from hub.domain.results import ControlTotal

_COLUMNS = ("control total", "published", "found", "real", "synthetic", "cites")


def show_control_totals(totals: Sequence[ControlTotal]) -> None:
    """Print them below what stands there already; nothing for none."""
    if totals:
        answers.print()
        show_table(
            _COLUMNS,
            ((t.label, t.declared, t.found, t.found_real, t.found_synthetic, t.cites) for t in totals),
        )
