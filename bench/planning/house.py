"""A hub with the real register of service centres, made providers, and the people of Ukraine."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bench.import_speed import OWN_REGIONS
from bench.maker import write_csv
from bench.planning_places import DATA
from bench.serve.home import cluster_in
from hub.cluster import PrivateCluster
from hub.demo import load_demo
from hub.store.inputs.sources import InputSource
from hub.store.migrations import migrate
from importers.codifiers.files import load_file
from importers.planning.people import load_people
from importers.region import find_region
from importers.runner import run_region

REGISTER: Final = DATA / "providers" / "ua_cnap_register_admin_service_centres.xlsx"
PLACES: Final = DATA / "population" / "ua_ukrstat_population_by_place_2022.xlsx"
#: Made providers of social services, since no register of real ones is public.
MADE: Final = 3_000
_NAME: Final = "bench_planning"
#: Files of the codifiers' loaders, by their kind, in the order in which they are loaded.
_TERRITORIES: Final = (
    ("centroids", "codifiers/ua_ocha_pcode_hromadas_centroids_uk_ru_en.csv"),
    ("population", "population/ua_hromada_area_settlements_population_2021.csv"),
    ("population", "population/ua_population_per_hromada_2022-01-01.csv"),
)


@contextmanager
def planning_hub(home: Path | None) -> Iterator[str]:
    """The URL of the hub in this folder's cluster, made unless it is there; without a folder a new one."""
    with cluster_in(home) as cluster:
        if not _is_made(cluster):
            cluster.psql("-c", f"DROP DATABASE IF EXISTS {_NAME} WITH (FORCE)", database="postgres")
            cluster.psql("-c", f"CREATE DATABASE {_NAME} TEMPLATE merezha", database="postgres")
            _fill(cluster.url_of(_NAME))
            cluster.psql("-c", "VACUUM ANALYZE", database=_NAME)
            cluster.psql("-c", f"COMMENT ON DATABASE {_NAME} IS 'filled'", database="postgres")
        # One that was kept may be of an older program.
        migrate(cluster.url_of(_NAME))
        yield cluster.url_of(_NAME)


def _is_made(cluster: PrivateCluster) -> bool:
    query = f"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{_NAME}'"
    return cluster.psql("-At", "-c", query, database="postgres").strip() == "filled"


def _fill(url: str) -> None:
    """Reference data, samples, territories with people, and the register, as commands load them."""
    migrate(url)
    load_demo(url)
    for kind, file in _TERRITORIES:
        load_file(url, kind, DATA / file)
    load_people(url, PLACES, InputSource(code=PLACES.stem, title=PLACES.stem, edition=PLACES.name))
    run_region(find_region("ua_cnap"), REGISTER, url)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "ua_bench.csv"
        write_csv(made, MADE, mess=0.0)
        run_region(find_region("ua_bench", OWN_REGIONS), made, url)
