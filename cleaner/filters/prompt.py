"""What is worded as sites word what they say to their readers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.document import Block, Document, Label, Mark
from cleaner.zones import is_reported

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FEWEST, LONGEST = 4, 75  # words: a sub-heading of three is too short to be told by its wording
LONGEST_ALONE = 35  # words: longer paragraphs that stand alone were the story's as often as the site's, and are half of a text
SHORTEST = 20  # characters
# Log odds from which a line goes. Prompts come in groups: of the lines left in training texts that stand beside what other filters
# took, 107 of the site's go and 12 of the gold's (most of them prompts all the same); of those alone 29 and 7, at 2.0 111 and 201.
BESIDE, ALONE = 2.0, 4.0
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TABLE = re.compile(r"[|{}<>=→\t│]|^[-–—\"'“„«»「‚‘]")  # a row, a line of code; speech


def prompt(doc: Document) -> Iterator[Mark]:
    """What is worded as a site's prompt, box or notice: by runs of letters that a model learned, surer where it stands alone."""
    from cleaner.model.context_features import painted  # noqa: PLC0415  (`import cleaner` does not pay for numpy)
    from cleaner.model.wording import scores, telling  # noqa: PLC0415  (the same)

    # What other filters have taken as the site's; ads stand amid the story.
    owners = (owner or ("", Label.BODY) for owner, _ in painted(doc.blocks, doc.marks))
    taken = {index for index, (name, label) in enumerate(owners) if label is Label.BOILERPLATE and name != "ads"}
    blocks = [block for block in doc.open[1:] if _may_be(block, taken)]
    if not blocks:
        return
    found = zip(blocks, scores([block.text for block in blocks]).tolist(), strict=True)
    likely = {block.index: (block, score) for block, score in found if score >= BESIDE and _speaks_for_itself(block.text)}
    for index in _spread(likely, taken):
        block, score = likely[index]
        yield from block.marks(Label.BOILERPLATE, f"worded as a site's: {', '.join(telling(block.text))} ({score:.1f})")


def _may_be(block: Block, taken: set[int]) -> bool:
    """Tell whether the block is of a prompt's length, and no item of a list or heading of a page."""
    longest = LONGEST if _has_company(block.index, taken) else LONGEST_ALONE
    return FEWEST <= block.words <= longest and len(block.text) >= SHORTEST and not block.bullet and block.tag not in _HEADINGS


def _has_company(index: int, taken: set[int]) -> bool:
    return index - 1 in taken or index + 1 in taken


def _speaks_for_itself(text: str) -> bool:
    """Tell whether the line is no row of a table, no speech, and does not introduce what follows."""
    return text[-1] not in ":：" and not _TABLE.search(text) and not is_reported(text)


def _is_sure(block: Block, score: float) -> bool:
    """Tell whether the block goes wherever it stands; a question alone may be an interview's."""
    return score >= ALONE and block.text[-1] not in "?？؟;"


def _spread(likely: Mapping[int, tuple[Block, float]], taken: set[int]) -> list[int]:
    """Return the indexes of the blocks that go, in order: those that are sure alone, and those beside what goes."""
    gone: set[int] = set()
    waiting = [index for index, (block, score) in likely.items() if _is_sure(block, score) or _has_company(index, taken)]
    while waiting:
        index = waiting.pop()
        if index in likely and index not in gone:
            gone.add(index)
            waiting += (index - 1, index + 1)
    return sorted(gone)
