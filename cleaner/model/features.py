"""The numbers that the labeller sees of each block, HTML's and plain text's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.model import page_features as page
from cleaner.model import text_features as text
from cleaner.model.letters import Letters
from cleaner.model.table import Table

if TYPE_CHECKING:
    from cleaner.document import Document

NEIGHBOURS = ("chars", "links", "prose", "ends", "capitals", "class", "part", "heading", "<li>", "<p>", "headline_share")
REACH = 3
WINDOWS = (5, 11, 31)


def html_features(doc: Document, class_scores: Any, small_scores: Any) -> Table:
    """Return the table of an HTML document (one block at least), without what comes from other passes."""
    table = Table(len(doc.blocks))
    text.add_shape(table, doc, Letters(doc.text, doc.blocks))
    text.add_repetition(table, doc)
    text.add_shared(table, doc, headline_hint(doc), description_hint(doc))
    text.add_place(table)
    tree = page.Tree(doc)
    page.add_markup(table, doc, tree)
    page.add_containers(table, tree)
    page.add_groups(table, doc)
    page.add_page(table, doc)
    page.add_told(table, doc)
    page.add_families(table, tree)
    class_scores.add(table, tree)
    small_scores.add(table, tree, "part", small=True)
    text.add_neighbours(table, NEIGHBOURS, REACH, WINDOWS)
    return table


def headline_hint(doc: Document) -> str:
    """Return the headline as the page's head has it, empty if it has none."""
    hints = doc.hints
    for thing in hints.get("ld", ()):
        if isinstance(thing.get("headline"), str):
            return str(thing["headline"])
    return str(hints.get("og", {}).get("title") or hints.get("title") or "")


def description_hint(doc: Document) -> str:
    """Return the summary that the page's head has of the story, empty if it has none."""
    hints = doc.hints
    return str(hints.get("og", {}).get("description") or hints.get("meta", {}).get("description") or "")
