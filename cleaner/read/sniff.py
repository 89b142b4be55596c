"""Page or text: told by how a source opens, how it ends, and how its tags and lines compare.

A page opens with a tag. Text may speak of tags, quote some, or have a few left over, but it opens with words, and has more
lines than elements.
"""

from __future__ import annotations

import re

from cleaner.patterns import pattern

_LOOK = 20_000  # characters in which elements and lines are counted
_WARNED = 4_096  # characters that a server may say before its page begins
_FEWEST = 6  # tags of a piece of HTML that opens with words

_LEAD = pattern(r"[\ufeff\s]*(?:<!--[^-]*(?:-(?!->)[^-]*)*-->\s*|<[?%](?!xml)[^>]*>\s*)*")  # what may stand before the first tag
_PAGE = pattern(
    r"<(?:\?xml|!doctype\s+html|html|head|body|title|meta|base|link|style|script|noscript|rss|feed|rdf:rdf)(?=[\s>])",
    re.IGNORECASE,
)
_PIECE = pattern(
    r"<(?:a|abbr|article|aside|b|blockquote|br|center|div|dl|em|figure|font|footer|form|h[1-6]|header|hr|i|iframe|img|main|nav|"
    r"ol|p|picture|pre|section|span|strong|svg|table|tbody|td|tr|u|ul|video)(?=[\s/>])",
    re.IGNORECASE,
)
_WARNED_PAGE = pattern(r"^[ \t]*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.MULTILINE)
_PAGE_END = pattern(r"</(?:html|body)\s*>", re.IGNORECASE)
_ELEMENT = pattern(
    r"</?(?:p|div|li|ul|ol|h[1-6]|section|article|td|table|blockquote|figure|span|a|b|i|em|strong)(?=[\s/>])", re.IGNORECASE
)


def is_html(source: str) -> bool:
    """Tell whether `source` is HTML or XML, a page or a piece of one, not text in which a tag stands here and there."""
    lead = _LEAD.match(source)
    start = lead.end() if lead else 0
    if _PAGE.match(source, start):
        return True
    tail = source[-500:].rstrip()
    if _PIECE.match(source, start):
        tags = _tags(source)
        return tags > source.count("\n\n", 0, _LOOK) or (tags > 0 and tail.endswith(">"))
    if not tail.endswith(">"):
        return False
    if _WARNED_PAGE.search(source, start, start + _WARNED) and _PAGE_END.search(tail):
        return True
    return _tags(source) >= max(_FEWEST, source.count("\n", 0, _LOOK))


def _tags(source: str) -> int:
    return len(_ELEMENT.findall(source, 0, _LOOK))
