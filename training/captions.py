"""`python -m training.captions`: make the weights that tell captions from a folder of pages with gold.

Few pages have gold captions, so two things are added: plain figure captions of pages without such gold, at a lower weight
(what a `figcaption` near the story says is a caption, what is gold body is none), and every caption once more without the
markup that gives it away, so that the forest learns to do without. What must not work against common sense (that a block's
links speak for a caption, say) is held to it by monotone constraints.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bench.data import SETS, MissingDataError, split_of
from bench.metrics import match_captions
from cleaner import picture_credits
from cleaner.model.caption_features import Candidates
from cleaner.model.captions import body_scores
from cleaner.read.html import read_html
from training.align import align
from training.examples import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from cleaner.document import Document
    from cleaner.model.trees import Trees

    Scores = Callable[[str, Document], dict[int, float]]

OUT = Path(__file__).parent.parent / "cleaner" / "data" / "model" / "captions.npz"
FOLDS, SEED = 8, 1
WEAK, BARE = 0.3, 0.5  # weight of pages without gold captions, and of captions without their markup
UP = "figcaption alt told share inside picture_signs alike_told alike_inside figure under_headline".split()
DOWN = (
    "named links other other_above score alike_score apart level company title heading nav aside far far_kinds company_words "
    "small after quote"
).split()
PARAMETERS = {
    "iterations": 150,
    "depth": 4,
    "learning_rate": 0.06,
    "l2_leaf_reg": 6,
    "border_count": 32,
    "rsm": 0.3,
    "subsample": 0.8,
}


class Example(NamedTuple):
    """A page's candidates: their numbers, which are captions (-1: not known), and whether that is gold."""

    fold: int
    values: NDArray[np.float32]
    captions: NDArray[np.int8]
    gold: bool


def examples(folder: Path, scores: Scores) -> tuple[tuple[str, ...], list[Example]]:
    """Return the names of the numbers, and the training sites' pages; `scores` gives the body scores of a page by its id."""
    names: tuple[str, ...] = ()
    found = []
    for row in (row for name in SETS for row in rows(folder, name) if split_of(row["site"]) == "train"):
        doc = read_html(row["html"])
        candidates = Candidates(doc, scores(row["id"], doc))
        if not candidates.blocks:
            continue
        table = candidates.table()
        names = table.names
        gold = row["captions"] is not None
        labels = _labels(candidates, row["captions"]) if gold else _guesses(candidates, doc, row["body"])
        fold = int(hashlib.md5(row["site"].encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS
        found.append(Example(fold, table.matrix(), labels, gold))
    return names, found


def _labels(candidates: Candidates, gold: Sequence[str]) -> NDArray[np.int8]:
    """Return 1 for each block that is a gold caption, with its credit or without."""
    found = []
    for block in candidates.blocks:
        start = picture_credits.find(block.text)
        texts = [block.text, block.text[:start]] if start else [block.text]
        found.append(any(match_captions([text], gold).matched for text in texts))
    return np.array(found, np.int8)


def _guesses(candidates: Candidates, doc: Document, body: str) -> NDArray[np.int8]:
    """Return 1 for what is a caption by its markup, 0 for gold body and what stands far from the story, -1 for the rest."""
    matched = align([block.text for block in doc.blocks], body.split("\n"))
    found = []
    for block, row in zip(candidates.blocks, candidates.rows, strict=True):
        hits, total = matched[block.index]
        inside = row["inside"] or (row["far_kinds"] <= 4 and not row["after"])
        plain = row["figcaption"] or (row["named"] <= 1 and row["level"] <= 3)
        if hits >= 0.5 * total:
            found.append(0)
        elif plain and inside and block.words >= 4 and not row["heading"] and not row["quote"] and row["score"] < 0.5:
            found.append(1)
        else:
            found.append(0 if not row["inside"] and row["far_kinds"] > 4 else -1)
    return np.array(found, np.int8)


def material(names: Sequence[str], pages: Sequence[Example]) -> tuple[NDArray[np.float32], NDArray[np.int8], NDArray[np.float32]]:
    """Return values, labels and weights of all known candidates, captions without their markup added."""
    values, labels, weights = [], [], []
    at = {name: i for i, name in enumerate(names)}
    for page in pages:
        known, captions = page.captions >= 0, page.captions == 1
        weight = (1.0 if page.gold else WEAK) / np.sqrt(1 + captions.sum())
        bare = page.values[captions]
        bare[:, [at["figcaption"], at["figure"]]], bare[:, at["named"]] = 0, 5
        values += [page.values[known], bare]
        labels += [page.captions[known], page.captions[captions]]
        weights += [np.full(known.sum(), weight), np.full(captions.sum(), weight * BARE)]
    return np.concatenate(values), np.concatenate(labels), np.concatenate(weights).astype(np.float32)


def fit(names: Sequence[str], pages: Sequence[Example]) -> Trees:
    """Return the forest that tells captions among the candidates."""
    from catboost import CatBoostClassifier  # noqa: PLC0415  (heavy, and only training needs it)

    from training.forest import converted  # noqa: PLC0415  (the same)

    values, labels, weights = material(names, pages)
    model = CatBoostClassifier(
        **PARAMETERS,
        bootstrap_type="Bernoulli",
        random_seed=SEED,
        monotone_constraints=[(name in UP) - (name in DOWN) for name in names],
        verbose=0,
        thread_count=1,
        allow_writing_files=False,
    )
    return converted(model.fit(values, labels.astype(int), sample_weight=weights), names)


def saved_scores(path: Path | None) -> Scores:
    """Return the body scores of a page by its id: those in an npz file (out of fold, one array a page), or the library's own."""
    if path is None:
        return lambda _, doc: body_scores(doc)
    arrays = np.load(path, allow_pickle=False)
    return lambda name, doc: dict(enumerate(arrays[name].tolist())) if name in arrays else body_scores(doc)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit the forest and save it; exit code 2 when data are missing."""
    parser = argparse.ArgumentParser(prog="python -m training.captions", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="the folder of pages with gold (default: %(default)s)"
    )
    parser.add_argument(
        "--scores", type=Path, help="body scores by page id (npz), made without the page's own site; else the library's own"
    )
    parser.add_argument("--out", type=Path, default=OUT, help="where the weights go")
    args = parser.parse_args(arguments)
    try:
        names, pages = examples(args.data, saved_scores(args.scores))
    except MissingDataError as error:
        print(f"training: {error}", file=sys.stderr)
        return 2
    forest = fit(names, pages)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(args.out, **forest.arrays("captions"))
    print(f"{len(pages)} pages, {args.out.stat().st_size / 1000:.0f} kB in {args.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
