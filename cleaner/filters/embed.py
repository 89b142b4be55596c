"""What embedded posts leave behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNATURE = pattern(r"^[—–-]+\s?[^\n]{1,60}\(@\w{1,20}\)\s?[^\n]{0,40}$|^@\w{1,20}$")
_ADDRESS = pattern(
    r"^(?:https?://)?(?:www\.|mobile\.)?(?:pic\.twitter|twitter|x|t\.co|instagram|facebook|fb|youtube|youtu\.be|tiktok|threads|bsky|t\.me|vimeo|dailymotion|giphy|tenor)(?:\.\w+)?/\S+$"
)
_TRAILING = pattern(r"\s(?:pic\.twitter\.com/\w+|https?://t\.co/\w+)$")
_EMBED = pattern(
    r"^(?:EMBED|View this post on (?:Instagram|Facebook|TikTok|X)|A post shared by .{0,80}|Tweet|Embed)\W*$", re.IGNORECASE
)
# One of these is in every match, in small letters: looking for them first costs a hundredth of the patterns.
_SIGNS = ("/", "@", "embed", "view this post", "a post shared", "tweet")
LONGEST, FEW = 60, 12  # words


def embed(doc: Document) -> Iterator[Mark]:
    """Signatures, addresses and labels of embedded posts; the words of the post stay."""
    if not any(sign in doc.folded for sign in _SIGNS):
        return
    for block in doc.open:
        text = block.text
        if block.words > LONGEST or not ("/" in text or "@" in text or block.words < FEW):
            continue
        if _SIGNATURE.match(text):
            yield from block.marks(Label.BOILERPLATE, "the signature of an embedded post")
        elif _ADDRESS.match(text):
            yield from block.marks(Label.BOILERPLATE, "an address alone")
        elif _EMBED.match(text):
            yield from block.marks(Label.BOILERPLATE, "the label of an embedded post")
        elif (found := _TRAILING.search(text)) is not None:
            yield from block.marks(Label.BOILERPLATE, "the address at an embedded post's end", found.start())
