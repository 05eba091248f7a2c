"""Norms from files: read strictly, loaded by source, never over what a ministry has entered."""

from datetime import date
from pathlib import Path

import pytest

from hub.domain.norms import uncertainty_of
from hub.domain.vocabulary import Country, NormUncertainty
from hub.errors import MerezhaError
from hub.store.inputs.norms import NormCounts, load_norms
from hub.store.inputs.sources import InputSource
from hub.store.planning.norms import read_norm, read_norms
from hub.store.planning.once import ask_once
from importers.planning.errors import NothingToLoad, RepeatedRow, UnusableColumns, UnusableRow
from importers.planning.norms import bundled_norms
from importers.planning.norms import read_norms as read_file
from importers.reference.load import load_reference

HEADER = (
    "id,country,document,formula,numerator,denominator,unit,status,confidence,citation,subject_uk,valid_from"
)
ROW = "X-1,UA,Наказ 1,units-per-population,1,1000,посади,norm,high,Наказ 1 додаток 2,посади,2020-01-01"
MINISTRY = InputSource("ministry", "Ministry", "1")


def written(folder: Path, *rows: str, header: str = HEADER) -> Path:
    """A file of norms."""
    path = folder / "norms.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def test_of_the_bundled_norms_only_those_with_a_sure_number_are_certain() -> None:
    day = date(2026, 11, 30)
    found = {norm.id: uncertainty_of(norm, day) for norm in bundled_norms()}
    certain = {identity for identity, why in found.items() if why is None}
    assert certain == {"UA-01", "RU-02", "KZ-02-ADULTS", "KZ-02-CHILDREN"}
    assert found["UA-02"] is NormUncertainty.LOW_CONFIDENCE
    assert found["UA-04"] is NormUncertainty.NUMBER_NOT_KNOWN
    assert found["UA-06"] is NormUncertainty.METHOD_ONLY
    assert found["RU-05-URBAN"] is NormUncertainty.VOID
    basic = next(norm for norm in bundled_norms() if norm.id == "UA-01")
    assert (basic.numerator, basic.denominator, basic.valid_from) == (18, 1, date(2020, 1, 1))


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (ROW.replace("UA", "PL"), "country", "not one of UA, RU, KZ"),
        (ROW.replace("units-per-population", "per-head"), "formula", "not one of presence"),
        (ROW.replace(",1000,", ",0,"), "denominator", "must not be 0"),
        (ROW.replace(",1000,", ",many,"), "denominator", "is no number"),
        (ROW.replace(",1000,", ',"10,000",'), "denominator", "if thousands, write 10000"),
        (ROW.replace(",1000,", ",1_000,"), "denominator", "is no number"),
        (ROW.replace("2020-01-01", "01.01.2020"), "valid_from", "write it as 2026-01-31"),
        (ROW.replace("high", "sure"), "confidence", "not one of high, medium, low"),
        (ROW.replace("units-per-population", "method-only"), "numerator", "a method has no number"),
        (ROW.replace("units-per-population", "band").replace(",1000,", ",,"), "band_from", "a band needs"),
        (ROW.replace(",посади,2020", ",,2020"), "subject_en", "no column says"),
        (ROW.replace("Наказ 1,units", ",units"), "document", "it is empty"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(tmp_path: Path, row: str, column: str, reason: str) -> None:
    with pytest.raises(UnusableRow) as caught:
        read_file(written(tmp_path, ROW.replace("X-1", "X-0"), row))
    assert str(caught.value).startswith(f"norms.csv, row 3, column «{column}»: ")
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("header", "rows", "error"),
    [
        (HEADER + ",colour", (ROW + ",red",), UnusableColumns),
        (HEADER.replace("citation,", ""), (ROW,), UnusableColumns),
        (HEADER, (ROW, ROW), RepeatedRow),
        (HEADER, (), NothingToLoad),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    tmp_path: Path, header: str, rows: tuple[str, ...], error: type[MerezhaError]
) -> None:
    with pytest.raises(error):
        read_file(written(tmp_path, *rows, header=header))


def test_a_source_replaces_its_own_and_what_it_takes_over_stays(database_url: str, tmp_path: Path) -> None:
    load_reference(database_url)
    bundled = len(bundled_norms())
    own = read_file(written(tmp_path, ROW, ROW.replace("X-1", "UA-04")))
    tried = load_norms(database_url, MINISTRY, own, dry_run=True)
    assert tried == NormCounts(added=1, changed=1, unchanged=0, removed=0, taken=("UA-04",))
    assert len(ask_once(database_url, read_norms)) == bundled
    assert load_norms(database_url, MINISTRY, own) == tried
    load_reference(database_url)
    staffing = ask_once(database_url, lambda session: read_norm(session, "UA-04"))
    assert staffing is not None
    assert (staffing.source, staffing.norm) == ("ministry", own[1])
    again = load_norms(database_url, MINISTRY, own[:1])
    assert again == NormCounts(added=0, changed=0, unchanged=1, removed=1)
    # What the ministry gives no more comes back with the program's own.
    load_reference(database_url)
    staffing = ask_once(database_url, lambda session: read_norm(session, "UA-04"))
    assert staffing is not None
    assert staffing.source == "merezha-norms"


def test_norms_are_read_by_state_day_and_category(database_url: str) -> None:
    load_reference(database_url)

    async def ids(session: object, **asked: object) -> set[str]:
        return {one.norm.id for one in await read_norms(session, **asked)}  # type: ignore[arg-type]

    def asked(**values: object) -> set[str]:
        return ask_once(database_url, lambda session: ids(session, **values))

    assert asked(country=Country.KZ) == {"KZ-01", "KZ-02-ADULTS", "KZ-02-CHILDREN", "KZ-03", "KZ-05"}
    assert "UA-11" in asked(on=date(2016, 8, 4))
    assert "UA-11" not in asked(on=date(2016, 8, 5))
    assert "UA-01" not in asked(on=date(2019, 12, 31))
    assert asked(category="care") == {"RU-05-URBAN", "RU-05-RURAL", "KZ-02-ADULTS", "KZ-02-CHILDREN"}
