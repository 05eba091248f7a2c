"""Draws docs/data-model.md from the tables themselves: `python -m hub.store.diagram > docs/data-model.md`."""

from collections.abc import Iterator

from sqlalchemy import Column, Table

from hub.store.tables import PUBLISHED, VERSIONED, metadata

_TEXT = """# The data model

This page is made from the tables (`python -m hub.store.diagram > docs/data-model.md`), and a test
keeps it true.
Tables are shaped and named after [HSDS 3.1](https://docs.openreferral.org/en/3.1/): a *provider* is its
organization; *location*, *service*, *service at location*, *service area*, *capacity* are its own words.

- **`hub`** holds what is published and reference data. The role `merezha_reader` sees it, and `history`.
- **`history`** has a twin of each versioned table (marked ● below). When a release changes or removes a row,
  the former one goes there with `release_to`: a row was current in release *n* when
  `release_from` ≤ *n* < `release_to`.
- **`ingest`** holds what only an importer may see: raw rows as they stood, issues, Alembic's version.
- **`jobs`** holds the queue of jobs, whose tables are [procrastinate](https://procrastinate.readthedocs.io)'s.

A record's id is made from its source's own key and never moves. A record that a file no longer names is
not deleted: `missing_since` tells the day, and its `status` becomes `missing` unless a source had said that
it was closed, excluded or merged. A location marked `confidential` holds nothing finer than its hromada, in
every table (see [confidentiality](confidentiality.md)).

## How the tables refer to one another

```mermaid
erDiagram
{relations}
```

## Tables
"""

_SKIPPED = frozenset({"row_hash", "release_from"})
_ORDER = (PUBLISHED, "ingest")


def _tables() -> list[Table]:
    tables = [table for table in metadata.tables.values() if table.schema in _ORDER]
    return sorted(tables, key=lambda table: (_ORDER.index(table.schema or ""), table.name))


def _relations() -> Iterator[str]:
    for table in _tables():
        for column in table.columns:
            for key in column.foreign_keys:
                target = key.target_fullname.split(".")[1]
                line = "|o" if column.nullable else "||"
                yield f"    {target} {line}--o{{ {table.name} : {column.name}"


def _type(column: Column[object]) -> str:
    geometry = getattr(column.type, "geometry_type", None)
    return geometry.lower() if geometry else str(column.type).split(" COLLATE")[0].lower()


def _section(table: Table) -> Iterator[str]:
    mark = " ●" if table in VERSIONED else ""
    yield f"\n### {table.schema}.{table.name}{mark}\n"
    yield "| column | type | may be empty | meaning |\n|---|---|---|---|"
    for column in table.columns:
        if column.name in _SKIPPED:
            continue
        keys = [f"→ {key.target_fullname.removesuffix('.id')}" for key in column.foreign_keys]
        key = ["key"] if column.primary_key else []
        meaning = "; ".join([*key, *keys, *([column.comment] if column.comment else [])])
        yield f"| {column.name} | {_type(column)} | {'yes' if column.nullable else ''} | {meaning} |"


def page() -> str:
    """The page in Markdown, with a diagram of the foreign keys and a table for each table."""
    lines = [_TEXT.replace("{relations}", "\n".join(_relations())).rstrip()]
    for table in _tables():
        lines += _section(table)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(page(), end="")
