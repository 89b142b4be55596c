"""Who wrote an HTML page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner import told
from cleaner.document import Block, Document, Label, Mark
from cleaner.filters.byline import is_frame, is_labelled
from cleaner.labels import match
from cleaner.names import read_names
from cleaner.zones import beside_title, in_head, key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST = 24  # words of a line with names
MOST_BESIDE = 12  # words on it beside the names that the head tells
_SIGNED = re.compile(r"(?:^|[\s_-])(?:by-?lines?|authors?|autor(?:en|es|in)?|auteurs?|writers?|contributors?|reporter)(?:$|[\s_-])|[aA]uthor|[bB]yline")


def page_byline(doc: Document) -> Iterator[Mark]:
    """Who wrote it: the line beside an HTML page's title that names the authors, and their names as its head has them."""
    if not doc.elements:
        return
    names = [block for block in doc.open if in_head(block) and _is_author(block)]
    firms = told.firms(doc.hints)
    people = {key(name): name for block in names for name in told.people(block.text) if not told.is_firm(name, firms)}
    shown = list(_shown(doc, beside_title(doc), frozenset(people)))
    own = {key(name) for block in shown for name in read_names(block.text) if not told.is_firm(name, firms)}
    agreed = not own or bool(own & people.keys()) and not own > people.keys()
    for block in shown:
        yield from block.marks(Label.BYLINE, "names the authors beside the title")
    for block in names:
        if agreed and any(not told.is_firm(name, firms) for name in told.people(block.text)):
            yield from block.marks(Label.BYLINE, "an author by the page's head")
        else:
            yield from block.marks(Label.BOILERPLATE, "no name of an author of the story, in the page's head")


def _is_author(block: Block) -> bool:
    return block.element is not None and not set(told.AUTHORS).isdisjoint(block.element.names.split())


def _shown(doc: Document, beside: Sequence[Block], people: frozenset[str]) -> Iterator[Block]:
    """Yield the lines beside the title that name authors."""
    for i, block in enumerate(beside):
        if block.words > MOST or (block.ends and block.words > MOST_BESIDE):
            continue
        bare = key(block.text)
        held = [name for name in people if name in bare]
        label = match("byline", block.text)
        after_label = i > 0 and match("byline", beside[i - 1].text) == len(beside[i - 1].text.rstrip(" :"))
        if (
            (held and block.words <= MOST_BESIDE + 3 * len(held))
            or is_labelled(block.text)
            or is_frame(block.text)
            or ((_is_signed(block) or after_label) and read_names(block.text))
            or (label is not None and block.words <= 3 and label >= len(block.text.rstrip(" :")))
        ):
            yield block


def _is_signed(block: Block) -> bool:
    """Tell whether the class of the block, or of what it stands in, says that it names an author."""
    around = [block.inline, *(element.names for element, _ in zip(block.element.lineage(), range(2)))] if block.element else []
    return any(map(_SIGNED.search, around))
