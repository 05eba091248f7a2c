"""Seats of regions and districts, written down by hand: names would leave some in doubt."""

from collections.abc import Mapping

from importers.codifiers.handwritten import TABLES
from importers.codifiers.tables import bundled_table


def known_seats() -> Mapping[str, str]:
    """Code of an oblast, raion, district or city → code of the settlement that is its seat."""
    seats = {row["raion"]: row["seat"] for row in bundled_table("ua_raion_seats.csv")}
    for table in ("ua_regions.csv", *TABLES):
        seats |= {row["code"]: row["seat"] for row in bundled_table(table) if row["seat"]}
    return seats
