"""The page around the story's own neighbourhood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.zones import neighbourhood

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cleaner.document import Block

UNLIKELY = 0.05  # probability of body below which a block far from the story is left


def first_look(doc: Document) -> Iterator[Mark]:
    """Menus, teasers and footers far from the story: at first look no part of it, and not near enough to be its frame."""
    from cleaner.model.labeller import body_scores  # noqa: PLC0415  (`import cleaner` does not pay for numpy)

    first, last = neighbourhood(doc)
    if last - first >= len(doc.blocks):
        return
    scores = body_scores(doc)
    far = (block for block in doc.open if not first <= block.index < last and scores.get(block.index, 1.0) < UNLIKELY)
    for start, end, highest in _runs(far, scores):
        yield Mark(start, end, Label.BOILERPLATE, f"far from the story, and body with a probability of {highest:.2f} at most")


def _runs(blocks: Iterable[Block], scores: Mapping[int, float]) -> Iterator[tuple[int, int, float]]:
    """Yield the offsets of runs of neighbouring blocks without holes, and the highest score in each: a mark a run is cheap."""
    start = end = last = -1
    highest = 0.0
    for block in blocks:
        if last >= 0 and (block.index != last + 1 or block.holes):
            yield start, end, highest
            last = -1
        if last < 0:
            start, highest = block.start, 0.0
        last, end, highest = block.index, block.end, max(highest, scores[block.index])
    if last >= 0:
        yield start, end, highest
