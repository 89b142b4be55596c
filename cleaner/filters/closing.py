"""What is left after the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.document import Block, Document, Label, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

# Filters whose marks say that the story is over, when little prose follows.
ENDS = frozenset(
    "related most_read share comments follow tips donate tags copyright end_marker newsletter promo standards rights appeal account paywall app notifications cookies form".split()
)
MOST = 0.15  # of the words that are left; more than that is a part of the story
LONGEST = 25  # words; a longer block that ends a sentence is prose, and the end is not reached


def closing(doc: Document) -> Iterator[Mark]:
    """Short lines after the first sure sign of the end: what follows it is the site's, as long as no prose does."""
    signs = sorted(mark.start for mark in doc.marks if mark.filter in ENDS and mark.label is Label.BOILERPLATE)
    if not signs:
        return
    last_prose = max((block.end for block in doc.open if _is_long_prose(block)), default=0)
    sign = next((start for start in signs if start >= last_prose), None)
    if sign is None or not last_prose:
        return
    after = [block for block in doc.open if block.start > sign]
    if sum(block.words for block in after) <= MOST * sum(block.words for block in doc.open):
        for block in after:
            yield from block.marks(Label.BOILERPLATE, "a short line after a sign of the story's end")


def _is_long_prose(block: Block) -> bool:
    return block.ends and block.words >= LONGEST
