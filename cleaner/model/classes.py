"""A score of the class words around a block: the sum of learned weights, one for each word and how far up it stands."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from cleaner.model.page_features import Memo, class_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cleaner.model.page_features import Tree
    from cleaner.model.table import Table

BITS = 15
LEVELS = 4  # own, parent, grandparent, all further up
MOST = 8.0  # a score beyond says nothing more


def slots(kind: str) -> list[list[int]]:
    """Return, for each level, the numbers of the weights that the class words of a kind of element have there."""
    by_word = [_slots_of(word) for word in class_words(kind)]
    return [list(level) for level in zip(*by_word, strict=True)]


def _slots_of(word: str) -> tuple[int, ...]:
    """Return the number of a class word's weight at each level."""
    return tuple(crc32(f"{level}{word}".encode()) & ((1 << BITS) - 1) for level in range(LEVELS))


class ClassScores:
    """The learned weights of class words."""

    def __init__(self, weights: NDArray[Any], bias: float = 0.0) -> None:
        """Take the weights, an array of 2**BITS."""
        self.weights, self.bias = weights, bias
        self._known = Memo(self._rows)
        self._words = Memo(self._weights_of)  # kinds of elements are new on each site, their words hardly

    def _rows(self, kinds: list[str]) -> Iterator[bytes]:
        """Return what kinds of elements add at each level, as the bytes of rows, of which a page's are joined."""
        words = list(map(class_words, kinds))
        weights = np.frombuffer(b"".join(self._words.of(list(chain.from_iterable(words)))), np.float64).reshape(-1, LEVELS)
        row = np.repeat(np.arange(len(kinds)), list(map(len, words)))
        sums = [np.bincount(row, weights[:, level], len(kinds)) for level in range(LEVELS)]
        return _cut(np.stack(sums, axis=1).astype(np.float32))

    def _weights_of(self, words: list[str]) -> Iterator[bytes]:
        """Return the weights of class words at each level, as the bytes of rows."""
        return _cut(self.weights[np.array(list(map(_slots_of, words)))].astype(np.float64))

    def add(self, table: Table, tree: Tree, prefix: str = "class", *, small: bool = False) -> None:
        """Add the score of each block, and its parts: own element, parent, grandparent, all above.

        With `small`, only elements that hold a small part of the page count.
        """
        parts = np.frombuffer(b"".join(self._known.of(tree.kinds)), np.float32).reshape(-1, LEVELS)[tree.kind]
        if small:
            parts[~tree.small] = 0
        path = tree.inherited(parts[:, LEVELS - 1])
        own, parent, grandparent, above = tree.ancestry(LEVELS)
        columns = np.stack([parts[own, 0], parts[parent, 1], parts[grandparent, 2], path[above].astype(np.float32)])
        table.add_all([f"{prefix}_{name}" for name in ("own", "parent", "grandparent", "above")], columns)
        table.add(prefix, np.clip(sum(columns) + self.bias, -MOST, MOST))


def _cut(rows: NDArray[Any]) -> Iterator[bytes]:
    """Yield the bytes of each row."""
    whole, size = rows.tobytes(), rows.strides[0]
    return (whole[at : at + size] for at in range(0, len(whole), size))
