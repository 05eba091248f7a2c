"""What can be wrong with a question about reach, access, norms and peers."""

from hub.domain.filter_errors import BadUserInput
from hub.errors import MerezhaError


class NoPopulation(MerezhaError):
    """The hub cannot count these people in {territory}: {why}. Load it with `merezha people load`, or leave
    `people` out."""

    code = "NO_POPULATION"


class NoMatrix(MerezhaError):
    """No matrix of travel times tells the minutes to everybody in {territory}: {why}. Load one with
    `merezha travel load` or `merezha travel fill`, or leave `strict` out."""

    code = "NO_MATRIX"


class NormNotCertain(MerezhaError):
    """Nothing is computed with the norm {norm}: {why}. Load the number from its document with
    `merezha norms load`, or choose another norm."""

    code = "NORM_NOT_CERTAIN"


class BadTravel(BadUserInput):
    """The reach is not usable: give either metres, {metres}, or minutes, {minutes}; `strict` belongs to
    minutes."""

    reason = "REACH"


class BadBands(BadUserInput):
    """The bands are not usable: {why}."""

    reason = "BANDS"


class BadAges(BadUserInput):
    """Ages from {age_from} to {age_to} are none: give whole years from 0 to 150, the lower first."""

    reason = "AGES"


class BadUnits(BadUserInput):
    """These territories cannot be the rows: {why}."""

    reason = "ONLY"


class BadTeam(BadUserInput):
    """The assumption of {name} is not usable: it must be at least {least} and at most {limit}."""

    reason = "TEAM"


class BadPeerCount(BadUserInput):
    """{count} communities cannot be told: ask for 1 to {limit}."""

    reason = "PEERS"


class NotACommunity(BadUserInput):
    """{territory} is a {level}, and peers are told of regions, districts and hromadas: too little is known of
    others to compare them. Ask for the one that it lies in."""

    reason = "NOT_A_COMMUNITY"


class WrongCountry(BadUserInput):
    """The norm {norm} holds in {country}, and {territory} lies in another state. Choose a norm of its own."""

    reason = "NORM_COUNTRY"
