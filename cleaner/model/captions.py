"""How sure it is that a block is a picture's caption."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from cleaner import resources
from cleaner.model.caption_features import SURE, Candidates
from cleaner.model.labeller import body_scores
from cleaner.model.trees import Trees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.document import Block, Document

# Least probability of a caption: called one by its markup, with another sign, with none.
LEAST_CALLED, LEAST, LEAST_ALONE = 0.15, 0.3, 0.5
TOLD, TOLD_WORDS = 0.7, 4  # a block that says what the page's JSON-LD gives as a picture's caption is one, wherever it stands

_WHY = {
    "told": "the page's own data have it as a picture's caption",
    "figcaption": "the caption of a figure",
    "named": "stands with a picture, and its class says caption",
    "alt": "says what the picture beside it says of itself",
    "figure": "stands in a figure",
    "": "alone with a picture near the story",
}


def candidates(doc: Document) -> Candidates:
    """Return the blocks that may be captions, and the credits beside them; the same whatever filters have painted."""
    return doc.fact("caption candidates", lambda same: Candidates(same, body_scores(same)))


def captions(doc: Document) -> Iterator[tuple[Block, str]]:
    """Yield the captions of an HTML page, in order, and what tells each."""
    found = candidates(doc)
    if not found.blocks:
        return
    forest = _forest()
    probabilities = forest.probabilities(found.table(forest.names))
    for block, row, probability in zip(found.blocks, found.rows, probabilities.tolist(), strict=True):
        if row["told"] >= TOLD and block.words >= TOLD_WORDS:
            yield block, _WHY["told"]
            continue
        sign = _sign(row)
        least = LEAST_CALLED if sign in ("figcaption", "named") else LEAST if sign else LEAST_ALONE
        if probability >= least:
            yield block, f"{_WHY[sign]} ({probability:.2f})"


def reach(doc: Document) -> tuple[int, int] | None:
    """Return the offsets between which captions of the story stand, None where no story is seen."""
    return candidates(doc).reach


def unpictured(doc: Document) -> frozenset[int]:
    """Return where the blocks start that are the story's for all that is known, and that no picture stands with."""
    scores, near = body_scores(doc), {block.index for block in candidates(doc).blocks}
    return frozenset(block.start for block in doc.blocks if scores.get(block.index, 0.0) >= SURE and block.index not in near)


def _sign(row: dict[str, float]) -> str:
    """Return the plainest of the signs that a caption has, empty if it has none."""
    signs = {"figcaption": row["figcaption"], "named": row["named"] <= 1, "alt": row["alt"] >= TOLD, "figure": row["figure"]}
    return next((sign for sign, there in signs.items() if there), "")


@cache
def _forest() -> Trees:
    return Trees.of(resources.weights("captions"), "captions")
