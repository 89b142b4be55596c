"""Several lines between headline and story."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.languages import is_english
from cleaner.zones import is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.document import Block

FEWEST, MOST = 2, 6  # lines
LONGEST = 40  # words of a line
FEWEST_DECK = 4  # words of a line that says something of the story
LONGEST_SUBHEADING = 7  # words of a last line that may head the paragraph below it
SEEN = 3  # blocks of the story by which the language is told


def decks(doc: Document) -> Iterator[Mark]:
    """In text that is not English: two lines and more between headline and story are decks, or name sections and authors.

    Newsrooms elsewhere stack their decks; English texts with such lines are lists and guides.
    """
    titles = [mark for mark in doc.marks if mark.label is Label.TITLE]
    if not titles or doc.elements:
        return
    below = [block for block in doc.open if block.start > titles[-1].start]
    lines = list(takewhile(_is_line, below[: MOST + 1]))
    if not FEWEST <= len(lines) <= MOST or len(lines) == len(below) or not is_prose(below[len(lines)]):
        return
    if is_english(" ".join(block.text for block in below[len(lines) : len(lines) + SEEN])):
        return
    for block in lines if lines[-1].words > LONGEST_SUBHEADING else lines[:-1]:
        label = Label.DECK if block.words >= FEWEST_DECK else Label.BOILERPLATE
        yield from block.marks(label, "one of several lines between headline and story")


def _is_line(block: Block) -> bool:
    return not block.ends and not block.bullet and block.words <= LONGEST
