"""A batch of records becomes one release: stage, check, compare, guard, publish.

One import per source at a time. Everything the reader can see changes in one transaction, together
with the run's own result, so a process killed at any moment leaves the old release whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from time import monotonic

from hub import __version__
from hub.domain.confidentiality import DECISION_FIELD
from hub.domain.records import Issue
from hub.domain.vocabulary import RunStatus, Severity, SourceKind
from hub.errors import MerezhaError
from hub.ingest.admission import Admission
from hub.ingest.composing import Composer
from hub.ingest.feed import Feed, Item
from hub.ingest.guard import FillCounter, broken, fill_drops
from hub.ingest.identities import read_identities
from hub.ingest.intake import Intake, as_feed
from hub.ingest.judging import judge
from hub.ingest.keeping import keep_rejected
from hub.ingest.matching import match_staged
from hub.ingest.person_key import PersonKey
from hub.ingest.precautions import hidden_by_rejected, hidden_formerly, precautions_of, take
from hub.ingest.preparing import Preparer
from hub.ingest.repeats import queue_repeats
from hub.ingest.report import FileDescription, RunOptions, RunReport, SourceDescription, Waiver
from hub.ingest.retention import forget_expired
from hub.ingest.rows import RowMaker
from hub.ingest.settling import settle
from hub.store import (
    blast,
    check,
    compare,
    differences,
    judgements,
    persons,
    publish,
    quality,
    runs,
    stage,
    statements,
)
from hub.store.compare import DeltaCounts
from hub.store.connection import DatabaseConnection, connect
from hub.store.jurisdiction import read_boundary
from hub.store.locks import name_session
from hub.store.places import read_places, territory_edition, territory_id

DEFAULT_OPTIONS = RunOptions()
#: So many records at the end of a file seldom vanish for any other reason than that the end is missing.
_END_OF_FILE = 3


class UnknownJurisdiction(MerezhaError):
    """The hub knows no territory {code!r}, the jurisdiction of {source}; load its codifier first
    with `merezha territory load`."""

    code = "UNKNOWN_JURISDICTION"


def run_import(
    url: str,
    source: SourceDescription,
    file: FileDescription,
    items: Feed | Iterable[Item],
    options: RunOptions = DEFAULT_OPTIONS,
) -> RunReport:
    """Import one file of one source; see RunReport for what comes back.

    `items` is not touched when the same file was the last one published (unless `options.force`).
    Raises ImportBusy, HubBusy, UnknownJurisdiction, DatabaseUnreachable, and whatever reading the file
    raises; nothing is published then and the run is recorded as failed. Before anything else, what other
    rules judged last is judged anew, unless this is a dry run.
    """
    started = monotonic()
    report = RunReport(source=source.code, file=file.name)
    report.file_day = options.as_of or report.file_day
    with connect(url, autocommit=True) as diary, connect(url) as work:
        source_id = _describe(diary, source, dry_run=options.dry_run)
        runs.lock_source(diary, source_id, source.code)
        if not options.dry_run:
            judgements.note_opened(diary, source_id, source.rule.opened)
            judgements.mark_empty(diary, source_id)
            judge(url)
        runs.bury_dead_runs(diary, source_id)
        authority = sorted(source.authority.items())
        decisions = statements.disclosures(diary, source_id, DECISION_FIELD)
        deciding = f"{__version__} {territory_edition(diary)} {authority} {decisions or ''}".strip()
        rules = sha256(deciding.encode()).hexdigest()
        inputs = f"{file.sha256} {file.mapping_hash} {rules}"
        hashes = (file.sha256, sha256(inputs.encode()).hexdigest(), rules)
        before = runs.last_run(diary, source_id)
        report.run = runs.start_run(diary, source_id, file.name, hashes)
        for connection in (diary, work):
            name_session(connection, report.run, source.code)
        with _failing(diary, work, report.run):
            if before is not None and before.inputs_hash == hashes[1] and not options.force:
                _repeat(diary, source_id, before, report, dry_run=options.dry_run)
            else:
                skip_known = before is not None and before.rules_hash == rules and not options.force
                staging = _Staging(url, source, source_id, options, skip_known, decisions)
                _import(diary, work, staging, as_feed(items), report)
        if not options.dry_run:
            forget_expired(diary)
    report.seconds = round(monotonic() - started, 3)
    return report


@contextmanager
def _failing(diary: DatabaseConnection, work: DatabaseConnection, run: int) -> Iterator[None]:
    """Whatever breaks the work off, Ctrl-C too, is undone and written down as the failure of the run."""
    try:
        yield
    except BaseException as error:
        # What the work holds of the run's row would keep the diary waiting.
        work.close()
        runs.fail_run(diary, run, str(error) or type(error).__name__)
        raise


def _jurisdiction(connection: DatabaseConnection, source: SourceDescription) -> int | None:
    """The id of the territory that the source may speak of; None where it has no bound."""
    if source.jurisdiction is None:
        return None
    jurisdiction = territory_id(connection, source.jurisdiction)
    if jurisdiction is None:
        raise UnknownJurisdiction(code=source.jurisdiction, source=source.code)
    return jurisdiction


def _describe(diary: DatabaseConnection, source: SourceDescription, *, dry_run: bool) -> int:
    """The source as its region tells it; of what it hides a dry run says nothing, since it hides nothing."""
    hides = {"kinds": sorted(source.rule.kinds), "categories": sorted(source.rule.categories)}
    return runs.upsert_source(
        diary,
        kind=SourceKind.REGISTER,
        jurisdiction_id=_jurisdiction(diary, source),
        code=source.code,
        title=source.title,
        publisher=source.publisher,
        licence=source.licence,
        attribution=source.attribution,
        url=source.url,
        lang=source.lang.value,
        is_sample=source.is_sample,
        authority=dict(source.authority),
        **({} if dry_run else {"hides": hides}),
    )


def _repeat(
    diary: DatabaseConnection, source_id: int, before: runs.LastRun, report: RunReport, *, dry_run: bool
) -> None:
    """The same file through the same mapping: nothing to do but to say so."""
    report.verdict = RunStatus.UNCHANGED
    report.status = RunStatus.DRY_RUN if dry_run else report.verdict
    report.read, report.accepted, report.rejected = before.read, before.accepted, before.rejected
    report.providers, report.services, report.access_points = differences.current(diary, source_id)
    report.unchanged = report.providers + report.access_points + differences.programmes(diary, source_id)
    report.release = differences.release_number(diary)
    report.placements = differences.placements(diary, source_id)
    report.issues = runs.issues_of(diary, before.id)
    _finish(diary, report)


def _import(
    diary: DatabaseConnection,
    work: DatabaseConnection,
    staging: "_Staging",
    items: Feed,
    report: RunReport,
) -> None:
    assert report.run is not None
    intake = _stage(work, staging, items, report)
    if report.status is RunStatus.STOPPED:
        _stop(work, staging, intake, report)
    elif report.status is not RunStatus.PUBLISHED:
        work.rollback()
        if report.status is RunStatus.UNCHANGED:
            _keep_beside(diary, staging.source_id, intake, report)
        runs.copy_issues(diary, report.run, report.issues, intake.owners)
        _finish(diary, report, waiver=_text(staging.options.waiver))


def _stop(work: DatabaseConnection, staging: "_Staging", intake: Intake, report: RunReport) -> None:
    """Publish nothing of the run but what hides, in one transaction with the run's own end."""
    assert report.run is not None
    precautions = precautions_of(work)
    work.rollback()
    if precautions:
        report.release, issues = take(work, precautions, report.run)
        report.hidden = [one.statement for one in precautions]
        report.issues += issues
    runs.copy_issues(work, report.run, report.issues, intake.owners)
    _finish(work, report, waiver=_text(staging.options.waiver))
    work.commit()


@dataclass(frozen=True, slots=True)
class _Staging:
    """What is imported, whether statements that are published word for word need no rows, what is secret."""

    url: str
    source: SourceDescription
    source_id: int
    options: RunOptions
    skip_known: bool
    decisions: Mapping[str, bool]


def _stage(work: DatabaseConnection, staging: _Staging, items: Feed, report: RunReport) -> Intake:
    """Everything up to the commit of the publish; leaves the outcome in `report.status`."""
    assert report.run is not None
    run = report.run
    source, options = staging.source, staging.options
    as_of = report.file_day
    stage.create_stage(work)
    jurisdiction = _jurisdiction(work, source)
    places = read_places(work, jurisdiction)
    terms = check.read_terms(work)
    boundary = read_boundary(work, jurisdiction)
    identities = read_identities(work, staging.source_id, source.code, options.spelling)

    def make(connection: DatabaseConnection) -> Preparer:
        rows = RowMaker(source.code, staging.source_id, run, as_of, identities=identities)
        admission = Admission(connection, places, terms, boundary, staging.decisions, source.code, identities)
        return Preparer(connection, rows, admission, skip_known=staging.skip_known, identities=identities)

    intake = Intake(staging.url, work, make, options.workers)
    intake.take(items)
    publish.lock(work)
    kept, told = keep_rejected(work, staging.source_id, intake.kept)
    report.kept = len(kept)
    intake.issues += told
    compare.find_vanished(work, staging.source_id)
    judged = match_staged(work, staging.source_id, report.run, places, intake.person_hashes)
    report.joined = sum(one.verdict == "join" for one in judged)
    repeated, told = queue_repeats(work, staging.source_id, report.run, places)
    intake.issues += told
    report.to_review = len(judged) - report.joined + repeated
    hiding, told = hidden_by_rejected(work, intake.hidden_by_rejected)
    intake.issues += told
    formerly, told = hidden_formerly(work, report.run)
    intake.issues += told
    for statement, reasons in formerly.items():
        hiding[statement] = (*hiding.get(statement, ()), *reasons)
    Composer(work, places, terms, as_of, hiding).recompose({*statements.entangled(work), *hiding})
    settle(work, intake.issues)
    _conclude(work, staging, intake, report)
    return intake


def _conclude(work: DatabaseConnection, staging: _Staging, intake: Intake, report: RunReport) -> None:
    """Measure what was compared, hold it against the bounds, and publish it if it may be published."""
    assert report.run is not None
    options = staging.options
    delta = compare.count(work, staging.source_id)
    intake.issues += _missing_end(work, staging.source_id)
    report.placements = dict(sorted(intake.placements.items()))
    _fill_report(report, intake, options)
    report.added, report.changed = delta.added, delta.changed
    report.unchanged, report.vanished = delta.unchanged, delta.vanished
    _measure(work, staging, intake.fills, delta, report)
    report.release = differences.release_number(work)
    report.verdict = _verdict(report, delta.empty, options)
    report.status = RunStatus.DRY_RUN if options.dry_run else report.verdict
    if report.status in {RunStatus.DRY_RUN, RunStatus.STOPPED}:
        report.changes = differences.changes(work)
        report.shifts = blast.named_shifts(work) if report.moved or report.retargeted else []
    if report.status is RunStatus.PUBLISHED:
        report.release = publish.publish(work, report.run, report.file_day)
        _keep_beside(work, staging.source_id, intake, report)
        runs.copy_issues(work, report.run, report.issues, intake.owners)
        _finish(work, report, waiver=_text(options.waiver))
        work.commit()


def _missing_end(work: DatabaseConnection, source_id: int) -> list[Issue]:
    """A word where a file lacks nothing but the end of the edition before it, as one that was cut does."""
    gone = compare.vanished_end(work, source_id)
    if gone < _END_OF_FILE:
        return []
    message = (
        f"The {gone} records that vanished all stood at the end of the file before this one; make sure that "
        "this one is whole."
    )
    return [Issue("FILE_END_MISSING", message, Severity.WARNING)]


def _keep_beside(connection: DatabaseConnection, source_id: int, intake: Intake, report: RunReport) -> None:
    """What belongs to no record's content: control totals, and hashes of persons' numbers."""
    differences.store_control_totals(connection, source_id, report.control_totals)
    if intake.person_hashes or persons.has_hashes(connection, source_id):
        persons.replace_hashes(connection, source_id, PersonKey().fingerprint, intake.person_hashes)


def _measure(
    work: DatabaseConnection, staging: _Staging, fills: FillCounter, delta: DeltaCounts, report: RunReport
) -> None:
    """The blast radius of what was compared, and the bounds that it breaks."""
    # Of a first import there is nothing to move, of an unchanged file nothing moves.
    if delta.added and delta.vanished:
        report.renumbered = compare.count_renumbered(work)
    if delta.current and not delta.empty:
        report.moved, report.retargeted = blast.find_shifts(work)
        report.fill_drops = fill_drops(fills, *blast.published_fills(work, staging.source_id))
    report.failures = broken(staging.options.assertions, fills, delta, report)


def _text(waiver: Waiver | None) -> str | None:
    return None if waiver is None else str(waiver)


def _verdict(report: RunReport, empty: bool, options: RunOptions) -> RunStatus:
    """What comes of the run, or would come of it if it were no trial."""
    waived = options.waiver.bounds if options.waiver else frozenset()
    if any(failure.bound not in waived for failure in report.failures):
        return RunStatus.STOPPED
    return RunStatus.UNCHANGED if empty else RunStatus.PUBLISHED


def _fill_report(report: RunReport, intake: Intake, options: RunOptions) -> None:
    report.read, report.accepted, report.rejected = intake.read, intake.accepted, intake.rejected
    report.skipped = max(0, intake.read - intake.accepted - intake.rejected)
    report.providers, report.services = intake.providers, intake.services
    report.access_points = intake.access_points
    report.control_totals = list(options.control_totals())
    for total in report.control_totals:
        if total.found is not None and total.found != total.declared:
            published = f"published {total.declared} ({total.cites})"
            message = f"{total.label}: {published}, in the file {total.finding}."
            intake.issues.append(Issue("CONTROL_TOTAL", message, Severity.WARNING))
    report.issues = intake.issues


def _finish(connection: DatabaseConnection, report: RunReport, **more: str | None) -> None:
    assert report.run is not None
    published = report.release if report.status is RunStatus.PUBLISHED else None
    runs.finish_run(
        connection,
        report.run,
        report.status,
        read=report.read,
        accepted=report.accepted,
        rejected=report.rejected,
        added=report.added,
        changed=report.changed,
        unchanged=report.unchanged,
        vanished=report.vanished,
        release=published,
        failure=" ".join(failure.sentence for failure in report.failures) or None,
        **more,
    )
    if report.status in {RunStatus.PUBLISHED, RunStatus.UNCHANGED}:
        quality.record_quality(connection, report.run, report.file_day)
