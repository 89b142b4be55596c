"""The pages on which the cleaner does worst: the gold that left the body and where it went, and what was left beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.details import left, taken
from bench.metrics import page_f1, shingles
from bench.tables import shorten
from cleaner import explain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.data import Page, Source
    from bench.metrics import Shingles
    from bench.trial import Result
    from cleaner import Article

LINES = 8  # shown of each page


def show_page(text: str, article: Article, gold: Shingles) -> None:
    """Print what of the gold left the body, with the filter that took it, and what the body has that is not gold."""
    for piece in sorted(taken(text, article, gold), key=lambda piece: -piece.lost)[:LINES]:
        if piece.lost:
            print(f"  lost [{piece.owner}: {piece.reason}] {shorten(piece.text)}")
    for line in sorted(left(article.body, gold), key=len, reverse=True)[:LINES]:
        print(f"  left {shorten(line)}")


def show_worst_html(sources: Iterable[Source], results: Sequence[Result], count: int) -> None:
    """Print the `count` pages with the lowest F1, or with the most snippets wrong."""
    worst = [result.page.id for result in sorted(results, key=_badness, reverse=True)[:count]]
    found = {source.page.id: source for source in sources if source.page.id in worst}
    scores = {result.page.id: page_f1(result.score) for result in results}
    for name in worst:
        page, html = found[name]
        print(f"\n{name} {page.url}")
        try:
            explanation = explain(html, url=page.url, kind="html")
        except Exception as error:  # noqa: BLE001  (counted under the table; here is where it is shown)
            print(f"  raised {type(error).__name__}: {shorten(str(error))}")
            continue
        if page.wanted or page.unwanted:
            _show_snippets(page, explanation.article.body)
        else:
            print(f"  F1 {scores[name]:.3f}")
            show_page(explanation.document.text, explanation.article, shingles(page.body))


def _badness(result: Result) -> float:
    """Return how wrong a page is."""
    if result.snippets:
        return result.snippets.wrong + result.snippets.missed
    return 1 - page_f1(result.score)


def _show_snippets(page: Page, body: str) -> None:
    """Print the snippets that the body lacks, and those that it should not have."""
    folded = " ".join(body.split())
    for word, snippets, there in (("lost", page.wanted, False), ("left", page.unwanted, True)):
        for snippet in snippets:
            if (" ".join(snippet.split()) in folded) is there:
                print(f"  {word} {shorten(snippet)}")
