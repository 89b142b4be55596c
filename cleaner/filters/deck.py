"""The deck: the line or two under the headline that say what the story is about."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from cleaner.document import Block, Document, Label, Mark
from cleaner.languages import is_english
from cleaner.zones import capitals, is_prose, key

if TYPE_CHECKING:
    from collections.abc import Iterator

FEWEST, MOST = 6, 60  # words
LONGEST_LABEL = 3  # words of a line between headline and story that is neither
FEWEST_OPEN, MOST_OPEN = 8, 40  # of a deck that does not end as a sentence does
LONGEST_SUBHEADING = 12  # words; beyond, capitals all over are nouns
MOST_CAPITALS = 0.6  # share of the words of a deck
FEWEST_FULL, MOST_FULL = 10, 38  # of a deck in full sentences


def deck(doc: Document) -> Iterator[Mark]:
    """The deck: a line under the headline that is no sentence, or one that byline or date cut off from the story."""
    if doc.elements:  # an HTML page says more of it: `page_deck`
        return
    titles = [mark for mark in doc.marks if mark.label is Label.TITLE]
    if not titles:
        return
    said = key(doc.text[titles[-1].start : titles[-1].end])
    # A section's name, a place, the headline once more: what stands around a deck says nothing of it.
    lines = (block for block in doc.open if block.start > titles[-1].start and block.words > LONGEST_LABEL)
    below = list(islice((block for block in lines if key(block.text[:240]) != said), 2))
    if len(below) < 2:
        return
    first, second = below
    if not FEWEST <= first.words <= MOST or first.bullet:
        return
    if _is_cut_off(doc, first, second):
        yield from first.marks(Label.DECK, "under the headline, and byline or date stand between it and the story")
    elif _is_open(first) and is_prose(second):
        yield from first.marks(Label.DECK, "a line under the headline that does not end as a sentence does")
    elif _is_summary(first, second) and not is_english(" ".join(block.text for block in doc.open[:6])):
        yield from first.marks(Label.DECK, "a short paragraph right under the headline, before a longer one")


def _is_open(block: Block) -> bool:
    """Tell whether the line is a deck that does not end as a sentence does: of one piece, and no sub-heading."""
    return (
        not block.ends
        and block.words <= MOST_OPEN
        and block.text[-1] != ","
        and ". " not in block.text
        and not _is_subheading(block)
    )


def _is_subheading(block: Block) -> bool:
    """Tell whether the line heads the paragraph below it rather than the story: a question, a number, capitals all over."""
    titled = block.words < LONGEST_SUBHEADING and capitals(block.text) > MOST_CAPITALS
    return block.words < FEWEST_OPEN or block.text[-1] == "?" or block.text[0].isdigit() or titled


def _is_summary(first: Block, second: Block) -> bool:
    """Tell whether `first` sums the story up.

    Continental newsrooms write decks in full sentences, right under the headline; English ones seldom do, so there the
    same shape is the first paragraph.
    """
    return (
        first.gap == 1
        and first.ends
        and first.text[-1] not in ":;"
        and FEWEST_FULL <= first.words <= MOST_FULL
        and is_prose(second)
        and first.words < second.words
    )


def _is_cut_off(doc: Document, first: Block, second: Block) -> bool:
    """Tell whether a byline or date was found between the two blocks."""
    return any(mark.label in (Label.BYLINE, Label.DATE) and first.end <= mark.start < second.start for mark in doc.marks)
