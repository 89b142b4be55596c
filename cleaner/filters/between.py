"""Lines among prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 6  # words of a line with prompts right above and below it
MOST_ADDRESSED = 60  # words of one that speaks to the reader, with prompts close by
NEAR = 2  # blocks
LAST = 0.2  # of the text: what speaks to the reader there is after the story
# Filters whose marks are prompts: a line among links or advertisements may be the story going on.
PROMPTS = frozenset(
    "app appeal notifications newsletter form cookies paywall account comments follow tips donate standards promo end_marker copyright".split()
)
_ADDRESS = pattern(
    r"\b(?:[Yy]ou|[Yy]our|[Ww]e|[Oo]ur|Ihr(?:e[nmrs]?)?|Ihnen|[Dd]u|[Dd]eine?[nmrs]?|[Ww]ir|[Uu]nser(?:e[nmrs]?)?|[Vv]ous|[Vv]otre|[Vv]os|[Nn]ous|[Nn]otre|[Nn]os|"
    r"[Uu]sted|[Tt]us?|[Nn]uestr[oa]s?|[Vv]ocê|[Nn]oss[oa]s?|[Tt]u[oa]|[Nn]ostr[oaie]|[Jj]e|[Jj]ouw|[Uu]w|[Oo]nze|[Dd]in|[Dd]itt|[Dd]ina|[Vv]år[at]?|[Vv]ores|"
    r"[Вв]ы|[Вв]ас|[Вв]ам|[Вв]аш\w*|[Мм]ы|[Нн]аш\w*|[Tt]w[oó]j\w*|[Vv]áš\w*)\b|お客|ご利用|您|귀하"
)
_QUOTE = pattern(r"[\"“„«」]")


def between(doc: Document) -> Iterator[Mark]:
    """Lines with prompts on both sides: short ones anywhere, and after the story those that speak to the reader."""
    left = {block.index: block for block in doc.open}
    if len(left) == len(doc.blocks):
        return
    fields = {mark.start for mark in doc.marks if mark.label is not Label.BOILERPLATE}
    taken = {block.index for block in doc.blocks if block.index not in left and block.start not in fields}
    starts = {mark.start for mark in doc.marks if mark.filter in PROMPTS}
    prompts = {block.index for block in doc.blocks if block.start in starts}
    late = len(doc.text) * (1 - LAST)
    for index, block in left.items():
        if block.words <= MOST and not block.ends and not block.bullet and {index - 1, index + 1} <= taken:
            yield from block.marks(Label.BOILERPLATE, "a short line with prompts on both sides")
        elif block.start > late and block.words <= MOST_ADDRESSED and _is_among(index, prompts) and _speaks(block.text):
            yield from block.marks(Label.BOILERPLATE, "speaks to the reader after the story, with prompts on both sides")


def _speaks(text: str) -> bool:
    """Tell whether `text` speaks to the reader; what stands in quotation marks is somebody else speaking."""
    return _ADDRESS.search(text) is not None and not _QUOTE.search(text)


def _is_among(index: int, prompts: set[int]) -> bool:
    """Tell whether prompts stand within `NEAR` blocks above and below."""
    near = range(1, NEAR + 1)
    return any(index - step in prompts for step in near) and any(index + step in prompts for step in near)
