"""A picture of how far `Article.quality` can be believed: what it claims against how often it is right."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

GOOD = 0.8  # F1 from which on an article counts as right, as in cleaner.model.quality
BINS = 10


class Bin(NamedTuple):
    """Pages of about one quality: the mean that is claimed, the share that is right, how many they are."""

    claimed: float
    right: float
    pages: int


def bins(judged: Sequence[tuple[float, float]], count: int = BINS) -> list[Bin]:
    """Return pages in order of quality, in `count` groups of one size; `judged` has (F1, quality) of each.

    >>> bins([(0.9, 0.8), (0.5, 0.2)], 2)
    [Bin(claimed=0.2, right=0.0, pages=1), Bin(claimed=0.8, right=1.0, pages=1)]
    """
    ranked = sorted(judged, key=lambda page: page[1])
    edges = [round(len(ranked) * number / count) for number in range(count + 1)]
    groups = [ranked[first:last] for first, last in pairwise(edges) if last > first]
    return [
        Bin(sum(q for _, q in group) / len(group), sum(f1 >= GOOD for f1, _ in group) / len(group), len(group))
        for group in groups
    ]


def draw(series: dict[str, Sequence[tuple[float, float]]], file: Path) -> None:
    """Write the picture as PNG: one line for each series of (F1, quality). ImportError says what to install."""
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415  (only who asks for a picture needs it)
    except ImportError as error:
        raise ImportError("the picture needs matplotlib: pip install 'article-cleaner[bench]'") from error
    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1, label="as claimed")
    for name, judged in series.items():
        found = bins(judged)
        axes.plot(
            [each.claimed for each in found], [each.right for each in found], marker="o", label=f"{name} ({len(judged)} pages)"
        )
    axes.set(xlabel="quality, as claimed", ylabel=f"share of articles with F1 ≥ {GOOD}", xlim=(0, 1.02), ylim=(0, 1.02))
    axes.set_title("Article.quality on validation sites")
    axes.legend(loc="upper left")
    figure.savefig(file, dpi=110)
