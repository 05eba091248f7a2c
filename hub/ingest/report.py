"""What an import is given and what it reports."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

from hub.domain.confidentiality import NO_RULE, RegionRule
from hub.domain.records import Issue
from hub.domain.results import ControlTotal, FillDrop, RecordChange, Shift
from hub.domain.vocabulary import Lang, RunStatus


@dataclass(frozen=True, slots=True)
class SourceDescription:
    """A register as its region.yml describes it.

    `jurisdiction` is a territory code in any scheme; None sets no bound: the source speaks of a country whose
    codifier the hub does not have.
    """

    code: str
    title: str
    lang: Lang
    jurisdiction: str | None
    publisher: str | None = None
    licence: str | None = None
    attribution: str | None = None
    url: str | None = None
    is_sample: bool = False
    #: Field group of hub.domain.composing → 0 to 100: how much its word counts where sources differ.
    authority: Mapping[str, int] = field(default_factory=dict)
    #: Kinds and categories whose places it keeps secret, whoever says that a record is of them.
    rule: RegionRule = NO_RULE


@dataclass(frozen=True, slots=True)
class FileDescription:
    """The file of a run; `mapping_hash` covers everything else that decides what is read from it."""

    name: str
    sha256: str
    mapping_hash: str


class Bound(StrEnum):
    """What stops a publish; the value is the name by which it is waived."""

    CUT = "cut"
    ROWS = "rows"
    FILL = "fill"
    FILL_DROP = "fill-drop"
    VANISHED = "vanished"
    RENUMBERED = "renumbered"
    CHANGED = "changed"
    MOVED = "moved"
    RETARGETED = "retargeted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Assertions:
    """Bounds below or above which nothing is published.

    Shares are between 0 and 1, of published records; `max_rejected_share` is of the rows that were read.
    """

    min_rows: int | None = None
    max_rows: int | None = None
    fill: Mapping[str, float] = field(default_factory=dict)
    max_fill_drop: float | None = None
    max_vanished_share: float | None = None
    max_changed_share: float | None = None
    max_moved_share: float | None = None
    max_retargeted_share: float | None = None
    max_rejected_share: float | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """Which broken bounds do not stop this publish, and why."""

    bounds: frozenset[Bound]
    reason: str

    def __str__(self) -> str:
        named = ", ".join(sorted(bound.value for bound in self.bounds))
        return f"{named}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Failure:
    """A bound that a run broke, said in a sentence."""

    bound: Bound
    sentence: str


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How to run: `force` imports a file even when it was the last one published."""

    dry_run: bool = False
    waiver: Waiver | None = None
    force: bool = False
    as_of: date | None = None
    #: Processes that map and check a long file beside this one's reading and copying; 1 is this one alone.
    workers: int = 1
    assertions: Assertions = Assertions()
    #: A key as the source's mapping spells it today; without it every spelling is a key of its own.
    spelling: Callable[[str], str] | None = None
    #: Asked once every item was taken: control totals are counted while items pass.
    control_totals: Callable[[], Sequence[ControlTotal]] = tuple


@dataclass(slots=True)
class RunReport:
    """What came of a run. `read` counts data rows; added… count providers, access points and programmes."""

    source: str
    file: str
    run: int | None = None
    status: RunStatus = RunStatus.RUNNING
    #: Of a trial too: what comes, or would come, of the file.
    verdict: RunStatus = RunStatus.RUNNING
    read: int = 0
    accepted: int = 0
    rejected: int = 0
    skipped: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    vanished: int = 0
    renumbered: int = 0  # of the vanished ones, those that come again under another key
    kept: int = 0  # of the unchanged ones, those whose rows were rejected
    joined: int = 0  # pairs that the rule joined with records of other sources
    to_review: int = 0  # pairs that wait for a steward
    moved: int = 0  # records with a place that moved farther than a kilometre
    retargeted: int = 0  # records with a place that lies in another territory
    providers: int = 0
    services: int = 0
    access_points: int = 0
    release: int | None = None
    #: Locations by the level of the territory they were placed in; `none` for those without one.
    placements: dict[str, int] = field(default_factory=dict)
    #: The day that the file stands for: today unless the options say otherwise.
    file_day: date = field(default_factory=lambda: datetime.now(UTC).date())
    seconds: float = 0.0
    failures: list[Failure] = field(default_factory=list)
    #: Ids of records that a stopped run hid all the same, in the release that is named above.
    hidden: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    #: Of a dry run and of one that was stopped: the first records of each kind, by name.
    changes: list[RecordChange] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)
    fill_drops: list[FillDrop] = field(default_factory=list)
    control_totals: list[ControlTotal] = field(default_factory=list)
