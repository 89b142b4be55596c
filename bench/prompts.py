"""`python -m bench prompts`: how much of what sites say to their readers goes, in many languages, and what of the story with it.

Pages with gold are mostly English and German, and their prompts are few. `lines/<language>.tsv` has lines that were written for
this, by none who knew the library's phrases, and none of which it learned from: a family and a line, and a story around them.
A line stands for itself, after the third paragraph or after the last one, or as on most pages: with others of its family.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from bench.data import written
from bench.systems import workers
from bench.tables import table
from cleaner import clean

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

LINES = Path(__file__).with_name("lines")
PROSE, HEADLINE, STORY = "prose", "headline", "story"
PLACES = ("middle", "end", "group")
ABOVE = 3  # paragraphs of the story above a line in its middle
GROUP = 3  # lines


class Trial(NamedTuple):
    """A line in a story: what it is, the texts that have it in each of `PLACES`, and whether it went from each."""

    language: str
    family: str
    line: str
    texts: tuple[str, ...]
    gone: tuple[bool, ...] = ()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `prompts`."""
    parser.add_argument("--language", action="append", help="only this language (may be repeated)")
    parser.add_argument("--left", action="store_true", help="show the lines that stay in the middle of a story")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes (default: 2)")


def run(args: argparse.Namespace) -> int:
    """Print the share of lines that go by language and by family, and each sentence of a story that goes."""
    files = [file for file in sorted(LINES.glob("*.tsv")) if file.stem in (args.language or [file.stem])]
    with workers(args.workers) as spread:
        trials = list(spread(tried, [trial for file in files for trial in trials_of(file)]))
    prompts = [trial for trial in trials if trial.family != PROSE]
    for of in ("language", "family"):
        print(table((of, "lines", *PLACES), rows(prompts, of)), end="\n\n")
    story = [trial for trial in trials if trial.family == PROSE]
    lost = [trial for trial in story if any(trial.gone)]
    print(f"sentences of stories that speak of such things: {len(lost)} of {len(story)} lost")
    for trial in (*lost, *(trial for trial in prompts if args.left and not trial.gone[0])):
        print(f"  {trial.language} {trial.family}: {trial.line}")
    return 0


def trials_of(file: Path) -> Iterator[Trial]:
    """Yield the trials of a language."""
    families = defaultdict(list)
    for family, line in written(file):
        families[family].append(line)
    (headline,), story = families.pop(HEADLINE), families.pop(STORY)
    for family, lines in families.items():
        for number, line in enumerate(lines):
            first = number - number % GROUP
            group = lines[first : first + GROUP] if family != PROSE else [line]
            texts = ((*story[:ABOVE], line, *story[ABOVE:]), (*story, line), (*story, *group))
            yield Trial(file.stem, family, line, tuple("\n\n".join((headline, *text)) for text in texts))


def tried(trial: Trial) -> Trial:
    """Return the trial with its outcome."""
    return trial._replace(gone=tuple(trial.line not in clean(text, kind="text").body for text in trial.texts))


def rows(trials: Sequence[Trial], of: str) -> list[tuple[str | int | float, ...]]:
    """Return a row for each language or family and one for all: its lines, and the share of them that goes from each place."""
    groups = defaultdict(list)
    for trial in trials:
        groups[getattr(trial, of)].append(trial.gone)
    known = [*sorted(groups.items()), ("all", [gone for group in groups.values() for gone in group])]
    return [(name, len(group), *map(fmean, zip(*group, strict=True))) for name, group in known]
