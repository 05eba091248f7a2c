"""Proposals for the words of a source that no lookup, alias or crosswalk maps; nothing is written."""

from importers.suggest.gather import UnknownWord, words_of_file, words_of_issues
from importers.suggest.propose import Suggestion, suggest
from importers.suggest.scoring import Proposal
from importers.suggest.write import as_yaml

__all__ = [
    "Proposal",
    "Suggestion",
    "UnknownWord",
    "as_yaml",
    "suggest",
    "words_of_file",
    "words_of_issues",
]
