"""What is published is judged anew whenever the rules of hiding are no longer those it was judged by.

Rules see the rows of files; what no file names any more, and what is not imported again, would stay as the
rules of its day left it. So a program with other rules, or a region that hides or opens something else,
judges every statement that the hub holds before it does anything else, and hides in one release what must be.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from hub.domain.composing import Correction
from hub.domain.composing.corrections import applicable, corrected
from hub.domain.confidentiality import (
    DECISION_FIELD,
    Hideable,
    RegionRule,
    Text,
    former_reasons,
    is_confidential,
    judged_anew,
    newly_hidden,
    row_texts,
)
from hub.domain.records import AccessPointRecord, HidingReason, Issue, ProviderRecord
from hub.domain.statements import content_of, record_of
from hub.domain.vocabulary import Severity
from hub.errors import MerezhaError
from hub.ingest.precautions import hide
from hub.store import judgements, publish, secrecy, statements
from hub.store.connection import DatabaseConnection, connect
from hub.store.judgements import Bench, Published

log = logging.getLogger(__name__)

HIDDEN_BY_NEW_RULES = "HIDDEN_BY_NEW_RULES"

#: Claims whose columns tell an address, or no words of the row's own.
_ADDRESS = ".address"
_SILENT = re.compile(
    r"phones|status|status_since|registered|closed|founded|identifier[.].*|location[.].*[.](?:territory|point|"
    "opening_hours)"
)

#: Why a statement is to be hidden; nothing where it only loses more of what it had left.
_Reasons = tuple[HidingReason, ...]


class NotJudged(MerezhaError):
    """What {sources} sources published was judged by other rules of what must be hidden than this program
    has, so it is not shown; run `merezha db migrate`, which judges it."""

    code = "NOT_JUDGED"


def require_judged(url: str) -> None:
    """Raise NotJudged unless everything that is published was judged by the rules of this program."""
    with connect(url) as connection:
        found = judgements.unjudged(connection)
    if found:
        raise NotJudged(sources=len(found))


def judge(url: str) -> list[str]:
    """Judge what other rules judged last, and hide what is to be hidden; the statements that are so.

    Everything is one transaction with at most one release; records that somebody opened stay open.
    Raises HubBusy.
    """
    with connect(url) as work:
        if not judgements.unjudged(work, empty=True):
            return []
        publish.lock(work)
        benches = judgements.unjudged(work, empty=True)
        reasons = dict(_to_hide(work, benches))
        hidden = {statement: given for statement, given in reasons.items() if given}
        if reasons:
            release = hide(work, reasons, None)
            assert release is not None or not hidden
            for statement, given in hidden.items():
                judgements.tell(work, statement, _issue(statement, given, release))
        secrecy.forget_places(work, published=True)
        judgements.mark(work, benches)
        work.commit()
    if hidden:
        log.warning(
            "%d records are hidden by rules that are newer than they are; `merezha run issues` of their "
            "sources' newest runs names each (%s)",
            len(hidden),
            HIDDEN_BY_NEW_RULES,
        )
    return list(hidden)


def _to_hide(connection: DatabaseConnection, benches: Sequence[Bench]) -> Iterator[tuple[str, _Reasons]]:
    """Every statement that shows more than it may, with the reasons."""
    of_source = {one.source_id: one for one in benches}
    for portion in judgements.published_of(connection, list(of_source)):
        told = statements.corrections(connection, [one.id for one in portion])
        for one in portion:
            reasons = _judged(one, of_source[one.source_id], told.get(one.id, ()))
            if reasons is not None:
                yield one.id, reasons


def _judged(one: Published, bench: Bench, corrections: Sequence[Correction]) -> _Reasons | None:
    """Why the statement is to be hidden; nothing where it is and tells too much, None where it may stay."""
    before = record_of(one.record_type, one.content)
    assert isinstance(before, ProviderRecord | AccessPointRecord)
    decision = next((told.value for told in corrections if told.field == DECISION_FIELD), None)
    rule = RegionRule(frozenset(bench.hides.get("kinds", ())), frozenset(bench.hides.get("categories", ())))
    texts = list(_texts(one, one.rows))
    after = judged_anew(before, rule, bench.opened, decision, texts)
    reasons = newly_hidden(before, after)
    if not reasons and corrections and isinstance(before, ProviderRecord):
        told = corrected(before, applicable(before, list(corrections)))
        reasons = newly_hidden(before, judged_anew(told, rule, bench.opened, decision, texts))
    reasons = reasons or newly_hidden(before, _as_it_was(one, before, rule, bench, decision))
    if reasons:
        return reasons
    return () if is_confidential(after) and content_of(after) != content_of(before) else None


def _as_it_was(
    one: Published, before: Hideable, rule: RegionRule, bench: Bench, decision: bool | None
) -> Hideable:
    """The record as it may be published for what its former states and the rows of former files tell."""
    states = [cast("Hideable", record_of(one.record_type, content)) for content in one.former]
    told = list(_texts(one, [{column: text} for column, text in one.said]))
    reasons = former_reasons(before, states, rule, bench.opened, decision, told)
    noted = replace(before, hidden=(*before.hidden, *reasons)) if reasons else before
    return judged_anew(noted, rule, bench.opened, decision)


def _texts(one: Published, rows: Sequence[dict[str, str]]) -> Iterator[Text]:
    """What rows of the statement say, but for columns of places, numbers and days."""
    addresses = {column for field, column in one.columns.items() if field.endswith(_ADDRESS)}
    silent = {column for field, column in one.columns.items() if _SILENT.fullmatch(field)} - addresses
    for row in rows:
        yield from row_texts(row, silent, addresses, in_order=False)


def _issue(statement: str, reasons: _Reasons, release: int | None) -> Issue:
    codes = ", ".join(dict.fromkeys(reason.code for reason in reasons))
    first = reasons[0]
    word = f": «{first.word}» in {first.field}" if first.word else ""
    message = (
        f"By rules that are newer than its file the record {statement} may be a refuge or a person's home "
        f"({codes}{word}), so it is hidden from release {release} on: its places are told no finer than "
        "their hromada, and what leads there is gone. If it is neither, a person opens it, in region.yml "
        f"(confidential: open) or with `merezha record open {statement} --reason WHY`; its place is back "
        "with the next import of a file that names it."
    )
    return Issue(
        HIDDEN_BY_NEW_RULES, message, Severity.WARNING, column=first.field or None, value=first.word or None
    )
