"""A file that lacks its end, or holds nothing: no record of a working institution goes missing for it."""

from hub.domain.records import FILE_CUT, Issue
from hub.domain.vocabulary import RunStatus, Severity
from hub.ingest import RunOptions
from hub.ingest.report import Bound, Waiver
from hub.store.connection import connect, scalar

from .builders import provider

CUT = Issue(FILE_CUT, "The last row ends in the middle.", Severity.ERROR, row=4)


def missing(url):
    with connect(url) as connection:
        return scalar(connection, "SELECT count(*) FROM hub.statement WHERE missing_since IS NOT NULL")


def test_a_cut_file_publishes_nothing_until_it_is_waived(importing, hub_url):
    importing(*(provider(str(number)) for number in range(5)))
    half = [provider("0"), provider("1")]
    report = importing(*half, extra=[CUT])
    assert (report.status, [failure.bound for failure in report.failures]) == (RunStatus.STOPPED, [Bound.CUT])
    assert missing(hub_url) == 0
    waiver = Waiver(frozenset({Bound.CUT}), "The rest was closed by order 5.")
    assert importing(*half, extra=[CUT], options=RunOptions(waiver=waiver)).status is RunStatus.PUBLISHED
    assert missing(hub_url) == 3


def test_a_file_without_rows_publishes_nothing(importing, hub_url):
    importing(provider("1"))
    report = importing()
    assert (report.status, [failure.bound for failure in report.failures]) == (
        RunStatus.STOPPED,
        [Bound.ROWS],
    )
    assert missing(hub_url) == 0


def test_that_only_the_end_of_the_last_edition_is_missing_is_told(importing):
    def codes(*keys):
        report = importing(*(provider(str(key)) for key in keys), options=RunOptions(dry_run=True))
        return [issue.code for issue in report.issues]

    importing(*(provider(str(number)) for number in range(6)))
    assert codes(0, 1, 2) == ["FILE_END_MISSING"]
    assert codes(0, 1, 2, 3) == codes(0, 4, 5) == codes(1, 2, 5) == []
