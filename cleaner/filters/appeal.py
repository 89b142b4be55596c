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
LATE = 0.4  # of the text: sooner, a story may be about such things
# Somebody is quoted or reported on: then it is the story that speaks.
_STORY = re.compile(r"[\"“„«」]|\b(?:said|says|told|according to|announced|sagte|sagt|laut|erklärte|selon|déclaré|según|dijo|secondo|zei|sade|sagde)\b")


def appeal(doc: Document) -> Iterator[Mark]:
    """What the site asks of its reader: every sign of an appeal (a newsletter, joining it, "your") in one paragraph of its own."""
    text = doc.text.casefold()
    things = [(name, sign) for name, groups in resources.appeals().items() for sign in groups[0] if sign in text]
    late = len(text) * (1 - LATE)
    for block in doc.open[1:] if things else ():
        if block.words <= LONGEST and (block.start >= late or not block.ends):
            found = _asks(block.text, things)
            if found:
                yield from block.marks(Label.BOILERPLATE, f"asks the reader: {found}")


@cache
def _signs(family: str) -> tuple[re.Pattern[str], ...]:
    """Return a pattern for each group of the signs of an appeal: whole words, or parts of scripts without blanks."""
    groups = resources.appeals()[family]
    return tuple(re.compile("|".join(rf"(?<![^\W_]){re.escape(sign)}(?![^\W_])" if sign[0] < "\u0600" else re.escape(sign) for sign in group)) for group in groups)


def _asks(text: str, things: list[tuple[str, str]]) -> str | None:
    """Return the name of the appeal that has a sign of each of its groups in `text`, if the story does not speak there.

    `things` are the signs of the first groups that are worth looking for, each with its appeal.
    """
    folded = text.casefold()
    for name in dict.fromkeys(name for name, thing in things if thing in folded):
        if all(pattern.search(folded) for pattern in _signs(name)):
            return None if _STORY.search(text) else name
    return None
