"""Links to other stories, between the paragraphs."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.labels import candidates, openings, pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 40  # words


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"^[•|>»→+\-–—*\[(【▶►\s]*(?i:{pattern('related')})\s*(?:[:：|】\])»>]|[–—-]\s)\s*(?=\S)")


def related_link(doc: Document) -> Iterator[Mark]:
    """Links to other stories inside this one: "READ MORE:", "Les også:", "【関連記事】" and a headline."""
    for block in candidates(doc, openings("related")):
        if block.words > LONGEST or block.text[-1] == ":":
            continue
        found = _label().match(block.text)
        if found and ". " not in block.text[found.end() :] and (block.text[-1] not in ".。" or block.text[0] in "([【" or block.words <= 20):
            yield from block.marks(Label.BOILERPLATE, f"“{found[0].strip()}” and a headline")
