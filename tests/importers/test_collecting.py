"""The garbage collector is left as it was found."""

import gc

import pytest

from importers.collecting import rare_collections


def test_collections_are_rare_within_and_as_before_afterwards():
    before = gc.get_threshold(), gc.get_freeze_count()
    with rare_collections():
        assert gc.get_threshold()[0] > before[0][0]
        assert gc.get_freeze_count() > before[1]
    assert (gc.get_threshold(), gc.get_freeze_count()) == before


def test_an_error_within_changes_nothing_of_that():
    before = gc.get_threshold(), gc.get_freeze_count()
    with pytest.raises(KeyError), rare_collections():
        raise KeyError
    assert (gc.get_threshold(), gc.get_freeze_count()) == before
