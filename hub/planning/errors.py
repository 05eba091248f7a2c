"""Errors of planning over arrays."""

from hub.errors import MerezhaError


class UnusablePoints(MerezhaError):
    """{count} of {of} points cannot be used, the first in row {row} (counted from 0): {why}. Give latitude
    and longitude in degrees, and people as a number that is not negative, in each row,
    or leave the row out."""

    code = "UNUSABLE_POINTS"
