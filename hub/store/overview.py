"""What `merezha source`, `run` and `territory` show: sources, runs, issues and one territory."""

from dataclasses import dataclass
from datetime import date, datetime

from psycopg import Connection
from psycopg.rows import TupleRow, class_row

from hub.domain.records import Issue
from hub.domain.results import ControlTotal
from hub.domain.territory.codes import possible_codes, read_code
from hub.domain.territory.errors import UnknownTerritory
from hub.errors import MerezhaError
from hub.store.places import territory_id
from hub.store.runs import KILLED, WAS_KILLED, issues_of


class UnknownRun(MerezhaError):
    """There is no run number {run}; see `merezha run list`."""

    code = "UNKNOWN_RUN"


class NoRunYet(MerezhaError):
    """Nothing has been imported yet; see `merezha import --help`."""

    code = "NO_RUN_YET"


class NotImported(MerezhaError):
    """No file of {source} has been imported yet; see `merezha source list` and `merezha import --help`."""

    code = "NOT_IMPORTED"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source and when its data last changed; `edition` and `loaded_at` belong to reference sources."""

    code: str
    kind: str
    title: str
    publisher: str | None
    licence: str | None
    attribution: str | None
    is_sample: bool
    jurisdiction: str | None
    edition: str | None
    loaded_at: datetime | None
    last_run: int | None


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run with its counts: of data rows, then of records; `release` is set when it published one."""

    id: int
    source: str
    status: str
    started_at: datetime
    finished_at: datetime | None
    file_name: str
    file_hash: str
    read: int
    accepted: int
    rejected: int
    added: int
    changed: int
    unchanged: int
    vanished: int
    release: int | None
    waiver: str | None
    failure: str | None


@dataclass(frozen=True, slots=True)
class RunDetails:
    """A run with its issues and the control totals of its source."""

    run: RunLine
    issues: list[Issue]
    control_totals: list[ControlTotal]


@dataclass(frozen=True, slots=True)
class TerritoryLine:
    """A territory; lat and lon are WGS 84 degrees, `ancestors` goes from the country down."""

    country: str
    scheme: str
    code: str
    level: str
    category: str | None
    name: str
    valid_from: date | None
    valid_to: date | None
    lat: float | None
    lon: float | None
    point_precision: str
    has_boundary: bool
    other_codes: list[str]
    other_names: list[str]
    ancestors: list[str]
    children: int
    population: int | None


_SOURCES = """
    SELECT s.code, s.kind, s.title, s.publisher, s.licence, s.attribution, s.is_sample,
           t.code AS jurisdiction, s.edition, s.loaded_at,
           (SELECT max(r.id) FROM hub.run r WHERE r.source_id = s.id) AS last_run
    FROM hub.source s LEFT JOIN hub.territory t ON t.id = s.jurisdiction_id ORDER BY s.kind, s.code
"""
_RUNS = f"""
    SELECT run.id, s.code AS source, CASE WHEN {WAS_KILLED} THEN 'failed' ELSE run.status END AS status,
           run.started_at, run.finished_at, run.file_name, run.file_hash,
           run.read, run.accepted, run.rejected, run.added, run.changed, run.unchanged, run.vanished,
           run.release, run.waiver,
           CASE WHEN {WAS_KILLED} THEN %(killed)s ELSE run.failure END AS failure
    FROM hub.run JOIN hub.source s ON s.id = run.source_id
    WHERE (%(source)s::text IS NULL OR s.code = %(source)s) AND (%(run)s::int IS NULL OR run.id = %(run)s)
    ORDER BY run.id DESC LIMIT %(limit)s
"""
#: As `hub.store.small_cells.shown.found_total` says: sums of people with hidden figures are not told.
_TOTALS = """
    SELECT c.label, c.declared, c.cites, c.of_people,
           CASE WHEN told THEN c.found END AS found, CASE WHEN told THEN c.found_real END AS found_real,
           CASE WHEN told THEN c.found_synthetic END AS found_synthetic
    FROM hub.control_total c JOIN hub.source s ON s.id = c.source_id,
         LATERAL (SELECT c.of_people IS false OR NOT EXISTS (
             SELECT FROM hub.hidden_figure h JOIN hub.provider p ON p.id = h.provider_id
             WHERE p.source_id = c.source_id) AS told) mask
    WHERE s.code = %s ORDER BY c.position
"""
_LAST_READ = """
    SELECT coalesce((SELECT max(i.run_id) FROM ingest.issue i JOIN hub.run same ON same.id = i.run_id
                     WHERE same.source_id = r.source_id AND same.inputs_hash = r.inputs_hash), r.id)
    FROM hub.run r JOIN hub.source s ON s.id = r.source_id
    WHERE s.code = %s AND r.status NOT IN ('running', 'failed') ORDER BY r.id DESC LIMIT 1
"""
_TERRITORY = """
    SELECT t.country, t.scheme, t.code, t.level, t.category, t.name, t.valid_from, t.valid_to,
           ST_Y(t.point) AS lat, ST_X(t.point) AS lon, t.point_precision,
           t.boundary IS NOT NULL AS has_boundary,
           ARRAY(SELECT c.scheme || ' ' || c.code FROM hub.territory_code c
                 WHERE c.territory_id = t.id AND c.code <> t.code ORDER BY 1) AS other_codes,
           ARRAY(SELECT n.lang || ' ' || n.name || ' (' || n.kind || ')' FROM hub.territory_name n
                 WHERE n.territory_id = t.id ORDER BY n.kind, n.lang, n.name) AS other_names,
           ARRAY(SELECT a.code || ' ' || a.name FROM hub.territory_closure x
                 JOIN hub.territory a ON a.id = x.ancestor_id
                 WHERE x.territory_id = t.id AND x.depth > 0 ORDER BY x.depth DESC) AS ancestors,
           (SELECT count(*) FROM hub.territory c WHERE c.parent_id = t.id) AS children,
           (SELECT p.value FROM hub.territory_population p WHERE p.territory_id = t.id
            ORDER BY p.as_of DESC NULLS LAST LIMIT 1) AS population
    FROM hub.territory t WHERE t.id = %s
"""


def sources(connection: Connection[TupleRow]) -> list[SourceLine]:
    """Every source, reference data apart from registers."""
    return connection.cursor(row_factory=class_row(SourceLine)).execute(_SOURCES).fetchall()


def runs(connection: Connection[TupleRow], source: str | None = None, limit: int = 20) -> list[RunLine]:
    """The newest runs first, of one source or of all."""
    asked = {"source": source, "run": None, "limit": limit, "killed": KILLED}
    return connection.cursor(row_factory=class_row(RunLine)).execute(_RUNS, asked).fetchall()


def run_line(connection: Connection[TupleRow], run: int | None = None) -> RunLine:
    """One run, or the newest; raises UnknownRun or NoRunYet."""
    asked = {"source": None, "run": run, "limit": 1, "killed": KILLED}
    line = connection.cursor(row_factory=class_row(RunLine)).execute(_RUNS, asked).fetchone()
    if line is None:
        raise NoRunYet if run is None else UnknownRun(run=run)
    return line


def run_details(connection: Connection[TupleRow], run: int | None = None) -> RunDetails:
    """One run, or the newest, with its issues; raises UnknownRun or NoRunYet."""
    line = run_line(connection, run)
    return RunDetails(line, issues_of(connection, line.id), control_totals(connection, line.source))


def control_totals(connection: Connection[TupleRow], source: str) -> list[ControlTotal]:
    """The control totals of a source by its code, in the order of its region.yml."""
    return connection.cursor(row_factory=class_row(ControlTotal)).execute(_TOTALS, (source,)).fetchall()


def last_issues(connection: Connection[TupleRow], source: str) -> list[Issue]:
    """The issues of the newest file that was read of a source; raises NotImported before the first.

    A run that met the same file again wrote none of its own: they are those of the run that read it.
    """
    row = connection.execute(_LAST_READ, (source,)).fetchone()
    if row is None:
        raise NotImported(source=source)
    return issues_of(connection, row[0])


def territory(connection: Connection[TupleRow], code: str) -> TerritoryLine:
    """The territory that answers to this code in any scheme, as people type it; raises UnknownTerritory."""
    cursor = connection.cursor(row_factory=class_row(TerritoryLine))
    line = cursor.execute(_TERRITORY, (territory_id_as_typed(connection, code),)).fetchone()
    if line is None:
        raise UnknownTerritory(code=code)
    return line


def territory_id_as_typed(connection: Connection[TupleRow], code: str) -> int:
    """The id of the territory that answers to this code, as people type it; raises UnknownTerritory."""
    meant = (read_code(code).code, *(each for _, each in possible_codes(code)))
    found = next(filter(None, (territory_id(connection, each) for each in meant)), None)
    if found is None:
        raise UnknownTerritory(code=code)
    return found
