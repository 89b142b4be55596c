"""What of a page a profile takes: each known line is asked whether it could be a line of the story.

The story is told from the site by the profile itself: a paragraph of prose that no other page has is the page's own. What
stands before the first or after the last of these is around the story, the rest is inside it. A line inside the story
needs more evidence than one around it, prose more than a short line, and a line alone more than one in a run of lines.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from cleaner.profile.lines import AFTER, BEFORE, INSIDE, has_words, line_key, runs
from cleaner.zones import is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.document import Block, Document
    from cleaner.profile.profile import Repeat

FEWEST_PROSE, MOST_PAGES = 3, 0.5  # pages, and share of them, of a sentence that is taken where the story could have it
SOME_PAGES = 0.2  # share of the pages of prose that stands apart from the story
MOST_INSIDE = 0.1  # share of the pages that may have a single line inside the story, for it to be taken around it
SENTENCE = 8  # words; what is shorter and inside the story may be a heading
SHORT_SENTENCE = 4  # words, of one around it
REFRAIN = 3  # times: what the story says so often is its own, as the rows of a table
# Words of what changes from page to page in a site's slots: the entries of a menu before the story, where a headline must
# not be taken for one; headlines of other stories after it.
LONGEST_SLOT = {BEFORE: 3, INSIDE: 0, AFTER: 24}
_QUOTE = re.compile(r"[\"“”„«»「」]")


class Spot(NamedTuple):
    """An open block of a page: what the profile knows of it, and where it stands.

    `line` is what it knows of the line itself, `run` of the line with a neighbour. `last` says that no neighbour below
    it is known, `touches` that nothing of the site's stands between it and the story, `refrain` that the page says it
    again and again.
    """

    block: Block
    zone: str
    line: Repeat | None
    run: Repeat | None
    last: bool
    touches: bool
    refrain: bool


def taken(doc: Document, table: Mapping[str, Repeat], pages: int) -> Iterator[tuple[Block, str]]:
    """Yield the open blocks that are the site's, each with the evidence."""
    found = list(spots(doc, table))
    slots = _slots(found, pages)
    for at, spot in enumerate(found):
        judge = _inside if spot.zone == INSIDE else _prose_around if is_prose(spot.block) else _line_around
        if judge(spot, pages):
            known = spot.line or spot.run
            if known:
                alone = "" if spot.line else " with its neighbour"
                yield spot.block, f"stands{alone} on {known.pages} of {pages} pages of this site"
        elif at in slots:
            yield (
                spot.block,
                f"short, {spot.zone} the story, between lines that stand on {slots[at].pages} of {pages} pages of this site",
            )


def spots(doc: Document, table: Mapping[str, Repeat]) -> Iterator[Spot]:
    """Yield the open blocks; none when the page has no prose of its own: then it is a copy of another, or no story."""
    keys = [line_key(block.text) for block in doc.blocks]
    lines = [table.get(key) for key in keys]
    own = [block.index for block in doc.open if is_prose(block) and lines[block.index] is None]
    if not own:
        return
    times = Counter(keys[own[0] : own[-1]])
    beside, followed = _neighbours(doc, keys, table)
    first, last = _edges(doc.blocks, lines, beside, own)
    for block in doc.open:
        i = block.index
        zone = BEFORE if i < own[0] else AFTER if i > own[-1] else INSIDE
        refrain = times[keys[i]] >= REFRAIN or not has_words(keys[i])
        yield Spot(block, zone, lines[i], beside.get(i), i not in followed, first <= i <= last, refrain)


def _neighbours(doc: Document, keys: Sequence[str], table: Mapping[str, Repeat]) -> tuple[dict[int, Repeat], set[int]]:
    """Return, by block, the run with a neighbour that the most pages have, and the blocks that are known with the one below."""
    beside: dict[int, Repeat] = {}
    followed = set()
    for i, key in runs(doc.blocks, keys):
        run = table.get(key)
        if run:
            beside[i] = max(beside.get(i, run), run, key=_pages)
            beside[i + 1] = run
            followed.add(i)
    return beside, followed


def _pages(repeat: Repeat) -> int:
    return repeat.pages


def _edges(
    blocks: Sequence[Block], lines: Sequence[Repeat | None], beside: Mapping[int, Repeat], own: Sequence[int]
) -> tuple[int, int]:
    """Return the first and the last block that touch the story: all up to the nearest run of the site's, or sentence alone."""

    def is_site(i: int) -> bool:
        if is_prose(blocks[i]):
            return False  # it may be the story's: two pages of one story share paragraphs
        return i in beside or (lines[i] is not None and _is_sentence(blocks[i]))

    above = next((i for i in range(own[0] - 1, -1, -1) if is_site(i)), -1)
    below = next((i for i in range(own[-1] + 1, len(blocks)) if is_site(i)), len(blocks))
    # Right above the text stand the first line of a serial ("The stations of a long walk, told every Friday.") and headings.
    return above + (above != own[0] - 1), below - 1


def _is_sentence(block: Block) -> bool:
    return block.ends and block.words >= SHORT_SENTENCE


def _inside(spot: Spot, pages: int) -> bool:
    """Inside the story: lines of a run, but for the last, which may head what follows; and sentences that most pages have."""
    block, line = spot.block, spot.line
    if spot.refrain:
        return False
    if line and block.ends and block.words >= SENTENCE and not _QUOTE.search(block.text):
        return line.pages >= max(FEWEST_PROSE, MOST_PAGES * pages)
    return spot.run is not None and not spot.last and not is_prose(block)


def _prose_around(spot: Spot, pages: int) -> bool:
    """Prose around the story. Above it, what touches it may be the first line of a serial; below, of two pages of one story."""
    if spot.line is None or (spot.touches and spot.zone == BEFORE):
        return False
    return spot.line.pages >= (max(FEWEST_PROSE, MOST_PAGES * pages) if spot.touches else SOME_PAGES * pages)


def _line_around(spot: Spot, pages: int) -> bool:
    """Short lines around the story: in a run, or alone where other pages have them in the same place and not inside theirs."""
    if spot.touches or (spot.zone == BEFORE and _may_be_headline(spot, pages)):
        return False
    if spot.run or spot.line is None:
        return spot.run is not None
    here = spot.line.before if spot.zone == BEFORE else spot.line.after
    return here > 1 and spot.line.inside <= MOST_INSIDE * pages


def _may_be_headline(spot: Spot, pages: int) -> bool:
    """Tell whether a line above the story may be its headline, which other pages have among the latest news.

    So may one with a number that is another one on other pages, even in a run with the date below it: "Briefing of 3 May".
    """
    if spot.line is None or spot.block.words <= LONGEST_SLOT[BEFORE]:
        return False
    numbered = "0" in spot.line.key.split() and spot.line.varies
    return numbered or (spot.run is None and spot.line.before < max(FEWEST_PROSE, MOST_PAGES * pages))


def _slots(found: Sequence[Spot], pages: int) -> dict[int, Repeat]:
    """Return the short lines around the story that stand between runs of the site's on most pages: what fills its slots."""
    slots: dict[int, Repeat] = {}
    waiting: list[int] = []
    above: Repeat | None = None
    for at, spot in enumerate(found):
        if spot.zone == INSIDE:
            above, waiting = None, []
        elif spot.run and spot.run.pages >= MOST_PAGES * pages:
            if above:
                slots.update(dict.fromkeys(waiting, above))
            above, waiting = spot.run, []
        elif above and spot.block.words <= LONGEST_SLOT[spot.zone] and not is_prose(spot.block):
            waiting.append(at)
    return slots
