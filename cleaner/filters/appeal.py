"""What the site asks of its reader, in its own words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cleaner import resources
from cleaner.document import Document, Label, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 75  # words
LATE = 0.5  # of the text: sooner, a story may be about such things
# Somebody is quoted or reported on: then it is the story that speaks.
_STORY = re.compile(
    r"[\"“„«」]|\b(?:said|says|told|according to|announced|sagte|sagt|laut|erklärte|selon|déclaré|según|dijo|secondo|zei|sade|sagde)\b"
)


def appeal(doc: Document) -> Iterator[Mark]:
    """What the site asks of its reader: every sign of an appeal (a newsletter, joining it, "your") in one paragraph of its own."""
    late = int(len(doc.text) * (1 - LATE))
    text = doc.text[late:].casefold()
    things = [(name, sign) for name, sign in _things(text.isascii()) if sign in text]
    for block in doc.open[1:] if things else ():
        if block.start >= late and block.words <= LONGEST:
            found = _asks(block.text, things)
            if found:
                yield from block.marks(Label.BOILERPLATE, f"asks the reader: {found}")


@cache
def _things(ascii_only: bool) -> tuple[tuple[str, str], ...]:  # noqa: FBT001
    """Return the signs of each appeal's first group, what it is about: all, or those that a text in ASCII can have."""
    return tuple(
        (name, sign) for name, groups in resources.appeals().items() for sign in groups[0] if sign.isascii() or not ascii_only
    )


@cache
def _word(sign: str) -> re.Pattern[str]:
    """Return the pattern of a sign as whole words; scripts without blanks have no words to be whole."""
    return re.compile(rf"(?<![^\W_]){re.escape(sign)}(?![^\W_])" if sign[0] < "\u0600" else re.escape(sign))


def _has_one(folded: str, signs: list[str]) -> bool:
    """Tell whether one of `signs` stands in `folded` (small letters)."""
    return any(sign in folded and _word(sign).search(folded) for sign in signs)


def _asks(text: str, things: list[tuple[str, str]]) -> str | None:
    """Return the name of the appeal that has a sign of each of its groups in `text`, if the story does not speak there.

    `things` are the signs of the first groups that are worth looking for, each with its appeal.
    """
    folded = text.casefold()
    for name in dict.fromkeys(name for name, thing in things if thing in folded):
        if all(_has_one(folded, signs) for signs in resources.appeals()[name]):
            return None if _STORY.search(text) else name
    return None
