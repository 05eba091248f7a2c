"""Names of providers: quotes, capitals, legal form, and the short name that a name carries inside."""

import re
from dataclasses import dataclass

from hub.domain.confidentiality.people import SOLE_TRADER
from hub.domain.persons.names import is_person_name, is_trader
from hub.domain.text import mend_script, normalise_apostrophe, tidy
from hub.domain.vocabulary import Country, Severity
from importers.cleaning.legal_forms import LegalForm, split_legal_form
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
_INNERMOST = re.compile(r"«([^«»]+)(?:»|$)")
_BRACKETED = re.compile(
    r"\s*\(\s*(скорочен[ао](?:\s+назва)?|далі|сокращ[её]нно|далее|қысқаша)?\s*[:–—-]*\s*([^()]+)\)\s*$"
)
_ABBREVIATION = re.compile(r"(?=(?:.*[^\W\d_]){2})[А-ЯІЇЄҐЁӘҒҚҢӨҰҮҺA-Z0-9 «»’.-]+")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[’-](?=[^\W\d_]))*")
_ROMAN = re.compile(r"(?:[ІIVXХ]+-)?[ІIVXХ]{2,}(?:-[ІIVXХ]+)?|[ІI](?=\s+СТУПЕН)|[ІI]-[ІIVXХ]+")
# After the word for a settlement and after initials stands a proper name; after «імені» it has two words.
_BEFORE_PROPER = re.compile(
    r"(?<![^\W\d_])((?:міста|місті|місто|села|селі|село|города|городе)\s+|(?:с|м|г|смт|ім|им)\.\s?"
    r"|(?:[^\W\d_]\.\s?){1,2})([^\W\d_])"
)
_NAMED_AFTER = re.compile(r"(?<=імені)(?:\s+[^\W\d_]+){1,2}|(?<=имени)(?:\s+[^\W\d_]+){1,2}")
# «с.» and «м.» before a capital are taken for a village and a city, not for initials.
_INITIAL = re.compile(r"(?<![^\W\d_])[^\W\d_смг](?=\.\s?[А-ЯІЇЄҐЁ])")
# Adjectives in -ськ-, -цьк-, -ск- are places' unless they are one of these.
_PLACE_ADJECTIVE = re.compile(r".{2,}(?:ськ|цьк|зьк|ск)(?:а|ої|ій|ого|ому|ий|ая|ой|ий|ого|ое|е|их|ие|і)$")
_COMMON_ADJECTIVE = re.compile(
    r"(?:міськ|сільськ|громадськ|людськ|лікарськ|господарськ|дитяч|християнськ|материнськ|батьківськ|ветеранськ"
    r"|волонтерськ|жіноцьк|городск|сельск|детск|женск|мужск|гражданск|медицинск|материнск|ветеранск|волонт[её]рск"
    r"|христианск|.*ическ)"
)
_COMMON_WORD = re.compile(rf"{_COMMON_ADJECTIVE.pattern}|рад[аи]|район|област")
_FEW_LETTERS = 8
_MOST_SHORT_WORDS = 4


def clean_name(text: str, country: Country | None) -> Cleaned[ProviderName | None]:
    """The name to display with its parts, or None for an empty cell.

    Quotes become «», look-alike letters and apostrophes are mended, capitals are lowered where the
    whole name is in capitals (NAME_ALL_CAPS). A short name in brackets leaves the full name.
    """
    if is_nothing(text):
        return Cleaned(None)
    troubles = []
    name = mend_script(normalise_apostrophe(tidy(text)))
    name = _quoted(name).strip(" ;,")
    bracketed = _bracketed(name)
    if bracketed:
        name, short = bracketed
    else:
        short = None
    form, bare = split_legal_form(name, country)
    is_person = (form is not None and form.code == SOLE_TRADER) or is_person_name(name, country)
    if _shouts(name):
        lowered = _capitalised_words if is_person else _lowered
        name, bare = lowered(name), lowered(bare)
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
    name = re.sub('"', lambda match: _direction(name, match.start()), name)
    name = name.replace(" »", "»").replace("« ", "«")
    name = _GLUED.sub(" «", re.sub(r"»(?=[^\W_])", "» ", name))
    missing = name.count("«") - name.count("»")
    if name.endswith("»") and missing == 1:
        return name + "»"
    return name.removesuffix("»") if missing == -1 else name


def _direction(name: str, position: int) -> str:
    """Whether a straight quote opens or closes, by what stands around it.

    «відділ "Центр"Ради»: right after a letter it opens only if no quotation is open.
    """
    before, after = name[:position].rstrip('"'), name[position + 1 :].lstrip('"')
    if not after:
        return "»"
    starts, ends = not before or before[-1] in " («-", after[0] in " ).,;:»-"
    if starts == ends:
        return "»" if _is_open(name[:position]) else "«"
    return "«" if starts else "»"


def _is_open(before: str) -> bool:
    straight = before.count('"')
    return (before.count("«") - before.count("»") + straight) % 2 == 1


def _bracketed(name: str) -> tuple[str, str] | None:
    """A short name in the last brackets, if words or capitals say that it is one."""
    match = _BRACKETED.search(name) if name.endswith(")") else None
    if not match or match.start() == 0:
        return None
    said, inner = match.group(1), match.group(2).strip()
    if not said and not _ABBREVIATION.fullmatch(inner):
        return None
    return name[: match.start()].strip(), inner


def _shouts(name: str) -> bool:
    if not name.isupper():
        return False
    letters = [char for char in name if char.isalpha()]
    return len(letters) >= _FEW_LETTERS and " " in name and all(char.isupper() for char in letters)


def _lowered(name: str) -> str:
    """Sentence case; capitals where a name begins, in adjectives of places and in Roman numerals."""
    lowered = _WORD.sub(_lowered_word, name)
    lowered = _NAMED_AFTER.sub(lambda match: _WORD.sub(_capitalised, match.group()), lowered)
    lowered = _BEFORE_PROPER.sub(lambda match: match.group(1) + match.group(2).upper(), lowered)
    lowered = _INITIAL.sub(lambda match: match.group().upper(), lowered)
    return re.sub(r"(^|«)([^\W\d_])", lambda match: match.group(1) + match.group(2).upper(), lowered)


def _capitalised_words(name: str) -> str:
    """A person's name that stood in capitals; the form before it keeps them."""
    return _WORD.sub(
        lambda match: match.group() if is_trader(match.group()) else match.group().capitalize(), name
    )


def _capitalised(match: re.Match[str]) -> str:
    word = match.group()
    return word if _COMMON_WORD.match(word) else word[0].upper() + word[1:]


def _lowered_word(match: re.Match[str]) -> str:
    roman = _ROMAN.match(match.string, match.start())
    if roman and roman.end() == match.end():
        return match.group()
    word = match.group().lower()
    if _PLACE_ADJECTIVE.fullmatch(word) and not _COMMON_ADJECTIVE.match(word):
        return "-".join(part.capitalize() for part in word.split("-"))
    return word
