"""Topics and tags."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.labels import pattern
from cleaner.phrases import builtin_hits
from cleaner.zones import head, tail

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ITEMS = 15
LONGEST_ITEM = 4  # words
_BREADCRUMB = re.compile(r"^(?:[^>›»/|]{2,40}\s*[>›»]\s*){2,}[^>›»]{2,200}$|^(?:Home|Startseite|Accueil|Inicio|Главная|ホーム)\s*[>›»/|].*$")


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"^(?i:{pattern('tags')})\s*[:：]\s*(?=\S)")


def tags(doc: Document) -> Iterator[Mark]:
    """Lists of topics ("TAGS: ..."), the items under such a label, and breadcrumbs ("Home > World > ...")."""
    after = tail(doc)
    for block in (*head(doc), *after):
        if block.words <= 60 and (_label().match(block.text) or _BREADCRUMB.match(block.text)):
            yield from block.marks(Label.BOILERPLATE, "a list of topics")
    hits = builtin_hits(doc).get("tags", ())
    for hit in hits:
        yield from hit.block.marks(Label.BOILERPLATE, "a label of topics", hit.start, hit.end)
    labels = [hit.block.index for hit in hits]
    if labels:
        below = [block for block in after if block.index > labels[0]]
        for block in below[:MOST_ITEMS]:
            if block.words > LONGEST_ITEM or block.ends:
                return
            yield from block.marks(Label.BOILERPLATE, "a topic under a label of topics")
