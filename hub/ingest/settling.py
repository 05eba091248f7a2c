"""The stage made whole: what every publish does between staging and comparing."""

from hub.domain.records import Issue
from hub.domain.vocabulary import Severity
from hub.store import check, compare, stage
from hub.store.connection import DatabaseConnection
from hub.store.stewarding.withdrawals import drop_withdrawn


def settle(work: DatabaseConnection, issues: list[Issue]) -> None:
    """Make the stage whole and compare it: references lead to records that answer, or nowhere."""
    drop_withdrawn(work)
    check.redirect_references(work)
    for reference, count in check.drop_dangling(work).items():
        message = (
            f"{count} rows name a record in {reference} that no file holds; the reference is left empty."
        )
        issues.append(Issue("DANGLING_REFERENCE", message, Severity.WARNING, column=reference))
    stage.index_stage(work)
    compare.compare(work)
