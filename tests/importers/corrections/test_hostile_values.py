"""Whatever a steward gives: a correction reads it as the mapping of the source's region reads the cell."""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.domain.composing.corrections import Correction, UncorrectableField, corrected, field_name
from hub.domain.records import Issue, ProviderRecord, RawRow
from hub.domain.territory import Gazetteer, TerritoryUnit
from hub.domain.vocabulary import Country, Lang, RecordStatus, Sector, TerritoryLevel, TerritoryScheme
from hub.ingest.stewarding.reading import Asked, CorrectedSource, Reading, check_json
from importers.corrections import read_correction
from importers.lookups import load_lookups
from importers.mapping import Mapper
from importers.mapping.mapper import Unmapped
from importers.reference.tables import codes_of
from importers.region import load_region

from .region import CITY, PLAIN, column_of, write_region

REGION, HROMADA, OTHER = "UA05000000000010236", "UA05020030000031457", "UA71000000000010357"
SOURCE = CorrectedSource("ua_91", Lang.UK, Country.UA, REGION)
TERMS = frozenset(
    (name, code) for name, file in (("kind", "kinds"), ("category", "categories")) for code in codes_of(file)
)
#: The hub's own codes, which a steward may give and no register writes.
CODES = TERMS | {("sector", one) for one in Sector} | {("status", one) for one in RecordStatus}
FIELDS = (
    "name", "short_name", "kind", "sector", "status", "status_since", "registered", "closed", "legal_form",
    "founded", "url", "phones", "emails", "location.main.territory", "location.main.address",
    "location.main.point", "location.main.opening_hours",
)  # fmt: skip
_WORDS = """
    javascript: https:// example.org www. @ a@example.org mailto: +380 0432 55-12-34 (067)123-45-67 тел. дод.5
    пн-пт 8:00-17:00 обід off 24/7 15.07.2020 9999-12-31 31.12.2099 2020 р. 44027 49.2331 28.4682 91 1e308 0
    POINT( nan inf ; , \u202e \u2066 \ufeff <script> « » ФОП КУ ТОВ ЦЕНТР Іваненко вул.Соборна буд.5 м.Вінниця
    Марія директорка РНОКПП 3184710691 0671234567
    21050 UA05020030010063857 UA05020030000031457 UA71000000000010357 UA05 uа05020030000031457 немає - закрито
    комунальна day-centre municipal closed %s {0} ' -- \\ \x07 \x1b[31m é e\u0301 ١٢٣ 𝟗𝟏
"""
_WITH_SPACES = (
    " ",
    "\n",
    "\t",
    "Хаб підтримки",
    "Іваненко Іван Іванович",
    "Одеська обл.",
    "POINT(28.4 49.2)",
)
#: Words and signs that the readers of some field listen to.
SEEDS = (*_WORDS.split(), *_WITH_SPACES)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(SEEDS), min_size=1, max_size=4).map("".join),
    st.tuples(st.sampled_from(SEEDS), st.text(max_size=8), st.sampled_from(SEEDS)).map("".join),
)


def _unit(code: str, level: TerritoryLevel, name: str, parent: str | None, *at: float) -> TerritoryUnit:
    lat, lon = at or (None, None)
    return TerritoryUnit(
        Country.UA, TerritoryScheme.KATOTTG, code, level, name, Lang.UK, parent_code=parent, lat=lat, lon=lon
    )


GAZETTEER = Gazetteer(
    [
        _unit("UA", TerritoryLevel.COUNTRY, "Україна", None),
        _unit(REGION, TerritoryLevel.REGION, "Вінницька", "UA"),
        _unit(OTHER, TerritoryLevel.REGION, "Черкаська", "UA"),
        _unit(HROMADA, TerritoryLevel.HROMADA, "Вінницька", REGION, 49.23, 28.47),
        _unit(CITY, TerritoryLevel.SETTLEMENT, "Вінниця", HROMADA, 49.2328, 28.4681),
    ]
)


@cache
def _regions() -> Path:
    folder = Path(mkdtemp())
    write_region(folder)
    return folder


@cache
def _mapper() -> Mapper:
    home = _regions() / "ua_91"
    return Mapper(load_region(home), load_lookups(home), GAZETTEER)


def _imported(cells: dict[str, str]) -> tuple[ProviderRecord | None, set[str]]:
    """What an import makes of a row, and the codes of its issues."""
    items = list(_mapper().outcome(Unmapped([RawRow(2, {"key": "1", **PLAIN, **cells})]), {}))
    records = [item for item in items if isinstance(item, ProviderRecord)]
    return next(iter(records), None), {item.code for item in items if isinstance(item, Issue)}


def _read(record: ProviderRecord, field: str, value: object) -> Reading:
    name = field_name(record, field)
    checked = check_json(field, name, value)
    if checked is None or checked == []:
        return Reading(checked)
    return read_correction(Asked(SOURCE, record, field, name, checked, TERMS, lambda: GAZETTEER), _regions())


def _corrected(
    record: ProviderRecord, field: str, value: object
) -> tuple[tuple[ProviderRecord, Reading] | None, str | None]:
    """The record as corrected and what was read, or the issue by which the value is refused."""
    try:
        reading = _read(record, field, value)
        return (corrected(record, [Correction(1, field, reading.value, reading.parts)]), reading), None
    except UncorrectableField as error:
        return None, error.issue if len(str(error)) < 2_000 else None


def _of(record: ProviderRecord, field: str) -> object:
    """What the record says of the field, with what belongs to it."""
    if not field.startswith("location."):
        return getattr(record, field)
    place, part = record.locations[0], column_of(field)
    beside = {"address": ("street", "house", "postal_code"), "point": ("precision",)}.get(part, ())
    return tuple(getattr(place, one) for one in (part, *beside))


#: Codes that corrections have for what no cell of a file can be, or an import takes for a blank cell.
OWN = {"WRONG_TYPE", "TEXT_TOO_LONG", "UNSTORABLE_TEXT"}


@pytest.mark.parametrize("field", FIELDS)
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
def test_a_correction_reads_what_an_import_reads(field: str, text: str) -> None:
    plain, _ = _imported({})
    assert plain is not None
    if (field, text) in CODES:
        assert _read(plain, field, text).value == text
        return
    imported, issues = _imported({column_of(field): text})
    found, refused = _corrected(plain, field, [text] if field in ("phones", "emails") else text)
    if found is None:
        assert refused in issues | OWN
        return
    made, reading = found
    assert imported is not None
    assert _of(made, field) == _of(imported, field)
    assert {warning.code for warning in reading.warnings} <= issues


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("location.main.address", "вул. Соборна, 3 (питати Ірину Бондар 050 555 02 09)", "PHONE_OF_PERSON"),
        ("location.main.address", "вул. Соборна, 3, РНОКПП 3184710691", "IDENTIFIER_PERSONAL"),
        ("name", "ЦНСП «Берегиня», Марія 0675550301", "PHONE_OF_PERSON"),
        ("url", "https://opendata.example.org/fop/3184710691/", "IDENTIFIER_PERSONAL"),
        ("legal_form", "КУ, директорка Ганна Мороз", "NAME_IN_TEXT"),
        ("location.main.opening_hours", "пн-пт 9-18, Олена 067 123 45 67", "PHONE_OF_PERSON"),
    ],
)
def test_data_of_persons_that_an_import_cuts_out_are_refused(field: str, text: str, code: str) -> None:
    imported, issues = _imported({column_of(field): text})
    assert imported is not None
    assert code in issues
    assert _corrected(imported, field, text) == (None, code)


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
) | st.sampled_from(
    [
        {"lat": 10**5000, "lon": 1},
        {"lat": float("nan"), "lon": float("inf")},
        {"lat": 1e308, "lon": -1e308},
        {"lat": True, "lon": 28},
        {"lat": 49, "lon": 28, "alt": 3},
        {"lat": ["49"], "lon": "28"},
        {"lat": "49\0", "lon": "28"},
        {"lat": 5451234.5, "lon": 5301234.5},
        "x" * 1_000_000,
        ["x"] * 100_000,
        "\ud800",
    ]
)


@pytest.mark.parametrize(
    "field", [*FIELDS, "service.Догляд вдома", "head", "location.none.point", "service."]
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(value=ODD)
def test_json_of_any_kind_is_read_or_refused(field: str, value: object) -> None:
    plain, _ = _imported({})
    assert plain is not None
    found, refused = _corrected(plain, field, value)
    assert (found is None) == bool(refused)


def test_a_value_nested_without_end_is_of_a_wrong_type() -> None:
    value: list[object] = []
    for _ in range(100_000):
        value = [value]
    plain, _ = _imported({})
    assert plain is not None
    for field in FIELDS:
        with pytest.raises(UncorrectableField) as error:
            _read(plain, field, value)
        assert error.value.issue == "WRONG_TYPE"
