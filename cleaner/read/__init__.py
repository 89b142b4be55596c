"""Readers: the only files that know formats. Each turns a source into a document with blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.read.sniff import is_html
from cleaner.read.text import read_text

if TYPE_CHECKING:
    from cleaner.document import Document


def read(source: str | bytes, *, url: str | None = None, kind: str | None = None) -> Document:
    """Return the document that `source` holds.

    TypeError when it is neither str nor bytes; ValueError for an unknown `kind`, for bytes that are compressed, and for an
    HTML page beyond the limits of `cleaner.read.defuse`.
    """
    if kind not in (None, "text", "html"):
        raise ValueError(f"kind is 'text', 'html' or None; got {kind!r}")
    if isinstance(source, (bytes, bytearray, memoryview)):
        from cleaner.read.encoding import decode  # noqa: PLC0415  (only bytes need it)

        source = decode(bytes(source))
    elif not isinstance(source, str):
        raise TypeError(f"pass the text as str, or as bytes; got {type(source).__name__}")
    if kind == "html" or (kind is None and is_html(source)):
        from cleaner.read.html import read_html  # noqa: PLC0415  (text does not pay for a parser)

        return read_html(source, url=url)
    return read_text(source, url=url)
