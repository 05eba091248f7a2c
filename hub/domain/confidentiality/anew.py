"""A published record judged anew: by the rules of today, and by what people have decided until now."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from hub.domain.confidentiality.decisions import STEWARD, decided
from hub.domain.confidentiality.protect import protect
from hub.domain.confidentiality.reasons import Hideable, RegionRule, with_reasons
from hub.domain.confidentiality.refuge import Text

#: How a decision of region.yml is told where its author and day are not at hand.
_BY_REGION = "region.yml"


def judged_anew(
    record: Hideable,
    rule: RegionRule,
    opened: Collection[str] | None,
    decision: bool | None,
    texts: Sequence[Text] = (),
) -> Hideable:
    """The record as it may be published, with the reasons that hide it now.

    `opened` are the keys that the source's region opens today, None where nobody knows them: then what it
    opened before stays open. `decision` is a steward's, True to hide. `texts` are those of its rows.
    """
    if opened is not None and record.opened not in (None, STEWARD):
        record = replace(record, opened=None)
    known = dict.fromkeys(opened or (), _BY_REGION)
    judged = with_reasons(record, replace(rule, opened={**rule.opened, **known}), texts)
    return protect(decided(judged, decision))
