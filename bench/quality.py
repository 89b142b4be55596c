"""`python -m bench quality`: how good the articles are, beside what a pipeline does today."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import data, languages
from bench.metrics import captions_f1, f1, overall, page_f1, shingles
from bench.systems import CLEANER, NOTHING, Job, cleaned, harm, measure, workers
from bench.tables import figure, shorten, table
from bench.worst import show_page

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from bench.data import Page
    from bench.details import Piece
    from bench.metrics import Score
    from bench.systems import Measured, Spread

Row = dict[str, Any]

MEASURES = ("F1", "P", "R", "exact", "caught", "lost", "title", "captions")
EXAMPLES = 5  # shown of each filter


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `quality`."""
    parser.add_argument("--tool", action="append", choices=data.LIGHT + data.WHOLE, help="only this dump (may be repeated)")
    parser.add_argument("--whole", action="store_true", help="the dumps of whole pages too")
    parser.add_argument("--set", action="append", choices=data.SETS, help="only this set (may be repeated)")
    parser.add_argument("--split", choices=(*data.SPLITS, "both"), default="both")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N pages of each set and split")
    parser.add_argument("--quick", action="store_true", help="only cleaner, not on one line, and no harm")
    parser.add_argument("--worst", type=int, nargs="?", const=10, default=0, metavar="N", help="show each table's worst N (10)")
    parser.add_argument("--worst-by", choices=tuple(_WORST), default="f1", help="which pages are the worst")
    parser.add_argument("--filters", action="store_true", help="show what each filter removed, and how much was gold")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes (default: 2)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there")


def run(args: argparse.Namespace) -> int:
    """Print the tables that were asked for."""
    tools = args.tool or (data.LIGHT + data.WHOLE if args.whole else data.LIGHT)
    rows: list[Row] = []
    pieces: dict[str, list[Piece]] = defaultdict(list)
    scored: dict[str, dict[str, list[tuple[Page, Score]]]] = defaultdict(dict)  # by split, by dump
    with workers(args.workers) as spread:
        for name in args.set or data.SETS:
            groups = _groups(args, name)
            for tool in tools:
                texts = data.dump(args.data, name, tool)
                for split, group in groups.items():
                    measured = _measure(args, group, texts, spread)
                    pieces[split] += [piece for each in measured for piece in each.pieces]
                    rows += _show(tool, name, split, measured)
                    if name == languages.SET:
                        scored[split][tool] = [(each.page, each.scores[CLEANER]) for each in measured]
                    show_worst(measured, texts, args.worst, args.worst_by)
            if not args.quick:
                rows += [harm_row(name, split, group, spread) for split, group in groups.items()]
    _show_summary(rows)
    for split, dumps in scored.items():
        rows += languages.show_languages(languages.SET, split, dumps)
    if args.filters:
        for split, taken_pieces in pieces.items():
            show_filters(split, taken_pieces)
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return 0


def _groups(args: argparse.Namespace, name: str) -> dict[str, list[data.Page]]:
    """Return the pages of a set by split, as many as were asked for."""
    every = data.pages(args.data, name)
    return {split: data.select(every, split, args.limit) for split in data.SPLITS if args.split in (split, "both")}


def _measure(args: argparse.Namespace, group: Sequence[data.Page], texts: dict[str, str], spread: Spread) -> list[Measured]:
    """Return the pages measured on these texts."""
    return list(spread(measure, [Job(page, texts[page.id], not args.quick, not args.quick, args.filters) for page in group]))


def system_rows(tool: str, name: str, split: str, measured: Sequence[Measured]) -> list[Row]:
    """Return one row a system: where it was measured, on how many pages, and the measures."""
    keys = {"tool": tool, "set": name, "split": split, "pages": len(measured)}
    systems = list(measured[0].scores) if measured else []
    return [{**keys, "system": system, **_measures(system, measured)} for system in systems]


def _measures(system: str, measured: Sequence[Measured]) -> Row:
    counted = [each.captions[system] for each in measured if system in each.captions]
    return {**overall([each.scores[system] for each in measured]), "captions": captions_f1(counted)}


def harm_row(name: str, split: str, pages: Sequence[data.Page], spread: Spread) -> Row:
    """Return the share of the words of gold bodies that leave the body, and that leave title, deck and body."""
    harms = list(spread(harm, pages))
    body, story, words = (sum(each[i] for each in harms) for i in range(3))
    shares = {"harm": body / words, "harm_story": story / words} if words else {"harm": None, "harm_story": None}
    return {"tool": "gold", "set": name, "split": split, "pages": len(pages), "system": CLEANER, **shares}


def _show(tool: str, name: str, split: str, measured: Sequence[Measured]) -> list[Row]:
    """Print one table, and return its rows."""
    rows = system_rows(tool, name, split, measured)
    print(f"\n## {tool}, {name}, {split} ({len(measured)} pages)\n")
    print(table(("system", *MEASURES), [[row["system"], *(row[key] for key in MEASURES)] for row in rows]), flush=True)
    return rows


def _show_summary(rows: Sequence[Row]) -> None:
    """Print the cleaner's rows again, together, and its harm."""
    ours = [row for row in rows if CLEANER in row["system"] and row["tool"] != "gold"]
    where = [f"{row['tool']}, {row['set']}, {row['split']}" + (" (one line)" * (row["system"] != CLEANER)) for row in ours]
    print(f"\n## {CLEANER}\n")
    print(table(("dump", *MEASURES), [[dump, *(row[key] for key in MEASURES)] for dump, row in zip(where, ours, strict=True)]))
    harmed = [row for row in rows if row["tool"] == "gold"]
    if harmed:
        print("\n## Harm: share of the words of clean articles that leave\n")
        cells = [[f"{row['set']}, {row['split']}", _fine(row["harm"]), _fine(row["harm_story"])] for row in harmed]
        print(table(("gold bodies", "the body", "title, deck and body"), cells))


def _fine(value: float | None) -> str:
    """Return a small share with a decimal more."""
    return "-" if value is None else f"{value:.4f}"


def _f1_loss(each: Measured) -> float:
    """Return what is missing to the best F1 there is: that of the input's gold and nothing else."""
    return f1(1.0, each.scores[NOTHING].recall or 0.0) - page_f1(each.scores[CLEANER])


def _lost(each: Measured) -> float:
    return each.scores[CLEANER].lost or 0.0


def _left(each: Measured) -> float:
    precision = each.scores[CLEANER].precision
    return 0.0 if precision is None else 1 - precision


_WORST: dict[str, Callable[[Measured], float]] = {"f1": _f1_loss, "lost": _lost, "left": _left}


def show_worst(measured: Sequence[Measured], texts: dict[str, str], count: int, by: str) -> None:
    """Print the pages on which the cleaner does worst: gold that left the body and where it went, and what was left."""
    for each in sorted(measured, key=_WORST[by], reverse=True)[:count]:
        score, gold = each.scores[CLEANER], shingles(each.page.body)
        print(f"\n{each.page.id} {each.page.url}")
        print(f"  F1 {page_f1(score):.3f}, lost {figure(score.lost)}, caught {figure(score.caught)}")
        show_page(texts[each.page.id], cleaned(texts[each.page.id], each.page.id), gold)


def show_filters(split: str, pieces: Sequence[Piece]) -> None:
    """Print what each filter removed over all dumps of the run, the most harmful first, with the worst of its removals."""
    by_owner: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_owner[piece.owner].append(piece)
    rows = [_filter_row(name, own) for name, own in by_owner.items()]
    rows.sort(key=lambda row: (-row[4], -row[2]))
    print(f"\n## Filters and (fields), {split}: tokens taken, tokens of them in gold, tokens of them lost from the body\n")
    print(table(("filter", "removals", "tokens", "gold", "lost"), rows))
    for name, *_ in rows:
        texts = {shorten(p.text): p for p in sorted(by_owner[name], key=lambda p: p.lost) if p.lost}
        worst = sorted(texts.items(), key=lambda item: -item[1].lost)[:EXAMPLES]
        if worst:
            print(f"\n{name}")
            print("\n".join(f"  {piece.lost:4d} {text} [{piece.reason}]" for text, piece in worst))


def _filter_row(name: str, own: Sequence[Piece]) -> tuple[str, int, int, int, int]:
    """Return (name, removals, tokens, gold tokens, lost tokens)."""
    return name, len(own), sum(p.tokens for p in own), sum(p.gold for p in own), sum(p.lost for p in own)
