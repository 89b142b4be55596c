"""Importing this compiles the phrases, so that processes forked afterwards share them and are ready at once."""

import gc

from cleaner.corpus import work
from cleaner.pipeline import clean

__all__ = ["work"]

clean("")
gc.freeze()  # what is there now stays: no process forked afterwards looks through it, or copies it by doing so
