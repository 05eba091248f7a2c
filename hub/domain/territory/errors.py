"""Errors of the territory rooms."""

from hub.errors import MerezhaError


class UnknownTerritory(MerezhaError):
    """No territory has the code {code!r}."""

    code = "UNKNOWN_TERRITORY"
