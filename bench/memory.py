"""`python -m bench memory`: the memory that a page takes at its peak, beside that of parsing it and nothing else.

A fresh interpreter reads each page once, with everything imported and tried on a small page before; counted is what the
process grows by from there to its peak, as the kernel sees it (Linux only), so that memory outside Python counts, too.

The small page has one of each thing that pages have, so that tables which a process loads once, when they are first asked
for (labels, dates, the words of reasons), are not counted as the page's.
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
_WARM_UP = """<!DOCTYPE html><html lang="en"><head><title>Harbour bridge opens a year late | The Quay</title>
<meta property="og:title" content="Harbour bridge opens a year late"><meta property="og:type" content="article">
<meta property="og:description" content="The first cars crossed on Monday, at a price twice that of the plan.">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour bridge opens a year late",
"datePublished": "2024-05-06T08:30:00Z", "author": {"@type": "Person", "name": "Ana Sol"},
"image": {"@type": "ImageObject", "caption": "Cars on the new bridge on Monday morning"}}</script></head>
<body><nav class="main-menu"><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li><li><a href="/s">Sport</a></li></ul>
</nav><main><article class="story-body"><h1>Harbour bridge opens a year late</h1>
<p class="article-deck">The first cars crossed on Monday, at a price twice that of the plan.</p>
<div class="byline">By <a href="/ana">Ana Sol</a> and Bo Eld | May 6, 2024, 9:30 am | 4 min read | 12 comments</div>
<figure class="lead-image"><img src="a.jpg" alt="Cars on the new bridge"><figcaption class="caption">Cars on the new
bridge on Monday morning. <span class="credit">Photo: Cy Holt/Reuters</span></figcaption></figure>
<p>The bridge over the old harbour opened on Monday morning, a year later than the city had promised when the work began.</p>
<p>"We have waited long enough," said the mayor, who was in the first of some two hundred cars, and thanked the engineers.</p>
<aside class="newsletter-box"><h4>Sign up for our newsletter</h4><p>Get the news of the day delivered to your inbox.</p></aside>
<p>A toll of two euros is to pay for what the steel of the second tower cost beyond the plan, the council decided in March.</p>
<p>Read more: <a href="/tower">How the second tower came to be twice as dear</a></p>
<p>Ships of more than ninety metres cannot pass below it any longer; they now turn at the outer pier, where a crane was built.</p>
<p><em>Correction: an earlier version of this story gave a wrong height for the first tower.</em></p></article>
<section class="related-stories"><h3>You may also like</h3><ul>
<li><a href="/1">Ferry to the islands runs again after the storm</a></li>
<li><a href="/2">What a year without the old bridge did to the market</a></li></ul></section>
<section class="comments"><h3>3 comments</h3><p>Log in to join the conversation</p></section></main>
<footer><p>Copyright 2024 The Quay. All rights reserved.</p><ul><li><a href="/c">Contact</a></li></ul></footer></body></html>"""
_MEASURE = f"""
import ctypes, gc, sys
def kilobytes(name):
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(name))
html = sys.stdin.buffer.read().decode("utf-8", "surrogatepass")
work({_WARM_UP!r})
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
