"""Who somebody is whom the story does not name: its author, in other words than a bio's."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.filters.bio import NAME, ROLES
from cleaner.patterns import pattern
from cleaner.zones import is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.document import Block

LAST = 3  # blocks at the end in which an author is introduced
FEWEST = 4  # blocks of a text that has an end
LONGEST, LONGEST_ABOVE = 150, 7  # words of the introduction, and of the lines with name and trade above it
MOST_ABOVE = 2  # of those lines
# Trades that people in stories have as often as authors.
_MORE_ROLES = (
    r"(?:(?:co-)?owner|(?:vice )?president|chair(?:man|woman)?|executive|chief|head of|lead|host|creator|trainer|instructor|therapist|psychologist|designer|developer|"
    r"entrepreneur|publisher|advis[eo]r|partner|associate|veteran|nutritionist|architect|artist|educator|counsell?or|advocate|scholar|poet|graduate|officer|surgeon|communicator|"
    r"professional|autorin|moderator(?:in)?|berater(?:in)?|inhaber(?:in)?|chef(?:in)?|conseill(?:er|ère)|fondat(?:eur|rice)|fundadora?|consultora?|fondat(?:ore|rice)|grundare|grundlegger|stifter|oprichter)"
)
_QUOTE = pattern(r"[\"“”„«»]")  # who is quoted is somebody of the story
_PRONOUN = pattern(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Ee]lle|[Ee]lla|[Hh]an|[Hh]on)\b")
_NO_NAME = r"(?:S?[Hh]e|There|This|That|It|What|Here|Th(?:ey|ese|ose)|My|Our|Your|Who|One|Today|Das|Dies|Es|Hier|Ce|Cela|Esto?|Det|Dit)\b"


def introduction(doc: Document) -> Iterator[Mark]:
    """In text: the last paragraphs when they tell the trade of somebody of whom the story says no word, kept as a note."""
    if doc.elements or len(doc.open) < FEWEST:
        return
    first = len(doc.open) - LAST
    for i, block in enumerate(doc.open[first:], first):
        if block.words <= LONGEST and (name := _introduced(doc, block)) and sum(map(is_prose, doc.open[:i])) > 1:
            if all(_goes_on(other, name) for other in doc.open[i + 1 :]):
                for other in doc.open[i - _lines_above(doc.open[:i], name) :]:
                    yield from other.marks(Label.NOTE, "tells the trade of somebody whom the story does not name")
            return


def _introduced(doc: Document, block: Block) -> str | None:
    """Return the name of whom `block` introduces, if no paragraph above says a word of them."""
    found = _pattern().match(block.text)
    if found is None or _QUOTE.search(block.text):
        return None
    name = re.split(r"['’]", found["name"].rpartition(" ")[2])[0]
    return None if any(name in other.text for other in doc.blocks[: block.index] if is_prose(other)) else name


def _goes_on(block: Block, name: str) -> bool:
    """Tell whether what stands below an introduction goes on with it: it speaks of the same person, or is no prose."""
    return not is_prose(block) or (
        not _QUOTE.search(block.text) and (name in block.text or _PRONOUN.search(block.text) is not None)
    )


def _lines_above(blocks: tuple[Block, ...], name: str) -> int:
    """Return how many lines above the introduction belong to it: up to one with the name."""
    for count, block in enumerate(reversed(blocks[-MOST_ABOVE:]), 1):
        if block.ends or block.bullet or block.words > LONGEST_ABOVE:
            break
        if name in block.text:
            return count
    return 0


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of "Elliot is a dynamic sales executive" and of "Ann Lee, an editor, studied", for one name or several."""
    role = rf"\b(?i:{ROLES}|{_MORE_ROLES})\b"
    return re.compile(
        rf"^\W{{0,3}}(?!{_NO_NAME})(?P<name>{NAME}|[A-ZÀ-Þ][\w’'-]+)"
        rf"(?:, [^.]{{0,60}}?{role}[^.]{{0,40}}, \w+ed\b|(?:, [^.]{{2,60}},)? (?:is|was|has been|ist|war|est|es|è|är|er) (?:currently |also )?"
        rf"(?:an?|the|our|one of|eine?|der|die|une?|una|il|la|le|el|en|ett)\b[^.]{{0,120}}?{role})"
    )
