"""How sure the labeller may be that a page is an article, and that it has it right: one number for a page.

A small forest learned it from pages with gold (is the F1 of what was kept above .8?) and from the same pages with the
article taken out, which are what listings and error pages look like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cleaner.model.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.document import Block
    from cleaner.model.trees import Trees

LITTLE = 500  # characters; of an extractor's text as long the quality is half of what it is of a long one
GOOD = 0.8  # F1 from which on an article counts as right


def evidence(first: Table, body: NDArray[Any], kept: NDArray[Any]) -> Table:
    """Return one row of numbers: what was `kept` of the blocks of `first`, whose first scores are `body`."""
    table = Table(1)
    chars = np.expm1(first["chars"])
    weight = chars * kept
    total = max(float(weight.sum()), 1.0)
    prose = first["prose"] > 0
    expected = chars * body
    table.add("kept", np.log1p(total))
    table.add("kept_blocks", np.log1p(kept.sum()))
    table.add("kept_prose", float((weight * prose).sum()) / total)
    table.add("kept_paragraphs", np.log1p((kept & prose).sum()))
    table.add("kept_links", float((weight * first["links"]).sum()) / total)
    table.add("kept_score", float((weight * body).sum()) / total)
    table.add("kept_of_expected", float((expected * kept).sum()) / max(float(expected.sum()), 1.0))
    table.add("kept_of_page", total / max(float(chars.sum()), 1.0))
    table.add("kept_of_prose", float((weight * prose).sum()) / max(float((chars * prose).sum()), 1.0))
    table.add("doubtful", float((chars * (np.abs(body - 0.5) < 0.3)).sum()) / total)
    table.add("best", float(body.max()))
    table.add("longest", float(first["chars"][kept].max()) if kept.any() else 0.0)
    runs = np.flatnonzero(np.diff(np.concatenate([[0], kept.astype(np.int8), [0]])) == 1)
    table.add("runs", np.log1p(len(runs)))
    table.add("span", float(kept.sum()) / (np.flatnonzero(kept)[-1] - np.flatnonzero(kept)[0] + 1) if kept.any() else 0.0)
    table.add("page_links", float((chars * first["links"]).sum()) / max(float(chars.sum()), 1.0))
    for name in ("page_article", "page_news", "page_og", "page_time", "page_blocks"):
        if name in first:
            table.add(name, first[name][:1])
    return table


def quality(trees: Trees, first: Table, body: NDArray[Any], kept: NDArray[Any]) -> float:
    """Return the probability that what was kept is the article, and right."""
    return float(trees.probabilities(evidence(first, body, kept))[0]) if kept.any() else 0.0


def plain_quality(kept: Sequence[Block]) -> float:
    """Return the same of what an extractor left of a page: the share of it that ends as sentences do, less where it is little."""
    ended = sum(len(block.text) for block in kept if block.ends)
    return ended / (sum(len(block.text) for block in kept) + LITTLE)
