"""Python's garbage collector during an import."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: Objects of some hundred rows: waiting for so many costs little memory.
_YOUNG = 50_000


@contextmanager
def rare_collections() -> Iterator[None]:
    """Leave what is in memory now out of collections, and make them rare, until the end of the block.

    A gazetteer is some million objects that stay; going through them again and again took a fifth of an
    import's time. What the block leaves in cycles is still found, only later.
    """
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
