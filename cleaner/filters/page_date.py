"""The date of an HTML page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner import told
from cleaner.data_lines import is_date_line
from cleaner.dates import find_day, read_date
from cleaner.document import Block, Document, Label, Mark
from cleaner.patterns import pattern
from cleaner.zones import beside_title, told_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST = 30  # words of a line that names a date beside others
_DIGIT = pattern(r"\d")
_UPDATED = pattern(
    r"updat|modif|aktualisier|mis à jour|actualiz|atualiz|aggiorna|bijgewerkt|oppdater|opdater|обновл|更新|수정", re.IGNORECASE
)


def page_date(doc: Document) -> Iterator[Mark]:
    """When it was published: by an HTML page's head, else by the date that it shows beside its title."""
    if not doc.elements:
        return
    first = told_blocks(doc)
    shown = [block for block in beside_title(doc) if block.words <= MOST and is_dated(block)]
    shown.sort(key=lambda block: _UPDATED.search(block.text) is not None)
    chosen = _told(first, told.PUBLISHED) or _shown(first, shown)
    for block in first:
        if block is chosen:
            yield from block.marks(Label.DATE, "when it was published, by the page's head")
        elif _sources(block).intersection((*told.PUBLISHED, *told.MODIFIED, told.TIME)):
            yield from block.marks(Label.BOILERPLATE, "another time in the page's head")
    for block in shown:
        if is_date_line(block.text):
            # The first date counts: one of a change must not stand before the chosen one.
            label = Label.BOILERPLATE if chosen and block.start < chosen.start else Label.DATE
            yield from block.marks(label, "a date beside the title")
        elif chosen is block and (day := find_day(block.text)):
            yield from block.marks(Label.DATE, "a date beside the title", day.start, day.end)


def is_dated(block: Block) -> bool:
    """Tell whether the block is a date, or a line that names one and is no sentence."""
    return _DIGIT.search(block.text) is not None and (
        is_date_line(block.text) or (not block.ends and find_day(block.text) is not None)
    )


def _sources(block: Block) -> set[str]:
    return set(block.element.names.split()) if block.element else set()


def _told(first: Sequence[Block], sources: Sequence[str]) -> Block | None:
    """Return the block of the surest of `sources` that can be read, or another of the same day that has the time, too."""
    read = [
        (date, block) for source in sources for block in first if source in _sources(block) and (date := read_date(block.text))
    ]
    if not read:
        return None
    day = read[0][0]
    return (
        next((block for date, block in read if date.startswith(day[:10]) and len(date) >= 16), read[0][1])
        if len(day) == 10
        else read[0][1]
    )


def _shown(first: Sequence[Block], shown: Sequence[Block]) -> Block | None:
    """Return the date that the page shows, or the machine's form of it, which has the time; without either the only one it marks."""
    marked = [block for block in first if told.TIME in _sources(block) and read_date(block.text)]
    day = next(((date, block) for block in shown if (date := read_date(block.text))), None)
    if day is None:
        return marked[0] if len({block.text[:10] for block in marked}) == 1 else None
    return next((block for block in marked if (read_date(block.text) or "")[:10] == day[0][:10]), day[1])
