"""The title of an HTML page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import titles
from cleaner.document import Block, Document, Label, Mark
from cleaner.zones import in_head, is_prose, told_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.titles import Words


def page_title(doc: Document) -> Iterator[Mark]:
    """The title: the best of those that an HTML page's head and headings give, where the page shows it; in its head they are copies."""
    if not doc.elements:
        return
    page = titles.survey(doc)
    chosen = titles.choose(doc, page)
    if not chosen:
        return
    shown = _shown(doc, chosen)
    if shown:
        yield from _marks(shown, chosen, "the title that fits the page's head and headings best")
    elif page.best_block and titles.shared(page.best, chosen) >= titles.NEAR:
        yield from page.best_block.marks(Label.BOILERPLATE, "the headline in other words than the page's head has it")
    for block in told_blocks(doc):
        if not titles.title_sources(block):
            continue
        if shown is None and titles.part(block.text, chosen):
            shown = block
            yield from _marks(block, chosen, "the title of the page's head that fits best")
        else:
            yield from block.marks(Label.BOILERPLATE, "the page's title in its head")


def _marks(block: Block, chosen: Words, why: str) -> Iterator[Mark]:
    """Yield the marks of a block that holds the title, and of what stands around it there."""
    start, end = titles.part(block.text, chosen) or (0, len(block.text))
    if (start, end) != (0, len(block.text)):
        yield from block.marks(Label.BOILERPLATE, "a site's or section's name beside the title")
    yield from block.marks(Label.TITLE, why, start, end)


def _shown(doc: Document, chosen: Words) -> Block | None:
    """Return the block in which the page shows the title: a heading before others, and nothing below the first paragraph else."""
    best: tuple[int, Block] | None = None
    below = False
    for block in doc.open:
        heading = block.element is not None and "h1" in block.element.context
        if (below and not heading) or block.element is None or in_head(block):
            continue
        if not heading and block.words > 2 * titles.MOST_WORDS:
            below = below or is_prose(block)
            continue
        where = titles.part(block.text, chosen)
        if where is not None:
            whole = where == (0, len(block.text))
            rank = 3 * whole + 2 * heading - (not whole and not heading) * 9
            if rank > 0 and (best is None or rank > best[0]):
                best = rank, block
        below = below or is_prose(block)
    return best[1] if best else None
