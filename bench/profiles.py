"""`python -m bench profiles`: what a site's profile adds, on sites of which the data have several pages.

A profile is learned from the very pages that are then cleaned, as a user would, and from nothing else: no gold.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench import data
from bench.details import taken
from bench.metrics import mean, overall, same_title, score, shingles, tokens
from bench.tables import shorten, table
from cleaner import PIPELINE, Label, clean, learn
from cleaner.profile.lines import line_key

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from bench.details import Piece
    from bench.metrics import Score, Shingles
    from cleaner import Document, Mark, Pipeline

FEWEST = 2  # pages of a site
PLACE = "headline"  # where the README puts a profile: before this filter
MEASURES = ("F1", "exact", "caught", "lost", "title")
HEADER = (
    "dump",
    "pages",
    *(f"{name}{sign}" for name in MEASURES for sign in ("", " +")),
    "left gone",
    "any: gone",
    "any: lost",
    "harm",
)


class Outcome(NamedTuple):
    """A page without its site's profile, with it, and with every line gone that the profile lists: three scores.

    `gone` is the share of the chrome that was left which the second and the third have not: the third is what counting
    lines could reach at all. `pieces` is what the profile took, `harm` how many words it takes from the gold body itself,
    given as a page, and of how many.
    """

    site: str
    scores: list[Score]
    gone: list[float | None]
    pieces: list[Piece]
    harm: tuple[int, int]


@dataclass(frozen=True)
class AnyRepeat:
    """The profile without its doubts: every line that it lists, wherever it stands."""

    keys: frozenset[str]
    name: str = "any"

    def __call__(self, doc: Document) -> Iterator[Mark]:
        """Yield a mark for each."""
        for block in doc.open:
            if line_key(doc.blocks[block.index].text) in self.keys:
                yield from block.marks(Label.BOILERPLATE, "stands on another page")


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
    print("\nleft gone: share of the chrome that was left; any: had every line been taken that two pages of the site have;")
    print("harm: share of the words of the gold bodies, each given as a page, that the profile takes")
    if args.taken:
        print("\n## Gold that is lost to the profile\n")
        print("\n".join(f"{tool} {site} {piece.lost} [{piece.reason}] {shorten(piece.text)}" for tool, site, piece in pieces))
    if args.json:
        args.json.write_text(json.dumps([dict(zip(HEADER, cells, strict=True)) for cells in rows], indent=1) + "\n", "utf-8")
    return 0


def row(tool: str, outcomes: Sequence[Outcome]) -> list[float | str | None]:
    """Return the tool's row of the table."""
    plain, profiled, naive = (overall([each.scores[i] for each in outcomes]) for i in range(3))
    pairs = [value for name in MEASURES for value in (plain[name], profiled[name])]
    gone, any_gone = (mean(each.gone[i] for each in outcomes) for i in range(2))
    harm, words = (sum(each.harm[i] for each in outcomes) for i in range(2))
    return [tool, str(len(outcomes)), *pairs, gone, any_gone, naive["lost"], harm / words if words else None]


def _sites(folder: Path, split: str) -> dict[str, list[data.Page]]:
    """Return the pages of each site that has several, over all sets."""
    found: dict[str, list[data.Page]] = {}
    for name in data.SETS:
        for page in data.pages(folder, name):
            found.setdefault(page.site, []).append(page)
    return {site: own for site, own in found.items() if len(own) >= FEWEST and split in ("both", own[0].split)}


def _outcomes(pages: Sequence[data.Page], texts: dict[str, str], place: str) -> Iterator[Outcome]:
    """Yield the outcome of each page of one site, its profile learned from these pages."""
    profile = learn(texts[page.id] for page in pages)
    naive = AnyRepeat(frozenset(repeat.key for repeat in profile.lines))
    pipelines = (PIPELINE, PIPELINE.before(place, profile), PIPELINE.before(place, naive))
    for page in pages:
        text, gold = texts[page.id], shingles(page.body)
        source = shingles(text)
        articles = [clean(text, pipeline=pipeline) for pipeline in pipelines]
        bodies = [shingles(article.body) for article in articles]
        scores = [
            score(gold, body, source)._replace(title=same_title(article.title, page.title))
            for body, article in zip(bodies, articles, strict=True)
        ]
        gone = [_gone(bodies[0] - gold, body - gold) for body in bodies[1:]]
        pieces = [piece for piece in taken(text, articles[1], gold) if piece.owner == "profile"]
        yield Outcome(page.site, scores, gone, pieces, _harm(page.body, pipelines[1]))


def _harm(body: str, pipeline: Pipeline) -> tuple[int, int]:
    """Return how many words the profile takes from a clean article, and how many it has."""
    removed = clean(body, pipeline=pipeline).removed
    return sum(len(tokens(each.text)) for each in removed if each.filter == "profile"), len(tokens(body))


def _gone(before: Shingles, after: Shingles) -> float | None:
    """Return the share of the shingles `before` that are not there `after`, None where there were none."""
    return 1 - (before & after).total() / before.total() if before else None
