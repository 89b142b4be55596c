"""Readers: the only files that know formats. Each turns a source into a document with blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.read.text import read_text

_OPENS = re.compile(
    r"\ufeff?\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype html|html|head|body|article|main)\b", re.IGNORECASE | re.DOTALL
)
_CLOSED = re.compile(r"</(?:p|div|li|h[1-6]|section|article|td)>", re.IGNORECASE)
_LOOK, _FEWEST_CLOSED = 20_000, 3  # characters looked through, and closing tags in them

if TYPE_CHECKING:
    from cleaner.document import Document


def read(source: str | bytes, *, url: str | None = None, kind: str | None = None) -> Document:
    """Return the document that `source` holds. TypeError when it is neither str nor bytes, ValueError for an unknown `kind`."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        from cleaner.read.encoding import decode  # noqa: PLC0415  (only bytes need it)

        source = decode(bytes(source))
    elif not isinstance(source, str):
        raise TypeError(f"pass the text as str, or as bytes; got {type(source).__name__}")
    if kind not in (None, "text", "html"):
        raise ValueError(f"kind is 'text', 'html' or None; got {kind!r}")
    if kind == "html" or (kind is None and is_html(source)):
        from cleaner.read.html import read_html  # noqa: PLC0415  (text does not pay for a parser)

        return read_html(source, url=url)
    return read_text(source, url=url)


def is_html(source: str) -> bool:
    """Tell whether `source` is an HTML page, not text in which a tag stands here and there."""
    return _OPENS.match(source) is not None or len(_CLOSED.findall(source, 0, _LOOK)) >= _FEWEST_CLOSED
