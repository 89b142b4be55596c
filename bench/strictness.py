"""`python -m bench strictness`: what is caught and what is lost as the labeller asks for more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bench import data
from bench.metrics import overall, score, shingles
from bench.systems import workers
from bench.tables import table
from cleaner import clean

if TYPE_CHECKING:
    import argparse

    from bench.metrics import Score

STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)
MEASURES = ("F1", "exact", "caught", "lost")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `strictness`."""
    parser.add_argument("--tool", action="append", choices=data.LIGHT + data.WHOLE, help="only this dump (may be repeated)")
    parser.add_argument("--set", action="append", choices=data.SETS, help="only this set (may be repeated)")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N pages of each set")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes (default: 2)")


def run(args: argparse.Namespace) -> int:
    """Print a row for each dump and strictness, on validation sites."""
    rows = []
    with workers(args.workers) as spread:
        for name in args.set or data.SETS:
            pages = data.select(data.pages(args.data, name), "validation", args.limit)
            for tool in args.tool or ("inscriptis", "trafilatura_recall"):
                texts = data.dump(args.data, name, tool)
                jobs = [(texts[page.id], page.body) for page in pages]
                for step in STEPS:
                    found = overall(list(spread(partial(scored, step), jobs)))
                    rows.append((f"{tool}, {name}", f"{step:.2f}", *(found[key] for key in MEASURES)))
    print(table(("dump", "strictness", *MEASURES), rows))
    return 0


def scored(strictness: float, job: tuple[str, str]) -> Score:
    """Return the score of one text, given with its gold body."""
    text, body = job
    return score(shingles(body), shingles(clean(text, kind="text", strictness=strictness).body), shingles(text))
