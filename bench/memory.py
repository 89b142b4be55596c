"""`python -m bench memory`: the memory that a page takes at its peak, beside that of parsing it and nothing else.

A fresh interpreter reads each page once, with everything imported and tried on a small page before; counted is what the
process grows by from there to its peak, as the kernel sees it (Linux only), so that memory outside Python counts, too.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench import data
from bench.data import MissingDataError
from bench.tables import table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from bench.data import Source

PEAK = Path("/proc/self/clear_refs")  # 5, written there, sets the peak back to what is held now
PARSING, CLEANING = "parsing", "cleaner"

_WORK = {
    PARSING: "from selectolax.lexbor import LexborHTMLParser as work",
    CLEANING: "from cleaner import clean\ndef work(html): return clean(html, kind='html')",
}
_MEASURE = """
import ctypes, gc, sys
def kilobytes(name):
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(name))
html = sys.stdin.buffer.read().decode("utf-8", "surrogatepass")
work("<html><body><article><h1>A page</h1><p>A sentence of eight words stands on it.</p></article></body></html>")
gc.collect()
getattr(ctypes.CDLL(None), "malloc_trim", int)(0)  # what was freed goes back, or the page would grow into it unseen
with open("/proc/self/clear_refs", "w") as file:
    file.write("5")
before = kilobytes("VmRSS:")
kept = work(html)
print(kilobytes("VmHWM:") - before)
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `memory`."""
    parser.add_argument("--set", action="append", choices=data.SETS, help="only this set (may be repeated)")
    parser.add_argument("--split", choices=data.SPLITS, default="validation")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="the first N pages of each set (default: %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there, a row a page")


def run(args: argparse.Namespace) -> int:
    """Print the growth in megabytes and the ratio of cleaner's to that of parsing."""
    reason = unable()
    if reason:
        print(f"bench: {reason}", file=sys.stderr)
        return 2
    pages = ((name, source) for name in args.set or data.SETS for source in data.sources(args.data, name, args.split, args.limit))
    rows = [{"set": name, "id": source.page.id, "characters": len(source.html), **growths(source)} for name, source in pages]
    if not rows:
        raise MissingDataError(f"no page of the split {args.split!r} in the data folder")
    show(rows)
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return 0


def unable() -> str | None:
    """Return why memory cannot be measured here, or None if it can."""
    if not PEAK.exists():
        return f"memory is measured on Linux only: there is no {PEAK}"
    if find_spec("selectolax") is None:
        return "selectolax is not installed: pip install 'article-cleaner[bench]'"
    return None


def growths(source: Source) -> dict[str, float]:
    """Return the megabytes that a fresh process grows by, for each kind of work."""
    return {name: growth(work, source.html) for name, work in _WORK.items()}


def growth(work: str, html: str) -> float:
    """Return the megabytes at the peak beyond those held before; `work` is code that defines a function of the name."""
    command, page = [sys.executable, "-c", f"{work}\n{_MEASURE}"], html.encode("utf-8", "surrogatepass")
    done = subprocess.run(command, input=page, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace").strip() or f"the measuring process ended with {done.returncode}")
    return int(done.stdout) / 1024


def show(rows: Sequence[dict[str, float | str]]) -> None:
    """Print a row a set: the means in megabytes, the ratio of the sums, that of the median page, and the worst."""
    cells = []
    for name in dict.fromkeys(row["set"] for row in rows):
        own = [(float(row[PARSING]), float(row[CLEANING])) for row in rows if row["set"] == name]
        ratios = [cleaning / max(parsing, 1 / 1024) for parsing, cleaning in own]
        parsing, cleaning = (sum(each) / len(own) for each in zip(*own, strict=True))
        cells.append((str(name), len(own), parsing, cleaning, cleaning / max(parsing, 1 / 1024), median(ratios), max(ratios)))
    print("Megabytes that a process grows by at its peak\n")
    print(table(("set", "pages", PARSING, CLEANING, "ratio", "median page's", "worst page's"), cells))
