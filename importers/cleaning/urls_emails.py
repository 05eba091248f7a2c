"""Web and e-mail addresses: look-alike letters mended, scheme added, several e-mails in a cell."""

import re
from urllib.parse import urlsplit

from hub.domain.text import mend_script, tidy
from hub.domain.vocabulary import Severity
from importers.cleaning.result import Cleaned, Trouble, is_nothing, refused

_SPACED_SCHEME = re.compile(r"^(https?)\s*:\s*/\s*/\s*", re.IGNORECASE)
_BROKEN_SCHEME = re.compile(r"^(https?)[:;]?/{1,2}(?=[\w])", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w](?:[\w-]{0,61}[\w])?\.)+(?:[^\W\d_]{2,}|xn--[a-z0-9-]+)")
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)
# Not after a word, a dot or @: hosts are called email.ua and mail.example too.
_EMAIL_LABEL = re.compile(
    r"(?<![\w@.-])(?:e-?mail|mailto|ел\.?\s?пошта|эл\.?\s?почта|пошта)\s*[:.]?\s*(?!@)", re.IGNORECASE
)
_AROUND_AT = re.compile(r"\s*(?:@|\[at\]|\(at\)|\(собака\))\s*", re.IGNORECASE)
#: One address that needs no mending: nothing in it may be a label, a sign between two, or at an edge.
_ONE_EMAIL = re.compile(
    r"(?!e-?mail|mailto)[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
)
_BETWEEN = re.compile(r"[;,\s]+|(?<=\w)/(?=\w)")


#: What divides sites in a cell, and what tells a site from a word.
_BETWEEN_SITES = re.compile(r"[;,\s|]+|(?<=\s)/(?=\s)")
_SITE = re.compile(r"[^\W_]\.[^\W\d_]{2}")


def clean_url(text: str) -> Cleaned[str | None]:
    """An http or https address with a host, or None; «www.…» gets http://, other schemes are refused."""
    if is_nothing(text):
        return Cleaned(None)
    alone = _one_url(tidy(text))
    if alone.value is not None:
        return alone
    # A cell that lists several sites gives its first: the hub shows one.
    parts = [part for part in _BETWEEN_SITES.split(text) if _SITE.search(part)]
    found = (
        next((one for one in map(_one_url, map(tidy, parts)) if one.value), None) if len(parts) > 1 else None
    )
    if found is None:
        return alone
    note = f"«{tidy(text)}» lists several sites; the first that can be opened is kept."
    return Cleaned(found.value, (Trouble("URL_SEVERAL", note, Severity.INFO),))


def _one_url(raw: str) -> Cleaned[str | None]:
    url = _BROKEN_SCHEME.sub(r"\1://", _SPACED_SCHEME.sub(r"\1://", raw)).rstrip(".,;")
    if "@" in url and "//" not in url:
        return refused("URL_IS_EMAIL", f"«{raw}» is an e-mail address; move it to its own column.")
    if "://" not in url and not url.lower().startswith(("javascript:", "data:", "file:")):
        url = "http://" + url
    try:
        parts = urlsplit(url)
        host, scheme, user = (parts.hostname or ""), parts.scheme.lower(), parts.username
    except ValueError:
        return refused("URL_UNCLEAR", f"«{raw}» is not a web address; give one that opens.")
    if scheme not in {"http", "https"} or not _HOST.fullmatch(host) or " " in url or user is not None:
        return refused("URL_UNCLEAR", f"«{raw}» is not a web address; give one that opens.")
    return Cleaned(parts._replace(scheme=scheme, netloc=parts.netloc.lower()).geturl())


def clean_emails(text: str) -> Cleaned[tuple[str, ...]]:
    """All e-mail addresses of a cell, in lower case and order, each once; others are reported."""
    if is_nothing(text):
        return Cleaned(())
    if len(text) <= 64 and _ONE_EMAIL.fullmatch(text):
        return Cleaned((text,))
    joined = _AROUND_AT.sub("@", _EMAIL_LABEL.sub(" ", tidy(text)))
    good: dict[str, None] = {}
    troubles = []
    for part in filter(None, (piece.strip(".:<>()\"'") for piece in _BETWEEN.split(joined))):
        email = mend_script(part).lower()
        if _EMAIL.fullmatch(email) and ".." not in email:
            good[email] = None
        else:
            message = f"«{part}» is not an e-mail address; correct it in the source."
            troubles.append(Trouble("EMAIL_UNCLEAR", message))
    return Cleaned(tuple(good), tuple(troubles))
