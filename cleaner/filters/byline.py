"""The byline."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cleaner.dates import find_day
from cleaner.document import Block, Document, Label, Mark
from cleaner.labels import pattern
from cleaner.names import is_eastern_name, is_name, read_names
from cleaner.zones import head, tail

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 16  # words
LAST = 6  # blocks at the end in which a byline may stand
_ROLE = re.compile(r"\b(?:staff|writer|reporter|correspondent|editor|redakteur(?:in)?|journalist|bureau|contributor|columnist|news|desk|team)\b", re.IGNORECASE)


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"^[•|\-–—*\s]*(?i:{pattern('byline')})\s*[:\s]\s*(?=\S)")


def byline(doc: Document) -> Iterator[Mark]:
    """Who wrote it: "By" and names above the story or at its end, or names alone between the headline and the story."""
    above = head(doc, prose=2)
    last = tail(doc)[:LAST]
    for block in (*above, *last):
        if block.words <= MOST and is_labelled(block.text):
            yield from block.marks(Label.BYLINE, "a byline's word, then names")
    dated = {mark.start for mark in doc.marks if mark.label is Label.DATE}
    signed = {block.index for block in doc.blocks if block.start in dated or is_labelled(block.text[:160])} if len(above) < len(doc.open) else set()
    for block in above:
        if block.words <= 5 and not block.ends and not block.bullet and _is_name_alone(block, {block.index - 1, block.index + 1} & signed):
            yield from block.marks(Label.BYLINE, "a name alone above the story, beside a date or byline")


def is_labelled(text: str) -> bool:
    """Tell whether `text` is a byline: a label, then names, with roles, agencies, a place or a date after them at most."""
    found = _label().match(text)
    if not found:
        return False
    rest = text[found.end() :]
    day = find_day(rest)
    if day:
        rest = rest[: day.start].rstrip(" |,•·–—-")
    if rest.endswith((".", "!", "?", ":")) and not re.search(r"\b[A-Z]\.$", rest):
        return False
    return bool(read_names(rest)) and not re.search(r"\b[a-zß-ÿ]{4,}\b(?<!and)(?<!with)", _ROLE.sub("", rest).replace("contributor", ""))


def _is_name_alone(block: Block, signed: set[int]) -> bool:
    text = block.text.strip(" |•·–—-,")
    return (is_name(text) and bool(signed)) or is_eastern_name(text)
