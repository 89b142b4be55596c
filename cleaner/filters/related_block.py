"""Blocks of links under a label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.document import Block, Document, Label, Mark
from cleaner.phrases import builtin_hits
from cleaner.zones import is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

LABELS = ("related", "most_read")
MOST_LINKS, MOST_INSIDE = 12, 4  # after the story, and inside it
LONGEST = 24  # words; a headline is shorter
# First words of buttons, which stand below a teaser or open a page and head nothing, in the languages whose labels of links have some.
BUTTONS = (
    "read more", "read full", "read the", "read later", "read all", "continue", "keep reading", "see less", "show ", "view ", "load ", "back to",
    "weiterlesen", "lire la suite", "lire l'article", "seguir leyendo", "leer más", "continua a leggere", "leggi tutto", "leggi di più", "ler mais",
    "continuar", "lees verder", "lees het", "läs mer", "les mer", "les hele", "læs mere", "læs hele", "czytaj dalej", "czytaj więcej", "číst dál",
)  # fmt: skip


def related_block(doc: Document) -> Iterator[Mark]:
    """The headlines under a label such as "You may also like" or "Most read", up to the next prose."""
    hits = builtin_hits(doc)
    labels = {hit.block.index: hit.phrase for family in LABELS for hit in hits.get(family, ())}
    if not labels:
        return
    end = max((block.end for block in doc.open if is_prose(block)), default=0)
    after_story = {block.index for block in doc.blocks if block.start >= end}
    place = {block.index: i for i, block in enumerate(doc.open)}
    for label, phrase in labels.items():
        if label not in after_story and ("*" in phrase or phrase.startswith(BUTTONS)):
            continue  # inside the story, only a bare label heads links: "Read our full * review" is one itself, and so is "Read more"
        first = next((place[index] for index in range(label + 1, min(label + 4, len(doc.blocks))) if index in place), None)
        if first is not None:
            for block in _links(doc.open[first : first + MOST_LINKS + 1], after_story):
                yield from block.marks(Label.BOILERPLATE, "a headline under a label of related links")


def _links(blocks: tuple[Block, ...], after_story: set[int]) -> list[Block]:
    """Return the headline-like blocks that open `blocks`; before prose, the last of several is kept: it heads that prose."""
    links: list[Block] = []
    most = MOST_LINKS if blocks[0].index in after_story else MOST_INSIDE
    for block in blocks[:most]:
        if block.words > LONGEST or (block.ends and not block.bullet and block.text[-1] not in "?!…”"):
            break
        links.append(block)
    if links and links[-1].index not in after_story and len(links) > 1 and not links[-1].bullet:
        links.pop()
    return links
