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

_WHOLE = frozenset(("html", "body"))  # their classes are of the page, not of a box on it
REACH = 5  # elements around a block that are looked at
SHORTEST_QUOTE = 20  # letters and digits of a quotation that stands elsewhere by no chance
# What the platforms themselves call the post that their script draws, and templates a box of facts or a quotation in large type.
_POST = pattern(r"\b(?:twitter-tweet|instagram-media|tiktok-embed|bluesky-embed|fb-post|reddit-embed-bq|threads-embed)\b")
_FACTS = pattern(
    r"fact[-_]?box|fakta[-_]?(?:box|boks|ruta)|info[-_]?(?:box|kasten)|fakten[-_]?(?:box|kasten)"
)  # in small letters
_QUOTE = pattern(r"pull[-_]?quote|quote|zitat|citation|cita\b")  # in small letters
# What lies over the page until the reader has answered it: no block of a story stood in one, on 65 training sites.
_DIALOG = pattern(r"(?:^|\s)(?:alert)?dialog(?:\s|$)")
_CONSENT = pattern(
    r"(?:^|[\s_-])(?:cookie-?(?:banner|notice|bar|wall|consent|law|popup|modal|policy|info|hint|message|dialog|overlay)|"
    r"consent-?(?:banner|dialog|wall|modal|popup|layer|manager|overlay|gate)|gdpr|onetrust|didomi|sp_message|usercentrics|cybotcookiebot\w*|"
    r"qc-cmp2?)"
)  # in small letters
_NEWS = "NewsArticle"


def boxes(doc: Document) -> Iterator[Mark]:
    """In HTML: dialogs over the page, embedded posts, fact boxes of news pages, quotations in large type that the story has as well."""
    if not doc.elements:
        return
    kinds = {block.index: _kind(block) for block in doc.open}
    quotes = {index for index, kind in kinds.items() if kind == "quote"}
    said = "\n".join(key(block.text) for block in doc.open if block.index not in quotes) if quotes else ""
    for block in doc.open:
        kind = kinds[block.index]
        if kind == "post":
            yield from block.marks(Label.BOILERPLATE, "in an embedded post")
        elif kind == "over" and block.element and "article" not in block.element.context:
            yield from block.marks(Label.BOILERPLATE, "in a dialog or a question for consent over the page")
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
        if element.tag not in _WHOLE and (kind := _named(element.tag, element.names)):
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
    if _DIALOG.search(names) or _CONSENT.search(folded):
        return "over"
    return "quote" if tag == "blockquote" or _QUOTE.search(folded) else ""


def _is_news(doc: Document) -> bool:
    """Tell whether the page calls itself news: such pages keep facts in boxes beside the story, others tell it in them."""
    return any(_NEWS in str(thing.get("@type")) for thing in doc.hints.get("ld", ()))
