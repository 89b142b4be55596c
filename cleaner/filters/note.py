"""What the newsroom says of its own story."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.labels import candidates, openings, pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 120  # words


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"^[*•\[(_\s]*(?i:{pattern('note')})(?:\s*[:：.]|\s+[–—-]\s|\s*$|\s*\(|(?<= to)\s|(?<= with)\s)")


def note(doc: Document) -> Iterator[Mark]:
    """Corrections, clarifications and editor's notes: kept as notes."""
    for block in candidates(doc, openings("note")):
        if block.words <= LONGEST and _label().match(block.text):
            yield from block.marks(Label.NOTE, "opens as a note of the newsroom does")
