"""Characters that nobody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

# Soft hyphen, zero-width space, word joiner, byte order mark. The joiners U+200C and U+200D shape letters and emoji: they stay.
_INVISIBLE = pattern("[\u00ad\u200b\u2060\ufeff]+")


def invisible(doc: Document) -> Iterator[Mark]:
    """Soft hyphens, zero-width spaces and byte order marks, which break words for every later reader."""
    if any(char in doc.text for char in "\u00ad\u200b\u2060\ufeff"):
        for found in _INVISIBLE.finditer(doc.text):
            yield Mark(*found.span(), Label.BOILERPLATE, "a character that is not seen")
