"""Summaries that a machine wrote."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.phrases import builtin_hits

if TYPE_CHECKING:
    from collections.abc import Iterator

FEWEST, MOST = 2, 8  # items
LONGEST = 50  # words of an item


def summary(doc: Document) -> Iterator[Mark]:
    """The points of a summary under a note that a machine wrote it ("Kortversjonen"): they are a deck, not the story."""
    notes = [hit.block.index for hit in builtin_hits(doc).get("ai_notes", ())]
    if not notes:
        return
    below = [block for block in doc.open if block.index > notes[-1]]
    items = list(takewhile(lambda block: block.bullet and block.words <= LONGEST, below[: MOST + 1]))
    if FEWEST <= len(items) <= MOST and items[0].index == notes[-1] + 1:
        for block in items:
            yield from block.marks(Label.DECK, "a point of a machine's summary")
