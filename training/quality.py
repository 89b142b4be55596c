"""The forest of `Article.quality`.

It learns from pages with the scores of forests that had no part in them, and from the same pages without the article.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.metrics import f1, score, shingles
from cleaner.model.features import visible
from cleaner.model.quality import GOOD, evidence
from training.examples import Example
from training.forest import fit_trees

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from cleaner.model.table import Table
    from cleaner.model.trees import Trees

TREES, DEPTH, RATE = 80, 4, 0.08
KEPT = 0.5


def fit_quality(
    examples: Sequence[Example],
    scores: Mapping[str, NDArray[Any]],
    look: Callable[[Example], tuple[Table, NDArray[Any], NDArray[Any]]],
) -> Trees:
    """Return the forest; `look` gives a page's first table, first scores and second scores, for pages that are made here."""
    rows, right, weights = [], [], []
    for example in examples:
        if "gold" not in example.facts:
            continue
        table, first, _ = look(example)
        kept = scores[example.id] >= KEPT
        rows.append(evidence(table, first, kept))
        right.append(page_f1(example, kept) >= GOOD)
        weights.append(1.0)
        bare = without_article(example)
        if bare is not None:
            table, first, second = look(bare)
            rows.append(evidence(table, first, second >= KEPT))
            right.append(False)
            weights.append(0.3)
    values = np.concatenate([row.matrix() for row in rows])
    return fit_trees(
        rows[0].names, values, np.array(right, np.int8), np.array(weights, np.float32), trees=TREES, depth=DEPTH, rate=RATE
    )


def page_f1(example: Example, kept: NDArray[Any]) -> float:
    """Return the F1 of the blocks that are kept against the page's gold body."""
    found = "\n\n".join(block.text for block, keep in zip(example.doc.blocks, kept, strict=True) if keep)
    each = score(shingles(example.facts["gold"]), shingles(found))
    return f1(each.precision or 0.0, each.recall or 0.0)


def without_article(example: Example) -> Example | None:
    """Return the page without the blocks that are its article, or None when nothing else is on it."""
    gone = {block.index for block, body in zip(example.doc.blocks, example.body, strict=True) if body}
    left = [block for block in example.source.blocks if block.index not in gone]
    blocks = tuple(block._replace(index=index) for index, block in enumerate(left))
    source = replace(example.source, blocks=blocks, open=blocks, memo={})
    doc = visible(source)
    if not doc.blocks:
        return None
    rest = np.zeros(len(doc.blocks), np.int8)
    return Example(example.set, example.id, example.site, source, doc, rest, rest, rest, rest)
