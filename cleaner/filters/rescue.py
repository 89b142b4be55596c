"""The doubt that keeps the rules honest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.article import segments
from cleaner.document import Document, Label, Mark
from cleaner.zones import is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 0.5  # of a text's prose; more than that is taken by mistake, not by rule


def rescue(doc: Document) -> Iterator[Mark]:
    """Prose given back when the filters have taken more than half of it: then the rules are in doubt, not the text."""
    from cleaner.model.labeller import is_whole  # noqa: PLC0415  (`import cleaner` does not pay for numpy)

    if not doc.marks or is_whole(doc):  # most prose of a whole page may well be its site's, and the labeller has weighed it
        return
    said_above = {mark.start for mark in doc.marks if mark.filter == "twins"}  # what stands twice is not lost with one copy
    prose = [block for block in doc.blocks if is_prose(block) and block.start not in said_above]
    left = {block.index for block in doc.open}
    taken = [block for block in prose if block.index not in left]
    if sum(block.words for block in taken) <= MOST * sum(block.words for block in prose):
        return
    spans = {block.start: block for block in taken}
    for part in segments(doc):
        if part.label is Label.BOILERPLATE and part.start in spans and part.end >= spans[part.start].end:
            block = spans[part.start]
            yield Mark(block.start, block.end, Label.BODY, f"given back: rules took over half of the prose, here {part.filter}")
