"""`python -m bench calibration`: whether `Article.quality` tells good articles from bad ones, and pages that hold none."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from bench import data
from bench.checkouts import decoded
from bench.metrics import page_f1, score, shingles, tokens
from bench.plot import draw
from bench.systems import cleaned, workers
from bench.tables import table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from bench.data import Source

GOOD, BAD = 0.9, 0.6  # F1 of a page: above, it is good; below, it is bad
SET = "wcxb"
NO_ARTICLES = Path(__file__).parent.parent / "tests" / "pages"


class Judged(NamedTuple):
    """A page: its F1, and the quality that its article claims."""

    id: str
    f1: float
    quality: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `calibration`."""
    parser.add_argument("--split", choices=(*data.SPLITS, "both"), default="validation")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N pages of each split")
    parser.add_argument(
        "--pages", type=Path, default=NO_ARTICLES, help="folder of pages without an article (default: tests/pages)"
    )
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw what is claimed against what is right, as PNG")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes (default: 2)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there")


def run(args: argparse.Namespace) -> int:
    """Print the area under the curve, and what quality the pages without an article are given."""
    splits = [split for split in data.SPLITS if args.split in (split, "both")]
    with workers(args.workers) as spread:
        judged = list(spread(judge, (source for split in splits for source in data.sources(args.data, SET, split, args.limit))))
    good = [each.quality for each in judged if each.f1 > GOOD]
    bad = [each.quality for each in judged if each.f1 < BAD]
    area = auc(good, bad)
    print(f"{SET}, {args.split}: {len(judged)} pages, {len(good)} with F1 > {GOOD}, {len(bad)} with F1 < {BAD}\n")
    rows = [("F1 > .9", len(good), _mean(good)), ("F1 < .6", len(bad), _mean(bad))]
    print(table(("pages", "number", "mean quality"), rows))
    print(f"\nAUC of quality: {'not known, one group is empty' if area is None else f'{area:.3f}'}\n")
    empty = without_article(args.pages)
    print(
        table(
            ("pages without an article", "words of body", "quality"), [*empty, ("mean", None, _mean([row[2] for row in empty]))]
        )
    )
    if args.plot:
        draw({f"HTML, {SET}": [(each.f1, each.quality) for each in judged]}, args.plot)
    if args.json:
        found = {"auc": area, "pages": [each._asdict() for each in judged], "without_article": empty}
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


def judge(source: Source) -> Judged:
    """Return a page's F1 and the quality of its article."""
    article = cleaned(source.html, source.page.id, url=source.page.url, kind="html")
    f1 = page_f1(score(shingles(source.page.body), shingles(article.body)))
    return Judged(source.page.id, f1, article.quality)


def without_article(folder: Path) -> list[tuple[str, int, float]]:
    """Return (name, words of body, quality) for each page of the folder: fronts, listings, walls, errors."""
    found = [(file.stem, cleaned(decoded(file.read_bytes()), file.name, kind="html")) for file in sorted(folder.glob("*.html"))]
    if not found:
        raise data.MissingDataError(f"no pages in {folder}: name their folder with --pages")
    return [(name, len(tokens(article.body)), article.quality) for name, article in found]


def auc(good: Sequence[float], bad: Sequence[float]) -> float | None:
    """Return how often a good page has more than a bad one, half for as much; None if there are none of either.

    >>> auc([0.9, 0.5], [0.5, 0.1])
    0.875
    """
    if not good or not bad:
        return None
    ranked = sorted(bad)
    wins = sum(bisect_left(ranked, value) + bisect_right(ranked, value) for value in good) / 2
    return wins / (len(good) * len(bad))


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None
