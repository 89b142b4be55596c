"""Fit the weights by which the title is chosen among its candidates (`cleaner/data/titles.json`).

    python -m training.titles --data ../shared/data [--write]

A linear model over the signs of `cleaner.titles`: the chance of a candidate is the softmax of its rating among those of its
page. It is fitted by plain gradient descent from zero, so that the same pages give the same weights. News pages, which are
few, count twice. Prints the share of right titles, found by five folds of sites, then on validation; `--write` keeps the weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bench.data import SETS, split_of
from cleaner import titles
from cleaner.filters.invisible import invisible
from cleaner.read import read
from training.frame import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

FOLDS, STEPS, RATE, RIDGE = 5, 3000, 0.5, 3.0
WEIGHT = {"fundus": 2.0, "wcxb": 1.0}
TARGET = Path(__file__).parent.parent / "cleaner" / "data" / "titles.json"


class Sample(NamedTuple):
    """The candidates of a page: their signs (one row each), and which of them is right."""

    name: str
    site: str
    signs: NDArray[np.float64]
    right: NDArray[np.bool_]


def samples(folder: Path, name: str) -> tuple[list[str], list[Sample]]:
    """Return the names of the signs, and the pages of a set."""
    found, names = [], []
    for row in rows(folder, name):
        doc = read(row["html"], url=row["url"], kind="html")
        doc = doc.paint(mark._replace(filter="invisible") for mark in invisible(doc))
        page = titles.survey(doc)
        choice = titles.candidates(doc, page)
        table = titles.signs(doc, page, choice)
        names = names or list(table[0])
        gold = titles.words(row["title"] or "")
        signs = np.array([[each[key] for key in names] for each in table]).reshape(len(table), len(names))
        found.append(Sample(name, row["site"], signs, np.array([each.words == gold for each in choice], bool)))
    return names, found


def fit(pages: Sequence[Sample]) -> NDArray[np.float64]:
    """Return the weights that make the right candidates of `pages` likeliest, drawn to zero by a ridge on scaled signs."""
    usable = [page for page in pages if page.right.any()]
    signs = np.concatenate([page.signs for page in usable])
    scale = signs.std(axis=0) + 1e-9
    signs = signs / scale
    right = np.concatenate([page.right for page in usable])
    owner = np.repeat(np.arange(len(usable)), [len(page.right) for page in usable])
    weight = np.array([WEIGHT[page.name] for page in usable])
    weight /= weight.sum()
    ridge = RIDGE / sum(WEIGHT[page.name] for page in usable)
    found = np.zeros(signs.shape[1])
    for _ in range(STEPS):
        rating = signs @ found
        chance = np.exp(rating - rating.max())
        among = chance / np.bincount(owner, chance)[owner]
        chance = chance * right
        wanted = chance / np.bincount(owner, chance)[owner]
        found -= RATE * (signs.T @ ((among - wanted) * weight[owner]) + ridge * found)
    return found / scale


def share(pages: Sequence[Sample], weights: NDArray[np.float64]) -> list[bool]:
    """Return, page by page, whether the weights choose a right candidate."""
    return [bool(page.right[np.argmax(page.signs @ weights)]) if len(page.right) else False for page in pages]


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, print what it is worth, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    names: list[str] = []
    split: dict[str, list[Sample]] = defaultdict(list)
    for name in SETS:
        names, found = samples(options.data, name)
        for page in found:
            split[split_of(page.site)].append(page)
    train = split["train"]
    fold = [int(hashlib.sha1(page.site.encode(), usedforsecurity=False).hexdigest(), 16) // 3 % FOLDS for page in train]
    right: dict[str, list[bool]] = defaultdict(list)
    for each in range(FOLDS):
        weights = fit([page for page, own in zip(train, fold, strict=True) if own != each])
        held = [page for page, own in zip(train, fold, strict=True) if own == each]
        for page, good in zip(held, share(held, weights), strict=True):
            right[f"{page.name} train, by folds"].append(good)
    weights = fit(train)
    for page, good in zip(split["validation"], share(split["validation"], weights), strict=True):
        right[f"{page.name} validation"].append(good)
    for name, good in right.items():
        print(f"{name}: {np.mean(good):.3f} ({len(good)})")
    table = {name: round(float(value), 3) for name, value in zip(names, weights, strict=True)}
    print(json.dumps(table))
    if options.write:
        TARGET.write_text(json.dumps(table, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
