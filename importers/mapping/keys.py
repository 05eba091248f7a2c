"""The source's own stable key of a record, unchanged by cleaning; a person's number never is one."""

import hashlib

from importers.cleaning.identifiers import clean_identifier
from importers.columns import HubField
from importers.mapping.cells import RowView
from importers.region import Region

JOINT = " | "

#: Cost of hiding a person's number: some 50 ms each, so that all ten-digit numbers cannot be tried.
_SCRYPT_COST = 2**14


class Keys:
    """Makes the keys of one region's rows."""

    def __init__(self, region: Region) -> None:
        self._salt = region.code.encode()
        self._schemes = {
            column: target.scheme
            for column, targets in region.columns.items()
            for target in targets
            if target.to is HubField.IDENTIFIER and target.scheme
        }

    def of(self, view: RowView, columns: tuple[str, ...]) -> str | None:
        """The texts of the columns as they stand, joined; None when all of them are blank."""
        parts = [self._part(column, view.row.values.get(column, "").strip()) for column in columns]
        return JOINT.join(parts) if any(parts) else None

    def _part(self, column: str, text: str) -> str:
        scheme = self._schemes.get(column)
        if scheme and any(trouble.personal for trouble in clean_identifier(text, scheme).troubles):
            digest = hashlib.scrypt(text.encode(), salt=self._salt, n=_SCRYPT_COST, r=8, p=1, dklen=16)
            return f"person-{digest.hex()}"
        return text
