"""Whose words these are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.patterns import pattern
from cleaner.zones import head, tail

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 40  # words
_SIGN = pattern(
    r"^[\W_]*(?:©|ⓒ|\([cC]\)\s|[Cc]opyright\b|COPYRIGHT\b).{0,160}?(?:\b(?:19|20)\d\d\b|[Rr]ights [Rr]eserved|GmbH|Inc\b|Ltd|Verlag|S\.A\.|무단|転載|禁)"
    r"|(?:[Aa]ll|ALL) (?:[Rr]ights [Rr]eserved|RIGHTS RESERVED)\W*$|^[\W_]*(?:©|ⓒ).{2,60}$|^Copyright: .{2,60}$"
)


def rights(doc: Document) -> Iterator[Mark]:
    """Copyright lines around the story by their sign: "© STANDARD Verlagsgesellschaft m.b.H. 2024", "<Copyright ⓒ ...>"."""
    if not any(sign in doc.folded for sign in ("©", "ⓒ", "(c)", "copyright", "reserved")):
        return
    for block in (*head(doc), *tail(doc)):
        if block.words <= LONGEST and _SIGN.search(block.text):
            yield from block.marks(Label.BOILERPLATE, "claims the rights")
