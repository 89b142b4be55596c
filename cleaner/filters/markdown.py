"""The signs of Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

# What only Markdown writes: a link or an image with its address, a heading's number signs.
_EVIDENCE = pattern(r"!?\[[^\[\]\n]*\]\([^()\s]+(?:\s\"[^\"\n]*\")?\)|^#{1,6} \S", re.MULTILINE)
_SIGNS = pattern(
    r"(?P<image>!\[[^\[\]\n]*\]\([^()\n]*\))"
    r"|(?P<address>(?<=[^\s\[])\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\))"
    r"|(?P<link>\[(?=[^\[\]\n]+\]\([^()\s]))"
    r"|(?P<heading>^[ \t]*#{1,6} (?=\S)|(?<=\S) #{1,6}[ \t]*$)"
    r"|(?P<quote>^[ \t]*(?:> ?)+(?=\S))"
    r"|(?P<rule>^[ \t]*(?:[-*_][ \t]*){3,}$|^={3,}$)"
    r"|(?P<strong>(?<![\w*])\*\*(?=\S)|(?<=\S)\*\*(?![\w*]))"
    r"|(?P<emphasis>(?<![\w*])\*(?=[^\s*][^*\n]*[^\s*]\*(?![\w*]))|(?<=[^\s*])\*(?![\w*])(?=\W|$))"
    r"|(?P<underline>(?<!\w)_{1,2}(?=[^\s_])|(?<=[^\s_])_{1,2}(?!\w))",
    re.MULTILINE,
)


def markdown(doc: Document) -> Iterator[Mark]:
    """The signs of Markdown, when the text is Markdown: headings, links' addresses, images, emphasis, quotes."""
    if not ("]" in doc.text and "](" in doc.text) and not (
        "#" in doc.text and "# " in doc.text
    ):  # a letter alone is asked cheaply
        return
    if len(_EVIDENCE.findall(doc.text)) < 2:
        return
    for found in _SIGNS.finditer(doc.text):
        if found[0].strip():
            yield Mark(*found.span(), Label.BOILERPLATE, f"Markdown's sign of {found.lastgroup}")
