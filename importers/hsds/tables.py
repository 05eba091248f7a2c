"""What the specification says of its tables, and which of their columns the hub takes.

Tables are called as in HSDS 3.1, in the singular; `NAMES` has what older versions and files call them.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import PurePosixPath

#: Table → what versions 1.1 and 3.x call it, as a resource or as a file.
_ALSO_CALLED = {
    "organization": ("organizations",),
    "program": ("programs",),
    "service": ("services",),
    "attribute": ("attributes",),
    "service_taxonomy": ("services_taxonomy",),
    "service_at_location": ("services_at_location", "service_at_locations"),
    "location": ("locations",),
    "phone": ("phones",),
    "contact": ("contacts",),
    "address": ("addresses", "physical_address", "physical_addresses"),
    "postal_address": ("postal_addresses",),
    "schedule": ("schedules", "regular_schedule", "regular_schedules"),
    "holiday_schedule": ("holiday_schedules",),
    "funding": ("fundings",),
    "eligibility": ("eligibilities",),
    "service_area": ("service_areas",),
    "required_document": ("required_documents",),
    "payment_accepted": ("payments_accepted",),
    "language": ("languages",),
    "accessibility": ("accessibility_for_disabilities",),
    "taxonomy_term": ("taxonomy_terms",),
    "taxonomy": ("taxonomies",),
    "metadata": (),
    "meta_table_description": ("meta_table_descriptions",),
    "cost_option": ("cost_options",),
    "organization_identifier": ("organization_identifiers",),
    "service_capacity": ("service_capacities", "capacities"),
    "unit": ("units",),
    "url": ("urls",),
}
NAMES = {name: table for table, names in _ALSO_CALLED.items() for name in (table, *names)}

#: (table, column as in 3.x) → what version 1.1 calls it.
OLD_NAMES = {
    ("organization", "website"): "url",
    ("taxonomy_term", "taxonomy"): "vocabulary",
    ("accessibility", "description"): "accessibility",
    ("service_area", "name"): "service_area",
    ("schedule", "byday"): "weekday",
    ("schedule", "description"): "original_text",
    ("language", "name"): "language",
}

#: The columns of a schedule that say when, as the hub keeps them; their types are those of HSDS 3.1.
SCHEDULE_TEXTS = (
    *("valid_from", "valid_to", "dtstart", "until", "wkst", "freq", "byday", "byweekno", "bymonthday"),
    *("byyearday", "opens_at", "closes_at", "description", "schedule_link", "attending_type", "notes"),
)
SCHEDULE_NUMBERS = ("timezone", "count", "interval")

#: Columns that are read, beside `id` and `LINKS`. What is not here is told once for each import.
TAKEN: dict[str, frozenset[str]] = {
    "organization": frozenset(
        [
            "name",
            "alternate_name",
            "description",
            "email",
            "website",
            "tax_id",
            "year_incorporated",
            "legal_status",
        ]
    ),
    "program": frozenset(["name", "description"]),
    "service": frozenset(
        [
            "name",
            "description",
            "url",
            "email",
            "status",
            "application_process",
            "eligibility_description",
            "minimum_age",
            "maximum_age",
        ]
    ),
    "attribute": frozenset(["value", "label"]),
    "service_taxonomy": frozenset(),
    "service_at_location": frozenset(),
    "location": frozenset(
        ["name", "alternate_name", "description", "transportation", "latitude", "longitude", "location_type"]
    ),
    "phone": frozenset(["number", "type"]),
    "address": frozenset(
        [
            "address_1",
            "address_2",
            "address_3",
            "address_4",
            "city",
            "region",
            "state_province",
            "postal_code",
            "country",
            "address_type",
        ]
    ),
    "schedule": frozenset({*SCHEDULE_TEXTS, *SCHEDULE_NUMBERS}),
    "language": frozenset(["name", "code"]),
    "funding": frozenset({"source"}),
    "eligibility": frozenset({"eligibility"}),
    "service_area": frozenset(["name", "extent", "extent_type"]),
    "accessibility": frozenset({"description"}),
    "taxonomy_term": frozenset(["code", "name", "taxonomy"]),
    "taxonomy": frozenset({"name"}),
    "metadata": frozenset(["field_name", "replacement_value"]),
    "cost_option": frozenset(["currency", "amount", "amount_description"]),
    "organization_identifier": frozenset(["identifier_scheme", "identifier_type", "identifier"]),
    "service_capacity": frozenset(["available", "maximum", "updated"]),
    "unit": frozenset(["name", "identifier"]),
}

#: Column → the table that it names a row of.
LINKS: dict[str, dict[str, str]] = {
    "organization": {"parent_organization_id": "organization"},
    "program": {"organization_id": "organization"},
    "service": {"organization_id": "organization"},
    "service_taxonomy": {"service_id": "service", "taxonomy_id": "taxonomy_term"},
    "service_at_location": {"service_id": "service", "location_id": "location"},
    "location": {"organization_id": "organization"},
    "phone": {
        "organization_id": "organization",
        "service_id": "service",
        "location_id": "location",
        "service_at_location_id": "service_at_location",
    },
    "address": {"location_id": "location"},
    "schedule": {
        "service_id": "service",
        "location_id": "location",
        "service_at_location_id": "service_at_location",
    },
    "funding": {"organization_id": "organization", "service_id": "service"},
    "eligibility": {"service_id": "service"},
    "language": {"service_id": "service", "location_id": "location"},
    "service_area": {"service_id": "service"},
    "accessibility": {"location_id": "location"},
    "cost_option": {"service_id": "service"},
    "organization_identifier": {"organization_id": "organization"},
    "service_capacity": {"service_id": "service", "unit_id": "unit"},
    "attribute": {"taxonomy_term_id": "taxonomy_term"},
    "taxonomy_term": {"taxonomy_id": "taxonomy"},
}

#: Columns by which a row hangs on one of several kinds of rows, and the column that names the kind.
BY_KIND = {"attribute": ("link_id", "link_entity"), "metadata": ("resource_id", "resource_type")}

#: Tables whose rows others name, so that each needs an id of its own; rows of all others may have none.
NAMED = frozenset({"organization", "program", "service", "location", "taxonomy_term", "taxonomy", "unit"})

#: Tables whose rows serve others and may be used by none.
SHARED = frozenset({"taxonomy_term", "taxonomy", "unit"})

#: The only entries of `metadata` that are read: that a record is made up must never be lost.
TAKEN_METADATA = frozenset({"synthetic"})

#: Data of people: neither read nor kept as raw rows. A telephone of a contact is its person's.
PRIVATE_TABLES = frozenset({"contact"})
PRIVATE_COLUMNS = frozenset(
    {
        ("address", "attention"),
        ("service", "assurer_email"),
        ("metadata", "updated_by"),
        ("metadata", "previous_value"),
    }
)


def table_of(name: str) -> str | None:
    """The table that a resource or file stands for, or None when the specification has none such.

    In 1.1 `taxonomy` holds what 3.x calls taxonomy terms; its columns tell, see `importers.hsds.package`.
    """
    return NAMES.get(PurePosixPath(name).stem.strip().lower())


def columns_as_named(table: str | None, columns: Iterable[str]) -> dict[str, str]:
    """A file's columns → the names that the specification has for them, in whatever letter case they stand.

    Of two that come to one name the first that is written so, else the first, gets it.
    """
    columns = list(columns)
    if table is None:
        return {name: name for name in columns}
    known = _known_columns(table)
    names: dict[str, str] = {}
    for name in sorted(columns, key=lambda name: name not in known.values()):
        meant = known.get(_squeezed(name), name.strip().lower())
        names[name] = name if meant in names.values() else meant
    return names


@cache
def _known_columns(table: str) -> dict[str, str]:
    """Squeezed name → name of the columns that the hub reads of a table, or must never keep."""
    names = {"id", "contact_id", *TAKEN.get(table, ()), *LINKS.get(table, ()), *BY_KIND.get(table, ())}
    names |= {old for (of, _), old in OLD_NAMES.items() if of == table}
    names |= {column for of, column in PRIVATE_COLUMNS if of == table}
    return {_squeezed(name): name for name in names}


def _squeezed(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))


def is_taken(table: str, column: str) -> bool:
    """Whether a column is read, under its name of today or its old one."""
    if column == "id" or column in TAKEN[table] or column in LINKS.get(table, {}):
        return True
    if column in BY_KIND.get(table, ()):
        return True
    return any(OLD_NAMES.get((table, name)) == column for name in TAKEN[table])
