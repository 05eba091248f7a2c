"""A region whose every correctable field has a column of its own, and what a correction makes of one."""

import re
from pathlib import Path

REGION = """
code: ua_91
title: A register
publisher: A publisher
licence: CC0-1.0
lang: uk
country: UA
jurisdiction: UA05000000000010236
row: provider
key: [key]
columns:
  key: {to: attribute, name: key}
  name: name
  short_name: short_name
  kind: kind
  sector: sector
  status: status
  status_since: status_since
  registered: registered
  closed: closed
  legal_form: legal_form
  founded: founded
  url: url
  phones: phones
  emails: emails
  territory: location.code
  address: location.address
  point: location.point
  opening_hours: location.opening_hours
services: {shape: cell, column: services}
"""
LOOKUPS = """
kind: {Хаб підтримки: day-centre}
status: {на паузі: suspended}
"""
COLUMNS = (*re.findall(r"^  (\w+): ", REGION.partition("columns:")[2], re.MULTILINE), "services")
#: The city of Vinnytsia.
CITY = "UA05020030010063857"
PLAIN = {"name": "Центр підтримки", "territory": CITY, "services": "Догляд вдома"}


def write_region(folder: Path) -> Path:
    """The folder of the region in a folder of regions."""
    home = folder / "ua_91"
    home.mkdir()
    (home / "region.yml").write_text(REGION)
    (home / "lookups.yml").write_text(LOOKUPS)
    return home


def column_of(field: str) -> str:
    """The column that fills a field as corrections name it."""
    return field.rpartition(".")[2] if field.startswith("location.") else field
