"""Which characters of a page are the gold: a monotone alignment of the page's tokens with the gold's.

A token matched is worth 1; opening a run of matches costs 3, or 1.2 where a block of the page and a paragraph of the gold
both begin there. So stray words do not scatter, and of two copies of a heading the one beside the rest of the story is
taken. The costs are those of a small search on the pages themselves; results hardly depend on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from bench.metrics import token_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

OPEN, OPEN_BOTH = 3.0, 1.2
MOST_CELLS = 400_000_000  # of the table; a page beyond is cut


@njit(cache=True)
def _align(x, y, x_start, y_start, open_cost, open_both):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    n, m = len(x), len(y)
    trace = np.zeros(
        (n + 1, m + 1), np.uint8
    )  # bits 0-1: where G came from (0 left, 1 up, 2 match); bit 2: the match opened a run
    best = np.zeros(m + 1, np.float32)
    run = np.full(m + 1, -1e9, np.float32)
    for i in range(1, n + 1):
        diagonal_best, diagonal_run = best[0], run[0]
        for j in range(1, m + 1):
            above_best, above_run = best[j], run[j]
            flag = 0
            matched = np.float32(-1e9)
            if x[i - 1] == y[j - 1]:
                opened = diagonal_best - (open_both if x_start[i - 1] and y_start[j - 1] else open_cost)
                if diagonal_run >= opened:
                    matched = diagonal_run + 1
                else:
                    matched = opened + 1
                    flag = 4
            value = best[j - 1]
            if above_best > value:
                value = above_best
                flag |= 1
            if matched > value:
                value = matched
                flag = (flag & 4) | 2
            best[j] = value
            run[j] = matched
            trace[i, j] = flag
            diagonal_best, diagonal_run = above_best, above_run
    hits = np.full(n, -1, np.int32)
    i, j, inside = n, m, False
    while i > 0 and j > 0:
        flag = trace[i, j]
        if inside or flag & 3 == 2:
            hits[i - 1] = j - 1
            inside = not flag & 4
            i -= 1
            j -= 1
        elif flag & 1:
            i -= 1
        else:
            j -= 1
    return hits


def align(blocks: Sequence[str], paragraphs: Sequence[str]) -> list[tuple[int, int]]:
    """Return, for each block, how many of its tokens the alignment with the gold paragraphs matches, and how many it has."""
    numbers: dict[str, int] = {}
    x, x_start, owners = _coded(blocks, numbers)
    y, y_start, _ = _coded(paragraphs, numbers)
    if not len(x) or not len(y):
        hits = np.full(len(x), -1)
    else:
        most = max(1, MOST_CELLS // len(y))
        hits = np.full(len(x), -1)
        hits[:most] = _align(x[:most], y, x_start[:most], y_start, OPEN, OPEN_BOTH)
    total = np.bincount(owners, minlength=len(blocks)) if len(owners) else np.zeros(len(blocks), int)
    matched = np.bincount(owners[hits >= 0], minlength=len(blocks)) if len(owners) else np.zeros(len(blocks), int)
    return list(zip(matched.tolist(), total.tolist(), strict=True))


def _coded(texts: Sequence[str], numbers: dict[str, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the tokens of all texts as numbers, whether each opens its text, and the text that each is of."""
    codes, starts, owners = [], [], []
    for owner, text in enumerate(texts):
        for at, token in enumerate(token_spans(text)):
            codes.append(numbers.setdefault(token.text, len(numbers)))
            starts.append(at == 0)
            owners.append(owner)
    return np.array(codes, np.int32), np.array(starts, np.bool_), np.array(owners, np.int64)
