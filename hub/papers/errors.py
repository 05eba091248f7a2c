"""What can be wrong with a paper that is asked for."""

from hub.domain.filter_errors import BadUserInput


class NothingToShow(BadUserInput):
    """There is no territory of this rank here, so a paper would be empty. Choose another `level`."""

    reason = "NO_ROWS"
