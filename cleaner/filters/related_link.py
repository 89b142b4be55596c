"""Links to other stories, between the paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.labels import candidates, followed, openings
from cleaner.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 40  # words
_CLOSED = pattern(r"\s*(?:[:：|】\])»>]|[–—-]\s)\s*(?=\S)")


def related_link(doc: Document) -> Iterator[Mark]:
    """Links to other stories inside this one: "READ MORE:", "Les også:", "【関連記事】" and a headline."""
    for block in candidates(doc, openings("related")):
        if block.words > LONGEST or block.text[-1] == ":":
            continue
        found = followed("related", block.text, _CLOSED)
        if (
            found
            and ". " not in block.text[found.end() :]
            and (block.text[-1] not in ".。" or block.text[0] in "([【" or block.words <= 20)
        ):
            yield from block.marks(Label.BOILERPLATE, f"“{block.text[: found.end()].strip()}” and a headline")
