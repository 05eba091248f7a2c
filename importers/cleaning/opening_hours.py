"""Opening hours in Ukrainian, Russian, Kazakh and English → the opening_hours syntax of OpenStreetMap."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from hub.domain.text import mend_script, tidy
from hub.domain.vocabulary import Severity
from importers.cleaning.clock import DAY, Span, clock, of_24_hours, read_span
from importers.cleaning.result import Cleaned, Trouble, is_nothing, refused

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY_WORDS = (
    "понеділок понеділка понеділку понедельник понедельника пон пнд пн дүйсенбі дс monday mondays mon mo",
    "вівторок вівторка вторник вторника вівт втр вт сейсенбі сс tuesday tuesdays tues tue tu",
    "середа середу середи среда среду среды сер срд ср сәрсенбі wednesday wednesdays wed we",
    "четвер четверга четверг четв чтв чт бейсенбі бс thursday thursdays thurs thur thu th",
    "пятниця пятницю пятниці пятница пятницу пятницы пятн птн пят пт жұма жм friday fridays fri fr",
    "субота суботу суботи суббота субботу субботы суб сбт сб сенбі сн saturday saturdays sat sa",
    "неділя неділю неділі воскресенье воскресенья воскр вск нед нд вс жексенбі жс sunday sundays sun su",
)
_DAY_NUMBER = {word: number for number, words in enumerate(_DAY_WORDS) for word in words.split()}
_EVERY_DAY = (
    *("щодня", "щоденно", "кожного дня", "ежедневно", "күн сайын", "без вихідних", "без выходных"),
    *("daily", "every day", "everyday", "7 days a week"),
)
_WORKDAYS = (
    *("будні дні", "будні", "в будні", "у будні", "робочі дні"),
    *(
        "рабочие дни",
        "будние дни",
        "будни",
        "жұмыс күндері",
        "weekdays",
        "working days",
        "business days",
        "m-f",
    ),
)
_WEEKEND = ("weekends", "weekend")
_GROUPS = {
    **dict.fromkeys(_EVERY_DAY, range(7)),
    **dict.fromkeys(_WORKDAYS, range(5)),
    **dict.fromkeys(_WEEKEND, range(5, 7)),
}

_DAY = r"(?<![^\W_])(?:" + "|".join(sorted(_DAY_NUMBER, key=len, reverse=True)) + r")(?![^\W_])\.?"
_DAY_RANGE = rf"{_DAY}(?:\s*(?:-|по|до|to|through|thru|till)\s*{_DAY})?"
_GROUP = r"(?<![^\W_])(?:" + "|".join(sorted(_GROUPS, key=len, reverse=True)) + r")(?![^\W_])"
_DAY_SPEC = re.compile(rf"(?:{_GROUP}|{_DAY_RANGE}(?:\s*(?:,|;|&|і|й|та|и|және|and)?\s*{_DAY_RANGE})*)")
_ONE_RANGE = re.compile(rf"({_DAY})(?:\s*(?:-|по|до|to|through|thru|till)\s*({_DAY}))?")

_LABEL = re.compile(
    r"(?:графік|режим|години|час|часы|график|дні|дни)\s+(?:роботи|прийому|работы|приема)"
    r"(?:\s+(?:громадян|суб’?єктів звернень|відвідувачів|граждан|установи|закладу))?\s*[:-]?"
    r"|жұмыс уақыты\s*[:-]?|(?:прийом|прием)\s*(?:громадян|граждан)?\s*[:-]"
)
_ROUND_THE_CLOCK = re.compile(
    r"(?:(?:щоденно|щодня|ежедневно|open)[,\s]*)?"
    r"(?:цілодобов[оі]й?|круглосуточно|тәулік бойы|24\s?/\s?7|24 години на добу|24 hours(?: a day)?)"
    r"(?:[,\s]*(?:щоденно|щодня|ежедневно|без вихідних(?: днів)?|без выходных(?: дней)?|7 days a week"
    r"|every day|daily))?"
)
_NO_BREAK = re.compile(
    r"\(?(?:без\s+(?:обідньої\s+|обеденного\s+)?(?:перерви|обіду|перерыва|обеда)(?:\s+на\s+обід|\s+на\s+обед)?|үзіліссіз)\)?"
)
_BREAK = re.compile(
    r"(?:обідня\s+перерва|обеденный\s+перерыв|түскі\s+үзіліс|перерва(?:\s+на\s+обід)?|перерыв(?:\s+на\s+обед)?"
    r"|обід|обед|үзіліс)\s*[:-]?\s*"
)
_OFF = re.compile(
    r"-|0|ні|нет|жоқ|вих(?:\.|ідн(?:ий|і|ой)?)?(?:\s+день|\s+дні)?|вых(?:\.|одн(?:ой|ые)?)?(?:\s+день)?"
    r"|не\s*прийомний(?:\s+день)?|неприемный(?:\s+день)?|не\s+працює|не\s+работает|закрит[оа]|закрыто"
    r"|нерабочий(?:\s+день)?|неробочий(?:\s+день)?|демалыс(?:\s+күні)?|closed|day off|off"
)
_EDGE = " ;,:|"
_LONGEST = 1000
_SHORT_NAMES = ("пн", "вт", "ср", "чт", "пт", "сб", "нд")
#: «щодня, крім неділі»: every day but some.
_EXCEPT = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(_EVERY_DAY)})[\s,(]*(?:крім|окрім|кроме|except)(?:\s+on)?\s+({_DAY_SPEC.pattern})\)?"
)
#: «вихідні: субота, неділя», «closed on weekends»: days after the word that closes them, behind hours.
_CLOSED_DAYS = re.compile(
    r"(?:(?<=[\d;,.)])|^)[\s;,.]*(?:вих(?:\.|ідн(?:ий|і))(?:\s+дні|\s+день)?|вых(?:\.|одн(?:ой|ые))(?:\s+дни|\s+день)?|closed(?:\s+on)?)"
    rf"\s*[:-]?\s*({_DAY_SPEC.pattern})\s*(?=[;.]|$)"
)
#: «8:00-12:00 13:00-17:00»: two spans with a space between.
_TWO_SPANS = re.compile(r"(\d[:.]\d{2}\s?-\s?\d{1,2}[:.]\d{2})\s+(?=\d{1,2}[:.]\d{2}\s?-)")

_Hours = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Day:
    """What the words after a day say; a `common` break follows a semicolon and holds for every day.

    A `listed` one follows a comma, as the days before it do: it holds for all of them too.
    """

    spans: _Hours
    pause: Span | None = None
    common: bool = False
    listed: bool = False


class _NotUnderstood(Exception):
    """A cell, or a part of it, has no one meaning."""


def clean_opening_hours(text: str) -> Cleaned[str | None]:
    """The hours in opening_hours syntax, or None with a trouble when any part of them is unclear.

    «пн: з 8:00 - до 17:00; …; пт: 8-16» → «Mo-Th 08:00-17:00; Fr 08:00-16:00». Days that the text
    calls closed say `off`; days that it does not name are left out. Nothing is guessed: one unclear
    day refuses the whole text.
    """
    if is_nothing(text):
        return Cleaned(None)
    return _clean(text)


@lru_cache(maxsize=20_000)
def _clean(text: str) -> Cleaned[str | None]:
    raw = tidy(text)
    if len(raw) > _LONGEST:
        return refused(
            "HOURS_UNCLEAR", f"The hours «{raw[:100]}…» are too long to be read; write пн-пт 08:00-17:00."
        )
    try:
        week = _read_week(_normalise(text))
    except _NotUnderstood as error:
        return refused("HOURS_UNCLEAR", f"The hours «{raw}» are unclear ({error}); write пн-пт 08:00-17:00.")
    if week is None:
        return Cleaned("24/7")
    if not any(week.values()):
        return refused("HOURS_NONE_OPEN", f"The hours «{raw}» name no day that is open; give the hours.")
    odd = any(minutes % 5 for spans in week.values() for span in spans for minutes in span)
    troubles: tuple[Trouble, ...] = ()
    if odd:
        note = f"The hours «{raw}» hold odd minutes, as when a cell is dragged down; check them."
        troubles = (Trouble("HOURS_ODD_MINUTES", note, Severity.INFO),)
    return Cleaned(_render(week), troubles)


def _normalise(text: str) -> str:
    lines = "; ".join(line for line in text.splitlines() if line.strip())
    plain = mend_script(tidy(lines)).lower().replace("ё", "е")
    plain = re.sub("['’ʼ`*]", "", plain)
    plain = re.sub("[‐‑‒–—―−_]+", "-", plain)
    plain = _NO_BREAK.sub(" ", _LABEL.sub(" ", of_24_hours(plain)))
    plain = _EXCEPT.sub(_other_days, plain)
    plain = _TWO_SPANS.sub(r"\1, ", _CLOSED_DAYS.sub(r"; \1: off", plain))
    return re.sub(r"-(?:\s*-)+", "-", plain).strip(_EDGE + ".")


def _other_days(match: re.Match[str]) -> str:
    closed = _days_of_list(match[1])
    return ", ".join(_SHORT_NAMES[day] for day in range(7) if day not in closed)


def _read_week(text: str) -> dict[int, _Hours] | None:
    """Day number → its spans, none for a closed day; None for round the clock."""
    if _ROUND_THE_CLOCK.fullmatch(text.strip(" .")):
        return None
    specs = list(_DAY_SPEC.finditer(text))
    if not specs:
        raise _NotUnderstood("no days")
    if specs[0].start() > 0:
        return _read_reversed(text, specs)
    ends = [spec.start() for spec in specs[1:]] + [len(text)]
    read = [
        (_days(spec.group()), _read_day(text[spec.end() : end]))
        for spec, end in zip(specs, ends, strict=True)
    ]
    *earlier, last = [day for _, day in read if day.spans] or [_Day(())]
    if last.listed and earlier and not any(day.pause for day in earlier):
        last = replace(last, common=True)
    if last.pause and not last.common and earlier and not any(day.pause for day in earlier):
        raise _NotUnderstood("a break of the last day or of all")
    if any(day.common for _, day in read[:-1]):
        raise _NotUnderstood("a break between days")
    week: dict[int, _Hours] = {}
    for days, day in read:
        pause = last.pause if last.common else day.pause
        _add(week, days, _without(day.spans, pause) if pause else day.spans)
    return week


def _read_reversed(text: str, specs: list[re.Match[str]]) -> dict[int, _Hours]:
    """«8:00-17:00 пн-пт», «08:00-17:00 щодня»: hours before the only days, or before the only closed ones."""
    after = text[specs[0].end() :].strip(_EDGE + ".")
    closed = after == "off"
    if len(specs) > 1 or (after and not closed):
        raise _NotUnderstood("words before the first day")
    hours = _read_day(text[: specs[0].start()])
    spans = _without(hours.spans, hours.pause) if hours.pause else hours.spans
    days = _days(specs[0].group())
    if closed:
        # «9-18, вихідні: субота, неділя»: the hours are those of all other days.
        return {day: () if day in days else spans for day in range(7)}
    return dict.fromkeys(days, spans)


def _add(week: dict[int, _Hours], days: list[int], hours: _Hours) -> None:
    for day in days:
        if week.setdefault(day, hours) != hours:
            raise _NotUnderstood(f"two different hours for {DAYS[day]}")


def _days(spec: str) -> list[int]:
    if spec in _GROUPS:
        return list(_GROUPS[spec])
    return _days_of_list(spec)


def _days_of_list(spec: str) -> list[int]:
    days: list[int] = []
    for first, last in _ONE_RANGE.findall(spec):
        start = _DAY_NUMBER[first.rstrip(".")]
        end = _DAY_NUMBER[last.rstrip(".")] if last else start
        if end < start:
            raise _NotUnderstood("days in reverse")
        days.extend(range(start, end + 1))
    return days or list(_GROUPS.get(spec, ()))


def _read_day(text: str) -> _Day:
    text = text.strip(_EDGE).strip("()").strip(_EDGE)
    opened, *pauses = _BREAK.split(text)
    common = opened.rstrip(" (").endswith((";", "."))
    listed = opened.endswith((",", ", "))
    opened = opened.strip(_EDGE + ".")
    if _OFF.fullmatch(opened.removeprefix("-").strip() or opened):
        if pauses:
            raise _NotUnderstood("a break on a closed day")
        return _Day(())
    spans = _read_spans(opened)
    if not pauses:
        return _Day(spans)
    pause, *more = _read_spans(pauses[0].strip(_EDGE + ".)("))
    if more or len(pauses) > 1:
        raise _NotUnderstood("more than one break")
    return _Day(spans, pause, common, listed)


def _read_spans(text: str) -> _Hours:
    whole = read_span(text.strip(" ("))
    if whole:
        return (whole,)
    spans = tuple(read_span(part.strip(" .(),")) for part in re.split(r"[;,]|\s(?:та|і|и)\s|\s/\s", text))
    if None in spans or not spans:
        raise _NotUnderstood(f"«{text}» is not one span of time" if text else "a day without hours")
    known = tuple(span for span in spans if span)
    if any(left[1] > right[0] for left, right in pairwise(known)):
        raise _NotUnderstood("spans of time that overlap")
    return known


def _without(spans: _Hours, pause: Span) -> _Hours:
    """The spans with a break cut out of the one that holds it; a day that ends before it stays whole."""
    cut: list[Span] = []
    for start, end in spans:
        if end > DAY and pause[1] <= start:
            pause = (pause[0] + DAY, pause[1] + DAY)
        if start < pause[0] and pause[1] < end:
            cut += [(start, pause[0]), (pause[1], end)]
        elif pause[1] <= start or end <= pause[0]:
            cut.append((start, end))
        else:
            raise _NotUnderstood("a break at the edge of the hours")
    return tuple(cut)


def _render(week: dict[int, _Hours]) -> str:
    groups: list[tuple[int, int, _Hours]] = []
    for day in sorted(week):
        if groups and groups[-1][1] == day - 1 and groups[-1][2] == week[day]:
            groups[-1] = (groups[-1][0], day, week[day])
        else:
            groups.append((day, day, week[day]))
    return "; ".join(f"{_day_names(first, last)} {_spans_text(spans)}" for first, last, spans in groups)


def _day_names(first: int, last: int) -> str:
    return DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"


def _spans_text(spans: _Hours) -> str:
    return ",".join(f"{clock(start)}-{clock(end)}" for start, end in spans) or "off"
