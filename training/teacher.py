"""Labels for the text of pages without full gold: what the reading of the same page's HTML makes of it.

It is right far more often than any labeller of text (of the training sites' snippets its bodies hold 97 % of those that
they must and 4 % of those that they must not), and so its articles are gold enough to teach one. Captions in text are learned
nearly from it alone: the pages with gold captions are few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bs4
import inscriptis

from cleaner import clean
from cleaner.read import read
from training import examples
from training.examples import UNKNOWN, Example, labelled, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SURE = 0.6  # least quality of an article to learn from
#: The text of a whole page, as the tools that are known by these names write it.
WRITERS: dict[str, Callable[[str], str]] = {
    "inscriptis": inscriptis.get_text,
    "bs4": lambda html: bs4.BeautifulSoup(html, "lxml").get_text("\n", strip=True),
}


def text_examples(folder: Path) -> list[Example]:
    """Return the texts of whole pages to learn from: those with full gold, and those that HTML's labeller is sure of."""
    return examples.text_examples(folder, with_captions) + [
        example for row in rows(folder, "snippets") for example in taught(row)
    ]


def with_captions(row: dict[str, Any]) -> dict[str, Any]:
    """Return the row of a page with full gold; captions that the gold does not have are those of the page's HTML."""
    if row["captions"] is not None:
        return row
    return {**row, "captions": clean(row["html"], url=row["url"], kind="html").captions}


def taught(row: dict[str, Any]) -> Iterator[Example]:
    """Yield the examples of a page of which only snippets are known: its texts, its body by the labeller of HTML."""
    article = clean(row["html"], url=row["url"], kind="html")
    if article.quality <= SURE:
        return
    for tool, write in WRITERS.items():
        doc = read(write(row["html"]), kind="text")
        if doc.blocks:
            told = {**row, "title": article.title or "", "body": article.body, "captions": article.captions}
            example = labelled("snippets", told, doc)
            example.id = f"{tool}/snippets/{row['id']}"
            example.title[:] = UNKNOWN
            del example.facts["gold"]
            yield example
