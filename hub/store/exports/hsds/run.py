"""Exporting what is published as HSDS 3.1."""

import asyncio
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from time import monotonic

from hub.domain.filters import ProviderFilter
from hub.domain.vocabulary import RecordStatus
from hub.store.engine import Reader, ReadOptions, ReadSession
from hub.store.exports.hsds.gather import Reference, whole_providers
from hub.store.exports.hsds.organizations import Organizations
from hub.store.exports.hsds.writers import About, JsonWriter, TabularWriter, Writer
from hub.store.exports.target import whole_target
from hub.store.filters import provider_condition, resolve_providers
from hub.store.reads.sources import SourceRow, newest_release
from hub.store.tables import provider

#: An export is no request of a visitor: one batch of it may take this long.
_STATEMENT_SECONDS = 300


class HsdsFormat(StrEnum):
    """TABULAR is a data package of CSV tables, JSON one page of nested organizations."""

    TABULAR = "tabular"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written: rows by table (of JSON: objects by what they are), and of which release."""

    out: str
    format: HsdsFormat
    release: int | None
    counts: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0


def export_hsds(url: str, wanted: ProviderFilter, out: Path, format: HsdsFormat) -> ExportReport:
    """Write the providers that a filter means, from one snapshot, to a folder or a ZIP.

    Without statuses in the filter all are written, those that work no more as defunct or inactive. Memory
    holds one batch of providers. `out` appears only when all is written. Raises ExportTargetTaken,
    ExportTargetUnwritable, what a filter raises, and DatabaseUnreachable.
    """
    started = monotonic()
    wanted = replace(wanted, status=wanted.status or tuple(RecordStatus))
    writer: Writer
    with whole_target(out) as folder:
        writer = TabularWriter(folder) if format is HsdsFormat.TABULAR else JsonWriter(folder)
        with closing(writer):
            release = asyncio.run(_write(url, wanted, writer))
    return ExportReport(
        out=str(out),
        format=format,
        release=release,
        counts=dict(writer.counts),
        seconds=round(monotonic() - started, 3),
    )


async def _write(url: str, wanted: ProviderFilter, writer: Writer) -> int | None:
    reader = Reader(url, ReadOptions(statement_seconds=_STATEMENT_SECONDS, pool_size=1))
    try:
        async with reader.session() as session:
            return await _write_all(session, wanted, writer)
    finally:
        await reader.close()


async def _write_all(session: ReadSession, wanted: ProviderFilter, writer: Writer) -> int | None:
    release = await newest_release(session)
    condition = provider_condition(await resolve_providers(session, wanted), provider)
    reference = await Reference.read(session)
    organizations = Organizations(reference)
    sources: dict[int, SourceRow] = {}
    async for whole in whole_providers(session, condition, reference):
        sources[whole.source.id] = whole.source
        writer.write(organizations.organization(whole))
    about = About(release, sorted(sources.values(), key=lambda source: source.code))
    writer.finish(organizations.terms_used(), about)
    return release.number if release else None
