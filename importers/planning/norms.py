"""Norms of planning from a CSV file: those that come with the project, and a ministry's own."""

from pathlib import Path

from hub.domain.norms import FIXED_DENOMINATORS, Norm, has_number
from hub.domain.vocabulary import (
    Confidence,
    Country,
    Lang,
    NormArea,
    NormFormula,
    NormStatus,
    Rounding,
)
from importers.planning.errors import NothingToLoad, RepeatedRow
from importers.planning.rows import InputRow, read_rows
from importers.reference.tables import FOLDER, codes_of

REQUIRED = ("id", "country", "document", "formula", "unit", "status", "confidence", "citation")
_SUBJECTS = {lang: f"subject_{lang.value}" for lang in Lang}
COLUMNS = (
    *REQUIRED,
    *("jurisdiction", "article", "url", "issued", "valid_from", "valid_to", "void"),
    *("category", "kind", "target_group", "area", "numerator", "denominator", "band_from", "band_to"),
    *("rounding", "note"),
    *_SUBJECTS.values(),
)
#: Column → the reference file that lists its terms.
_TERMS = {"category": "categories", "kind": "kinds", "target_group": "target_groups"}
_WHAT = "norms"


def bundled_norms() -> list[Norm]:
    """The norms that come with the project."""
    return read_norms(FOLDER / "norms.csv")


def read_norms(path: Path) -> list[Norm]:
    """All norms of a file, in its order. Raises the errors of `read_rows`, RepeatedRow and NothingToLoad."""
    first: dict[str, int] = {}
    norms = []
    for row in read_rows(path, _WHAT, COLUMNS, REQUIRED):
        norm = _norm(row)
        if norm.id in first:
            raise RepeatedRow(
                file=path.name, first=first[norm.id], row=row.number, what="the id", key=norm.id
            )
        first[norm.id] = row.number
        norms.append(norm)
    if not norms:
        raise NothingToLoad(file=path.name, what=_WHAT, reason="Write one norm in each row.")
    return norms


def _norm(row: InputRow) -> Norm:
    formula = row.word("formula", NormFormula)
    subjects = {lang: text for lang, column in _SUBJECTS.items() if (text := row.text(column))}
    if not subjects:
        raise row.refuse(_SUBJECTS[Lang.EN], "no column says in any language what the norm is about")
    terms = {column: _term(row, column) for column in _TERMS}
    norm = Norm(
        id=row.required("id"),
        country=_country(row),
        document=row.required("document"),
        formula=formula,
        status=row.word("status", NormStatus),
        confidence=row.word("confidence", Confidence),
        unit=row.required("unit"),
        citation=row.required("citation"),
        subjects=subjects,
        jurisdiction=row.text("jurisdiction"),
        article=row.text("article"),
        url=row.text("url"),
        issued=row.day("issued"),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        void=row.truth("void"),
        category=terms["category"],
        kind=terms["kind"],
        target_group=terms["target_group"],
        area=row.word("area", NormArea, NormArea.ANY),
        numerator=row.count_of("numerator"),
        denominator=_denominator(row, formula),
        band_from=row.whole("band_from"),
        band_to=row.whole("band_to"),
        rounding=row.word("rounding", Rounding, Rounding.NONE),
        note=row.text("note"),
    )
    _check(row, norm)
    return norm


def _country(row: InputRow) -> Country:
    text = row.required("country").upper()
    if text not in set(Country):
        raise row.refuse("country", f"«{text}» is not one of {', '.join(Country)}")
    return Country(text)


def _term(row: InputRow, column: str) -> str | None:
    code = row.text(column)
    if code is not None and code not in codes_of(_TERMS[column]):
        raise row.refuse(
            column, f"«{code}» is no code of the hub; importers/reference/{_TERMS[column]}.csv lists them"
        )
    return code


def _denominator(row: InputRow, formula: NormFormula) -> float | None:
    stated = row.count_of("denominator")
    fixed = FIXED_DENOMINATORS.get(formula)
    if fixed is not None and stated not in {None, fixed}:
        raise row.refuse("denominator", f"the formula {formula} has {fixed:g}; leave it out")
    if stated == 0:
        raise row.refuse("denominator", "it must not be 0")
    return fixed if fixed is not None else stated


def _check(row: InputRow, norm: Norm) -> None:
    """Refuse what contradicts itself: dates, bands, and numbers of a formula that has none."""
    if norm.valid_from and norm.valid_to and norm.valid_to <= norm.valid_from:
        raise row.refuse("valid_to", "it is not after valid_from; it is the first day without the norm")
    if norm.band_from is not None and norm.band_to is not None and norm.band_to <= norm.band_from:
        raise row.refuse("band_to", "it is not above band_from")
    band = norm.band_from is not None or norm.band_to is not None
    if band and norm.formula is not NormFormula.BAND:
        raise row.refuse("band_from", f"the formula {norm.formula} has no band; write band, or leave it out")
    if norm.formula is NormFormula.BAND and norm.numerator is not None and not band:
        raise row.refuse("band_from", "a band needs band_from or band_to")
    if norm.formula is NormFormula.METHOD_ONLY and norm.numerator is not None:
        raise row.refuse("numerator", "a method has no number; choose the formula that it belongs to")
    group = norm.formula is NormFormula.PLACES_PER_1000_OF_GROUP and norm.target_group is None
    if group and has_number(norm):
        raise row.refuse("target_group", "the formula needs the group of which 1,000 are meant")
