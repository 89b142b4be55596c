"""Fits oblivious trees (CatBoost) and the weights of class words (logistic regression), in the library's own form."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from catboost import CatBoostClassifier, sum_models
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from cleaner.model.classes import BITS, LEVELS, ClassScores, slots
from cleaner.model.trees import Trees

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.model.page_features import Tree
    from training.examples import Example

SEED = 1
STRENGTH = 0.05  # of the class words' weights: the inverse of the regularisation


def fit_trees(
    names: Sequence[str],
    values: NDArray[Any],
    labels: NDArray[Any],
    weights: NDArray[Any],
    *,
    trees: int,
    depth: int,
    rate: float,
    forests: int = 1,
) -> Trees:
    """Return the forest that tells `labels` from `values` (rows by features): the mean of `forests` of so many `trees` each.

    Two forests that differ by their seed alone differ on validation by as much as a change of the features makes; their mean
    does not depend on such luck.
    """
    models = [
        CatBoostClassifier(
            iterations=trees, depth=depth, learning_rate=rate, l2_leaf_reg=4, border_count=64, rsm=0.4,
            bootstrap_type="Bernoulli", subsample=0.8, random_seed=SEED + number, verbose=0, thread_count=2,
            allow_writing_files=False,
        ).fit(values, labels.astype(int), sample_weight=weights)
        for number in range(forests)
    ]  # fmt: skip
    return converted(models[0] if forests == 1 else sum_models(models, weights=[1 / forests] * forests), names)


def converted(model: Any, names: Sequence[str]) -> Trees:
    """Return CatBoost's model as arrays; the features that it never asks about are left out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        saved = json.loads(path.read_text("utf-8"))
    forest = saved["oblivious_trees"]
    depth = max(len(tree["splits"] or ()) for tree in forest)
    columns = np.zeros((len(forest), depth), np.int64)
    borders = np.full((len(forest), depth), np.inf, np.float32)
    leaves = np.zeros((len(forest), 1 << depth), np.float32)
    weights = np.zeros((len(forest), 1 << depth), np.float32)
    for number, tree in enumerate(forest):
        for level, split in enumerate(tree["splits"] or ()):
            columns[number, level] = split["float_feature_index"]
            borders[number, level] = split["border"]
        leaves[number, : len(tree["leaf_values"])] = tree["leaf_values"]
        weights[number, : len(tree["leaf_weights"])] = tree["leaf_weights"]
    scale, bias = saved["scale_and_bias"]
    used, renumbered = np.unique(columns, return_inverse=True)
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
    return Trees(
        tuple(names[i] for i in used),
        renumbered.reshape(columns.shape),
        borders,
        leaves * np.float32(scale),
        weights,
        float(np.ravel(bias)[0]),
    )


def class_counts(tree: Tree, *, small: bool) -> csr_matrix:
    """Return how often each block has each class word at each level above it: a sparse matrix of blocks by weights."""
    rows: list[int] = []
    columns: list[int] = []
    known = [slots(f"{element.tag} {element.names}") for element in tree.elements]
    for row, own in enumerate(tree.own):
        at, level = int(own), 0
        while True:
            if not small or tree.small[at]:
                found = known[at][min(level, LEVELS - 1)]
                rows += [row] * len(found)
                columns += found
            if tree.elements[at].parent is None and level >= LEVELS - 1:
                break
            at, level = int(tree.parent[at]), level + 1
    return csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=(len(tree.own), 1 << BITS))


def fit_classes(counts: Sequence[csr_matrix], examples: Sequence[Example]) -> ClassScores:
    """Return the weights of class words that tell body from the rest, on the blocks whose label is known."""
    labels = np.concatenate([example.body for example in examples])
    weights = np.concatenate([np.full(len(example.body), example.weight, np.float32) for example in examples])
    known = labels >= 0
    model = LogisticRegression(C=STRENGTH, max_iter=80)
    model.fit(vstack(counts).tocsr()[known], labels[known], sample_weight=weights[known] / weights[known].mean())
    return ClassScores(model.coef_[0].astype(np.float32), float(model.intercept_[0]))
