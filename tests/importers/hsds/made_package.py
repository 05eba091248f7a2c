"""A package of version 1.1 as directories of help lines publish it: below data/, in its own spelling.

Its description lists files where they do not lie, columns are written in capitals, tables whose rows nothing
names have no ids, one telephone row names all its owners, and some services are of no organization.
"""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
LETTERS = {"B": "Basic Needs", "L": "Health Care", "N": "Income Support and Employment"}
_FILES = {
    "organization": "organizations",
    "service": "services",
    "location": "locations",
    "physical_address": "physical_addresses",
    "service_at_location": "services_at_location",
    "regular_schedule": "regular_schedules",
    "eligibility": "eligibility",
    "language": "languages",
    "service_taxonomy": "services_taxonomy",
    "taxonomy": "taxonomy",
    "phone": "phones",
}


@dataclass(frozen=True)
class Size:
    """How many rows a made package has; services of no organization are more than `services`."""

    organizations: int = 3
    services: int = 7
    orphans: int = 1
    scheduled: int = 5  # services that are given on five days
    eligibility: int = 4
    links: int = 12
    terms: int = 5


def write_package(folder: Path, size: Size) -> Path:
    """Write a package of a size into a folder, and give the folder."""
    rows: dict[str, list[dict[str, object]]] = {table: [] for table in _FILES}
    for number in range(size.organizations):
        key = 1000 + number
        rows["organization"].append(
            {
                "ID": key,
                "Name": f"Aid {number} (synthetic)",
                "Description": f"Helps {number}",
                "URL": _page(key),
            }
        )
    for number in range(size.services + size.orphans):
        kept = number < size.services
        key = 20_000 + number
        owner = 1000 + number % size.organizations if kept else 999
        rows["service"].append(
            {
                "ID": key,
                "Organization_Id": owner,
                "Name": f"Help {number}",
                "Description": f"Help of kind {number}\nfor all",
                "Url": _page(key),
                "Status": "active",
                "Application_Process": f"Call or walk in; ask for desk {number}",
            }
        )
        rows["location"].append(
            {"ID": key, "Organization_ID": owner if kept else "", "Name": f"Hall {number}", "Latitude": 25.7,
             "Longitude": -80.2}
        )  # fmt: skip
        rows["physical_address"].append(
            {"ID": key, "Location_ID": key, "Address_1": f"{number} Main Street", "City": "Exampleton",
             "State_Province": "FL", "Postal_Code": "33157", "Country": "US"}
        )  # fmt: skip
        rows["service_at_location"].append({"ID": key, "Service_ID": key, "Location_ID": key})
        rows["phone"].append({"ID": key, "Service_ID": key, "Location_ID": key, "Number": _number(number)})
        rows["language"] += [
            {"ID": key, "Service_ID": key, "Language": language} for language in ("English", "Spanish")
        ]
    for number in range(size.scheduled):
        rows["regular_schedule"] += [
            {"ID": "", "Service_ID": 20_000 + number, "Weekday": day, "Opens_At": "9:00am",
             "Closes_At": "5:30pm", "Original_Text": "9:00am-5:30pm, Mon-Fri"}
            for day in DAYS
        ]  # fmt: skip
    for number in range(size.eligibility):
        words = f"Residents of Example County who are {number} or more years without a home"
        rows["eligibility"].append({"ID": "", "Service_ID": 20_000 + number, "Eligibility": words})
    for number in range(size.terms):
        letter = "BLN"[number % 3]
        rows["taxonomy"].append(
            {"ID": f"{letter}X-{number}", "Name": f"Things of kind {number}", "Parent_ID": letter,
             "Parent_Name": LETTERS[letter], "Vocabulary": "Example 211 - AIRS"}
        )  # fmt: skip
    for number in range(size.links):
        code = rows["taxonomy"][number // size.services % size.terms]["ID"]
        rows["service_taxonomy"].append(
            {"ID": number, "Service_ID": 20_000 + number % size.services, "Taxonomy_ID": code}
        )
    data = folder / "data"
    data.mkdir(parents=True)
    for table, name in _FILES.items():
        with (data / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, rows[table][0])
            writer.writeheader()
            writer.writerows(rows[table])
    listed = [{"name": table, "path": f"{name}.csv"} for table, name in _FILES.items()]
    (folder / "datapackage.json").write_text(json.dumps({"name": "example", "resources": listed}))
    return folder


def _page(key: int) -> str:
    return f"https://example.org/{key}"


def _number(number: int) -> str:
    return f"305-{200 + number // 9000}-{1000 + number % 9000}"
