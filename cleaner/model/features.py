"""The tables of numbers that the labeller sees: one for the first look at a page, one for the second."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import numpy as np

from cleaner.filters.headline import find
from cleaner.model import layout_features as layout
from cleaner.model import page_features as page
from cleaner.model import text_features as text
from cleaner.model.context_features import add_context, add_paint, add_story
from cleaner.model.letters import Letters
from cleaner.model.table import Table
from cleaner.model.words import pieces_of
from cleaner.zones import head, in_head

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from cleaner.document import Block, Document
    from cleaner.model.classes import ClassScores
    from cleaner.model.context_features import Owner
    from cleaner.model.trees import Trees
    from cleaner.model.vocabulary import Vocabulary
    from cleaner.model.words import Words

NEIGHBOURS = ("chars", "links", "prose", "ends", "class", "part", "heading", "<li>", "headline_share")
TEXT_NEIGHBOURS = (
    "chars",
    "prose",
    "ends",
    "capitals",
    "vocabulary",
    "indent_off",
    "gap_above",
    "bullet",
    "run",
    "said",
    "headline_share",
)
#: Columns of an HTML page that others are made of, beside those of the neighbours.
BASES = (
    *("words", "prose_before", "core", "<p>", "<td>", "<h2>", "<h3>", "painted boilerplate"),
    *("page_article", "page_news", "page_og", "page_time", "page_blocks"),
)
TEXT_BASES = ("words", "links", "indent", "first title", "painted boilerplate")  # the same of a plain text
REACH = 2
WINDOWS = (5, 11, 31)


def visible(doc: Document) -> Document:
    """Return the document as it was read, without marks, and without the blocks that only its head has."""
    blocks = visible_blocks(doc)
    return replace(doc, blocks=blocks, open=blocks, marks=()) if doc.marks or len(blocks) < len(doc.blocks) else doc


def visible_blocks(doc: Document) -> tuple[Block, ...]:
    """Return the blocks but for those that only the head of an HTML page has: they stand before all others."""
    if not doc.elements:
        return doc.blocks
    return doc.blocks[sum(1 for _ in takewhile(in_head, doc.blocks)) :]


def first_look(
    doc: Document, everywhere: ClassScores, parts: ClassScores, wanted: tuple[str, ...] | None = None
) -> tuple[Table, page.Tree]:
    """Return the table of a page as its reader left it (one visible block at least), and the page's tree.

    `wanted` are the columns that somebody asks for (see `asked`), all by default.
    """
    table = Table(len(doc.blocks), wanted)
    text.add_shape(table, doc, Letters(doc.text, doc.blocks))
    words = _words(doc)
    text.add_repetition(table, doc, words)
    text.add_shared(table, doc, words, headline_hint(doc), description_hint(doc))
    text.add_place(table)
    tree = page.Tree(doc)
    page.add_markup(table, doc, tree)
    page.add_containers(table, tree)
    page.add_groups(table, tree)
    page.add_page(table, doc)
    page.add_told(table, doc)
    page.add_families(table, tree)
    everywhere.add(table, tree)
    parts.add(table, tree, "part", small=True)
    text.add_neighbours(table, NEIGHBOURS, REACH, WINDOWS)
    return table, tree


def asked(forests: Iterable[Trees], *, text: bool = False) -> tuple[str, ...]:
    """Return the columns of an HTML page (or of a plain text) that one of `forests` asks for, or what is made of them here."""
    made = (*TEXT_NEIGHBOURS, *TEXT_BASES) if text else (*NEIGHBOURS, *BASES)
    return tuple(dict.fromkeys((*(name for forest in forests for name in forest.names), *made)))


def first_text_look(doc: Document, vocabulary: Vocabulary, wanted: tuple[str, ...] | None = None) -> Table:
    """Return the table of a plain text as its reader left it (one block at least); `wanted` as in `first_look`."""
    table = Table(len(doc.blocks), wanted)
    text.add_shape(table, doc, Letters(doc.text, doc.blocks))
    words = _words(doc)
    text.add_repetition(table, doc, words)
    found = find(head(doc), doc.blocks)
    text.add_shared(table, doc, words, found.text if found else "", "")
    text.add_place(table)
    layout.add_layout(table, doc)
    layout.add_document(table)
    vocabulary.add(table, doc.blocks)
    text.add_neighbours(table, TEXT_NEIGHBOURS, REACH, WINDOWS)
    return table


def second_look(
    first: tuple[Table, page.Tree | None],
    doc: Document,
    scores: Mapping[str, NDArray[Any]],
    owners: Sequence[Owner],
    rows: Sequence[int] | None = None,
) -> Table:
    """Return the first table of a document with the first scores of each block's surroundings and the filters' paint added.

    `first` is what `first_look` returned of `doc`, `scores` are its scores by head, `owners` what `painted` says of the marks.
    Of the first table's rows there are those that are asked for, by default all.
    """
    table, tree = first
    at = np.arange(table.rows) if rows is None else np.array(rows, np.int64)
    wider = table.part(at)
    add_context(wider, at, doc.blocks, scores, tree)
    add_story(wider, at, _words(doc), scores, table["prose"] > 0)
    add_paint(wider, at, owners)
    return wider


def _words(doc: Document) -> Words:
    """Return the words of each visible block."""
    return doc.fact("words of blocks", lambda same: pieces_of([block.text for block in same.blocks]))


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
