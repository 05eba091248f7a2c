"""The day from which a territory is shown, as SQL: its own, else that of undated units of its level."""

from hub.domain.territory.beginnings import SHOWN_SINCE


def shown_since(of: str) -> str:
    """An expression over the territory called `of`; empty for units that are shown on any day."""
    levels = " ".join(
        f"WHEN {of}.country = '{country.value}' AND {of}.level = '{level.value}' THEN date '{day}'"
        for (country, level), day in SHOWN_SINCE.items()
    )
    return f"coalesce({of}.valid_from, CASE {levels} END)"
