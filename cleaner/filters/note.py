"""What the newsroom says of its own story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.labels import candidates, followed, openings
from cleaner.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 120  # words
# What closes the label: a colon, a dash, a date in brackets, the line's end. "This story was updated to" and "Article initialement
# paru le" need no more.
_CLOSED = pattern(r"\s*[:：.]|\s+[–—-]\s|\s*$|\s*\(|,\s(?=[A-Z])|(?<= (?:to|on|in|by|at|am|le|il|op|às))\s|(?<= with)\s")


def note(doc: Document) -> Iterator[Mark]:
    """Corrections, clarifications and editor's notes: kept as notes."""
    for block in candidates(doc, openings("note")):
        if block.words <= LONGEST and followed("note", block.text, _CLOSED):
            yield from block.marks(Label.NOTE, "opens as a note of the newsroom does")
