"""Where in a document a block stands: what tells a prompt from prose more surely than its words.

All functions look at open blocks only, so each filter sees a smaller frame around the story than the one before it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import takewhile
from operator import attrgetter
from typing import TYPE_CHECKING

from cleaner.document import Label
from cleaner.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.document import Block, Document

_START, _INDEX = attrgetter("start"), attrgetter("index")
_NOT_ALNUM = pattern(r"[\W_]+")
_ASCII_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
NEAR, HEADLINE_NEAR = 15, 60  # blocks around the story that may be its frame; how far above it its headline may be
ABOVE_TITLE, BELOW_TITLE = 6, 24  # blocks around an HTML page's title in which date, byline and deck stand
PROSE_WORDS = 15  # a block that ends a sentence and has this many words is prose until something says otherwise
_REPORTED = pattern(
    r"(?:^|[\s(–—])[\"“„«][^\"“”„»「]{25,}|「[^」]{25,}|"
    r"\b(?:said|says|told|tells|according to|announced|sagte|sagt|laut|erklärte|erklärt|meint|selon|déclaré|explique|según|dijo|"
    r"dice|afirma|afirmó|secondo|spiega|segundo|disse|zei|zegt|vertelt|sade|säger|berättar|sagde|siger|fortæller|sa|sier|forteller|sanoi|"
    r"kertoo|powiedział|mówi|řekl|uvedl)\b"
)


def is_reported(text: str) -> bool:
    """Tell whether somebody is quoted in `text` at some length, or reported on: then it is the story that speaks."""
    return _REPORTED.search(text) is not None


def is_prose(block: Block) -> bool:
    """Tell whether the block reads as a paragraph of a story."""
    return block.ends and block.words >= PROSE_WORDS and not block.bullet


def head(doc: Document, prose: int = 1) -> Sequence[Block]:
    """Return the open blocks before the `prose`-th paragraph of prose, all when there are not so many."""
    seen = 0
    for i, block in enumerate(doc.open):
        if is_prose(block):
            seen += 1
            if seen == prose:
                return doc.open[:i]
    return doc.open


def tail(doc: Document, prose: int = 1) -> Sequence[Block]:
    """Return the open blocks after the last but `prose - 1` paragraph of prose, none when there are not so many."""
    seen = 0
    for i in range(len(doc.open) - 1, -1, -1):
        if is_prose(doc.open[i]):
            seen += 1
            if seen == prose:
                return doc.open[i + 1 :]
    return ()


def in_head(block: Block) -> bool:
    """Tell whether the block is what an HTML page's head tells, not what the page shows."""
    return block.element is not None and "head" in block.element.context


def told_blocks(doc: Document) -> Sequence[Block]:
    """Return the open blocks of an HTML page's head: they stand before all that the page shows."""
    return tuple(takewhile(in_head, doc.open))


def headings(doc: Document) -> tuple[Block, ...]:
    """Return the blocks inside an `h1` of an HTML page, open or not."""
    return doc.fact("headings", _headings)


def _headings(doc: Document) -> tuple[Block, ...]:
    return tuple(block for block in doc.blocks if block.element and "h1" in block.element.context)


def title_block(doc: Document) -> Block | None:
    """Return the block in which an HTML page shows its title, its first `h1` when that has no mark, or None."""
    for mark in doc.marks:
        if mark.label is Label.TITLE:
            block = doc.blocks[bisect_right(doc.blocks, mark.start, key=_START) - 1]
            if not in_head(block):
                return block
    return next(iter(headings(doc)), None)


def beside_title(doc: Document, prose: int = 2) -> Sequence[Block]:
    """Return the open blocks of an HTML page around the title that it shows, down to the `prose`-th paragraph of prose below it.

    Without a title in sight the first heading stands for it, without a heading the page's first line.
    """
    title = title_block(doc)
    at = title.index if title else sum(1 for _ in takewhile(in_head, doc.blocks))
    found: list[Block] = []
    for block in doc.open[bisect_left(doc.open, at - ABOVE_TITLE, key=_INDEX) :]:
        if block.index > at + BELOW_TITLE:
            break
        if in_head(block):
            continue
        prose -= block.index > at and is_prose(block)
        if prose == 0:
            break
        found.append(block)
    return found


def capitals(text: str) -> float:
    """Return the share of the words of `text` of four letters and more that open with a capital: high where titles are set so."""
    words = [word for word in text.split() if len(word) > 3]
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.0


def key(text: str) -> str:
    """Return `text` as it is compared with other lines: letters and digits alone, in small letters."""
    if text.isascii():  # a tenth of what the pattern costs
        return text.lower().encode().translate(None, _ASCII_SIGNS).decode()
    return _NOT_ALNUM.sub("", text.casefold())


def neighbourhood(doc: Document) -> tuple[int, int]:
    """Return the range of block indexes in which the story and its frame stand: all of a plain text."""
    return doc.fact("neighbourhood", _neighbourhood)


def _neighbourhood(doc: Document) -> tuple[int, int]:
    from cleaner.model.labeller import body_scores, is_whole  # noqa: PLC0415  (`import cleaner` does not pay for numpy)

    if not is_whole(doc):
        return 0, len(doc.blocks)
    likely = [index for index, score in body_scores(doc).items() if score > 0.5]
    if not likely:
        return 0, len(doc.blocks)
    first, last = likely[0], likely[-1]
    for block in doc.blocks[max(0, first - HEADLINE_NEAR) : first]:
        if block.tag == "h1":
            first = block.index
            break
    return max(0, first - NEAR), last + NEAR + 1
