"""Which language a label is shown in: the argument's, else Accept-Language's, else the record's own."""

from collections.abc import Mapping, Sequence

from hub.domain.vocabulary import LANG_FALLBACK, Lang
from hub.fields import items_of
from hub.kept import kept

#: A record without a language of its own, such as a taxonomy term asked for by itself.
NEUTRAL = Lang.EN


@kept(500)
def accepted_languages(header: str | None) -> tuple[Lang, ...]:
    """The hub's languages that an Accept-Language header names, the most wanted first."""
    wanted = [
        (item.weight, Lang(code))
        for item in items_of(header)
        if item.weight > 0 and (code := item.value.partition("-")[0]) in set(Lang)
    ]
    wanted.sort(key=lambda each: -each[0])
    return tuple(dict.fromkeys(lang for _, lang in wanted))


def in_language(
    texts: Mapping[str, str], lang: Lang | None, accepted: Sequence[Lang], own: str | None
) -> str | None:
    """The text to show, or None when there is none in any language."""
    for wanted in languages_to_try(lang, accepted, own):
        if texts.get(wanted):
            return texts[wanted]
    return None


def languages_to_try(lang: Lang | None, accepted: Sequence[Lang], own: str | None) -> tuple[Lang, ...]:
    """Every language in the order in which a text is looked for."""
    if lang is not None:
        return LANG_FALLBACK[lang]
    first = accepted or ((Lang(own),) if own in set(Lang) else (NEUTRAL,))
    return tuple(dict.fromkeys((*first, *LANG_FALLBACK[first[0]])))
