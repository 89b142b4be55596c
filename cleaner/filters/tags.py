"""Topics and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.labels import followed
from cleaner.patterns import pattern
from cleaner.phrases import builtin_hits
from cleaner.zones import head, tail

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 60  # words of a list on one line
MOST_ITEMS = 15
LONGEST_ITEM = 4  # words
_CLOSED = pattern(r"\s*[:：]\s*(?=\S)")
_BREADCRUMB = pattern(
    r"^(?:[^>›»/|]{2,40}\s*[>›»]\s*){2,}[^>›»]{2,200}$|^(?:Home|Startseite|Accueil|Inicio|Главная|ホーム)\s*[>›»/|].*$"
)


def tags(doc: Document) -> Iterator[Mark]:
    """Lists of topics ("TAGS: ..."), the items under such a label, and breadcrumbs ("Home > World > ...")."""
    after = tail(doc)
    for block in (*head(doc), *after):
        if block.words <= LONGEST and (_is_list(block.text) or _BREADCRUMB.match(block.text)):
            yield from block.marks(Label.BOILERPLATE, "a list of topics")
    hits = builtin_hits(doc).get("tags", ())
    for hit in hits:
        yield from hit.block.marks(Label.BOILERPLATE, "a label of topics", hit.start, hit.end)
    below = [block for block in after if hits and block.index > hits[0].block.index]
    for block in below[:MOST_ITEMS]:
        if block.words > LONGEST_ITEM or block.ends:
            return
        yield from block.marks(Label.BOILERPLATE, "a topic under a label of topics")


def _is_list(text: str) -> bool:
    """Tell whether `text` is a label of topics and what it lists."""
    return followed("tags", text, _CLOSED) is not None
