"""What is worded as sites word what they say to their readers."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from cleaner.document import Block, Document, Label, Mark
from cleaner.zones import is_reported

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FEWEST, LONGEST = 4, 75  # words: a sub-heading of three is too short to be told by its wording
SHORTEST = 20  # characters
# Log odds from which a line goes. Prompts come in groups: of the lines left in training texts that stand beside what other filters
# took, 104 of the site's go and 10 of the gold's (most of them prompts all the same); of those alone 30 and 7, at 2.0 122 and 182.
BESIDE, ALONE = 2.0, 4.0
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_START = attrgetter("start")
_TABLE = re.compile(r"[|{}<>=→\t│]|^[-–—\"'“„«»「‚‘]")  # a row, a line of code; speech


def prompt(doc: Document) -> Iterator[Mark]:
    """What is worded as a site's prompt, box or notice: by runs of letters that a model learned, surer where it stands alone."""
    blocks = [block for block in doc.open[1:] if _may_be(block)]
    if not blocks:
        return
    from cleaner.model.wording import scores, telling  # noqa: PLC0415  (`import cleaner` does not pay for numpy)

    likely = {
        block.index: (block, score)
        for block, score in zip(blocks, scores([block.text for block in blocks]).tolist(), strict=True)
        if score >= BESIDE and not is_reported(block.text)
    }
    for index in _spread(likely, _taken(doc) if likely else set()):
        block, score = likely[index]
        yield from block.marks(Label.BOILERPLATE, f"worded as a site's: {', '.join(telling(block.text))} ({score:.1f})")


def _may_be(block: Block) -> bool:
    """Tell whether the block is a line of a prompt's length, and no item, row, speech or introduction to what follows."""
    text = block.text
    return (
        FEWEST <= block.words <= LONGEST
        and len(text) >= SHORTEST
        and not block.bullet
        and block.tag not in _HEADINGS
        and text[-1] not in ":："
        and not _TABLE.search(text)
    )


def _is_sure(block: Block, score: float) -> bool:
    """Tell whether the block goes wherever it stands; a question alone may be an interview's."""
    return score >= ALONE and block.text[-1] not in "?？؟;"


def _taken(doc: Document) -> set[int]:
    """Return the indexes of the blocks that other filters have taken whole as the site's; ads stand amid the story."""
    marks = (mark for mark in doc.marks if mark.label is Label.BOILERPLATE and mark.filter != "ads")
    touched = {bisect_right(doc.blocks, mark.start, key=_START) - 1 for mark in marks}
    return touched - {block.index for block in doc.open}


def _spread(likely: Mapping[int, tuple[Block, float]], taken: set[int]) -> list[int]:
    """Return the indexes of the blocks that go, in order: those that are sure alone, and those beside what goes."""
    gone: list[int] = []
    waiting = [index for index, (block, score) in likely.items() if _is_sure(block, score) or {index - 1, index + 1} & taken]
    while waiting:
        index = waiting.pop()
        if index in likely and index not in gone:
            gone.append(index)
            waiting += (index - 1, index + 1)
    return sorted(gone)
