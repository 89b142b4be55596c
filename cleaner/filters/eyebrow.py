"""What stands above the headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.zones import key

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 8  # words
FIRST = 12  # blocks; what is further down is not above a headline


def eyebrow(doc: Document) -> Iterator[Mark]:
    """Section names and breadcrumbs above the headline, and those that run into it."""
    title = next((mark for mark in doc.marks if mark.label is Label.TITLE), None)
    if title is None:
        return
    said = key(doc.text[title.start : title.end])
    for block in doc.open[:FIRST]:
        if block.start > title.start:
            return
        if block.words <= MOST and not block.ends:
            yield from block.marks(Label.BOILERPLATE, "a few words above the headline")
        elif key(block.text).endswith(said):
            yield from block.marks(Label.BOILERPLATE, "a breadcrumb that ends in the headline")
