"""Cells that a web page or an exporter wrapped: tags, entities, and the guards that keep spreadsheets off."""

import html
import re

#: A tag of HTML: «<18 років» and «<Мрія>» are none.
_TAG = re.compile(
    r"<(/?)(a|b|br|p|i|u|s|em|strong|span|div|font|li|ul|ol|sup|sub|small|big|center|h[1-6]|nobr|hr"
    r"|t[dhr]|table|tbody|pre|code|img|wbr|o:p)(?:\s[^<>]{0,500})?\s?/?>",
    re.IGNORECASE,
)
#: Tags that end a line; all others stand within one.
_LINE_TAGS = frozenset({"br", "p", "div", "li", "ul", "ol", "hr", "tr", "table", "tbody", "center"}) | {
    f"h{level}" for level in range(1, 7)
}
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
#: ="0012", by which exporters keep a spreadsheet from eating zeros.
_FORMULA_OF_TEXT = re.compile(r'\s*="((?:[^"]|"")*)"\s*')
#: '002, as a spreadsheet marks a number that is text.
_MARKED_NUMBER = re.compile(r"\s*'(?=[\d+(=][^'’A-Za-zА-Яа-яІіЇїЄєҐґ]*$)")


def unwrapped(text: str) -> str:
    """The text of a cell without tags, entities and guards; a tag that ends a line is a line's end.

    An entity may stand for the sign of a tag, so entities are read first. NUL and halves of surrogate
    pairs, which no text can hold, are not made of entities.
    """
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    if "<" in text:
        text = _TAG.sub(_instead, text).strip()
    if '="' in text and (match := _FORMULA_OF_TEXT.fullmatch(text)):
        return match[1].replace('""', '"')
    return _MARKED_NUMBER.sub("", text, count=1) if text.lstrip().startswith("'") else text


def _character(match: re.Match[str]) -> str:
    character = html.unescape(match.group())
    return "" if character == "�" else character


def _instead(match: re.Match[str]) -> str:
    if match[2].lower() in _LINE_TAGS:
        return "\n"
    return " " if match[2].lower() in {"td", "th"} else ""
