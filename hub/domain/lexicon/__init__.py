"""The words that names of institutions are made of: one lexicon for import, suggestions and matching."""

from hub.domain.lexicon.kinds import kind_in
from hub.domain.lexicon.phrases import PhraseRow, phrase_rows
from hub.domain.lexicon.stems import stem

__all__ = ["PhraseRow", "kind_in", "phrase_rows", "stem"]
