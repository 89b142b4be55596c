"""What is left after the end."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from cleaner.document import Block, Document, Label, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

_START = attrgetter("start")
# Filters whose marks say that the story is over, when little prose follows.
ENDS = frozenset(
    "related most_read share comments follow tips donate tags copyright end_marker newsletter promo standards rights account paywall app notifications cookies form".split()
)
# Those of them that no story goes on after: what a site asks for once it has been read. Newsletters and links stand inside too.
FAREWELLS = frozenset("comments follow share account form standards".split())
MOST = 0.15  # of the words that are left; more than that is a part of the story
MOST_LINES = 20  # below a sign of the end; more are a table
MOST_AFTER, LONGEST_AFTER = 0.12, 100  # of the words, and words, that stand after a farewell, prose among them
LONGEST = 25  # words; a longer block that ends a sentence is prose, and the end is not reached


def closing(doc: Document) -> Iterator[Mark]:
    """Short lines after the first sure sign of the end: what follows it is the site's, prose only after the surest signs."""
    farewell = () if doc.elements else _after_farewell(doc)
    for block in farewell:
        yield from block.marks(Label.BOILERPLATE, "after what a site asks for once its story has been read")
    if farewell:
        return
    signs = sorted(mark.start for mark in doc.marks if mark.filter in ENDS and mark.label is Label.BOILERPLATE)
    if not signs:
        return
    last_prose = max((block.end for block in doc.open if _is_long_prose(block)), default=0)
    sign = next((start for start in signs if start >= last_prose), None)
    if sign is None or not last_prose:
        return
    after = [block for block in doc.open if block.start > sign]
    if len(after) <= MOST_LINES and sum(block.words for block in after) <= MOST * sum(block.words for block in doc.open):
        for block in after:
            yield from block.marks(Label.BOILERPLATE, "a short line after a sign of the story's end")


def _after_farewell(doc: Document) -> tuple[Block, ...]:
    """Return what follows the first farewell with so little below it that the story must be over; prose too."""
    farewells = sorted(mark.start for mark in doc.marks if mark.filter in FAREWELLS and mark.label is Label.BOILERPLATE)
    if not farewells:
        return ()
    most = min(LONGEST_AFTER, MOST_AFTER * sum(block.words for block in doc.open))
    words, at = 0, len(doc.open)
    while at and doc.open[at - 1].start > farewells[0] and words + doc.open[at - 1].words <= most:
        at -= 1
        words += doc.open[at].words
    above = doc.open[at - 1].start if at else -1
    return next((doc.open[bisect_right(doc.open, sign, key=_START) :] for sign in farewells if sign > above), ())


def _is_long_prose(block: Block) -> bool:
    return block.ends and block.words >= LONGEST
