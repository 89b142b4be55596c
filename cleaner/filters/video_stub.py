"""Stubs of videos: their titles cut short, with a duration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.dates import is_date
from cleaner.document import Block, Document, Label, Mark
from cleaner.patterns import pattern
from cleaner.zones import key

if TYPE_CHECKING:
    from collections.abc import Iterator

# Minutes and seconds, said to be that ("3:18 min"), set apart, or too small for a time of day ("02:39"; "doors open at 19:30").
_DURATION = pattern(
    r"(?:[\s|•·(–-]|(?<=[a-z…!?”\"]))\(?\d{1,2}:[0-5]\d(?::[0-5]\d)?\s*(?:min(?:\.|utes?|uten)?|mins?\.?|Min\.*)\)?$"
    r"|(?:\s{2}|\s?[|•·(–]\s?|(?<=\.\.\.)\s|(?<=…)\s?|(?<=[!?”\"])\s?|(?:[Vv]ideo|VIDEO|[Pp]lay)\s?)\d{1,2}:[0-5]\d(?::[0-5]\d)?\)?$"
    r"|(?<![,;])(?<! at)(?<! um)(?<! à)(?<! kl)(?<! om)\s0?\d:[0-5]\d$"
)
_BARE = pattern(
    r"^(?:play|video|watch|live|duration|dauer|durée|now playing|\W)*\d{1,2}:[0-5]\d(?::[0-5]\d)?(?:\s*(?:/\s*\d{1,2}:\d\d|min(?:utes)?\.?))?$",
    re.IGNORECASE,
)
_CUT = pattern(r"\s*(?:\.\.\.|…)\s*$")
_LABEL = pattern(r"\s*(?:play video|watch video|video|▶|play)\s*:?\s*$", re.IGNORECASE)
NEAR = 3  # blocks
LONGEST = 70  # words
_CLOSING = 14  # characters that hold a duration
_LONGEST_DURATION = 60  # characters of one with its signs and words


def video_stub(doc: Document) -> Iterator[Mark]:
    """Videos beside the story: a title with a duration is a caption, its copy cut short ("... 02:39") a stub."""
    blocks = doc.open
    for i, block in enumerate(blocks):
        if block.words > LONGEST or ":" not in block.text[-_CLOSING:]:
            continue
        if _BARE.match(block.text):
            yield from block.marks(Label.BOILERPLATE, "a duration alone")
            continue
        duration = None if is_date(block.text) else _DURATION.search(block.text, max(0, len(block.text) - _LONGEST_DURATION))
        if duration:
            yield from _stub(block, duration.start(), blocks[max(0, i - NEAR) : i + NEAR + 1])


def _stub(block: Block, end: int, near: tuple[Block, ...]) -> Iterator[Mark]:
    """Yield the marks of a block that ends in a duration at `end`."""
    title = block.text[:end].rstrip()
    cut = _CUT.search(title)
    if cut:
        start = key(title[: cut.start()])
        whole = next((other for other in near if other is not block and start and key(other.text).startswith(start)), None)
        yield from block.marks(Label.BOILERPLATE, "a video's title cut short, with its duration")
        if whole:
            yield from whole.marks(Label.CAPTION, "the title of a video, said again cut short with a duration")
        return
    label = _LABEL.search(title)
    kept = label.start() if label else len(title)
    if kept:
        yield from block.marks(Label.CAPTION, "the title of a video, with its duration", 0, kept)
        yield from block.marks(Label.BOILERPLATE, "a video's duration", kept)
