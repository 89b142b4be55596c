"""Lines between headline and story."""

from __future__ import annotations

from bisect import bisect_right
from itertools import takewhile
from operator import attrgetter
from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.languages import is_english
from cleaner.zones import is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.document import Block

_START = attrgetter("start")
MOST, LONGEST = 6, 40  # lines, and words of one
FEWEST_DECK, MOST_LABEL = 4, 4  # words of a line that says something, and of one that only names a section or an author
SUBHEADING = range(5, 8)  # words of a last line that may head the paragraph below it
SEEN, GLANCE = 6, 700  # blocks of the story by which the language is told, and characters of them


def decks(doc: Document) -> Iterator[Mark]:
    """In text that is not English: lines between headline and story are decks, or name sections, places and authors.

    English texts with such lines are lists and guides.
    """
    titles = () if doc.elements else [mark for mark in doc.marks if mark.label is Label.TITLE]
    if not titles:
        return
    first = bisect_right(doc.open, titles[-1].start, key=_START)
    below = doc.open[first : first + MOST + 1 + SEEN]
    lines = list(takewhile(_is_line, below[: MOST + 1]))
    story = below[len(lines) :]
    if not 0 < len(lines) <= MOST or not story or not is_prose(story[0]):
        return
    if is_english(" ".join(block.text for block in story[:SEEN])[:GLANCE]):
        return
    last = lines[-1]
    kept = last.text[0].isdigit() or (last.words > MOST_LABEL if len(lines) == 1 else last.words in SUBHEADING)
    for block in lines[:-1] if kept else lines:
        label = Label.DECK if block.words >= FEWEST_DECK else Label.BOILERPLATE
        yield from block.marks(label, "a line between headline and story")


def _is_line(block: Block) -> bool:
    """Tell whether the block may be a deck; a bracket closes the items of lists ("(11.13 Uhr)") and captions."""
    return not block.ends and not block.bullet and block.words <= LONGEST and block.text[-1] != ")"
