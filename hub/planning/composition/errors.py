"""What can be wrong with a question about the existing network."""

from hub.domain.filter_errors import BadUserInput


class TooManyMembers(BadUserInput):
    """{count} providers are too many to compose a centre of: at most {limit} are looked at. Name fewer."""

    reason = "MEMBERS"


class NoServicesAsked(BadUserInput):
    """The hub knows no list of basic services of {country}: name the services to look for in `services`."""

    reason = "SERVICES"


class EmptyServices(BadUserInput):
    """The list of services is empty: name the services to look for, or leave the argument out."""

    reason = "SERVICES"


class TooManyServices(BadUserInput):
    """{count} services are too many to bring together: name at most {limit}."""

    reason = "SERVICES"


class NoDistances(BadUserInput):
    """How far providers are is not known of {territory}, which has no point: ask for another objective than
    LEAST_DISTANCE, or for a territory in it."""

    reason = "OBJECTIVE"


class BadReach(BadUserInput):
    """A reach of {metres} metres is not usable: it must be from 0 to {limit}."""

    reason = "REACH"


class BadSetCount(BadUserInput):
    """{count} sets cannot be told: ask for 1 to {limit}."""

    reason = "SETS"


class LevelAbove(BadUserInput):
    """Units of the level {level} do not lie below {territory}, which is of the level {own}."""

    reason = "LEVEL_ABOVE"
