"""Oblivious decision trees in numpy: what the labeller is made of.

All nodes on one level of an oblivious tree ask the same question, so a tree of depth d is d questions whose answers, read
as bits, number one of 2**d leaves (Kohavi and Li, "Oblivious Decision Trees, Graphs, and Top-Down Pruning", IJCAI 1995;
Prokhorenkova et al., "CatBoost", NeurIPS 2018). A forest is three arrays, and a page's blocks go through all trees at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cleaner.model.table import Table

AT_ONCE = 64  # rows whose reasons are worked out in one go: there are thousands of numbers in a row
MOST_ROWS = 1_000  # of one go: a page of a million blocks fits into memory, and one of a thousand near the processor


@dataclass(frozen=True)
class Trees:
    """A sum of oblivious trees: `columns[t, d] > borders[t, d]` is bit d of the leaf in tree t, `leaves[t, leaf]` its value.

    `columns` number the features `names`. `weights[t, leaf]` is the share of the training blocks in each leaf.
    """

    names: tuple[str, ...]
    columns: NDArray[Any]
    borders: NDArray[Any]
    leaves: NDArray[Any]
    weights: NDArray[Any]
    bias: float

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], prefix: str) -> Trees:
        """Return the forest that was saved under `prefix` (see `arrays`)."""
        return cls(
            names=tuple(map(str, arrays[f"{prefix}.names"])),
            columns=arrays[f"{prefix}.columns"].astype(np.int64),
            borders=arrays[f"{prefix}.borders"].astype(np.float32),
            leaves=arrays[f"{prefix}.leaves"].astype(np.float32),
            weights=arrays[f"{prefix}.weights"].astype(np.float32),
            bias=float(arrays[f"{prefix}.bias"]),
        )

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """Return the forest as arrays to be saved; leaves and weights in half precision, which no score feels."""
        return {
            f"{prefix}.names": np.array(self.names),
            f"{prefix}.columns": self.columns.astype(np.uint16),
            f"{prefix}.borders": self.borders,
            f"{prefix}.leaves": self.leaves.astype(np.float16),
            f"{prefix}.weights": self.weights.astype(np.float16),
            f"{prefix}.bias": np.array(self.bias, np.float32),
        }

    def over(self, names: tuple[str, ...]) -> Trees:
        """Return the same forest for tables in which the columns `names` are wanted, its own among them."""
        at = np.array([names.index(name) for name in self.names], np.int64)
        return replace(self, names=names, columns=at[self.columns])

    def probabilities(self, table: Table) -> NDArray[Any]:
        """Return the probability of each row: 1 / (1 + exp(-sum of its leaves))."""
        return self.scores(table.features(self.names))

    def scores(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return the probabilities for `values`, an array of shape (features, blocks)."""
        with np.errstate(over="ignore"):
            found: NDArray[Any] = 1 / (1 + np.exp(-self._margins(values)))
        return found

    def _margins(self, values: NDArray[Any]) -> NDArray[Any]:
        parts = [
            self._leaf_values(self._leaf_numbers(values[:, first : first + MOST_ROWS])).sum(axis=0)
            for first in range(0, values.shape[1], MOST_ROWS)
        ]
        return np.concatenate(parts) + np.float32(self.bias)

    def _leaf_numbers(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return the number of the leaf that each block reaches in each tree: an array of shape (trees, blocks).

        Many trees ask the same question: each is answered once. The bits are put together by doubling, for numpy adds bytes
        ten times as fast as it shifts them.
        """
        columns, borders, asked = self._questions
        answers = (values.take(columns, axis=0) > borders).view(np.uint8)
        levels = answers.take(asked, axis=0).reshape(self.columns.shape[1], len(self.columns), -1)
        numbers: NDArray[Any] = levels[-1].astype(self._leaf_type, copy=False)
        for level in levels[-2::-1]:
            np.add(numbers, numbers, out=numbers)
            np.add(numbers, level, out=numbers)
        return numbers

    @property
    def _leaf_type(self) -> type[np.unsignedinteger[Any]]:
        """The smallest type that holds a leaf's number."""
        return np.uint8 if self.columns.shape[1] <= 8 else np.uint32

    @cached_property
    def _questions(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """The different questions, as columns and borders, and which one each level of each tree asks: (levels * trees)."""
        asked: dict[tuple[int, float], int] = {}
        pairs = zip(self.columns.T.reshape(-1).tolist(), self.borders.T.reshape(-1).tolist(), strict=True)
        numbers = np.array([asked.setdefault(pair, len(asked)) for pair in pairs], np.int64)
        columns, borders = zip(*asked, strict=True)
        return np.array(columns, np.int64), np.array(borders, np.float32)[:, None], numbers

    @cached_property
    def _offsets(self) -> NDArray[Any]:
        """Where each tree's leaves begin when all stand in a row: an array of shape (trees, 1), of the smallest type."""
        trees, size = self.leaves.shape
        return (np.arange(trees) * size).astype(np.min_scalar_type(trees * size))[:, None]

    def _leaf_values(self, numbers: NDArray[Any]) -> NDArray[Any]:
        # Every number is a leaf's, so nothing is wrapped: this only spares numpy a look at each.
        return self.leaves.reshape(-1).take(numbers + self._offsets, mode="wrap")

    def reasons(self, values: NDArray[Any], most: int = 2) -> list[list[tuple[str, float]]]:
        """Return, for each block, the features that moved its score most: name and sum of what their questions added.

        `values` is an array of shape (features, blocks).

        What a question adds is the change of the mean leaf below it (Saabas, "Interpreting random forests", 2014).
        """
        blocks = values.shape[1]
        if not blocks:
            return []
        present = self._by_feature[2]
        moved = np.concatenate([self._moved(values[:, at : at + AT_ONCE]) for at in range(0, blocks, AT_ONCE)], axis=1)
        weight = np.abs(moved)
        found: list[list[tuple[str, float]]] = [[] for _ in range(blocks)]
        for _ in range(min(most, len(weight))):  # the largest, again and again: sorting all of them costs more
            top = weight.argmax(axis=0)
            for row, i in enumerate(top.tolist()):
                found[row].append((self.names[present[i]], float(moved[i, row])))
            weight[top, np.arange(blocks)] = -1
        return found

    def _moved(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return what the questions of each feature that is asked for added: an array of shape (asked for, blocks)."""
        order, starts, _ = self._by_feature
        reached = self._leaf_numbers(values) + self._offsets
        added = self._added.take(reached, axis=0, mode="wrap").transpose(0, 2, 1).reshape(-1, values.shape[1])
        found: NDArray[Any] = np.add.reduceat(added.take(order, axis=0), starts, axis=0)
        return found

    @cached_property
    def _added(self) -> NDArray[Any]:
        """What each question on the way to a leaf adds, the leaves of all trees in a row: an array of shape (trees * 2**d, d)."""
        trees, size = self.leaves.shape
        depth = self.columns.shape[1]
        weights = np.maximum(self.weights, 1e-6)
        numbers = np.arange(size)
        means = []
        for level in range(depth + 1):
            total = weights.reshape(trees, -1, 1 << level)
            mean = (self.leaves.reshape(total.shape) * total).sum(axis=1) / total.sum(axis=1)
            means.append(mean[:, numbers & ((1 << level) - 1)])
        return np.diff(np.stack(means, axis=2), axis=2).reshape(trees * size, depth)

    @cached_property
    def _by_feature(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """The questions in the order of their features, where each feature's begin, and which features are asked at all."""
        flat = self.columns.reshape(-1)
        order = np.argsort(flat, kind="stable")
        present, starts = np.unique(flat[order], return_index=True)
        return order, starts, present
