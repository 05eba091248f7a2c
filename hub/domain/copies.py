"""What a client that keeps a copy of the hub has to do with a record, in sum over several releases."""

from hub.domain.vocabulary import ChangeKind

#: What takes a record out of the hub.
GONE = frozenset({ChangeKind.MERGED, ChangeKind.WITHDRAWN})
#: Kinds of change that say whether files hold the record.
STANDING = (ChangeKind.ADDED, ChangeKind.VANISHED, ChangeKind.RETURNED, ChangeKind.SPLIT)


def net_change(
    last: ChangeKind, then: ChangeKind | None, stood: ChangeKind | None, stands: ChangeKind | None
) -> ChangeKind | None:
    """What happened to a record in sum; None when a copy made then neither holds it nor should.

    `last` is its newest change; `then` is what was its newest at the time of the copy, None before it came;
    `stood` and `stands` are the newest of the kinds in `STANDING` then and now.
    """
    held = then is not None and then not in GONE
    if last in GONE:
        return last if held else None
    if not held:
        if then is None:
            return ChangeKind.ADDED
        return ChangeKind.SPLIT if then is ChangeKind.MERGED else ChangeKind.RETURNED
    missing, was_missing = stands is ChangeKind.VANISHED, stood is ChangeKind.VANISHED
    if missing != was_missing:
        return ChangeKind.VANISHED if missing else ChangeKind.RETURNED
    return ChangeKind.CHANGED
