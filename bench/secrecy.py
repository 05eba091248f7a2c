"""What hiding whatever may be a refuge costs: records of samples and real files that are hidden, by reason.

`python -m bench.secrecy` measures the samples, `python -m bench.secrecy REGION FILE [REGION FILE…]` files.
Of all rows it tells how many speak of a refuge or of violence at all, those that give no record too.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hub.domain.confidentiality import may_be_refuge, row_texts
from hub.domain.records import AccessPointRecord, ProviderRecord, RawRow
from importers.check import bundled_gazetteer
from importers.lookups import load_lookups
from importers.mapping.readings import ADDRESS_FIELDS, SILENT_FIELDS
from importers.reading import open_items
from importers.region import Region, discover, find_region
from importers.sample import sample_of


def measure(region: Region, path: Path) -> Iterator[str]:
    """The lines of one file's report."""
    silent = _filled_by(region, SILENT_FIELDS)
    addresses = _filled_by(region, ADDRESS_FIELDS)
    reasons: Counter[str] = Counter()
    hidden: list[str] = []
    records = rows = speaking = 0
    with open_items(region, load_lookups(region.folder), bundled_gazetteer(), path) as reading:
        for item in reading.items:
            if isinstance(item, RawRow):
                rows += 1
                speaking += may_be_refuge(row_texts(item.values, silent, addresses))
            elif isinstance(item, ProviderRecord | AccessPointRecord):
                records += 1
                refuge = {one.code for one in item.hidden if one.code.startswith("REFUGE_")}
                reasons.update(refuge)
                if refuge:
                    words = sorted({one.word for one in item.hidden})
                    hidden.append(f"    {item.name}: {', '.join(words)}")
    yield f"{region.code} {path.name}: {records:,} records, {len(hidden)} hidden {dict(reasons) or ''}"
    yield f"    {rows:,} rows, of which {speaking} speak of a refuge or of violence"
    yield from hidden


def _filled_by(region: Region, fields: frozenset[str]) -> frozenset[str]:
    return frozenset(
        column for column, targets in region.columns.items() if {target.to for target in targets} <= fields
    )


def main() -> None:
    """Measure what the command line names."""
    given = sys.argv[1:]
    pairs = [(find_region(code), Path(file)) for code, file in zip(given[::2], given[1::2], strict=True)]
    for region, path in pairs or [(region, sample_of(region)) for region in discover() if region.sample]:
        for line in measure(region, path):
            print(line)


if __name__ == "__main__":
    main()
