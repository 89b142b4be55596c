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

_COMPRESSED = {b"\x1f\x8b\x08": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}

_DECLARED_WITHIN = 4096  # bytes in which a page says what it is written in
_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,400}?\bcharset\s{0,9}=[\s"']{0,9}([\w:.-]{1,40})|<\?xml[^>]{0,100}?\bencoding=["']([\w:.-]{1,40})""",
    re.IGNORECASE,
)
# What browsers take a name for (WHATWG Encoding Standard, 4.2), where Python takes it at its word.
_MEANT = {
    **dict.fromkeys(
        ("iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "ascii", "us-ascii", "ansi", "windows-1252"), "cp1252"
    ),
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "chinese", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean", "ksc5601", "windows-949"), "cp949"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("iso-8859-11", "tis-620", "windows-874"), "cp874"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
    "x-mac-cyrillic": "mac-cyrillic",
    "macintosh": "mac-roman",
}

# Python's own, and those in which nobody could have read the declaration.
_NEVER_MEANT = ("unicode", "raw", "undefined", "idna", "punycode", "utf-7", "utf-8", "utf-16", "utf-32")

# Bytes read as cp1252, the web's default (WHATWG Encoding Standard, 4.2): a symbol inside a word says that they are not.
_ODD = re.compile("\ufffd|[^\\W\\d_][\u00a1-\u00a9\u00ab-\u00b6\u00b8\u00b9\u00bb-\u00bf][^\\W\\d_]")
_FORGIVEN = 4  # letters beyond ASCII for each broken byte: by chance, other encodings do not come near
_HIGH = re.compile("[\u0080-\uffff]")


def decode(source: bytes) -> str:
    """Return the text of `source`.

    By its byte order mark, as UTF-8 if it is that to the last byte, by the encoding that an HTML page declares if its bytes
    bear it out, as UTF-8 with a broken byte here and there, as UTF-16 if every other byte is zero, else by guess (Beautiful
    Soup's UnicodeDammit, charset-normalizer). Bytes that no encoding explains become U+FFFD. ValueError for compressed bytes.
    """
    for mark, how in _COMPRESSED.items():
        if source.startswith(mark):
            raise ValueError(f"the bytes are compressed with {how}: decompress them first")
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return source.decode(encoding, "replace")
    text = _as_utf8(source)
    if text is None or "\ufffd" in text or (text.isascii() and "\x1b" in text):  # ISO-2022 is ASCII with escapes
        declared = _as_declared(source)
        if declared is not None:
            return declared
    if text is not None and "\0" not in text:
        return text
    half = _half_empty(source)
    if half:
        return source.decode(half, "replace")
    return text if text is not None else _guess(source)


def _as_declared(source: bytes) -> str | None:
    """Return the text by the encoding that a meta tag, or an XML declaration, names; None when none does or it cannot be true."""
    found = _DECLARED.search(source, 0, _DECLARED_WITHIN)
    if found is None:
        return None
    label = (found[1] or found[2]).decode("ascii").lower()
    try:
        encoding = codecs.lookup(_MEANT.get(label, label)).name
        text = "" if encoding.startswith(_NEVER_MEANT) else source.decode(encoding, "replace")
    except (LookupError, ValueError):  # a name that Python does not know, or that is no encoding of text
        return None
    if not text:
        return None
    return text if text.count("\ufffd") * _FORGIVEN <= len(_HIGH.findall(text)) else None


def _as_utf8(source: bytes) -> str | None:
    """Return the text if `source` is UTF-8, a broken byte here and there forgiven; else None."""
    text = source.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return text if broken == 0 or broken * _FORGIVEN <= len(_HIGH.findall(text)) else None


def _half_empty(source: bytes) -> str | None:
    """Return the UTF-16 encoding that `source` looks like: European scripts have zeros in every other byte, and so has a "<"."""
    if source[:2] in (b"<\0", b"\0<"):
        return "utf-16-le" if source[0] else "utf-16-be"
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
