"""What the site asks of its reader, in its own words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cleaner import resources
from cleaner.document import Document, Label, Mark
from cleaner.patterns import pattern
from cleaner.zones import is_reported

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 75  # words
ANYWHERE = frozenset({"affiliate", "donate"})  # what sites say above the story too
UNSPACED = "\u0600"  # from here on, scripts that join words or write none apart
SHORTEST_STEM = 5  # letters of a sign that may take an ending ("anmeld" + "en")
LATE = 0.5  # of the text: sooner, a story may be about such things
_FREQUENT = pattern("[のは的이다ا]")  # letters that hardly a text in those scripts lacks


def appeal(doc: Document) -> Iterator[Mark]:
    """What the site asks of its reader: every sign of an appeal (a newsletter, joining it, "your") in one paragraph of its own."""
    late = int(len(doc.text) * (1 - LATE))
    blocks = [block for block in doc.open[1:] if block.words <= LONGEST]
    short = "\n".join([block.text for block in blocks]).casefold()
    things = list(_things(doc.folded, short))
    sooner = [thing for thing in things if thing[0] in ANYWHERE]
    for block, folded in zip(blocks, short.split("\n"), strict=True) if things else ():
        known = things if block.start >= late else sooner
        if known and (found := _asks(block.text, folded, known)):
            yield from block.marks(Label.BOILERPLATE, f"speaks to the reader: {found}")


def _things(folded: str, short: str) -> Iterator[tuple[str, str]]:
    """Yield what is asked for (each appeal's first group of signs) and stands in the short blocks, with the appeal's name."""
    spaced, unspaced = _by_first_word()
    words = folded
    for mark in ".,:!?":
        words = words.replace(mark, " ")
    there = spaced.keys() & words.split()
    for word, those in spaced.items():  # in their own order: a set's differs from run to run
        if word in there:
            yield from (thing for thing in those if thing[1] in short)
    if _FREQUENT.search(short):
        yield from (thing for thing in unspaced if thing[1] in short)


@cache
def _by_first_word() -> tuple[dict[str, list[tuple[str, str]]], list[tuple[str, str]]]:
    """Return (appeal, sign) for the signs of the first groups by their first word, and those of scripts without blanks."""
    spaced: dict[str, list[tuple[str, str]]] = {}
    unspaced = []
    for name, groups in resources.appeals().items():
        for sign in groups[0]:
            if sign[0] < UNSPACED:
                spaced.setdefault(sign.split()[0], []).append((name, sign))
            else:
                unspaced.append((name, sign))
    return spaced, unspaced


@cache
def _word(sign: str) -> re.Pattern[str]:
    """Return the pattern of a sign: whole words, long ones with an ending; scripts without blanks have no words to be whole."""
    ending = r"\w{0,6}" if len(sign) >= SHORTEST_STEM and " " not in sign else ""
    return re.compile(rf"(?<![^\W_]){re.escape(sign)}{ending}(?![^\W_])" if sign[0] < UNSPACED else re.escape(sign))


def _has_one(folded: str, signs: list[str]) -> bool:
    """Tell whether one of `signs` stands in `folded` (small letters)."""
    return any(sign in folded and _word(sign).search(folded) for sign in signs)


def _asks(text: str, folded: str, things: list[tuple[str, str]]) -> str | None:
    """Return the name of the appeal that has a sign of each of its groups in `text`, if the story does not speak there.

    `folded` is the text in small letters; `things` are the signs of the first groups that are worth looking for, each with
    its appeal.
    """
    for name in dict.fromkeys(name for name, thing in things if thing in folded):
        if all(_has_one(folded, signs) for signs in resources.appeals()[name]):
            return None if is_reported(text) else name
    return None
