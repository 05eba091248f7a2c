"""Text as people type it: tidying, mended scripts, and keys by which spellings of one name meet.

`tidy`, `normalise_apostrophe` and `mend_script` give text to store, `fold` a key for equality within
one language, `search_key` a key across scripts and languages. All are pure and idempotent.

A search key is made for finding, never shown and never an identity: it finds a little too much rather
than too little. What meets, and what is known not to meet, stands in docs/cleaning.md and is tested.
Its rules, in order, on a folded word:

1. Cyrillic (Ukrainian, Russian, Kazakh) is romanised; soft and hard signs and apostrophes vanish.
2. One letter per sound: {г ґ ғ х һ g h kh gh} → h, {к қ k q ck} → k, {ц ts tz cz} → ts,
   {ш щ sh shch sch ş} → sh, {в w v} → v; `c` is ts before e, i, y and k elsewhere.
3. {и і ї й ы е є э y j i e} → i; `o` before v → i too (Харків, Харьков; Рівне, Ровно).
4. i before a, o, u vanishes (ia, ya, ja, я → a); ng → n (ң); doubled letters become single.
"""

import re
import unicodedata

from hub.kept import kept

#: Characters that people type for the Ukrainian apostrophe.
APOSTROPHES = "'’ʼ`´‘′ʹ＇ʻ"
APOSTROPHE = "’"

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
    "|[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f]"
)
_SPACES = re.compile(r"\s+")
#: Tidy text of the scripts in use: none of its characters can combine, vanish or be another kind of space.
_PLAIN = re.compile("[ -~«»№’“”„–—…\u0400-\u0482\u048a-\u04ff]*")
# The sign itself comes first in both patterns, then what stands before it: a search runs to the rare signs.
_INNER_APOSTROPHE = re.compile(rf"[{APOSTROPHES}](?<=[^\W\d_][{APOSTROPHES}])[{APOSTROPHES}]*(?=[^\W\d_])")
# A keyboard without an apostrophe makes people type «об"єкт» or «об*єкт». Only a lower-case iotated
# vowel counts, since in «КП"Юність"» the same sign opens a quotation.
_QUOTE_FOR_APOSTROPHE = re.compile(r"[\"”“*](?<=[бвгґджзклмнпрстфхцчшБВГҐДЖЗКЛМНПРСТФХЦЧШ][\"”“*])(?=[єїюя])")

_LATIN_LOOKS = "ABCEHIKMOPTXYaceiopxyÏïËëƏəƟɵ"
_CYRILLIC_LOOKS = "АВСЕНІКМОРТХУасеіорхуЇїЁёӘәӨө"
_TO_CYRILLIC = str.maketrans(_LATIN_LOOKS, _CYRILLIC_LOOKS)
_TO_LATIN = str.maketrans(_CYRILLIC_LOOKS, _LATIN_LOOKS)
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏəɵ"
_CYRILLIC = "\u0400-\u052f"
_MIXED_WORD = re.compile(
    rf"\b(?=[^\W_]*[{_LATIN}])(?=[^\W_]*[{_CYRILLIC}])[^\W_]+",
)
_LATIN_LETTER = re.compile(f"[{_LATIN}]")
_CYRILLIC_LETTER = re.compile(f"[{_CYRILLIC}]")

_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_PUNCTUATION = re.compile(r"[\W_]+")

_ROMAN = str.maketrans(
    {
        **dict(zip("абвгґғдезикқлмнңоөпрстуұүфхһыэә", "abvhhhdezykklmnnooprstuuufhhyea", strict=True)),
        **dict.fromkeys("ьъ", ""),
        "є": "ie", "ё": "e", "ж": "zh", "і": "i", "ї": "i", "й": "i", "ц": "ts", "ч": "ch",
        "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "ў": "u",
    }
)  # fmt: skip
_PLAIN_LATIN = str.maketrans(
    {"ş": "sh", "š": "sh", "ç": "ch", "č": "ch", "ž": "zh", "ı": "y", "ə": "a", "ɵ": "o"}
)
# Kazakh Latin writes ж as j, all others write й so; only letters that no other system has tell them apart.
_KAZAKH_LATIN = re.compile("[qäğñöşūüı]")

_SOUNDS = {
    "shch": "sh", "shh": "sh", "sch": "sh", "tch": "ch", "sh": "sh", "zh": "zh", "ch": "ch",
    "kh": "h", "gh": "h", "ph": "f", "ts": "ts", "tz": "ts", "cz": "ts", "ck": "k",
    "g": "h", "q": "k", "w": "v", "x": "ks", "j": "i", "y": "i", "e": "i",
}  # fmt: skip
_SOUND = re.compile("|".join([*_SOUNDS, "c"]))
# Not at the beginning of a word before a vowel: Нова is not Нива.
_O_BEFORE_V = re.compile("o(?=v(?![aiou]))|(?<=[a-z]{2})o(?=v)")
_VELAR_N = re.compile("nh+")
# Only from the first i on: a long run before no vowel would be tried from each of its letters.
_IOTATION = re.compile("(?<!i)i+(?=[aou])")
_DOUBLED = re.compile(r"([a-z])\1+")
_VOWELS = "aiou"

_ADJECTIVE = re.compile(
    r"([a-z]+?)(ts|z|s)k(?:a|i|oi|oho|omu|om|ou|u|im|ih|imi)",
)
_SHORTEST_STEM = 3
_SHORTEST_NOUN_STEM = 4
#: No word of a language is longer.
_LONGEST_WORD = 60


@kept(50_000)
def tidy(text: str) -> str:
    """Text in NFC, trimmed, with single plain spaces and without invisible characters.

    Line breaks count as spaces, so cells that hold a list are split before they are tidied.
    """
    return _tidy(text)


def _tidy(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return " ".join(text.split())
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", text))).strip()


def normalise_apostrophe(text: str) -> str:
    """Every apostrophe inside a word becomes U+2019, as in the Ukrainian codifier; quotes stay."""
    return _QUOTE_FOR_APOSTROPHE.sub(APOSTROPHE, _INNER_APOSTROPHE.sub(APOSTROPHE, text))


def mend_script(text: str) -> str:
    """Words that mix Latin and Cyrillic look-alikes are brought to one script, the majority's.

    A word is changed only if all of it can be: «Вiйтовецька» is mended, «USBкабель» is not. A tie
    goes to Cyrillic. Letters without a twin decide before the count does: «UА05» becomes Latin.
    """
    if not _LATIN_LETTER.search(text):
        return text
    return _MIXED_WORD.sub(_mend_match, text)


# Registers repeat the same few words in most cells, and an import folds each cell many times.
@kept(50_000)
def fold(text: str) -> str:
    """The key under which spellings of one name in one language are equal.

    Lower case, one script per word, no apostrophes, accents or punctuation, ё as е, single spaces.
    """
    return fold_once(text)


def fold_once(text: str) -> str:
    """What `fold` says, of a text that is not kept: one that is long, or hardly comes again."""
    text = _INNER_APOSTROPHE.sub("", normalise_apostrophe(_tidy(text)))
    if _PLAIN.fullmatch(text):
        return _PUNCTUATION.sub(" ", mend_script(text).lower().replace("ё", "е")).strip()
    text = unicodedata.normalize("NFC", mend_script(_MARKS.sub("", text)).lower().replace("ё", "е"))
    return _PUNCTUATION.sub(" ", _MARKS.sub("", text)).strip()


def search_key(text: str) -> str:
    """The key to store beside a name and to index by trigrams; '' for a text without letters or digits.

    Every word, the first included, is preceded by one space, so that a term of `search_terms`,
    which begins with a space too, is found by plain substring search at the beginnings of words.
    """
    return "".join(" " + word for word in map(_skeleton, fold(text).split()) if word)


def search_terms(query: str) -> list[str]:
    """What a query asks for: each term must be a substring of a stored `search_key`.

    Adjective endings of place names and final vowels are cut off, so «Лиманська» finds Лиман and
    «Вінниця» finds Вінницька. One-letter words are left out beside longer ones («м. Умань»).
    """
    return [beginning for beginning, _ in _asked_words(query)]


def search_words(query: str) -> list[str]:
    """For each term of `search_terms` the term, then the whole word between two spaces: one list of all."""
    return [text for word in _asked_words(query) for text in word]


def _asked_words(query: str) -> list[tuple[str, str]]:
    """Beginning and whole of each word that tells something; of words that begin alike the first."""
    words = search_key(query).split()
    telling = [word for word in words if len(word) > 1 or word.isdigit()]
    found: dict[str, str] = {}
    for word in telling or words:
        found.setdefault(f" {_stem(word)}", f" {word} ")
    return list(found.items())


def _mend_match(match: re.Match[str]) -> str:
    return _mend_word(match.group())


@kept(50_000, _LONGEST_WORD)
def _mend_word(word: str) -> str:
    as_cyrillic, as_latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
    can_be_cyrillic = not _LATIN_LETTER.search(as_cyrillic)
    can_be_latin = not _CYRILLIC_LETTER.search(as_latin)
    if can_be_cyrillic and can_be_latin:
        latin, cyrillic = len(_LATIN_LETTER.findall(word)), len(_CYRILLIC_LETTER.findall(word))
        return as_latin if latin > cyrillic else as_cyrillic
    if can_be_cyrillic:
        return as_cyrillic
    return as_latin if can_be_latin else word


@kept(200_000, _LONGEST_WORD)
def _skeleton(word: str) -> str:
    """The skeleton of one folded word; applied again it changes nothing."""
    if _KAZAKH_LATIN.search(word):
        word = word.replace("j", "zh")
    word = word.translate(_ROMAN)
    if not word.isascii():
        word = _plain(word)
    while (shorter := _reduce(word)) != word:
        word = shorter
    return word


def _plain(word: str) -> str:
    """Letters without their accents, rare Cyrillic ones included; other scripts stay as they are."""
    while not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word.translate(_PLAIN_LATIN)).lower()
        plainer = "".join(char for char in decomposed if char.isalnum()).translate(_ROMAN)
        if plainer == word:
            break
        word = plainer
    return word


def _reduce(word: str) -> str:
    word = _SOUND.sub(_sound, word)
    word = _VELAR_N.sub("n", _O_BEFORE_V.sub("i", word))
    return _DOUBLED.sub(r"\1", _IOTATION.sub("", word))


def _sound(match: re.Match[str]) -> str:
    if match.group() != "c":
        return _SOUNDS[match.group()]
    following = match.string[match.end() : match.end() + 1]
    return "ts" if following in {"e", "i", "y"} else "k"


def _stem(word: str) -> str:
    match = _ADJECTIVE.fullmatch(word)
    if match:
        stem, consonant = match.groups()
        # The s of «Черкаська» belongs to Черкаси, that of «Лиманська» to the ending.
        if consonant != "s" or stem[-1] in _VOWELS:
            stem += consonant
        return stem if len(stem) >= _SHORTEST_STEM else f"{match.group(1)}{consonant}k"
    stem = word.rstrip(_VOWELS)
    return stem if len(stem) >= _SHORTEST_NOUN_STEM else word


def is_storable(text: str) -> bool:
    """Whether the hub can hold a text: NUL and half of a surrogate pair are no characters."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def shortened(text: str, most: int) -> str:
    """The text with at most so many signs, the last of which says that it went on."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
