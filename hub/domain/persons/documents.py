"""Documents of natural persons in texts: passports, records, insurance numbers, cards, days of birth.

Most have no check digit and are told by the word before them; an insurance number (СНИЛС) and a bank card
also by shape and check digit, and the number in the register of persons (УНЗР) by the day it begins with.
"""

import re
from datetime import date

from hub.domain.persons.contacts import OMITTED, Cut
from hub.domain.persons.disguises import plain

_NUMBER_SIGN = (
    r"(?:[\s:.,;№#()-]|no\b|n\b|номер\w{0,3}|number|сері[яії]|сери[яи]|series|сер|запис\w{0,3}|нөмір\w{0,3}"
    r"|гр\w{0,9}|рф|україни|рк|is\b){0,12}"
)
#: What stands before a document's number: no more signs than these between the word and the number.
_LABELLED = re.compile(
    r"(?<![^\W\d_])(?:пасп(?:орт\w{0,3})?|passport|төлқұжат\w{0,3}|паспорттың|закордонн\w{2,3}\s+паспорт\w{0,3}"
    r"|(?:id|ід|айді)[-\s]?(?:карт\w{1,4}|card)|удостоверени\w{1,2}\s+личности|жеке\s+куәлі\w{1,4}|посвідченн?\w{1,2}\s+особи"
    r"|(?:водійськ\w{2,3}\s+)?посвідченн\w{1,2}|водительск\w{2,3}\s+удостоверени\w{1,2}|driving\s+licen[cs]e"
    r"|свідоцтв\w{1,2}\s+про\s+народженн\w|свидетельств\w{1,2}\s+о\s+рождении|birth\s+certificate|туу\s+туралы\s+куәлі\w{1,4}"
    r"|пенсійн\w{2,3}\s+посвідченн\w{1,2}|унзр|снилс|snils|запис\w{0,2}\s+в\s+єддр)"
    rf"(?P<between>{_NUMBER_SIGN})"
    r"(?P<number>(?:[IVXІХ1]{1,4}-)?(?:[^\W\d_]{2,3}[\s№-]{0,3})?(?:серія\s+)?[0-9](?:[\s№-]{0,3}[0-9]){5,13})(?![0-9])",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    r"(?<![^\W\d_])(?:дат\w\s+народженн\w|народи(?:вся|лася|лась)|дат\w\s+рождения|родил(?:ся|ась)|туған\s+күн\w{0,2}"
    r"|date\s+of\s+birth|born(?:\s+on)?|dob|нар\.|д\.\s?н\.|д\.\s?р\.|р\.\s?н\.|г\.\s?р\.)[\s:–-]{0,4}"
    r"(?P<number>[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|[0-9]{1,2}\s+[^\W\d_]{3,9}\s+[0-9]{4})",
    re.IGNORECASE,
)
_RECORD = re.compile(r"(?<![0-9-])(?P<number>(?P<born>(?:19|20)[0-9]{6})-[0-9]{5})(?![0-9-])")
_INSURANCE = re.compile(r"(?<![0-9-])(?P<number>[0-9]{3}-[0-9]{3}-[0-9]{3}[\s-][0-9]{2})(?![0-9-])")
_CARD_NAME = re.compile(
    r"(?<![^\W\d_])(?:карт|card|монобанк|приват\w*банк|monobank|privat\w*bank|сбер)[^\d\n]{0,40}$",
    re.IGNORECASE,
)
_CARD = re.compile(
    r"(?<![\w-])(?P<number>[2-6][0-9]{3}(?P<sign>[ -]?)[0-9]{4}(?P=sign)[0-9]{4}(?P=sign)[0-9]{4})(?![\w-])"
)
#: Signs before a card's number in which a word for a card is looked for.
_NEAR = 50
#: A quick sign of any of them.
MAY_HOLD = re.compile(
    r"[0-9](?:[\s№./-]{0,3}[0-9]){5}|(?:нар|рожд|родил|born|birth|туған|д\.|р\.|г\.)\D{0,12}[0-9]",
    re.IGNORECASE,
)


def without_documents(text: str) -> Cut:
    """The text without numbers of persons' documents and days of birth; the words before them stay."""
    seen = plain(text)
    if not MAY_HOLD.search(seen.text):
        return Cut(text, False)
    spans = {match.span("number") for pattern in (_LABELLED, _BIRTH) for match in pattern.finditer(seen.text)}
    spans |= {
        match.span("number")
        for pattern, is_valid in ((_RECORD, _is_record), (_INSURANCE, _is_insurance), (_CARD, _is_card))
        for match in pattern.finditer(seen.text)
        if is_valid(match)
    }
    left, before = text, len(text)
    for start, end in sorted((seen.span(*span) for span in spans), reverse=True):
        if end <= before:
            left, before = f"{left[:start]}{OMITTED}{left[end:]}", start
    return Cut(left, bool(spans))


def _is_record(match: re.Match[str]) -> bool:
    """Whether the number begins with a day: YYYYMMDD-NNNNN."""
    born = match["born"]
    try:
        date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        return False
    return True


def _is_insurance(match: re.Match[str]) -> bool:
    """Whether the last two digits are the sum of the others by their places, modulo 101."""
    digits = [int(sign) for sign in match["number"] if sign.isdigit()]
    total = sum(digit * place for digit, place in zip(digits[:9], range(9, 0, -1), strict=True)) % 101
    return total % 100 == digits[9] * 10 + digits[10]


def _is_card(match: re.Match[str]) -> bool:
    """Whether a word for a card stands before the digits, or they have the check digit of ISO/IEC 7812-1."""
    if _CARD_NAME.search(match.string[max(0, match.start() - _NEAR) : match.start()]):
        return True
    digits = [int(sign) for sign in match["number"] if sign.isdigit()]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[0::2]]
    return (sum(doubled) + sum(digits[1::2])) % 10 == 0
