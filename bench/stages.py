"""What a page of HTML costs, stage by stage: parsing alone, reading, the filters, putting the article together."""

from __future__ import annotations

import time
from collections import defaultdict
from functools import partial
from importlib import import_module
from statistics import fmean, median
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from bench.tables import shorten, table
from cleaner import PIPELINE, Explanation, Pipeline, clean
from cleaner.pipeline import name_of
from cleaner.read import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bench.data import Source

    Times = dict[str, float]

T = TypeVar("T")

ROUNDS = 3
SLOWEST = 8  # filters shown
WHOLE = "clean"
PARSING = "(parsing alone)"


class Cost(NamedTuple):
    """Seconds of one page by stage, and by filter: the fastest of each over the rounds."""

    stages: Times
    filters: Times


def show_stages(sources: Iterable[Source]) -> None:
    """Print milliseconds a page by stage, and the slowest filters; pages on which clean raises are counted and left out."""
    costs, errors = [], {}
    for source in sources:
        try:
            costs.append(cost(source))
        except Exception as error:  # noqa: BLE001, PERF203  (a page that cannot be cleaned has no time)
            errors[source.page.id] = f"{type(error).__name__}: {error}"
    if errors:
        page, message = next(iter(errors.items()))
        print(f"clean raised on {len(errors)} of {len(errors) + len(costs)} pages; on {page}: {shorten(message)}\n")
    if not costs:
        return
    print(f"{len(costs)} pages of HTML, one core, best of {ROUNDS} for each page\n")
    print(table(("stage", "ms/page", "median", "share"), _rows([each.stages for each in costs])))
    print(f"\nThe {SLOWEST} slowest filters (what many filters need is counted for the first that asks)\n")
    slowest = sorted(_rows([each.filters for each in costs]), key=lambda row: -row[1])[:SLOWEST]
    print(table(("filter", "ms/page", "median", "share of the filters"), slowest))


def _rows(costs: list[Times]) -> list[tuple[str, float, float, float]]:
    """Return (name, mean, median, share of the whole) for what was timed, in milliseconds."""
    columns = {name: [each[name] * 1e3 for each in costs] for name in costs[0]}
    whole = fmean(columns.get(WHOLE) or [sum(each.values()) * 1e3 for each in costs])
    return [(name, fmean(values), median(values), fmean(values) / whole) for name, values in columns.items()]


def cost(source: Source) -> Cost:
    """Return what the page costs."""
    rounds = [_round(source.html, source.page.url) for _ in range(ROUNDS)]
    return Cost(_fastest([each.stages for each in rounds]), _fastest([each.filters for each in rounds]))


def _fastest(rounds: list[Times]) -> Times:
    return {name: min(each[name] for each in rounds) for name in rounds[0]}


def _round(html: str, url: str) -> Cost:
    """Return the seconds of one run: of the whole, of each stage by itself, and of each filter by itself."""
    stages: Times = defaultdict(float)
    filters: Times = defaultdict(float)
    _timed(stages, WHOLE, lambda: clean(html, url=url, kind="html"))
    doc = _timed(stages, "read", lambda: read(html, url=url, kind="html"))
    for each in PIPELINE:
        doc = _timed(filters, name_of(each), partial(Pipeline((each,)), doc))
    fresh = read(html, url=url, kind="html")  # without the facts that the filters have looked up
    painted = _timed(stages, "filters", lambda: PIPELINE(fresh))
    _timed(stages, "put together", lambda: Explanation(painted).article)
    parser = _parser()
    if parser:
        _timed(stages, PARSING, lambda: parser(html))
    return Cost(stages, filters)


def _timed(times: Times, name: str, work: Callable[[], T]) -> T:
    """Return what `work` does, its seconds of the processor noted under the name."""
    start = time.process_time()
    result = work()
    times[name] = time.process_time() - start
    return result


def _parser() -> Callable[[str], object] | None:
    """Return the parser that reading is held against, if it is installed."""
    try:
        parser: Callable[[str], object] = import_module("selectolax.lexbor").LexborHTMLParser
    except ImportError:
        return None
    return parser
