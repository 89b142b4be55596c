"""Lines said twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.document import Block, Document, Label, Mark
from cleaner.zones import head, key, tail

if TYPE_CHECKING:
    from collections.abc import Iterator

NEAR = 3  # blocks
FEWEST, FEWEST_CUT = 40, 20  # letters and digits, below which a line may repeat by chance: whole, and cut short
_CUT = re.compile(r"\s*(?:\.\.\.|…|\[…\]|\[\.\.\.\])$")


def twins(doc: Document) -> Iterator[Mark]:
    """Copies: the headline or deck again around the story, a line said twice within three lines, one cut short with "..."."""
    yield from _copies_of_the_frame(doc)
    near: list[tuple[str, Block]] = []
    for block in doc.open:
        mine = key(block.text) if block.words <= 120 and not block.bullet else ""
        if len(mine) < (FEWEST_CUT if _CUT.search(block.text) else FEWEST):
            near = [*near[-NEAR + 1 :], ("", block)]
            continue
        for i, (theirs, other) in enumerate(near):
            if mine == theirs or (theirs and _CUT.search(block.text) and theirs.startswith(mine)):
                yield from block.marks(Label.BOILERPLATE, "said a moment before")
                mine = ""
                break
            if theirs and _CUT.search(other.text) and mine.startswith(theirs):
                yield from other.marks(Label.BOILERPLATE, "cut short, and said in full below")
                near[i] = ("", other)
        near = [*near[-NEAR + 1 :], (mine, block)]


def _copies_of_the_frame(doc: Document) -> Iterator[Mark]:
    """Yield the copies of the headline and the deck above and below the story."""
    said = {key(doc.text[mark.start : mark.end]): mark.label for mark in doc.marks if mark.label in (Label.TITLE, Label.DECK, Label.CAPTION)}
    said.pop("", None)
    if not said:
        return
    for block in (*head(doc, prose=2), *tail(doc)):
        label = said.get(key(_CUT.sub("", block.text)))
        if label:
            yield from block.marks(Label.BOILERPLATE, f"the {label} again")
