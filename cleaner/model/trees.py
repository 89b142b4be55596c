"""Oblivious decision trees in numpy: what the labeller is made of.

All nodes on one level of an oblivious tree ask the same question, so a tree of depth d is d questions whose answers, read
as bits, number one of 2**d leaves (Kohavi and Li, "Oblivious Decision Trees, Graphs, and Top-Down Pruning", IJCAI 1995;
Prokhorenkova et al., "CatBoost", NeurIPS 2018). A forest is three arrays, and a page's blocks go through all trees at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cleaner.model.table import Table

MOST_ROWS = 20_000  # of one go, so that a page of a million blocks fits into memory


@dataclass(frozen=True)
class Trees:
    """A sum of oblivious trees: `columns[t, d] > borders[t, d]` is bit d of the leaf in tree t, `leaves[t, leaf]` its value.

    `columns` number the features `names`. `weights[t, leaf]` is the share of the training blocks in each leaf.
    """

    names: tuple[str, ...]
    columns: NDArray[np.int64]
    borders: NDArray[np.float32]
    leaves: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: float

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[np.float32]], prefix: str) -> Trees:
        """Return the forest that was saved under `prefix` (see `arrays`)."""
        return cls(
            names=tuple(map(str, arrays[f"{prefix}.names"])),
            columns=arrays[f"{prefix}.columns"].astype(np.int64),
            borders=arrays[f"{prefix}.borders"].astype(np.float32),
            leaves=arrays[f"{prefix}.leaves"].astype(np.float32),
            weights=arrays[f"{prefix}.weights"].astype(np.float32),
            bias=float(arrays[f"{prefix}.bias"]),
        )

    def arrays(self, prefix: str) -> dict[str, NDArray[np.float32]]:
        """Return the forest as arrays to be saved; leaves and weights in half precision, which no score feels."""
        return {
            f"{prefix}.names": np.array(self.names),  # type: ignore[dict-item]
            f"{prefix}.columns": self.columns.astype(np.uint16),  # type: ignore[dict-item]
            f"{prefix}.borders": self.borders,
            f"{prefix}.leaves": self.leaves.astype(np.float16),  # type: ignore[dict-item]
            f"{prefix}.weights": self.weights.astype(np.float16),  # type: ignore[dict-item]
            f"{prefix}.bias": np.float32(self.bias),  # type: ignore[dict-item]
        }

    def probabilities(self, table: Table) -> NDArray[np.float32]:
        """Return the probability of each row: 1 / (1 + exp(-sum of its leaves))."""
        with np.errstate(over="ignore"):
            found: NDArray[np.float32] = 1 / (1 + np.exp(-self._margins(self._values(table))))
        return found

    def _values(self, table: Table) -> NDArray[np.float32]:
        """Return the features by row: an array of shape (features, blocks)."""
        return np.stack([table[name] for name in self.names])

    def _margins(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        parts = [
            self._leaf_values(self._leaf_numbers(values[:, first : first + MOST_ROWS])).sum(axis=0)
            for first in range(0, values.shape[1], MOST_ROWS)
        ]
        return np.concatenate(parts) + np.float32(self.bias)

    def _leaf_numbers(self, values: NDArray[np.float32]) -> NDArray[np.int32]:
        """Return the number of the leaf that each block reaches in each tree: an array of shape (trees, blocks)."""
        numbers = np.zeros((len(self.columns), values.shape[1]), np.int32)
        for level in range(self.columns.shape[1]):
            answers = values[self.columns[:, level]] > self.borders[:, level, None]
            numbers += answers.astype(np.int32) << level
        return numbers

    def _leaf_values(self, numbers: NDArray[np.int32]) -> NDArray[np.float32]:
        trees, size = self.leaves.shape
        return self.leaves.reshape(-1)[numbers + (np.arange(trees, dtype=np.int32) * size)[:, None]]

    def reasons(self, table: Table, rows: NDArray[np.int64], most: int = 2) -> list[list[tuple[str, float]]]:
        """Return, for each of `rows`, the features that moved its score most: name and sum of what their questions added.

        What a question adds is the change of the mean leaf below it (Saabas, "Interpreting random forests", 2014).
        """
        if not len(rows):
            return []
        values = self._values(table)[:, rows]
        numbers = self._leaf_numbers(values)
        trees, depth = self.columns.shape
        offset = (np.arange(trees, dtype=np.int32) * (1 << depth))[:, None]
        added = np.empty((depth, trees, len(rows)), np.float32)
        before = self._means[0][offset]
        for level in range(1, depth + 1):
            after = self._means[level][offset + (numbers & ((1 << level) - 1))]
            added[level - 1] = after - before
            before = after
        order, starts, present = self._by_feature
        moved = np.add.reduceat(added.transpose(1, 0, 2).reshape(trees * depth, -1)[order], starts, axis=0)
        top = np.argsort(-np.abs(moved), axis=0)[:most]
        return [[(self.names[present[i]], float(moved[i, row])) for i in top[:, row]] for row in range(len(rows))]

    @cached_property
    def _means(self) -> list[NDArray[np.float32]]:
        """For each level, the mean leaf of each tree below the answers so far, laid out as `leaves` is."""
        trees, size = self.leaves.shape
        depth = self.columns.shape[1]
        weights = np.maximum(self.weights, 1e-6)
        means = []
        for level in range(depth + 1):
            total = weights.reshape(trees, -1, 1 << level)
            mean = (self.leaves.reshape(total.shape) * total).sum(axis=1) / total.sum(axis=1)
            laid = np.zeros((trees, size), np.float32)
            laid[:, : 1 << level] = mean
            means.append(laid.reshape(-1))
        return means

    @cached_property
    def _by_feature(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """The questions in the order of their features, where each feature's begin, and which features are asked at all."""
        flat = self.columns.reshape(-1)
        order = np.argsort(flat, kind="stable")
        present, starts = np.unique(flat[order], return_index=True)
        return order, starts, present
