"""Points in the spellings of registers; swaps, zeros and coarse values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.vocabulary import PrecisionClass
from importers.cleaning.coordinates import Coordinates, clean_coordinates, clean_point
from importers.cleaning.result import Cleaned


def in_vinnytsia(lat: float, lon: float) -> bool:
    return 48.0 <= lat <= 49.9 and 27.3 <= lon <= 30.1


def in_north_kazakhstan(lat: float, lon: float) -> bool:
    return 52.2 <= lat <= 55.5 and 65.0 <= lon <= 74.1


def codes(cleaned: Cleaned[Coordinates | None]) -> list[str]:
    return [trouble.code for trouble in cleaned.troubles]


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("49.2328", "28.4816"),
        ("49,2328", "28,4816"),
        ("49.2328°", "28.4816°"),
        ("N49.2328", "E28.4816"),
        ("49.2328 пн.ш.", "28.4816 сх.д."),
        ("49.2328 с.ш.", "28.4816 в.д."),
        ("E 28.4816", "N 49.2328"),
    ],
)
def test_decimal_degrees(lat: str, lon: str) -> None:
    cleaned = clean_coordinates(lat, lon, in_vinnytsia)
    assert cleaned == Cleaned(Coordinates(49.2328, 28.4816, pytest.approx(5.566)))
    assert cleaned.value is not None
    assert cleaned.value.precision is PrecisionClass.EXACT


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("49°13'58\"", "28°28'54\""),
        ("49° 13′ 58″ N", "28° 28′ 54″ E"),
        ("49 13 58", "28 28 54"),
        ("49°13’58’’ пн. ш.", "28°28’54’’ сх. д."),
    ],
)
def test_degrees_minutes_seconds(lat: str, lon: str) -> None:
    cleaned = clean_coordinates(lat, lon, in_vinnytsia)
    assert cleaned.troubles == ()
    assert cleaned.value is not None
    assert (cleaned.value.lat, cleaned.value.lon) == (49.2327778, 28.4816667)
    assert round(cleaned.value.metres) == 15


def test_decimal_minutes() -> None:
    cleaned = clean_coordinates("49°13.97'", "28°28,90'")
    assert cleaned.value is not None
    assert (cleaned.value.lat, cleaned.value.lon) == (49.2328333, 28.4816667)


@pytest.mark.parametrize(
    "text",
    [
        "49.2328, 28.4816",
        "49.2328,28.4816",
        "49,2328; 28,4816",
        "49,2328, 28,4816",
        "49.2328 28.4816",
        "POINT(28.4816 49.2328)",
        "N49.2328 E28.4816",
        "28.4816 в.д., 49.2328 с.ш.",
    ],
)
def test_both_in_one_cell(text: str) -> None:
    cleaned = clean_point(text, in_vinnytsia)
    assert cleaned == Cleaned(Coordinates(49.2328, 28.4816, pytest.approx(5.566)))


def test_axes_are_swapped_only_when_the_region_says_so() -> None:
    swapped = clean_coordinates("28.4816", "49.2328", in_vinnytsia)
    assert swapped.value == Coordinates(49.2328, 28.4816, pytest.approx(5.566))
    assert codes(swapped) == ["COORDINATES_SWAPPED"]
    unknown = clean_coordinates("28.4816", "49.2328")
    assert unknown == Cleaned(Coordinates(28.4816, 49.2328, pytest.approx(5.566)))


def test_overlapping_ranges_of_kazakhstan_do_not_swap_a_good_point() -> None:
    assert clean_coordinates("54.8753", "69.1628", in_north_kazakhstan).troubles == ()
    assert codes(clean_coordinates("69.1628", "54.8753", in_north_kazakhstan)) == ["COORDINATES_SWAPPED"]


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        ("0", "0", "COORDINATES_ZERO"),
        ("0.000", "0,0", "COORDINATES_ZERO"),
        ("50.4501", "30.5234", "COORDINATES_OUTSIDE"),
        ("49.2328", "", "COORDINATES_UNCLEAR"),
        ("492328", "284816", "COORDINATES_UNCLEAR"),
        ("біля церкви", "", "COORDINATES_UNCLEAR"),
        ("49°73'58\"", "28°28'54\"", "COORDINATES_UNCLEAR"),
        ("N49.2328", "N28.4816", "COORDINATES_UNCLEAR"),
        ("149.2", "228.4", "COORDINATES_UNCLEAR"),
    ],
)
def test_refused(lat: str, lon: str, code: str) -> None:
    cleaned = clean_coordinates(lat, lon, in_vinnytsia)
    assert (cleaned.value, codes(cleaned)) == (None, [code])


def test_coarse_values_are_told() -> None:
    cleaned = clean_coordinates("49", "28", in_vinnytsia)
    assert cleaned.value == Coordinates(49.0, 28.0, 55_660.0)
    assert codes(cleaned) == ["COORDINATES_COARSE"]
    assert cleaned.value is not None
    assert cleaned.value.precision is PrecisionClass.TERRITORY
    assert clean_coordinates("49.233", "28.482").value.precision is PrecisionClass.STREET  # type: ignore[union-attr]
    assert clean_coordinates("49.23", "28.48").value.precision is PrecisionClass.SETTLEMENT  # type: ignore[union-attr]


def test_empty_cells_hold_no_point_and_no_trouble() -> None:
    assert clean_coordinates("", "-") == Cleaned(None)
    assert clean_point("немає") == Cleaned(None)


@given(st.floats(44.2, 52.4), st.floats(22.1, 40.3))
def test_any_ukrainian_point_survives_writing_and_reading(lat: float, lon: float) -> None:
    cleaned = clean_point(f"{lat:.6f}, {lon:.6f}")
    assert cleaned.value is not None
    assert (cleaned.value.lat, cleaned.value.lon) == (float(f"{lat:.6f}"), float(f"{lon:.6f}"))


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_text_is_cleaned_without_raising(text: str, other: str) -> None:
    clean_point(text)
    clean_coordinates(text, other)
