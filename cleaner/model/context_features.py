"""What the second look sees beside the first: the first scores around a block, and what the filters have painted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

import numpy as np

from cleaner.document import Label

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from numpy.typing import NDArray

    from cleaner.document import Block, Mark
    from cleaner.model.page_features import Tree
    from cleaner.model.table import Table
    from cleaner.model.words import Words

    Owner = tuple[tuple[str, Label] | None, bool]  # filter and label of what was painted over a block; is it a part only?

REACH = 4
WINDOWS = (5, 11, 31)
SURE, SURE_CHARS = 0.8, 80  # of a block that is body for certain
LIKELY, LEAD = 0.6, 3  # probability of a block that is likely body, and how many paragraphs of those are the lead
SHORT_WORD = 3  # letters of a word that says nothing
MOST_PAINTED = 0.6  # of a block's characters under a mark; with less, only a part of it was taken
#: The filters whose paint says something of its own; all others count by their label alone.
FILTERS = (
    "newsletter related share bio wire twins deck headline byline date closing related_block related_link appeal affiliate "
    "tags credit comments most_read widgets between promo embed note picture ads button end_marker"
).split()
_STEPS = [step for step in range(-REACH, REACH + 1) if step]
_EDGE = 50  # blocks; further is far
_LABELS: dict[Label, int] = {label: number for number, label in enumerate(label for label in Label if label is not Label.BODY)}
_FILTERS = {name: number for number, name in enumerate(FILTERS)}


def add_context(
    table: Table, at: NDArray[Any], blocks: Sequence[Block], scores: Mapping[str, NDArray[Any]], tree: Tree | None
) -> None:
    """Add the first scores ("body" and others, a probability for each block) of the block, its neighbours and its containers.

    The rows of `table` are the blocks `at`, by number; here as in `add_story` and `add_paint`.
    """
    padded = np.zeros((len(scores), len(blocks) + 2 * REACH), np.float32)
    padded[:, REACH:-REACH] = list(scores.values())
    table.add_all([f"first {name}" for name in scores], _log_odds(padded[:, at + REACH]))
    for name, score in zip(scores, padded, strict=True):
        steps = [step for step in _STEPS if name == "body" or -3 < step < 3]
        table.add_all([f"first {name}@{step:+d}" for step in steps], score[at + np.array(steps)[:, None] + REACH])
    body = scores["body"]
    chars = np.array([len(block.text) for block in blocks], np.float32)
    weights = np.stack([body, body * chars, chars])
    for window in WINDOWS:
        mean, long, length = _window(weights, window, at)
        table.add(f"first~{window}", mean)
        table.add(f"first chars~{window}", long / length)
    _add_groups(table, at, _groups(blocks, tree), weights)
    sure = (body > SURE) & (chars > SURE_CHARS)
    _add_distances(table, at, "sure", sure)
    kept = weights[1]
    whole = max(float(kept.sum()), 1.0)
    before = np.cumsum(kept) - kept
    table.add("kept_before", (before / whole)[at])
    table.add("kept_after", ((whole - before - kept) / whole)[at])
    table.add("kept_blocks", np.log1p((body > 0.5).sum()))
    table.add("doubt", np.abs(body - 0.5).mean())


def _log_odds(probabilities: NDArray[Any]) -> NDArray[Any]:
    clipped = np.minimum(np.maximum(probabilities, 1e-4), 1 - 1e-4)
    found: NDArray[Any] = np.log(clipped / (1 - clipped))
    return found


def add_story(table: Table, at: NDArray[Any], words: Words, scores: Mapping[str, NDArray[Any]], prose: NDArray[Any]) -> None:
    """Add how much each block shares with the likely story: a headline's words come again in it, a teaser's do not.

    `words` are the pieces of all blocks; `scores` are the first, and `prose` tells which blocks are paragraphs.
    """
    likely = scores["body"] > LIKELY
    long = words.ends - words.starts > SHORT_WORD
    rows, numbers = _distinct(words.rows[long], words.numbers[long], len(likely))
    own = likely[rows]  # a block of the story says each of its words itself
    said = np.bincount(numbers[own], minlength=len(words.rows))
    lead = np.zeros(len(words.rows), bool)
    opening = np.zeros(len(likely), bool)
    opening[np.flatnonzero(likely & prose)[:LEAD]] = True
    lead[numbers[opening[rows]]] = True
    size = np.maximum(np.bincount(rows, minlength=len(likely)), 1)
    table.add("in_story", (np.bincount(rows, said[numbers] > own, minlength=len(likely)) / size)[at])
    table.add("in_lead", (np.bincount(rows, lead[numbers], minlength=len(likely)) / size)[at])
    first = int(np.argmax(likely)) if likely.any() else int(scores["body"].argmax())
    table.add("before_story", first - at)
    if "title" in scores:
        title = _log_odds(scores["title"])
        rest = np.sort(title)[-2:]
        table.add("title_lead", (title - np.where(title == rest[-1], rest[0], rest[-1]))[at])


def _distinct(rows: NDArray[Any], numbers: NDArray[Any], lines: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return line and number of each word, given for all words of `lines` lines, once for each line that it stands in."""
    pairs = np.sort(numbers * lines + rows)
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    return pairs % lines, pairs // lines


def _add_groups(table: Table, at: NDArray[Any], groups: Mapping[str, NDArray[Any]], weights: NDArray[Any]) -> None:
    """Add the mean score of each block's groups, that of its others, and that of their characters."""
    group = np.stack(list(groups.values()))
    group[1:] += np.cumsum(group.max(axis=1) + 1)[:-1, None]  # all groups have numbers of their own, so they are summed at once
    flat, own = group.reshape(-1), group[:, at]
    size = np.bincount(flat).take(own)
    many = np.tile(weights.astype(np.float64), len(group))
    body, long, length = (np.bincount(flat, weight).take(own) for weight in many)
    table.add_all([f"first {name}" for name in groups], body / size)
    others = np.where(size > 1, (body - weights[0, at]) / np.maximum(size - 1, 1), -1)
    table.add_all([f"first {name} others" for name in groups], others)
    table.add_all([f"first {name} chars" for name in groups], long / np.maximum(length, 1))


def _groups(blocks: Sequence[Block], tree: Tree | None) -> dict[str, NDArray[Any]]:
    """Return, under a name each, the number of the group that each block is in: its container, or its kind."""
    if tree is None:
        shapes = [(block.indent, block.bullet, block.ends, min(block.words // 6, 5)) for block in blocks]
        return {"alike": _numbered(shapes)}
    named = _numbered([kind.partition(" ")[2] for kind in tree.kinds])[tree.kind]
    own, parent, grandparent = tree.ancestry(3)
    alike = np.unique(tree.kind[own] * len(tree.kinds) + named[parent], return_inverse=True)[1]
    return {"alike": alike, "own": own, "parent": parent, "grandparent": grandparent}


def _numbered(things: Sequence[Hashable]) -> NDArray[Any]:
    """Return a number for each of `things`, the same for the same."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(thing, len(numbers)) for thing in things])


def add_paint(table: Table, at: NDArray[Any], owners: Sequence[Owner]) -> None:
    """Add what the filters have painted each block, as a whole or in part: what `painted` has found."""
    labels = np.array([-1 if owner is None else _LABELS.get(owner[1], -1) for owner, _ in owners], np.int8)
    table.add_all([f"painted {label}" for label in _LABELS], labels[at] == np.arange(len(_LABELS), dtype=np.int8)[:, None])
    table.add("painted in part", [owners[i][1] for i in at.tolist()])
    boilerplate = labels == _LABELS[Label.BOILERPLATE]
    _add_distances(table, at, "paint", boilerplate)
    for width in (7, 31):
        table.add(f"painted~{width}", _window(boilerplate[None], width, at)[0])
    filters = np.array([_filter(owners[i]) for i in at.tolist()], np.int8)
    table.add_all([f"by {name}" for name in FILTERS], filters == np.arange(len(FILTERS), dtype=np.int8)[:, None])


def _filter(owner: Owner) -> int:
    return -1 if owner[0] is None else _FILTERS.get(owner[0][0], -1)


def _add_distances(table: Table, at: NDArray[Any], name: str, flags: NDArray[Any]) -> None:
    """Add how far above and below each block the nearest flagged one is."""
    table.add(f"to_{name}_above", np.minimum(distance(flags)[at], _EDGE))
    table.add(f"to_{name}_below", np.minimum(distance(flags[::-1])[::-1][at], _EDGE))


def painted(blocks: Sequence[Block], marks: Sequence[Mark]) -> list[Owner]:
    """Return, for each block, filter and label of the mark that covers most of it (or None), and whether one covers a part."""
    starts, ends = [block.start for block in blocks], [block.end for block in blocks]
    owners: list[Owner] = [(None, False)] * len(blocks)
    for start, end, label, _, name in marks:
        owner: Owner = ((name, label), False)
        for at in range(max(bisect_right(starts, start) - 1, 0), bisect_left(starts, end)):
            first, last = starts[at], ends[at]
            if start <= first and last <= end:
                owners[at] = owner
                continue
            covered = min(end, last) - max(start, first)
            if covered >= MOST_PAINTED * (last - first):
                owners[at] = owner
            elif covered > 0 and owners[at][0] is None:
                owners[at] = (None, True)
    return owners


def distance(flags: NDArray[Any]) -> NDArray[Any]:
    """Return how many rows above each row the nearest flagged one is; a large number where there is none."""
    index = np.arange(len(flags))
    last = np.full(len(flags) + 1, -1000)
    last[1:][flags] = index[flags]
    return index - np.maximum.accumulate(last)[:-1]


def _window(values: NDArray[Any], width: int, at: NDArray[Any]) -> NDArray[Any]:
    """Return the means of `values`, an array of shape (columns, rows), over `width` rows around each of the rows `at`."""
    rows = values.shape[1]
    sums = np.zeros((len(values), rows + 1))
    sums[:, 1:] = np.cumsum(values, axis=1)
    first, last = np.maximum(at - width // 2, 0), np.minimum(at + width // 2 + 1, rows)
    return ((sums.take(last, axis=1) - sums.take(first, axis=1)) / (last - first)).astype(np.float32)
