"""Errors of planning over arrays."""

from hub.errors import MerezhaError


class UnusablePoints(MerezhaError):
    """{count} of {of} points cannot be used, the first in row {row} (counted from 0): {why}. Give latitude
    and longitude in degrees, and people as a number that is not negative, in each row,
    or leave the row out."""

    code = "UNUSABLE_POINTS"


class MixedUnits(MerezhaError):
    """The travel is in {travel} and the decay in {decay}. State the bands in the unit of the travel."""

    code = "MIXED_UNITS"
