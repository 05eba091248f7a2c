"""The demo's data: reference data, territories and the sample regions, loaded once and then left alone."""

from collections.abc import Callable

from hub.domain.vocabulary import RunStatus
from hub.ingest.report import RunReport
from hub.store.connection import connect
from hub.store.differences import current
from hub.store.runs import published_but
from importers.codifiers.load import load_bundled
from importers.reference.load import load_reference
from importers.region import Region, discover
from importers.runner import run_region
from importers.sample import editions_of, sample_of

#: Called with a task's name, how much of it is done, and how much there is (None: not known yet).
Watch = Callable[[str, int, int | None], None]


def _unwatched(_task: str, _done: int, _total: int | None) -> None:
    """Progress that shows nothing."""


def prepare(url: str, watch: Watch = _unwatched) -> None:
    """Load what every import rests on: taxonomies, crosswalks and the territories that come with us.

    What the database holds already in the same edition is left as it is.
    """
    watch("taxonomies and crosswalks", 0, 1)
    load_reference(url)
    watch("taxonomies and crosswalks", 1, 1)
    load_bundled(url, lambda _step, done, total: watch("territories", done, total))
    watch("territories", 1, 1)


def load_demo(url: str, watch: Watch = _unwatched) -> list[RunReport]:
    """Prepare a migrated database and import the sample of each made-up region; one report for each.

    Doing it again changes nothing and makes no release. A region that an operator has given a file of its
    own keeps it: a sample never replaces it.
    """
    prepare(url, watch)
    return [_own_file(region, url) or _import_sample(region, url, watch) for region in sample_regions()]


def sample_regions() -> list[Region]:
    """The regions whose own file is a sample; a real register is never replaced by its excerpt."""
    return [region for region in discover() if region.sample]


def _own_file(region: Region, url: str) -> RunReport | None:
    """What the hub holds of a region whose newest publish was not of its sample."""
    with connect(url) as connection:
        found = published_but(connection, region.code, sample_of(region).name)
        if found is None:
            return None
        file, read, accepted, rejected, release, source_id = found
        providers, services, access_points = current(connection, source_id)
    return RunReport(
        source=region.code,
        file=file,
        status=RunStatus.UNCHANGED,
        read=read,
        accepted=accepted,
        rejected=rejected,
        providers=providers,
        services=services,
        access_points=access_points,
        release=release,
    )


def _import_sample(region: Region, url: str, watch: Watch) -> RunReport:
    """Import one region's sample, after its editions of former days, and tell how far it is."""
    task = f"{region.code}  {region.title}"
    watch(task, 0, None)
    _import_editions(region, url)
    report = run_region(region, None, url, progress=lambda read, total: watch(task, read, total))
    watch(task, report.read, report.read)
    return report


def _import_editions(region: Region, url: str) -> None:
    """The region's past, before anything else of it is published: it could not be told later."""
    with connect(url) as connection:
        known = published_but(connection, region.code, "") is not None
    for edition in [] if known else editions_of(region):
        run_region(region, edition.path, url, as_of=edition.day)
