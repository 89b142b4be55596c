"""`python -m bench floors`: fail if a score on validation sites fell below its floor.

There are two groups of scores, those of texts and those of HTML. `floors.json` holds, by group, the digest of the data files
that its scores come from, and by place (`tool/set`, `gold/set` or `html/set`) and measure, the score to keep.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from bench import data
from bench.html import measures_of
from bench.quality import harm_row, system_rows
from bench.systems import CLEANER, ONE_LINE, Job, measure, workers
from bench.trial import measure_html

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping

    from bench.systems import Spread

Scores = dict[str, dict[str, float]]

FILE = Path(__file__).with_name("floors.json")
TOOLS = data.LIGHT + data.WHOLE
TEXT, HTML = "text", "html"  # the groups
KEPT = ("F1", "exact", "caught", "lost", "title")
KEPT_HTML = ("F1", "exact", "title", "captions")
HARM = ("harm", "harm_story")
COSTS = frozenset({"lost", *HARM})  # lower is better
SLACK, COST_SLACK = 0.002, 0.0005
UPDATE = "python -m bench floors --update"


class Floors(TypedDict):
    """The contents of floors.json."""

    data: dict[str, str]
    scores: Scores


class Drop(NamedTuple):
    """A score that is worse than its floor by more than the slack; `now` is None where it was not measured."""

    place: str
    measure: str
    floor: float
    now: float | None

    def __str__(self) -> str:
        """Return the drop, and the command that shows it."""
        tool, _, name = self.place.partition("/")
        show = {HTML: "html --no-peers --worst", "gold": "quality"}.get(tool, f"quality --tool {tool} --worst")
        now = "not measured" if self.now is None else f"now {self.now:.4f}"
        where = f"{self.place} {self.measure}: floor {self.floor:.4f}, {now}"
        return f"{where}\n    python -m bench {show} --set {name} --split validation"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `floors`."""
    parser.add_argument("--only", choices=tuple(FILES), help="only this group of scores (default: all that have floors)")
    parser.add_argument("--update", action="store_true", help="raise the floors that got better")
    parser.add_argument("--allow-regression", action="store_true", help="with --update: lower those that got worse, too")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes (default: %(default)s)")
    parser.add_argument("--file", type=Path, default=FILE, help="where the floors are kept (default: %(default)s)")


def run(args: argparse.Namespace) -> int:
    """Compare, or update, and return 0 if all floors hold, 1 if one does not, 2 if they cannot be compared."""
    old = load(args.file)
    groups = _groups(args.only, old, update=args.update)
    pinned = old["data"] if old else {}
    without = [group for group in groups if group not in pinned]
    if without and not args.update:
        print(f"bench: there are no floors yet for {' and '.join(without)}: make them with `{UPDATE}`", file=sys.stderr)
        return 2
    digests = {group: data.digest(args.data, FILES[group]) for group in groups}
    problem = None if args.update and args.allow_regression else _incomparable(pinned, digests)
    if problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 2
    with workers(args.workers) as spread:
        now = {place: row for group in groups for place, row in SCORES[group](args.data, spread)}
    return settle(args.file, old, {"data": digests, "scores": now}, update=args.update, allowed=args.allow_regression)


def _groups(only: str | None, old: Floors | None, *, update: bool) -> list[str]:
    """Return the groups to measure: the one asked for, those that have floors, or all that may get some."""
    if only:
        return [only]
    return list(FILES) if update or old is None else list(old["data"])


def _incomparable(old: Mapping[str, str], new: Mapping[str, str]) -> str | None:
    """Return why scores on data of the new digests cannot be held against the floors, or None if they can."""
    for group, digest in new.items():
        if old.get(group, digest) != digest:
            return (
                f"the data for {group} are not those of the floors (digest {digest[:12]}, floors {old[group][:12]}), so the "
                f"scores cannot be compared; to set the floors anew on these data: `{UPDATE} --only {group} --allow-regression`"
            )
    return None


def settle(file: Path, old: Floors | None, new: Floors, *, update: bool, allowed: bool = False) -> int:
    """Report the drops; with `update`, write the floors unless one would fall and that is not allowed.

    Floors of groups that `new` has not measured stay as they are.
    """
    old = old or {"data": {}, "scores": {}}
    before = {place: row for place, row in old["scores"].items() if group_of(place) in new["data"]}
    drops = find_drops(before, new["scores"])
    for drop in drops:
        print(drop)
    if drops and not (update and allowed):
        refusal = "no floor was changed; to lower them: --allow-regression" if update else f"{len(drops)} below their floors"
        print(f"bench: {refusal}", file=sys.stderr)
        return 1
    if update:
        rest = {place: row for place, row in old["scores"].items() if place not in before}
        kept = new["scores"] if allowed else raised(before, new["scores"])
        floors: Floors = {"data": {**old["data"], **new["data"]}, "scores": {**rest, **kept}}
        file.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    print(f"{sum(map(len, new['scores'].values()))} scores: " + (f"floors written to {file}" if update else "all floors hold"))
    return 0


def group_of(place: str) -> str:
    """Return the group that a place belongs to."""
    return HTML if place.startswith(f"{HTML}/") else TEXT


def load(file: Path) -> Floors | None:
    """Return the floors in `file`, None if there is no such file."""
    if not file.is_file():
        return None
    floors: Floors = json.loads(file.read_text(encoding="utf-8"))
    return floors


def find_drops(old: Scores, new: Mapping[str, Mapping[str, float]]) -> list[Drop]:
    """Return the floors that do not hold: .002 of slack for a score, .0005 for words lost and for harm."""
    pinned = [(place, name, floor) for place, floors in old.items() for name, floor in floors.items()]
    compared = [Drop(place, name, floor, new.get(place, {}).get(name)) for place, name, floor in pinned]
    return [drop for drop in compared if drop.now is None or _fell(drop.measure, drop.floor, drop.now)]


def _fell(name: str, floor: float, now: float) -> bool:
    """Return whether the score is worse than its floor by more than the slack (and more than rounding makes)."""
    if name in COSTS:
        return now - floor > COST_SLACK + 1e-9
    return floor - now > SLACK + 1e-9


def raised(old: Scores, new: Scores) -> Scores:
    """Return the better of old and new for each score; scores that had no floor get one."""
    return {
        place: {name: _better(name, old.get(place, {}).get(name, value), value) for name, value in values.items()}
        for place, values in new.items()
    }


def _better(name: str, one: float, other: float) -> float:
    return min(one, other) if name in COSTS else max(one, other)


def text_scores(folder: Path, spread: Spread) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield (place, scores) of the cleaner for each dump on validation sites, and its harm; four decimals."""
    for name in data.SETS:
        pages = data.select(data.pages(folder, name), "validation")
        for tool in TOOLS:
            texts = data.dump(folder, name, tool)
            jobs = [Job(page, texts[page.id], baselines=False) for page in pages]
            rows = {row["system"]: row for row in system_rows(tool, name, "validation", list(spread(measure, jobs)))}
            flat = {f"{ONE_LINE}F1": rows[ONE_LINE + CLEANER]["F1"]}
            yield f"{tool}/{name}", _rounded({**{key: rows[CLEANER][key] for key in KEPT}, **flat})
        harmed = harm_row(name, "validation", pages, spread)
        yield f"gold/{name}", _rounded({key: harmed[key] for key in HARM})


def html_scores(folder: Path, spread: Spread) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield (place, scores) of the cleaner on the HTML of validation sites; of snippets, F1 alone; four decimals."""
    for name in (*data.SETS, data.SNIPPETS):
        found = measures_of(list(spread(measure_html, data.sources(folder, name, "validation"))))
        yield f"{HTML}/{name}", _rounded({key: found[key] for key in KEPT_HTML if key in found})


def _rounded(values: Mapping[str, float | None]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items() if value is not None}


_GOLD = tuple(f"{name}.jsonl.gz" for name in data.SETS)

#: The data files that the scores of each group depend on.
FILES: dict[str, tuple[str, ...]] = {
    TEXT: (*_GOLD, *(data.dump_name(name, tool) for name in data.SETS for tool in TOOLS)),
    HTML: (*_GOLD, f"{data.SNIPPETS}.jsonl.gz"),
}

#: How the scores of each group are measured.
SCORES: dict[str, Callable[[Path, Spread], Iterator[tuple[str, dict[str, float]]]]] = {TEXT: text_scores, HTML: html_scores}
