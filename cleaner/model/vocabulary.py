"""A score of the words of short lines: what menus, prompts and teasers say, and stories do not.

A line is its words and pairs of words, digits folded to 0, with the first and the last word marked as such; characters are
the words of scripts without spaces. The score is a sum of learned weights. Words of a language that no training page is in
say nothing, so a text of which the vocabulary knows too little gets no score at all.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from cleaner.model.words import distinct, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from cleaner.document import Block
    from cleaner.model.table import Table
    from cleaner.model.words import Words

_NONE, _EDGE = 0, 1  # numbers of what is no known word, and of what stands before a line's first word and after its last
_BEYOND = np.iinfo(np.int64).max  # no pair is as high a number
WHOLE, END = 240, 60  # characters of a line that is read whole, and of the end of a longer one
FIRST, LAST = 14, 6  # words of a line that are looked at, from its start and from its end
KNOWN = 0.25  # share of a text's words that the vocabulary must know
MOST = 8.0


def signs(text: str) -> list[str]:
    """Return what the vocabulary is asked about a line.

    >>> signs("Read 12 more")
    ['read', '0', 'more', 'read 0', '0 more', '^read', 'more$']
    """
    first, last = _looked_at([text])
    words = ["0" if word.isdecimal() else word for word in (*first.strings(), *last.strings())]
    return [*words, *map(" ".join, pairwise(words)), "^" + words[0], words[-1] + "$"] if words else []


def _looked_at(lines: Sequence[str]) -> tuple[Words, Words]:
    """Return the words of each line that are looked at: the first, and of longer lines the last."""
    first = words_of([line[:WHOLE] for line in lines])
    counts = np.bincount(first.rows, minlength=len(lines))
    long = (counts > FIRST + LAST) | (np.array([len(line) for line in lines]) > WHOLE)
    place = np.arange(len(first.rows)) - (np.cumsum(counts) - counts)[first.rows]
    cut = np.flatnonzero(long)
    last = words_of([lines[row][-END:] for row in cut.tolist()])
    counts = np.bincount(last.rows, minlength=len(cut))
    left = np.cumsum(counts)[last.rows] - np.arange(len(last.rows))
    last = last.of(left <= LAST)
    return first.of(~long[first.rows] | (place < FIRST)), replace(last, rows=cut[last.rows])


class _Index(NamedTuple):
    """A vocabulary by number: the hashes of its words in order, the weight of each number, pairs of numbers and their weights.

    The first hash is that of the number after `_EDGE`. The pair of numbers a, b is `a * len(words) + b`; `pairs` are in order.
    """

    hashes: NDArray[Any]
    words: NDArray[Any]
    pairs: NDArray[Any]
    weights: NDArray[Any]

    @classmethod
    def of(cls, told: Mapping[str, float]) -> _Index:
        """Return the index of signs and their weights."""
        signs, weights = list(told), np.array(list(told.values()))
        found = words_of(signs)
        hashes = distinct(found.hashes)
        numbers = np.searchsorted(hashes, found.hashes) + _EDGE + 1
        row = np.arange(len(signs))
        first, last = (numbers[np.searchsorted(found.rows, row + side) - side] for side in (0, 1))
        first[[sign[0] == "^" for sign in signs]] = _EDGE
        last[[sign[-1] == "$" for sign in signs]] = _EDGE
        alone = np.array([" " not in sign and sign[0] != "^" and sign[-1] != "$" for sign in signs])
        words = np.zeros(len(hashes) + _EDGE + 1)
        words[first[alone]] = weights[alone]
        pairs = (first * len(words) + last)[~alone]
        order = np.argsort(pairs)
        return cls(hashes, words, np.append(pairs[order], _BEYOND), np.append(weights[~alone][order], 0.0))

    def numbers(self, hashes: NDArray[Any]) -> NDArray[Any]:
        """Return the number of each word."""
        at = np.searchsorted(self.hashes, hashes)
        return np.where(self.hashes.take(at, mode="clip") == hashes, at + _EDGE + 1, _NONE)

    def told(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """Return the weight of each number, and of the pair of it and the next, 0 where there is none: shape (2, numbers)."""
        pairs = numbers * len(self.words) + np.append(numbers[1:], numbers[:1])
        at = np.searchsorted(self.pairs, pairs)
        return np.stack([self.words[numbers], np.where(self.pairs[at] == pairs, self.weights[at], 0)])


class Vocabulary:
    """The learned weights of words and pairs of words."""

    def __init__(self, weights: Mapping[str, float], bias: float = 0.0) -> None:
        """Take the weights."""
        self.weights, self.bias = weights, bias

    def add(self, table: Table, blocks: Sequence[Block]) -> None:
        """Add the score of each block ("said as"), and whether the text's language is known."""
        first, last = _looked_at([block.text for block in blocks])
        rows = np.concatenate([first.rows, last.rows])
        numbers = self._index.numbers(np.concatenate([first.hashes, last.hashes])[np.argsort(rows, kind="stable")])
        lengths = np.bincount(rows, minlength=len(blocks))
        starts = np.cumsum(lengths) - lengths
        told = self._index.told(np.insert(numbers, starts, _EDGE))
        starts += np.arange(len(blocks))
        scores = np.add.reduceat(told.sum(axis=0), starts)
        known = np.add.reduceat((told != 0).sum(axis=0), starts)
        enough = 0 < known.sum() >= KNOWN * (2 * lengths + 1)[lengths > 0].sum()
        table.add("vocabulary", np.clip(np.where(known, scores + self.bias, 0), -MOST, MOST) if enough else 0.0)
        table.add("language_known", enough)

    @cached_property
    def _index(self) -> _Index:
        return _Index.of(self.weights)

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
