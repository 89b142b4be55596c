"""One page under every system: what the worker processes run."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from bench import baselines
from bench.details import Piece, taken
from bench.metrics import Captions, Score, gone, match_captions, same_title, score, shingles
from cleaner import Article, clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bench.data import Page
    from bench.metrics import Shingles

CLEANER = "cleaner"
NOTHING = "nothing"
ONE_LINE = "one line: "

A = TypeVar("A")
B = TypeVar("B")


class Job(NamedTuple):
    """A page, one tool's text of it, and what to measure beside `nothing` and `cleaner` on that text."""

    page: Page
    text: str
    baselines: bool = True
    one_line: bool = True
    pieces: bool = False


class Spread(Protocol):
    """A `map` that keeps the order."""

    def __call__(self, function: Callable[[A], B], items: Iterable[A], /) -> Iterator[B]:
        """Yield the function of each item."""


class Measured(NamedTuple):
    """A page's scores by system, its captions by system if the gold has images, and what `cleaner` took if asked for."""

    page: Page
    scores: dict[str, Score]
    captions: dict[str, Captions]
    pieces: list[Piece]


class Harm(NamedTuple):
    """Words of clean articles: how many left the body, how many left title, deck and body, how many there were."""

    body: int
    story: int
    words: int


def measure(job: Job) -> Measured:
    """Return the page's scores under every system."""
    gold, source = shingles(job.page.body), shingles(job.text)
    found = Measured(job.page, {}, {}, [])
    found.scores[NOTHING] = score(gold, source, source)
    if job.baselines:
        found.scores["C4 line rules"] = score(gold, shingles(baselines.c4(job.text)), source)
        found.scores["RefinedWeb line rules"] = score(gold, shingles(baselines.refinedweb(job.text)), source)
    article = _add_cleaner(found, CLEANER, job.text, gold, source)
    if job.one_line:
        _add_one_line(found, job, gold, source)
    if job.pieces:
        found.pieces.extend(taken(job.text, article, gold))
    return found


def _add_cleaner(found: Measured, name: str, text: str, gold: Shingles, source: Shingles) -> Article:
    """Add the cleaner's score on `text` under `name`, and return its article."""
    article = cleaned(text, found.page.id)
    same = same_title(article.title, found.page.title)
    found.scores[name] = score(gold, shingles(article.body), source)._replace(title=same)
    if found.page.captions is not None:
        found.captions[name] = match_captions(article.captions, found.page.captions)
    return article


def _add_one_line(found: Measured, job: Job, gold: Shingles, source: Shingles) -> None:
    """Add the scores on the same text without its line breaks. The words are the same, so "nothing" scores the same."""
    flat = one_line(job.text)
    if job.baselines:
        found.scores[ONE_LINE + NOTHING] = found.scores[NOTHING]
        found.scores[ONE_LINE + "C4 line rules"] = score(gold, shingles(baselines.c4(flat)), source)
    _add_cleaner(found, ONE_LINE + CLEANER, flat, gold, source)


def one_line(text: str) -> str:
    """Return the text with a space for each line break."""
    return " ".join(text.splitlines())


def cleaned(source: str, name: str, **options: Any) -> Article:
    """Return the article of `source`, `options` being those of `clean`; an error says which page it was."""
    try:
        return clean(source, **options)
    except Exception as error:
        message = f"clean failed on page {name}"
        raise RuntimeError(message) from error


def harm(page: Page) -> Harm:
    """Return what the cleaner does to the gold body of `page`, which is clean already."""
    article = cleaned(page.body, page.id)
    from_body, words = gone(page.body, article.body)
    story = "\n".join(filter(None, (article.title, article.deck, article.body)))
    return Harm(from_body, gone(page.body, story)[0], words)


@contextmanager
def workers(count: int) -> Iterator[Spread]:
    """Yield a `map` that runs in `count` processes and keeps the order."""
    if count <= 1:
        yield map
        return
    with ProcessPoolExecutor(count) as pool:
        yield partial(pool.map, chunksize=8)
