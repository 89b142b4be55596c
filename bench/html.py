"""`python -m bench html`: how good the articles of HTML pages are, beside other extractors on the same pages in the same run.

One process, and the systems take turns page by page. Times are of the processor, after a page to warm up.
"""

from __future__ import annotations

import argparse
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import checkouts, data, languages
from bench.metrics import captions_f1, mean, overall, snippets_overall
from bench.peers import SYSTEMS, load, versions
from bench.systems import CLEANER
from bench.tables import shorten, table
from bench.trial import run_trials
from bench.worst import show_worst_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bench.data import Source
    from bench.trial import Result, Trial

Row = dict[str, Any]

IN_BODY = "caption in body"  # share of the pages with captions
MEASURES = ("F1", "P", "R", "exact", "title", "captions", IN_BODY)
TIMES = ("ms/page", "median")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `html`."""
    sets = (*data.SETS, data.SNIPPETS)
    parser.add_argument("--set", action="append", choices=sets, help="only this set (may be repeated)")
    parser.add_argument("--split", choices=(*data.SPLITS, "both"), default="both")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N pages of each set and split")
    parser.add_argument("--peers", action=argparse.BooleanOptionalAction, default=True, help="other extractors beside cleaner")
    parser.add_argument("--system", action="append", choices=tuple(SYSTEMS), help="only this system (may be repeated)")
    parser.add_argument(
        "--worst", type=int, nargs="?", const=10, default=0, metavar="N", help="show cleaner's worst N pages (10)"
    )
    for name, read in checkouts.CHECKOUTS.items():
        about = (read.__doc__ or "").split("\n", 1)[0]
        parser.add_argument(f"--{name}", type=Path, metavar="FOLDER", help=f"{about[0].lower()}{about[1:].rstrip('.')}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there")


def run(args: argparse.Namespace) -> int:
    """Print the tables that were asked for; the exit code is 1 if cleaner raised on a page."""
    readers, missing = load(args.system or (list(SYSTEMS) if args.peers else [CLEANER]))
    for name, why in missing.items():
        print(f"{name} is left out: {why}")
    if missing:
        print("to have all of them: pip install 'article-cleaner[bench]'")
    print(versions(list(readers)))
    rows: list[Row] = []
    failed = False
    for name, split, sources in _sources(args):
        trials = run_trials(sources(), readers)
        rows += show(name, split, trials)
        failed = failed or bool(CLEANER in trials and trials[CLEANER].errors)
        if args.worst and CLEANER in trials:
            show_worst_html(sources(), trials[CLEANER].results, args.worst)
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return int(failed)


def _sources(args: argparse.Namespace) -> Iterable[tuple[str, str, Callable[[], Iterable[Source]]]]:
    """Yield (set, split, how to read its pages) of what was asked for; a checkout alone is read alone, and has no splits."""
    asked = {name: folder for name in checkouts.CHECKOUTS if (folder := getattr(args, name.replace("-", "_")))}
    for name in args.set or (() if asked else (*data.SETS, data.SNIPPETS)):
        for split in data.SPLITS:
            if args.split in (split, "both"):
                yield name, split, partial(data.sources, args.data, name, split, args.limit)
    for name, folder in asked.items():
        yield name, "all", partial(checkouts.CHECKOUTS[name], folder, args.limit)


def show(name: str, split: str, trials: Mapping[str, Trial]) -> list[Row]:
    """Print the tables of one set and split, and return their rows."""
    pages = max((len(trial.results) for trial in trials.values()), default=0)
    rows = [{"set": name, "split": split, "system": system, **measures(trial)} for system, trial in trials.items()]
    columns = (*(key for key in MEASURES if any(key in row for row in rows)), *TIMES)
    print(f"\n## HTML, {name}, {split} ({pages} pages)\n")
    print(table(("system", *columns), [[row["system"], *(row.get(key) for key in columns)] for row in rows]), flush=True)
    for system, trial in trials.items():
        if trial.errors:
            page, error = next(iter(trial.errors.items()))
            print(f"\n{system} raised on {len(trial.errors)} of {pages} pages; on {page}: {shorten(error)}")
    if name == languages.SET:
        scored = {system: [(result.page, result.score) for result in trial.results] for system, trial in trials.items()}
        rows += languages.show_languages(name, split, scored)
    return rows


def measures(trial: Trial) -> Row:
    """Return the measures of a system over its pages, its times in milliseconds, and on how many pages it raised."""
    mean, median = trial.milliseconds
    times = {"pages": len(trial.results), "failed": len(trial.errors), "ms/page": mean, "median": median}
    return {**measures_of(trial.results), **times}


def measures_of(results: Sequence[Result]) -> Row:
    """Return the measures over pages: those of snippets if these are pages of snippets."""
    snippets = [result.snippets for result in results if result.snippets]
    if snippets:
        return {**snippets_overall(snippets)}
    found = {
        **overall([result.score for result in results]),
        "captions": captions_f1(result.captions for result in results if result.captions),
        IN_BODY: mean(result.caption_in_body for result in results),
    }
    return {key: found[key] for key in MEASURES}
