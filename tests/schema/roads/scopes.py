"""What stands under each name of one object of the answer, so that selections can be merged."""

from dataclasses import dataclass, field


@dataclass
class Entry:
    """A field under a name: of which type it is a field, with which arguments, and what is below it."""

    parent: str
    name: str
    arguments: str
    kind: str
    below: "Scope | None"


@dataclass
class Scope:
    """All names of one object of the answer."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def allows(self, key: str, entry: Entry) -> bool:
        """Whether the entry may stand under the key beside what stands there (FieldsInSetCanMerge)."""
        known = self.entries.get(key)
        if known is None:
            return True
        if known.kind != entry.kind or (known.below is None) != (entry.below is None):
            return False
        same = (known.name, known.arguments) == (entry.name, entry.arguments)
        if not same and (known.parent == entry.parent or entry.below is not None):
            return False
        return known.below is None or entry.below is None or known.below.merges(entry.below)

    def merges(self, other: "Scope") -> bool:
        """Whether all of the other scope may stand here."""
        return self is other or all(self.allows(key, entry) for key, entry in other.entries.items())

    def absorb(self, other: "Scope") -> None:
        """Take in all of the other scope, which must merge with this one."""
        if self is other:
            return
        for key, entry in other.entries.items():
            known = self.entries.setdefault(key, entry)
            if known is not entry and known.below is not None and entry.below is not None:
                known.below.absorb(entry.below)
