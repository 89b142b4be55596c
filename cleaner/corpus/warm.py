"""Importing this compiles the phrases, so that processes forked afterwards share them and are ready at once."""

from cleaner.corpus import work
from cleaner.pipeline import clean

__all__ = ["work"]

clean("")
