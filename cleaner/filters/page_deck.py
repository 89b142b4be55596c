"""The deck of an HTML page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import told
from cleaner.document import Block, Document, Label, Mark
from cleaner.filters.byline import is_labelled
from cleaner.patterns import pattern
from cleaner.titles import NEAR, shared, words
from cleaner.zones import beside_title, is_prose, title_block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.titles import Words

FEWEST, MOST = 5, 90  # words
FIRST = 8  # lines under the title
ALONE = 2  # elements, itself counted, in the container of a deck: the text's own and no other
MOST_LINKED = 0.5  # share of its characters in links
# Elements of which a deck is no part.
_ELSEWHERE = frozenset(("figure", "figcaption", "aside", "nav", "footer", "li", "blockquote", "table", "form"))
_HEADINGS = frozenset(("h2", "h3", "h4"))
# What newsrooms call a deck where they give it a class.
_DECK = pattern(
    r"(?:^|[\s_-])(?:decks?|dek|stand-?first|sub-?(?:title|headline|heading|head|hed)s?|summary|leads?|lede|teaser|excerpt|chap(?:eau|o)|intro(?:duction)?|"
    r"abstract|vorspann|untertitel|ingress|sommario|occhiello|sottotitolo|entradilla|bajada|subtitulo|perex|sumario|manchet|preamble|sapo|resume)(?:$|[\s_-])"
    r"|[sS]ub[tT]itle|[sS]ub[hH]ead|[sS]tand[fF]irst|(?:^|[a-z\s_-])Deck(?:$|[^a-z])|[lL]ead[tT]ext|[tT]easer[tT]ext|[sS]ummary|[iI]ntro(?:$|[A-Z_])"
)


def page_deck(doc: Document) -> Iterator[Mark]:
    """The deck: a text under an HTML page's title that its class names so, or that a news page tells as its summary and sets apart."""
    title = title_block(doc)
    if title is None:
        return
    page = _Page(doc, title)
    below = [block for block in beside_title(doc, prose=3) if block.index > title.index and block.words >= FEWEST]
    for i, block in enumerate(below[:FIRST]):
        why = page.reason(block, below[i + 1 :]) if _may_be(block) else ""
        if not why:
            continue
        yield from block.marks(Label.DECK, why)
        kind = _kind(block)
        for other in below[i + 1 :]:
            if _kind(other) != kind or not page.is_named(other):
                return
            yield from other.marks(Label.DECK, why)
        return


def _may_be(block: Block) -> bool:
    """Tell whether the block is a text of a deck's length, and no caption, list, quotation or teaser."""
    linked = block.link_chars > MOST_LINKED * len(block.text)
    return (
        block.element is not None
        and block.words <= MOST
        and not linked
        and not _ELSEWHERE & block.element.context
        and not is_labelled(block.text)
    )


class _Page:
    """What a page tells of its deck before any of its blocks is looked at."""

    def __init__(self, doc: Document, title: Block) -> None:
        self.doc = doc
        self.news = told.is_news(doc.hints)
        self.title = words(title.text)
        self.summaries = [
            found for text in told.summaries(doc.hints) if (found := words(text)) and shared(found, self.title) < NEAR
        ]

    def reason(self, block: Block, below: Sequence[Block]) -> str:
        """Return why the block, above `below`, is the deck; nothing when it is none."""
        own = words(block.text)
        if shared(own, self.title) >= NEAR or "h1" in block.element.context:  # type: ignore[union-attr]
            return ""
        said = any(_is_said(own, summary) for summary in self.summaries)
        if self.is_named(block) and (said or self.news):
            return "of the class of a deck, and the page's summary" if said else "of the class of a deck"
        if not self.news:  # guides and blogs give their first paragraph as their summary
            return ""
        if said and _is_apart(block, below):
            return "the page's summary of its news, set apart from the story"
        return ""

    def is_named(self, block: Block) -> bool:
        """Tell whether the block's class, or that of an element around it alone, says that it is a deck."""
        element = block.element
        if element is None or _DECK.search(f"{element.names} {block.inline}"):
            return element is not None
        around = element.parent
        return around is not None and around.last - around.index <= ALONE and _DECK.search(around.names) is not None


def _is_said(own: Words, summary: Words) -> bool:
    """Tell whether the block says what a summary of the page says, be that cut short."""
    return own == summary or (len(summary) >= 8 and own[: len(summary) - 1] == summary[:-1] and len(own) <= 3 * len(summary))


def _kind(block: Block) -> tuple[str, str, int]:
    element = block.element
    return (element.tag, element.names, element.parent.index if element.parent else 0) if element else ("", "", 0)


def _is_apart(block: Block, below: Sequence[Block]) -> bool:
    """Tell whether the block is of another element, class or container than the first paragraph below it."""
    prose = next((other for other in below if is_prose(other)), None)
    return block.tag in _HEADINGS if prose is None else _kind(prose) != _kind(block)
