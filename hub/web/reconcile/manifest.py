"""The service manifest: what this service offers, and where."""

from typing import Any

from hub import __version__
from hub.settings import ReconcileLimits
from hub.web.reconcile.extend import SETTINGS
from hub.web.reconcile.preview import HEIGHT, WIDTH
from hub.web.reconcile.queries import SCHEMA_SPACE
from hub.web.reconcile.words import TERRITORY, TYPE_WORDS, type_object

PATH = "/reconcile"


def manifest(base: str, limits: ReconcileLimits) -> dict[str, Any]:
    """The manifest of the service whose server is at `base`, an address without a slash at its end.

    An id put behind the identifier space gives the address of its page.
    """
    service = f"{base}{PATH}"
    return {
        "versions": ["0.2"],
        "name": "Merezha: territories and providers of social services",
        "identifierSpace": f"{service}/view?id=",
        "schemaSpace": SCHEMA_SPACE,
        "serviceVersion": __version__,
        "defaultTypes": [_type(code) for code in TYPE_WORDS],
        "view": {"url": f"{service}/view?id={{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {
            name: {"service_url": service, "service_path": f"/suggest/{name}"}
            for name in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": SETTINGS,
        },
        "batchSize": limits.queries,
    }


def _type(code: str) -> dict[str, Any]:
    described: dict[str, Any] = type_object(code)
    if code != TERRITORY and code.startswith(TERRITORY):
        return {**described, "broader": [type_object(TERRITORY)]}
    return described


def kind_of(type_id: str) -> str | None:
    """The kind of entities of a type; None for what is no type of this service."""
    return type_id.partition("/")[0] if type_id in TYPE_WORDS else None
