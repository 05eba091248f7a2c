"""How a region's file is to be read: the strict model behind `format` in region.yml."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(min_length=1)]


class FileFormat(StrEnum):
    """Shapes of files that can be read; AUTO goes by the first bytes, then by the suffix.

    HSDS is read by `importers.hsds`, since it is several tables and not one.
    """

    AUTO = "auto"
    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    HTML = "html"
    XML_2003 = "xml2003"
    JSON = "json"
    JSONL = "jsonl"
    XML = "xml"
    GEOJSON = "geojson"
    ZIP = "zip"
    HSDS = "hsds"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HeaderOptions(_Strict):
    """Where the column names of a table stand.

    `row` is the header's row number as a spreadsheet shows it, or auto. `rows` is how many rows it
    takes; `second` tells what the second one is: `names` are sub-headings, joined as "group / sub";
    `technical` are short names that become the column names; `skip` ignores it. `known` are at least
    three column names by which an automatic search recognises the header below title rows.
    """

    row: Annotated[int, Field(ge=1)] | Literal["auto"] = "auto"
    rows: Literal[1, 2] = 1
    second: Literal["names", "technical", "skip"] = "names"
    known: Annotated[tuple[Text, ...], Field(max_length=1000)] = ()

    @model_validator(mode="after")
    def _known_is_enough(self) -> "HeaderOptions":
        if self.known and len(set(self.known)) < 3:
            raise ValueError("known needs at least three different column names")
        return self


#: Column → the texts by which it tells that a row is of a level.
Levels = dict[Text, Annotated[tuple[Text, ...], Field(min_length=1)]]


class Join(_Strict):
    """A row that each row names, of another table or of another level of its own.

    `table` is a file of a folder or an archive, or a sheet; without it, rows of the same table. `by` are the
    columns that name it, the first that names a row counts; `to` is the column that it is known by there.
    Its columns come as `name.column`, which later joins may go on from. `optional`: a row may name none.
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    table: Text | None = None
    rows_of: Levels = Field(default_factory=dict)
    by: Annotated[tuple[Text, ...], Field(min_length=1)]
    to: Text
    optional: bool = False


class FormatOptions(_Strict):
    """Options of `open_rows`; everything is found out where it is not said.

    `encoding` is a Python codec name. `sheet` is a sheet's name. `records` is the path to the array
    of a JSON file (`result.items`) or the tag or path of an XML record element (`register/provider`).
    `member` is a pattern (`*.csv`) for the one file to read in a ZIP. `skip_totals` drops subtotal
    rows and others that hold no record, `fill_merged` repeats a merged cell's value in each row it spans.
    `table` is the file or sheet whose rows are read, `rows_of` of which level they are, and `join` what
    rows they name (`importers.readers.joining`).
    """

    format: FileFormat = FileFormat.AUTO
    encoding: Text | None = None
    delimiter: Literal[",", ";", "\t", "|"] | None = None
    sheet: Text | None = None
    header: HeaderOptions = HeaderOptions()
    records: Text | None = None
    member: Text | None = None
    skip_totals: bool = True
    fill_merged: bool = True
    table: Text | None = None
    rows_of: Levels = Field(default_factory=dict)
    join: tuple[Join, ...] = ()

    @property
    def is_joined(self) -> bool:
        """Whether the rows are made of several tables or levels."""
        return bool(self.join or self.rows_of or self.table)

    @model_validator(mode="after")
    def _names_once(self) -> "FormatOptions":
        names = [join.name for join in self.join]
        if len(set(names)) < len(names):
            raise ValueError("each join needs a name of its own")
        return self
