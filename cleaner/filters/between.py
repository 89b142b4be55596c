"""Short lines among prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 6  # words


def between(doc: Document) -> Iterator[Mark]:
    """Short lines with prompts on both sides: neighbours vote."""
    left = {block.index: block for block in doc.open}
    if len(left) == len(doc.blocks):
        return
    taken = {block.index for block in doc.blocks if block.index not in left}
    kept = _fielded(doc)
    for index, block in left.items():
        if block.words <= MOST and not block.ends and not block.bullet and {index - 1, index + 1} <= taken - kept:
            yield from block.marks(Label.BOILERPLATE, "a short line with prompts on both sides")


def _fielded(doc: Document) -> set[int]:
    """Return the blocks that went to a field: a caption is no prompt."""
    starts = {mark.start for mark in doc.marks if mark.label is not Label.BOILERPLATE}
    return {block.index for block in doc.blocks if block.start in starts}
