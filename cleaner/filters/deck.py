"""The deck: the line or two under the headline that say what the story is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.document import Block, Document, Label, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

FEWEST, MOST = 6, 60  # words


def deck(doc: Document) -> Iterator[Mark]:
    """The deck: a line under the headline that is no sentence, or one that byline or date cut off from the story."""
    titles = [mark for mark in doc.marks if mark.label is Label.TITLE]
    if not titles:
        return
    below = [block for block in doc.open if block.start > titles[-1].start][:2]
    if len(below) < 2:
        return
    first, second = below
    if not FEWEST <= first.words <= MOST or first.bullet:
        return
    if not _ends_sentence(first) and second.ends and second.words >= FEWEST:
        yield from first.marks(Label.DECK, "a line under the headline that does not end as a sentence does")
    elif _is_cut_off(doc, first, second):
        yield from first.marks(Label.DECK, "under the headline, and byline or date stand between it and the story")


def _ends_sentence(block: Block) -> bool:
    return block.ends


def _is_cut_off(doc: Document, first: Block, second: Block) -> bool:
    """Tell whether a byline or date was found between the two blocks."""
    return any(mark.label in (Label.BYLINE, Label.DATE) and first.end <= mark.start < second.start for mark in doc.marks)
