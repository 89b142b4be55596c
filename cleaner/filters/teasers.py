"""Lists of links to other stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark, words_of
from cleaner.zones import is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.document import Block

FEWEST = 2  # items
SHORTEST, LONGEST = 4, 24  # words of an item, its bullet among them
LETTERS = 4  # of a word that says what an item is about
MOST_SHARED = 0.4  # of those words that the rest of the text has too: a list of the story's own says what the story says


def teasers(doc: Document) -> Iterator[Mark]:
    """In text: lists of headlines that no paragraph introduces, in words that the story has not."""
    if doc.elements:
        return
    for items in _lists(doc.open):
        if _shared(doc, items) <= MOST_SHARED:
            for block in items:
                yield from block.marks(Label.BOILERPLATE, "in a list that says nothing of what the story says")


def _lists(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Yield the lists of headline-like items right below a paragraph that does not introduce them, and above prose or nothing but lines."""
    bullets = [i for i, block in enumerate(blocks) if block.bullet]
    at = max(1, bullets[0]) if bullets else len(blocks)
    while at < len(blocks):
        end = at
        while end < len(blocks) and _is_item(blocks[end]):
            end += 1
        if end - at >= FEWEST and is_prose(blocks[at - 1]) and blocks[at - 1].text[-1] not in ":：":
            below = blocks[end:]
            if not below or is_prose(below[0]) or not any(map(is_prose, below)):
                yield blocks[at:end]
        at = max(end, at + 1)


def _is_item(block: Block) -> bool:
    return block.bullet and not block.ends and SHORTEST <= block.words <= LONGEST


def _shared(doc: Document, items: Sequence[Block]) -> float:
    """Return the share of the words of `items` that the rest of the text has too; 1 if they have none."""
    own = {word for block in items for word in words_of(block.text.casefold()) if len(word) >= LETTERS}
    within = {block.index for block in items}
    rest = "\n".join(block.text for block in doc.blocks if block.index not in within).casefold()
    return sum(word in rest for word in own) / len(own) if own else 1.0
