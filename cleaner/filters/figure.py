"""Captions and credits by the picture that they stand with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import picture_credits
from cleaner.document import Document, Label, Mark
from cleaner.filters.byline import small_words
from cleaner.zones import key

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST = 3  # characters of a caption before its credit
SENTENCE = 2  # small words of a caption after a label ("Bild: ...") that is no credit
_BEFORE_CREDIT = " (|[–—-/"


def figure(doc: Document) -> Iterator[Mark]:
    """In HTML: what stands with a picture of the story is its caption or its credit, once, be it in a figure or beside it."""
    if not doc.elements:
        return
    from cleaner.model.captions import candidates, captions  # noqa: PLC0415  (text does not pay for numpy)

    left = {block.index: block for block in doc.open}
    said: set[str] = set()
    for block, why in captions(doc):
        if block.index not in left:
            continue
        block = left[block.index]  # noqa: PLW2901  (without what others have taken)
        credit = _is_credit(block.text)
        end = len(block.text) if credit else _end(block.text)
        own = key(block.text[:end])
        if not own or own in said:
            yield from block.marks(Label.BOILERPLATE, "a caption again")
            continue
        said.add(own)
        label, reason = (Label.CREDIT, "a picture credit alone") if credit else (Label.CAPTION, why)
        yield from block.marks(label, reason, 0, end)
        if end < len(block.text):
            yield from block.marks(Label.CREDIT, "a picture credit at the end of a caption", end)
    for block in candidates(doc).credits:
        if block.index in left:
            again = (own := key(block.text)) in said
            said.add(own)
            yield from left[block.index].marks(
                *((Label.BOILERPLATE, "a credit again") if again else (Label.CREDIT, "stands with a picture"))
            )


def _is_credit(text: str) -> bool:
    """Tell whether what stands in a caption's place is a credit and nothing else: "photo: Ann Lee via Pixabay"."""
    short = len(text.split()) <= picture_credits.LONGEST and len(small_words(text)) < SENTENCE
    return short and (picture_credits.find(text) == 0 or picture_credits.is_alone(text))


def _end(text: str) -> int:
    """Return where a caption ends and its credit starts: the whole text, if it has none."""
    start = picture_credits.find(text)
    kept = len(text[:start].rstrip(_BEFORE_CREDIT)) if start else 0
    return kept if kept >= SHORTEST else len(text)
