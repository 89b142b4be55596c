"""The weights of wording: lines as sites say them against lines as stories have them.

Sites' are the phrases that the library knows, and `lines/<language>.tsv`: a family and a line, written for this, since no set
of pages with gold says what a prompt is, and hardly any is in other languages. Stories' are the gold of the training sites, and
lines of the families that `STORY` names: they speak of newsletters, apps and cookies, or to the reader, and are a story's.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.data import SETS, SNIPPETS, split_of, written
from cleaner import resources
from cleaner.model.wording import BITS, runs, spelled
from cleaner.model.words import codes_of
from training.examples import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LINES = Path(__file__).with_name("lines")
STORY = frozenset(("prose", "service", "heading", "opinion", "story", "headline"))
#: What a line weighs: a phrase is one of very many, a line written for this stands for many that are like it.
PHRASE, WRITTEN, GOLD = 0.5, 3.0, 1.0
STRENGTH = 10.0  # of the evidence against the prior that no run says anything
LONG = 200  # characters of a paragraph of which one sentence is learned from, too: prompts are short
LEVELS = 127  # of a weight


def make(data: Path, *, all_sites: bool = False) -> dict[str, Any]:
    """Return the arrays of the model, learned from the lines and from the gold in the folder `data`.

    Without a bias: a line in a language that it does not know says nothing for either side.
    """
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  (only training has it)

    examples = [row for file in sorted(LINES.glob("*.tsv")) for row in written(file)]
    parts = (
        (1, PHRASE, list(phrases())),
        (1, WRITTEN, [line for family, line in examples if family not in STORY]),
        (0, WRITTEN, [line for family, line in examples if family in STORY]),
        (0, GOLD, list(gold(data, all_sites=all_sites))),
    )
    said = np.concatenate([np.full(len(lines), is_site) for is_site, _, lines in parts])
    weight = np.concatenate([np.full(len(lines), weight) for _, weight, lines in parts])
    model = LogisticRegression(C=STRENGTH, solver="liblinear", fit_intercept=False, max_iter=300, random_state=0)
    model.fit(counted([line for *_, lines in parts for line in lines]), said, sample_weight=weight)
    scale = np.abs(model.coef_).max() / LEVELS
    weights = np.round(model.coef_[0] / scale).astype(np.int8)
    return {"weights": weights, "scale": np.float32(scale)}


def counted(lines: Sequence[str]) -> Any:  # SciPy has no types
    """Return a sparse matrix of a row a line, a column a run, as `cleaner.model.wording` weighs them."""
    from scipy.sparse import csr_matrix, diags  # noqa: PLC0415  (only training has it)

    text = spelled([" ".join(line.split()) for line in lines])
    line = np.cumsum(codes_of(text) == ord("\n")) - 1
    found = [(line[starts], numbers[starts]) for inside, numbers in runs(text) for starts in (np.flatnonzero(inside),)]
    row, column = (np.concatenate(each).astype(np.int64) for each in zip(*found, strict=True))
    counts = csr_matrix((np.ones(len(row)), (row, column)), shape=(len(lines), 1 << BITS))
    return diags(1 / np.sqrt(np.maximum(np.bincount(row, minlength=len(lines)), 1))) @ counts


def phrases() -> Iterator[str]:
    """Yield each phrase once, with one of its alternatives, a number for `#`, and nothing for `*`."""
    choice = random.Random(0)  # noqa: S311  (which word stands for the others is no secret)
    for lines in resources.table("phrases").values():
        for phrase in lines:
            signs = (choice.choice(sign.split("|")) for sign in phrase.split() if sign != "*")
            yield " ".join("1" if sign == "#" else sign for sign in signs if sign)


def gold(data: Path, *, all_sites: bool) -> Iterator[str]:
    """Yield the lines of stories, titles, decks and captions, and a sentence of each long one."""
    choice = random.Random(0)  # noqa: S311  (as above)
    for name in (*SETS, SNIPPETS):
        for row in rows(data, name):
            if not all_sites and split_of(row["site"]) == "validation":
                continue
            for line in _lines(row):
                yield line
                if len(line) > LONG:
                    yield choice.choice(re.split(r"(?<=[.!?]) +", line))


def _lines(row: dict[str, Any]) -> Iterator[str]:
    texts = [row.get("body"), row.get("title"), row.get("deck"), *(row.get("captions") or ()), *(row.get("with") or ())]
    for text in texts:
        for line in (text or "").splitlines():
            if line.strip():
                yield line.strip()
