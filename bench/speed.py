"""`python -m bench speed`: how fast articles are made, beside the least that a reader of lines must do.

Floors and cleaner are timed in the same run on the same texts, so that their ratio means something on a busy machine too.
Pages of HTML, texts of whole pages and what extractors left of them are timed stage by stage (`stages.py`); beside other
extractors pages of HTML are timed by `python -m bench html`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from functools import partial
from itertools import chain, islice
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from bench import data
from bench.stages import Input, show_stages
from bench.tables import table
from cleaner import clean

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

ROUNDS = 3
PAGES = 50  # timed stage by stage of each dump, and of HTML of each set and split, unless told otherwise
STARTS = 5
HEAVY = ("lxml", "bs4", "trafilatura", "selectolax")

_PROMPT = re.compile(r"\b(?:subscribe|sign up|newsletter|advertisement)\b", re.IGNORECASE)
_IMPORT = f"""
import json, sys, time
start = time.perf_counter()
import cleaner
took = time.perf_counter() - start
print(json.dumps([took, [name for name in {HEAVY!r} if name in sys.modules], len(sys.modules)]))
"""


class Start(NamedTuple):
    """Seconds of a bare interpreter, of one that imports cleaner, and of the import statement; what the import loaded."""

    bare: float
    whole: float
    statement: float
    heavy: list[str]
    modules: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `speed`."""
    parser.add_argument("--set", action="append", choices=data.SETS, help="only this set (may be repeated)")
    parser.add_argument("--tool", action="append", choices=data.LIGHT + data.WHOLE, help="only this dump (may be repeated)")
    parser.add_argument("--whole", action="store_true", help="the speed on dumps of whole pages, too")
    parser.add_argument("--kind", choices=("text", "html"), help="only texts, or only pages of HTML (default: both)")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N texts of each dump, pages of each set and split")


def run(args: argparse.Namespace) -> int:
    """Print the speeds and the time of an import."""
    if args.kind != "html":
        show_texts(args)
        for what, tools in (("texts of whole pages", data.WHOLE), ("texts of extractors", data.LIGHT)):
            show_stages(what, text_inputs(args, [tool for tool in tools if tool in (args.tool or tools)]))
    if args.kind != "text":
        show_stages("pages of HTML", html_inputs(args))
    start = start_up()
    print(f"import cleaner: {start.statement * 1e3:.1f} ms, {start.modules} modules in all, best of {STARTS}")
    print(f"interpreter: bare {start.bare * 1e3:.1f} ms, with cleaner {start.whole * 1e3:.1f} ms")
    print(f"of {', '.join(HEAVY)} it loads: {', '.join(start.heavy) or 'none'}")
    return 0


def show_texts(args: argparse.Namespace) -> None:
    """Print the speeds on texts."""
    names, tools = args.set or data.SETS, args.tool or (data.LIGHT + data.WHOLE if args.whole else data.LIGHT)
    dumps = (data.dump(args.data, name, tool).values() for name in names for tool in tools)
    texts = list(chain.from_iterable(list(dump)[: args.limit] for dump in dumps))
    size = sum(len(text.encode(errors="surrogatepass")) for text in texts) / 1e6
    print(f"{len(texts)} texts, {size:.1f} MB of UTF-8, one core, best of {ROUNDS}\n")
    speeds = [(name, size / best(work, texts)) for name, work in WORK.items()]
    own = speeds[-1][1]
    rows = [(name, f"{speed:.2f}", f"{speed / own:.1f}") for name, speed in speeds]
    print(table(("work", "MB/s", "times cleaner"), rows), end="\n\n")


def text_inputs(args: argparse.Namespace, tools: Sequence[str]) -> Iterator[Input]:
    """Yield the first texts of each dump."""
    for name in args.set or data.SETS:
        for tool in tools:
            texts = islice(data.dump(args.data, name, tool).items(), args.limit or PAGES)
            yield from (Input(f"{tool}, {name}, {page}", text, "text") for page, text in texts)


def html_inputs(args: argparse.Namespace) -> Iterator[Input]:
    """Yield the first pages of each set and split."""
    for name in args.set or data.SETS:
        for split in data.SPLITS:
            pages = data.sources(args.data, name, split, args.limit or PAGES)
            yield from (Input(page.id, html, "html", page.url) for page, html in pages)


def split_and_strip(texts: Iterable[str]) -> None:
    """Split each text into lines and strip them: the floor of floors."""
    for text in texts:
        for line in text.split("\n"):
            line.strip()


def search_lines(texts: Iterable[str]) -> None:
    """Search one compiled regular expression in every line."""
    for text in texts:
        for line in text.split("\n"):
            _PROMPT.search(line)


def clean_all(texts: Iterable[str]) -> None:
    """Clean every text."""
    for text in texts:
        clean(text)


WORK: dict[str, Callable[[Iterable[str]], None]] = {
    "split and strip lines": split_and_strip,
    "one regex in every line": search_lines,
    "cleaner": clean_all,
}


def best(work: Callable[[Iterable[str]], None], texts: Sequence[str]) -> float:
    """Return the seconds of the fastest round over all texts, after warming up on the first of them."""
    work(texts[:20])
    return min(_seconds(lambda: work(texts)) for _ in range(ROUNDS))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def start_up() -> Start:
    """Return what it costs to import cleaner in a fresh interpreter: the fastest of each over five starts.

    What is installed has been compiled to bytecode before it is used; so it is here, whatever the environment says.
    """
    with TemporaryDirectory() as folder:
        python = partial(_python, {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": folder})
        python("import cleaner")
        bare = min(_seconds(lambda: python("pass")) for _ in range(STARTS))
        whole = min(_seconds(lambda: python("import cleaner")) for _ in range(STARTS))
        reports = [json.loads(python(_IMPORT)) for _ in range(STARTS)]
    statement, heavy, modules = min(reports)
    return Start(bare, whole, statement, heavy, modules)


def _python(environment: Mapping[str, str], code: str) -> str:
    """Run `code` in a fresh interpreter and return what it prints."""
    return subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True).stdout
