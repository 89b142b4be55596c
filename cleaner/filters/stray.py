"""Captions that belong to another story's picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.zones import key

if TYPE_CHECKING:
    from collections.abc import Iterator


def stray(doc: Document) -> Iterator[Mark]:
    """In HTML: captions far from the story, which are other stories', those said again, and paragraphs taken for captions."""
    if not doc.elements:
        return
    painted = sorted(mark for mark in doc.marks if mark.label is Label.CAPTION)
    if not painted:
        return
    from cleaner.model.captions import reach, unpictured  # noqa: PLC0415  (text does not pay for numpy)

    span, story = reach(doc), unpictured(doc)
    said: dict[str, Mark] = {}
    for mark in painted:
        first = said.setdefault(key(doc.text[mark.start : mark.end]), mark)
        if span and not span[0] <= mark.start < span[1] and mark.filter != "figure":
            yield Mark(mark.start, mark.end, Label.BOILERPLATE, "a caption far from the story")
        elif mark.start in story and mark.filter == "credit":
            yield Mark(mark.start, mark.end, Label.BODY, "reads as the story, and no picture stands with it")
        elif first.end <= mark.start:
            yield Mark(mark.start, mark.end, Label.BOILERPLATE, "a caption again")
