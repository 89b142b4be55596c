"""What of a page a profile takes: every known line is asked whether it could be a sentence, a heading or a quotation of the story.

The story is told from the site by the profile itself: a paragraph of prose that no other page has is the page's own. What
is known and stands before the first or after the last of these is around the story, the rest is inside it. Whoever
takes a line inside the story needs more evidence than around it, and for prose more than for a short line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner.profile.lines import AFTER, BEFORE, INSIDE, line_key, runs
from cleaner.zones import is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cleaner.document import Block, Document
    from cleaner.profile.profile import Repeat

FEWEST_PROSE, MOST_PAGES = 3, 0.5  # pages, and share of them, of a sentence that is taken where the story could have it
SOME_PAGES = 0.2  # share of the pages of prose that stands apart from the story
MOST_INSIDE = 0.1  # share of the pages that may have a single line inside the story, for it to be taken around it
SENTENCE = 8  # words; what is shorter and inside the story may be a heading
FEWEST_WORDS = 4  # of a sentence right above the story, which may be its own first line
_QUOTE = re.compile(r"[\"“”„«»「」]")


class Spot(NamedTuple):
    """An open block that the profile knows: alone (`line`), with a neighbour (`run`), or both; and where it stands."""

    block: Block
    zone: str
    line: Repeat | None
    run: Repeat | None
    touches: bool
    last: bool

    def of(self, zone: str) -> int:
        """Return the number of pages that have the line in `zone`."""
        return 0 if self.line is None else {BEFORE: self.line.before, INSIDE: self.line.inside, AFTER: self.line.after}[zone]


def taken(doc: Document, table: Mapping[str, Repeat], pages: int) -> Iterator[tuple[Block, Repeat]]:
    """Yield the open blocks that are the site's, each with the evidence: the line, or the run of two."""
    for spot in spots(doc, table):
        judge = _inside if spot.zone == INSIDE else _prose_around if is_prose(spot.block) else _line_around
        evidence = judge(spot, pages)
        if evidence:
            yield spot.block, evidence


def spots(doc: Document, table: Mapping[str, Repeat]) -> Iterator[Spot]:
    """Yield the open blocks that `table` knows; none when the page has no prose of its own: then it is a copy, or no story."""
    keys = [line_key(block.text) for block in doc.blocks]
    lines = [table.get(key) for key in keys]
    own = [block.index for block in doc.open if is_prose(block) and lines[block.index] is None]
    if not own:
        return
    beside: dict[int, Repeat] = {}
    followed = set()
    for i, key in runs(doc.blocks, keys):
        if key in table:
            beside[i] = max(beside.get(i, table[key]), table[key], key=_pages)
            beside[i + 1] = table[key]
            followed.add(i)
    touching = _touching(doc.blocks, lines, own[0], own[-1])
    for block in doc.open:
        i = block.index
        if lines[i] or i in beside:
            zone = BEFORE if i < own[0] else AFTER if i > own[-1] else INSIDE
            yield Spot(block, zone, lines[i], beside.get(i), i in touching, i not in followed)


def _pages(repeat: Repeat) -> int:
    return repeat.pages


def _touching(blocks: tuple[Block, ...], lines: list[Repeat | None], first: int, last: int) -> set[int]:
    """Return the blocks above the story's first and below its last paragraph, up to the first known line that is no prose."""
    found = set()
    for way in (range(first - 1, -1, -1), range(last + 1, len(blocks))):
        for i in way:
            if lines[i] and not is_prose(blocks[i]):
                if i == first - 1:
                    found.add(i)
                break
            found.add(i)
    return found


def _inside(spot: Spot, pages: int) -> Repeat | None:
    """Inside the story: lines of a run, but for the last, which may head what follows; and sentences that most pages have."""
    block, line, run = spot.block, spot.line, spot.run
    if line and block.ends and block.words >= SENTENCE and not _QUOTE.search(block.text):
        return line if line.pages >= max(FEWEST_PROSE, MOST_PAGES * pages) else None
    return run if run and not spot.last and not is_prose(block) else None


def _prose_around(spot: Spot, pages: int) -> Repeat | None:
    """Prose around the story. What touches it may be the story's own, on two pages of one story."""
    line = spot.line
    if line and (line.pages >= max(FEWEST_PROSE, MOST_PAGES * pages) or (not spot.touches and line.pages >= SOME_PAGES * pages)):
        return line
    return None


def _line_around(spot: Spot, pages: int) -> Repeat | None:
    """Short lines around the story: in a run, or alone where other pages have them in the same place and not inside theirs."""
    block = spot.block
    if spot.zone == BEFORE and spot.touches and block.ends and block.words >= FEWEST_WORDS:
        return None  # "The stations of a long walk, told every Friday."
    if spot.run:
        return spot.line or spot.run
    return spot.line if spot.of(spot.zone) >= 2 and spot.of(INSIDE) <= MOST_INSIDE * pages else None
