"""What the site asks of its reader, in its own words."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from cleaner import resources
from cleaner.document import Document, Label, Mark
from cleaner.zones import is_reported

if TYPE_CHECKING:
    from collections.abc import Iterator

_START = attrgetter("start")
LONGEST = 75  # words
ANYWHERE = frozenset({"affiliate", "donate"})  # what sites say above the story too
UNSPACED = "\u0600"  # from here on, scripts that join words or write none apart
SHORTEST_STEM = 5  # letters of a sign that may take an ending ("anmeld" + "en")
LATE = 0.5  # of the text: sooner, a story may be about such things
_FREQUENT = "のは的이다ا"  # letters that hardly a text in those scripts lacks


def appeal(doc: Document) -> Iterator[Mark]:
    """What the site asks of its reader: every sign of an appeal (a newsletter, joining it, "your") in one paragraph of its own."""
    blocks = [block for block in doc.open[1:] if block.words <= LONGEST]
    late = bisect_left(blocks, int(len(doc.text) * (1 - LATE)), key=_START)
    parts = blocks[:late], blocks[late:]
    sooner, later = ("\n".join([block.text for block in part]).casefold() for part in parts)
    things = list(_things(doc.folded, sooner, later))
    anywhere = [thing for thing in things if thing[0] in ANYWHERE]
    for part, folded, known in zip(parts, (sooner, later), (anywhere, things), strict=True):
        for block, own in zip(part, folded.split("\n"), strict=True) if part and known else ():
            if found := _asks(block.text, own, known):
                yield from block.marks(Label.BOILERPLATE, f"speaks to the reader: {found}")


def _things(folded: str, sooner: str, later: str) -> Iterator[tuple[str, str]]:
    """Yield what is asked for (each appeal's first group of signs) and stands in short blocks where it counts, with the appeal's name."""
    spaced, unspaced = _by_first_word()
    words = folded
    for mark in ".,:!?":
        words = words.replace(mark, " ")
    there = spaced.keys() & words.split()
    known = [thing for word, those in spaced.items() if word in there for thing in those]  # in their own order: a set's differs
    if any(letter in sooner or letter in later for letter in _FREQUENT):
        known += unspaced
    return (thing for thing in known if thing[1] in later or (thing[0] in ANYWHERE and thing[1] in sooner))


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
