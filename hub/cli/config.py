"""`merezha config`: every setting and limit."""

from hub import settings
from hub.cli.output import Json, answer, show_table


def config(json: Json = False) -> None:
    """Show every setting and limit: its variable, value, where the value is from and what it means."""
    lines = list(settings.describe(settings.load()))
    answer(
        lines,
        json,
        lambda: show_table(
            ("variable", "value", "from", "meaning"),
            ((line.name, line.value, line.origin, line.doc) for line in lines),
        ),
    )
