"""What a list of services says when it lists none: «Не надає», «послуги не надаються», a zero."""

import re

from hub.domain.text import fold
from importers.cleaning.result import is_nothing

_SERVICES = r"(?:(?:соціальн|социальн|інш|social)\w* )?(?:послуг|услуг|қызмет|service)\w*"
_NOT_GIVEN = (
    r"(?:не (?:нада[єюв]\w*|надан[ои]|предоставля\w+|оказыва\w+|передбачен\w*|предусмотрен\w*|визначен\w*"
    r"|здійсню\w+|осуществля\w+|оказан\w*|provided|offered)|көрсет(?:іл)?мейді|көрсетпейді|ұсынылмайды"
    r"|відсутн\w+|отсутству\w+|немає|нема|нет|жоқ)"
)
_YET = r"(?:на даний (?:час|момент)|тимчасово|наразі|временно|поки)"
_NO_SERVICE = re.compile(
    rf"(?:{_SERVICES} )?(?:{_YET} )?{_NOT_GIVEN}|без послуг|без услуг"
    rf"|{_NOT_GIVEN} {_SERVICES}|(?:no|does not provide|without) {_SERVICES}"
    r"|(?:інформаці|информаци|дані|данны)\w*(?: \w+){0,3} (?:відсутн\w+|отсутству\w+|немає|нет)|0|none|n a"
)
#: Longer texts say more than that there is none.
_LONGEST = 60


def names_no_service(text: str) -> bool:
    """Whether a cell is empty, or says that there is no service."""
    return is_nothing(text) or says_not_given(text)


def says_not_given(text: str) -> bool:
    """Whether a text says in words, or by a zero, that nothing is given."""
    return len(text) <= _LONGEST and _NO_SERVICE.fullmatch(fold(text)) is not None
