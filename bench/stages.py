"""What a page or a text costs, stage by stage: reading, first look, filters, second look, putting the article together.

The first look is what many filters ask for; it is taken before them here, so that none is charged for it.
"""

from __future__ import annotations

import time
from functools import partial
from importlib import import_module
from statistics import fmean, median
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from bench.tables import shorten, table
from cleaner import PIPELINE, Explanation, Pipeline, clean
from cleaner.contents import SECOND_LOOK
from cleaner.model.labeller import look
from cleaner.pipeline import name_of
from cleaner.read import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cleaner.pipeline import Kind

    Times = dict[str, float]

T = TypeVar("T")

ROUNDS = 3
SLOWEST = 8  # filters shown
WHOLE = "clean"
PARSING = "(parsing alone)"


class Input(NamedTuple):
    """What is cleaned: the page's name, its HTML or its text, which of the two it is, and its address if it is known."""

    name: str
    source: str
    kind: Kind
    url: str | None = None


class Cost(NamedTuple):
    """Seconds of one input by stage, and by filter: the fastest of each over the rounds."""

    stages: Times
    filters: Times


def show_stages(what: str, inputs: Iterable[Input]) -> None:
    """Print milliseconds an input by stage, and the slowest filters; those on which clean raises are counted and left out."""
    costs, errors = [], {}
    for each in inputs:
        try:
            costs.append(cost(each))
        except Exception as error:  # noqa: BLE001, PERF203  (a page that cannot be cleaned has no time)
            errors[each.name] = f"{type(error).__name__}: {error}"
    if errors:
        page, message = next(iter(errors.items()))
        print(f"clean raised on {len(errors)} of {len(errors) + len(costs)} {what}; on {page}: {shorten(message)}\n")
    if not costs:
        return
    print(f"{len(costs)} {what}, one core, best of {ROUNDS} for each\n")
    print(table(("stage", "ms each", "median", "share"), _rows([each.stages for each in costs])))
    print(f"\nThe {SLOWEST} slowest filters (what many filters need is counted for the first that asks)\n")
    slowest = sorted(_rows([each.filters for each in costs]), key=lambda row: -row[1])[:SLOWEST]
    print(table(("filter", "ms each", "median", "share of the filters"), slowest), end="\n\n")


def _rows(costs: list[Times]) -> list[tuple[str, float, float, float]]:
    """Return (name, mean, median, share of the whole) for what was timed, in milliseconds."""
    columns = {name: [each[name] * 1e3 for each in costs] for name in costs[0]}
    whole = fmean(columns.get(WHOLE) or [sum(each.values()) * 1e3 for each in costs])
    return [(name, fmean(values), median(values), fmean(values) / whole) for name, values in columns.items()]


def cost(each: Input) -> Cost:
    """Return what an input costs."""
    rounds = [_round(each) for _ in range(ROUNDS)]
    return Cost(_fastest([each.stages for each in rounds]), _fastest([each.filters for each in rounds]))


def _fastest(rounds: list[Times]) -> Times:
    return {name: min(each[name] for each in rounds) for name in rounds[0]}


def _round(each: Input) -> Cost:
    """Return the seconds of one run: of the whole, of each stage by itself, and of each filter by itself."""
    _, source, kind, url = each
    stages: Times = {}
    filters: Times = {}
    _timed(stages, WHOLE, lambda: clean(source, url=url, kind=kind))
    doc = _timed(stages, "read", lambda: read(source, url=url, kind=kind))
    _timed(stages, "first look", partial(look, doc))
    for filter in PIPELINE:
        doc = _timed(filters, name_of(filter), partial(Pipeline((filter,)), doc))
    second = sum(filters.pop(name_of(filter)) for filter in SECOND_LOOK)
    stages |= {"filters": sum(filters.values()), "second look": second}
    _timed(stages, "put together", lambda: Explanation(doc).article)
    parser = _parser() if kind == "html" else None
    if parser:
        _timed(stages, PARSING, lambda: parser(source))
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
