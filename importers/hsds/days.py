"""Days of the week as packages write them."""

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WORDS = {
    **{day.lower(): number for number, day in enumerate(DAYS)},
    **{str(number): number - 1 for number in range(1, 8)},  # 1.1 counts from Monday
    **{word: number for number, name in enumerate(_NAMES) for word in (name, name[:3])},
}


def day_number(word: str) -> int | None:
    """0 for Monday to 6; None for what is no day."""
    return _WORDS.get(word.strip().lower())
