"""The date line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.data_lines import is_date_line
from cleaner.document import Document, Label, Mark
from cleaner.labels import is_alone
from cleaner.zones import head, tail

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 18  # words
LONGEST_LABEL = 4  # words
FIRST, LAST = 10, 8  # blocks at either end in which a date line may stand


def date(doc: Document) -> Iterator[Mark]:
    """When it was published or updated: lines around the story that are a date and nothing else, or its label alone."""
    if doc.elements:  # an HTML page says more of it: `page_date`
        return
    for block in (*head(doc, prose=2)[:FIRST], *tail(doc)[:LAST]):
        if block.words <= MOST and is_date_line(block.text):
            yield from block.marks(Label.DATE, "a date and nothing else")
        elif block.words <= LONGEST_LABEL and _is_label(block.text):
            yield from block.marks(Label.BOILERPLATE, "a date's label, and no date")


def _is_label(text: str) -> bool:
    """Tell whether `text` is the label of a date that got lost ("Published:", "Posted on"): of two words, or before a colon."""
    return is_alone("date", text) and (text[-1] in ":：" or " " in text)
