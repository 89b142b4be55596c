"""The page around the story's own neighbourhood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.zones import neighbourhood

if TYPE_CHECKING:
    from collections.abc import Iterator

UNLIKELY = 0.05  # probability of body below which a block far from the story is left


def first_look(doc: Document) -> Iterator[Mark]:
    """Menus, teasers and footers far from the story: at first look no part of it, and not near enough to be its frame."""
    from cleaner.model.labeller import body_scores  # noqa: PLC0415  (`import cleaner` does not pay for numpy)

    first, last = neighbourhood(doc)
    if last - first >= len(doc.blocks):
        return
    scores = body_scores(doc)
    for block in doc.open:
        if not first <= block.index < last and scores.get(block.index, 1.0) < UNLIKELY:
            yield from block.marks(
                Label.BOILERPLATE, f"far from the story, and body with a probability of {scores[block.index]:.2f}"
            )
