"""Bytes to text."""

from __future__ import annotations

import codecs
import re

# Longest first: the mark of UTF-32 opens with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Bytes read as cp1252, the web's default (WHATWG Encoding Standard, 4.2): a symbol inside a word says that they are not.
_ODD = re.compile("\ufffd|[^\\W\\d_][\u00a1-\u00a9\u00ab-\u00b6\u00b8\u00b9\u00bb-\u00bf][^\\W\\d_]")
_FORGIVEN = 4  # letters beyond ASCII for each broken byte: by chance, other encodings do not come near
_HIGH = re.compile("[\u0080-\uffff]")


def decode(source: bytes) -> str:
    """Return the text of `source`.

    By its byte order mark, as UTF-8 if it is that, as UTF-16 if every other byte is zero, else by the encoding it
    declares or by guess (Beautiful Soup's UnicodeDammit, charset-normalizer). Bytes that no encoding explains become U+FFFD.
    """
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return source.decode(encoding, "replace")
    text = _as_utf8(source)
    if text is not None and "\0" not in text:
        return text
    half = _half_empty(source)
    if half:
        return source.decode(half, "replace")
    return text if text is not None else _guess(source)


def _as_utf8(source: bytes) -> str | None:
    """Return the text if `source` is UTF-8, a broken byte here and there forgiven; else None."""
    text = source.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return text if broken == 0 or broken * _FORGIVEN <= len(_HIGH.findall(text)) else None


def _half_empty(source: bytes) -> str | None:
    """Return the UTF-16 encoding that `source` looks like: text in European scripts has a zero in every other byte."""
    sample = source[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    least = max(1, len(sample) // 4)
    if odd >= least and even * 8 < odd:
        return "utf-16-le"
    if even >= least and odd * 8 < even:
        return "utf-16-be"
    return None


def _guess(source: bytes) -> str:
    western = source.decode("cp1252", "replace")
    if not _ODD.search(western) and len(_HIGH.findall(western)) * 4 < len(source):
        return western
    # Only bytes that nothing above explains pay for the imports.
    from bs4.dammit import EncodingDetector, UnicodeDammit  # noqa: PLC0415
    from charset_normalizer import detect  # noqa: PLC0415

    # Left to itself, UnicodeDammit guesses with chardet where that happens to be installed, and less well.
    declared = EncodingDetector.find_declared_encoding(source)
    found = UnicodeDammit(source, known_definite_encodings=[name for name in (declared, detect(source)["encoding"]) if name])
    return found.unicode_markup or western
