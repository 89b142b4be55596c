"""`python -m bench profiles`: what a site's profile adds, on sites of which the data have several pages.

A profile is learned from the very pages that are then cleaned, as a user would, and from nothing else: no gold.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench import data
from bench.details import taken
from bench.metrics import mean, overall, same_title, score, shingles
from bench.tables import shorten, table
from cleaner import PIPELINE, clean, learn

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from bench.details import Piece
    from bench.metrics import Score

FEWEST = 2  # pages of a site
PLACE = "headline"  # where the README puts a profile: before this filter
MEASURES = ("F1", "exact", "caught", "lost", "title")
HEADER = ("dump", "pages", *(f"{name}{sign}" for name in MEASURES for sign in ("", " +")), "left gone")


class Outcome(NamedTuple):
    """A page without and with its site's profile, the share of the chrome that was left which is gone, and what was taken."""

    site: str
    plain: Score
    profiled: Score
    gone: float | None
    pieces: list[Piece]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `profiles`."""
    parser.add_argument("--tool", action="append", choices=data.LIGHT + data.WHOLE, help="only this dump (may be repeated)")
    parser.add_argument("--split", choices=(*data.SPLITS, "both"), default="both")
    parser.add_argument("--before", default=PLACE, metavar="FILTER", help="put the profile before this filter (%(default)s)")
    parser.add_argument("--taken", action="store_true", help="show what the profile took that is gold")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there")


def run(args: argparse.Namespace) -> int:
    """Print the table: each measure without and with (+) the profile."""
    rows, pieces = [], []
    sites = _sites(args.data, args.split)
    for tool in args.tool or data.LIGHT + data.WHOLE:
        texts = {key: text for name in data.SETS for key, text in data.dump(args.data, name, tool).items()}
        outcomes = [outcome for pages in sites.values() for outcome in _outcomes(pages, texts, args.before)]
        rows.append(row(tool, outcomes))
        pieces += [(tool, each.site, piece) for each in outcomes for piece in each.pieces if piece.lost]
    print(f"\n## {len(sites)} sites with {FEWEST} pages and more ({args.split}); + is with the profile\n")
    print(table(HEADER, rows))
    if args.taken:
        print("\n## Gold that is lost to the profile\n")
        print("\n".join(f"{tool} {site} {piece.lost} [{piece.reason}] {shorten(piece.text)}" for tool, site, piece in pieces))
    if args.json:
        args.json.write_text(json.dumps([dict(zip(HEADER, cells, strict=True)) for cells in rows], indent=1) + "\n", "utf-8")
    return 0


def row(tool: str, outcomes: Sequence[Outcome]) -> list[float | str | None]:
    """Return the tool's row of the table."""
    plain, profiled = overall([each.plain for each in outcomes]), overall([each.profiled for each in outcomes])
    pairs = [value for name in MEASURES for value in (plain[name], profiled[name])]
    return [tool, str(len(outcomes)), *pairs, mean(each.gone for each in outcomes)]


def _sites(folder: Path, split: str) -> dict[str, list[data.Page]]:
    """Return the pages of each site that has several, over all sets."""
    found: dict[str, list[data.Page]] = {}
    for name in data.SETS:
        for page in data.pages(folder, name):
            found.setdefault(page.site, []).append(page)
    return {site: own for site, own in found.items() if len(own) >= FEWEST and split in ("both", own[0].split)}


def _outcomes(pages: Sequence[data.Page], texts: dict[str, str], place: str) -> Iterator[Outcome]:
    """Yield the outcome of each page of one site, its profile learned from these pages."""
    pipeline = PIPELINE.before(place, learn(texts[page.id] for page in pages))
    for page in pages:
        text, gold = texts[page.id], shingles(page.body)
        source = shingles(text)
        without, article = clean(text), clean(text, pipeline=pipeline)
        before, after = shingles(without.body), shingles(article.body)
        left = before - gold
        yield Outcome(
            page.site,
            score(gold, before, source)._replace(title=same_title(without.title, page.title)),
            score(gold, after, source)._replace(title=same_title(article.title, page.title)),
            1 - (left & (after - gold)).total() / left.total() if left else None,
            [piece for piece in taken(text, article, gold) if piece.owner == "profile"],
        )
