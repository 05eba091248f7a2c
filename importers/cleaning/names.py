"""Names of providers: quotes, capitals, legal form, and the short name that a name carries inside."""

import re
from dataclasses import dataclass
from functools import partial

from hub.domain.confidentiality.people import SOLE_TRADER
from hub.domain.persons.names import is_person_name
from hub.domain.text import mend_script, normalise_apostrophe, tidy
from hub.domain.vocabulary import Country, Severity
from importers.cleaning.capitals import capitalised_words, lowered, shouts
from importers.cleaning.legal_forms import LegalForm, split_legal_form
from importers.cleaning.markup import unwrapped
from importers.cleaning.result import Cleaned, Trouble, is_nothing


@dataclass(frozen=True, slots=True)
class ProviderName:
    """A name as displayed and its parts; `proper` is what the innermost last quotes hold («Сударушка»)."""

    full: str
    short: str | None = None
    proper: str | None = None
    legal_form: LegalForm | None = None
    bare: str = ""  # without the legal form


_OPENING = "«„‹<"
_CLOSING = "»›>"
_DOUBLED = (("<<", "«"), (">>", "»"), (",,", "«"))
# English and German typography use the same two signs the other way round.
_ANY_QUOTE = re.compile("[«»„‹›<>“”\"'‘’`,]")
_SIGNS = str.maketrans({**dict.fromkeys(_OPENING, "«"), **dict.fromkeys(_CLOSING, "»")})
_GLUED = re.compile(r"«(?<=[^\s(«-]«)")
_UNDIRECTED = re.compile("[“”]|''|‘‘|’’|``")
_STRAIGHT = re.compile('("+)')
_INNERMOST = re.compile(r"«([^«»]+)(?:»|$)")
_BRACKETED = re.compile(
    r"\s*\(\s*(скорочен[ао](?:\s+назва)?|далі|сокращ[её]нно|далее|қысқаша)?\s*[:–—-]*\s*([^()]+)\)\s*$"
)
_ABBREVIATION = re.compile(r"(?=(?:.*[^\W\d_]){2})[А-ЯІЇЄҐЁӘҒҚҢӨҰҮҺA-Z0-9 «»’.-]+")
_MOST_SHORT_WORDS = 4


def clean_name(text: str, country: Country | None) -> Cleaned[ProviderName | None]:
    """The name to display with its parts, or None for an empty cell.

    Quotes become «», look-alike letters and apostrophes are mended, capitals are lowered where the
    whole name is in capitals (NAME_ALL_CAPS). A short name in brackets leaves the full name.
    """
    if is_nothing(text):
        return Cleaned(None)
    troubles = []
    name = mend_script(normalise_apostrophe(tidy(unwrapped(text))))
    name = _quoted(name).strip(" ;,")
    bracketed = _bracketed(name)
    if bracketed:
        name, short = bracketed
    else:
        short = None
    form, bare = split_legal_form(name, country)
    is_person = (form is not None and form.code == SOLE_TRADER) or is_person_name(name, country)
    if shouts(name):
        lower = capitalised_words if is_person else partial(lowered, country=country)
        name, bare = lower(name), lower(bare)
        message = "The name stood in capitals; capitals of proper names may be missing now. Check it."
        troubles.append(Trouble("NAME_ALL_CAPS", message, Severity.INFO))
    if is_person:
        message = (
            "The provider is a natural person by its name: address, point, telephones, e-mail and site are "
            "not published, and the name is to be shown only where the law lets it be shown."
        )
        troubles.append(Trouble("NAME_OF_PERSON", message, Severity.WARNING, personal=True))
    quoted = _INNERMOST.findall(name)
    proper = quoted[-1].strip() if quoted else None
    return Cleaned(ProviderName(name, short or _if_short(proper), proper, form, bare), tuple(troubles))


def _if_short(proper: str | None) -> str | None:
    """A proper name that can stand for the whole name: «Сударушка», but no sentence in quotes."""
    return proper if proper and len(proper.split()) <= _MOST_SHORT_WORDS else None


def _quoted(name: str) -> str:
    """All quotes as «»; at the end, one that stands for two is doubled and one too many is dropped."""
    if not _ANY_QUOTE.search(name):
        return name
    for doubled, sign in _DOUBLED:
        name = name.replace(doubled, sign)
    name = _UNDIRECTED.sub('"', name).translate(_SIGNS)
    name = _directed(name)
    name = name.replace(" »", "»").replace("« ", "«")
    name = _GLUED.sub(" «", re.sub(r"»(?=[^\W_])", "» ", name))
    missing = name.count("«") - name.count("»")
    if name.endswith("»") and missing == 1:
        return name + "»"
    return name.removesuffix("»") if missing == -1 else name


def _directed(name: str) -> str:
    """Straight quotes as opening or closing ones, by what stands around each.

    «відділ "Центр"Ради»: right after a letter one opens only if no quotation is open.
    """
    found, is_open = [], False
    pieces = _STRAIGHT.split(name)
    for number, piece in enumerate(pieces):
        if not number % 2:
            found.append(piece)
            is_open ^= (piece.count("«") - piece.count("»")) % 2 == 1
            continue
        before, after = pieces[number - 1], pieces[number + 1]
        for _ in piece:
            found.append(_direction(before, after, is_open))
            is_open = not is_open
    return "".join(found)


def _direction(before: str, after: str, is_open: bool) -> str:
    """Whether a straight quote between two texts opens or closes."""
    if not after:
        return "»"
    starts, ends = not before or before[-1] in " («-", after[0] in " ).,;:»-"
    if starts == ends:
        return "»" if is_open else "«"
    return "«" if starts else "»"


def _bracketed(name: str) -> tuple[str, str] | None:
    """A short name in the last brackets, if words or capitals say that it is one."""
    match = _BRACKETED.search(name) if name.endswith(")") else None
    if not match or match.start() == 0:
        return None
    said, inner = match.group(1), match.group(2).strip()
    if not said and not _ABBREVIATION.fullmatch(inner):
        return None
    return name[: match.start()].strip(), inner
