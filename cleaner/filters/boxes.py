"""Boxes inside an HTML story that are no part of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.patterns import pattern
from cleaner.zones import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.document import Block, Element

REACH = 5  # elements around a block that are looked at
SHORTEST_QUOTE = 20  # letters and digits of a quotation that stands elsewhere by no chance
# What the platforms themselves call the post that their script draws, and templates a box of facts or a quotation in large type.
_POST = pattern(r"\b(?:twitter-tweet|instagram-media|tiktok-embed|bluesky-embed|fb-post|reddit-embed-bq|threads-embed)\b")
_FACTS = pattern(
    r"fact[-_]?box|fakta[-_]?(?:box|boks|ruta)|info[-_]?(?:box|kasten)|fakten[-_]?(?:box|kasten)"
)  # in small letters
_QUOTE = pattern(r"pull[-_]?quote|quote|zitat|citation|cita\b")  # in small letters
_NEWS = "NewsArticle"


def boxes(doc: Document) -> Iterator[Mark]:
    """In HTML: embedded posts, fact boxes of news pages, and quotations in large type of what the story says as well."""
    if not doc.elements:
        return
    kinds = {block.index: _kind(block) for block in doc.open}
    quotes = {index for index, kind in kinds.items() if kind == "quote"}
    said = "\n".join(key(block.text) for block in doc.open if block.index not in quotes) if quotes else ""
    for block in doc.open:
        kind = kinds[block.index]
        if kind == "post":
            yield from block.marks(Label.BOILERPLATE, "in an embedded post")
        elif kind == "facts" and _is_news(doc):
            yield from block.marks(Label.BOILERPLATE, "in a box of facts beside the story")
        elif kind == "quote" and len(own := key(block.text)) >= SHORTEST_QUOTE and own in said:
            yield from block.marks(Label.BOILERPLATE, "a quotation in large type that the story has as well")


def _kind(block: Block) -> str:
    """Return what kind of box the block stands in, empty for none."""
    element: Element | None = block.element
    for _ in range(REACH):
        if element is None:
            break
        if kind := _named(element.tag, element.names):
            return kind
        element = element.parent
    return ""


@lru_cache(maxsize=10_000)
def _named(tag: str, names: str) -> str:
    if _POST.search(names):
        return "post"
    folded = names.lower()
    if _FACTS.search(folded):
        return "facts"
    return "quote" if tag == "blockquote" or _QUOTE.search(folded) else ""


def _is_news(doc: Document) -> bool:
    """Tell whether the page calls itself news: such pages keep facts in boxes beside the story, others tell it in them."""
    return any(_NEWS in str(thing.get("@type")) for thing in doc.hints.get("ld", ()))
