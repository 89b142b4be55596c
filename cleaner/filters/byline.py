"""The byline."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cleaner.data_lines import signature, without_counters
from cleaner.dates import beside_day, day_spans, find_day
from cleaner.document import Document, Label, Mark
from cleaner.labels import followed, is_alone, match
from cleaner.names import is_eastern_name, is_name, read_names
from cleaner.patterns import pattern
from cleaner.zones import head, tail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.document import Block

MOST, MOST_FRAME = 16, 28  # words of a byline, and of one with date, reading time and more on its line
MOST_BESIDE = 8  # words beside a date: names and a place
LONGEST_LABEL = 3  # words of a label alone on its line
LAST = 6  # blocks at the end in which a byline may stand
_ROLES = pattern(
    r"\b(?:staff|senior|chief|special|writer|reporter|correspondent|editor|redakteur(?:in)?|journalist|bureau|contributor|columnist|news|desk|team|for|the)\b",
    re.IGNORECASE,
)
_SMALL_WORD = pattern(r"\b(?!and\b|with\b|from\b|pour\b|depuis\b|para\b|desde\b|voor\b)[a-zß-ÿ]{4,}\b")
_INITIAL = pattern(r"\b[A-Z]\.$")
# What else stands on the line: "8 min read", "59 Comments", "Fact-checked by", "View in digital edition".
_EXTRAS = pattern(
    r"\b(?:\d+ (?:min(?:ute)?s?(?: read)?|comments?|shares?|views?)|(?:fact[- ]checked|reviewed|edited) by|read time|min read)\b:?",
    re.IGNORECASE,
)
_SEPARATOR = pattern(r"\s[|•·●∙–—/-]{1,2}\s|[|•·●∙—]|//|\bby\b|\b(?:posted|published|updated)\b", re.IGNORECASE)
_CLOSED = pattern(r"\s*[:：\s]\s*(?=\S)")


def byline(doc: Document) -> Iterator[Mark]:
    """Who wrote it: "By" and names above the story or at its end, with date and reading time; names alone beside such a line."""
    if doc.elements:  # an HTML page says more of it: `page_byline`
        return
    above = head(doc, prose=2)
    dates = {mark.start for mark in doc.marks if mark.label is Label.DATE}
    signed = {block.index for block in doc.blocks if block.start in dates}
    for block in above if len(above) < len(doc.open) else ():
        if block.words <= LONGEST_LABEL and is_alone("byline", block.text):
            signed.add(block.index)
            yield from block.marks(Label.BOILERPLATE, "a byline's word alone")
    for block in (*above, *tail(doc)[:LAST]):
        if block.words <= MOST and is_labelled(block.text):
            signed.add(block.index)
            yield from _line(block, "a byline's word, then names")
        elif block.words <= MOST_FRAME and is_frame(block.text):
            signed.add(block.index)
            yield from _line(block, "names, a date and nothing that a story says")
    for block in above if len(above) < len(doc.open) else ():
        name = block.text.strip(" |•·–—-,")
        beside = bool({block.index - 1, block.index + 1} & signed)
        if not block.ends and not block.bullet and ((beside and is_name(name)) or is_eastern_name(name)):
            yield from block.marks(Label.BYLINE, "a name alone above the story, beside a date or byline")


def _line(block: Block, why: str) -> Iterator[Mark]:
    """Yield the marks of a line with names: what of it is the byline, its date, and what else stands beside them."""
    span = signature(block.text)
    if span != (0, len(block.text)):
        yield from block.marks(Label.BOILERPLATE, "beside the byline, and no name that signs")
        for start, end in day_spans(block.text)[:1]:
            yield from block.marks(Label.DATE, "a date beside the byline", start, end)
    if span:
        yield from block.marks(Label.BYLINE, why, *span)


@lru_cache(maxsize=256)  # `headline` asks it, and the first look
def is_labelled(text: str) -> bool:
    """Tell whether `text` is a byline: a label, then names, with roles, agencies, a place or a date after them at most."""
    found = followed("byline", text, _CLOSED)
    if not found:
        return False
    rest = text[found.end() :]
    day = find_day(rest)
    if day:
        rest = rest[: day.start].rstrip(" |,•·●∙–—-")
    if rest.endswith((".", "!", "?", ":")) and not _INITIAL.search(rest):
        return False
    return bool(read_names(rest)) and not small_words(rest)


def small_words(text: str) -> list[str]:
    """Return the words of four letters and more in small letters that are no roles: those that sentences have and bylines have not."""
    return _SMALL_WORD.findall(_ROLES.sub("", text))


def is_frame(text: str) -> bool:
    """Tell whether `text` is a line of names, a date and the like: nothing is left of it but words in capitals."""
    if not _SEPARATOR.search(text) or find_day(text) is None:
        return False
    uncounted = without_counters(text)
    rest = beside_day(uncounted) or ""
    bare = _ROLES.sub(" ", _EXTRAS.sub(" ", rest))
    said = (
        uncounted != text
        or bool(_EXTRAS.search(rest))
        or match("byline", text) is not None
        or match("date", text) is not None
        or bool(read_names(rest))
    )
    return said and not _SMALL_WORD.search(bare) and len(bare.split()) <= MOST_BESIDE
