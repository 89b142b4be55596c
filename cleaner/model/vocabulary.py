"""A score of the words of short lines: what menus, prompts and teasers say, and stories do not.

A line is its words and pairs of words, digits folded to 0, with the first and the last word marked as such; characters are
the words of scripts without spaces. The score is a sum of learned weights. Words of a language that no training page is in
say nothing, so a text of which the vocabulary knows too little gets no score at all.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from cleaner.document import CJK
from cleaner.phrases import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from cleaner.document import Block
    from cleaner.model.table import Table

_TOKEN = re.compile(rf"\d+|[{CJK}]|[^\W\d_{CJK}]+")
_DIGITS = re.compile(r"\d+")
WHOLE, END = 240, 60  # characters of a line that is read whole, and of the end of a longer one
FIRST, LAST = 14, 6  # words of a line that are looked at, from its start and from its end
KNOWN = 0.25  # share of a text's words that the vocabulary must know
MOST = 8.0


def signs(text: str) -> list[str]:
    """Return what the vocabulary is asked about a line.

    >>> signs("Read 12 more")
    ['read', '0', 'more', 'read 0', '0 more', '^read', 'more$']
    """
    words = _TOKEN.findall(_DIGITS.sub("0", fold(text[:WHOLE])))
    if len(words) > FIRST + LAST or len(text) > WHOLE:
        words = words[:FIRST] + _TOKEN.findall(_DIGITS.sub("0", fold(text[-END:])))[-LAST:]
    if not words:
        return []
    return [*words, *map(" ".join, pairwise(words)), "^" + words[0], words[-1] + "$"]


class Vocabulary:
    """The learned weights of words and pairs of words."""

    def __init__(self, weights: Mapping[str, float], bias: float = 0.0) -> None:
        """Take the weights."""
        self.weights, self.bias = weights, bias

    def add(self, table: Table, blocks: Sequence[Block]) -> None:
        """Add the score of each block ("said as"), and whether the text's language is known."""
        scores = np.zeros(table.rows, np.float32)
        known = total = 0
        weight = self.weights.get
        for row, block in enumerate(blocks):
            asked = signs(block.text)
            found = [told for told in map(weight, asked) if told is not None]
            known += len(found)
            total += len(asked)
            scores[row] = sum(found) + self.bias if found else 0.0
        told = total > 0 and known >= KNOWN * total
        table.add("vocabulary", np.clip(scores, -MOST, MOST) if told else 0.0)
        table.add("language_known", told)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the weights as arrays to be saved."""
        return {
            "vocabulary.signs": np.array("\n".join(self.weights)),
            "vocabulary.weights": np.array(list(self.weights.values()), np.float16),
            "vocabulary.bias": np.array(self.bias, np.float32),
        }

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> Vocabulary:
        """Return the vocabulary that was saved (see `arrays`)."""
        names = str(arrays["vocabulary.signs"]).split("\n")
        return cls(
            dict(zip(names, arrays["vocabulary.weights"].astype(float).tolist(), strict=True)), float(arrays["vocabulary.bias"])
        )
