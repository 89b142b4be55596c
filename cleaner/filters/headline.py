"""The headline."""

from __future__ import annotations

from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING

from cleaner.dates import is_date
from cleaner.document import Block, Document, Label, Mark
from cleaner.filters.byline import is_labelled
from cleaner.patterns import pattern
from cleaner.zones import capitals, head, key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FEWEST, MOST = 3, 32  # words; the longest headlines of tabloids have some thirty
LONGEST = 240  # characters
LONGEST_EXCLAIMED = 16  # words of one that asks or exclaims, or says two things; a longer one is a paragraph
SHORTEST_TRAIL, LONGEST_TRAIL = 2, 8  # items of a breadcrumb
LONGEST_ITEM = 4  # words, the bullet among them, of an item of a breadcrumb
STORY_WORDS = 5  # of some sentence below: a headline without a story is a line among others
LONGEST_KICKER, SHORTEST_SENTENCE = 3, 5  # words of a kicker, and of a headline that says something
MOST_CAPITALS = 0.5  # share of the words of a sentence
_WHY = "the first line above the story that is shaped like a headline"
# " | wdr aktuell", "｜日刊ゲンダイDIGITAL", " - National Post": up to four words behind a bar, or in capitals behind a dash.
_OUTLET = pattern(r"\s?[|｜ㅣ]\s?[^\s|｜ㅣ]+(?:\s[^\s|｜ㅣ]+){0,3}$|\s[-–—]\s[A-Z][^\s|｜ㅣ]*(?:\s[A-Z&][^\s|｜ㅣ]*){0,3}$")
_BREADCRUMB = pattern(r"\s[>›»]\s")
_NOT_LAST = ".:;,…–—-。।"
_QUOTES = " \"'”’»“)*_"
_SENTENCES = pattern(r"[a-zß-ÿ]{2}[.!?][\"”]? [\"“]?[A-Z]")


def headline(doc: Document) -> Iterator[Mark]:
    """The headline: the first line above the story that is shaped like one."""
    if any(mark.label is Label.TITLE for mark in doc.marks):
        return
    found = find(head(doc), doc.open)
    if found and any(_is_story(block) for block in doc.open if block is not found):
        outlet = _OUTLET.search(found.text)
        if outlet and len(found.text[: outlet.start()].split()) >= FEWEST:
            yield from found.marks(Label.BOILERPLATE, "the outlet's name after the headline", outlet.start())
            yield from found.marks(Label.TITLE, _WHY, 0, outlet.start())
        else:
            yield from found.marks(Label.TITLE, _WHY)


def find(above: Sequence[Block], blocks: Sequence[Block]) -> Block | None:
    """Return the headline among the lines above the story: the first that is shaped like one, or that is said twice.

    A first line set apart by a blank line, as extractors write it, needs no more than that.
    """
    apart = _first_apart(blocks)
    if apart and not _is_kicker(apart, blocks[1]):
        return apart
    lines = [block for block in above if is_shaped(block)] if len(above) < len(blocks) else []
    if not lines:
        return apart or _end_of_trail(blocks)
    said = Counter(key(block.text) for block in lines)
    twice = [block for block in lines if said[key(block.text)] > 1]
    if not twice and len(lines) > 1 and _is_kicker(*lines[:2]):
        return lines[1]
    return (twice or lines)[0]


def _first_apart(blocks: Sequence[Block]) -> Block | None:
    """Return the first block when a blank line sets it apart and it does not end as a sentence does."""
    if len(blocks) < 2 or blocks[1].gap < 2:
        return None
    first = blocks[0]
    shaped = is_shaped(first) or (first.words < FEWEST and first.text[-1] not in _NOT_LAST and not first.bullet)
    return first if shaped else None


def _end_of_trail(blocks: Sequence[Block]) -> Block | None:
    """Return the last item of a breadcrumb that opens the text as a list ("- News", "- City", "- the headline"), or None."""
    trail = list(takewhile(lambda block: block.bullet, blocks[:LONGEST_TRAIL]))
    items = trail[:-1]
    if len(items) < SHORTEST_TRAIL or any(block.words > LONGEST_ITEM for block in items):
        return None
    return trail[-1] if is_shaped(trail[-1]._replace(bullet=False)) and trail[-1].words > LONGEST_ITEM else None


def _is_kicker(first: Block, second: Block) -> bool:
    """Tell whether `first` only names the section above the headline `second`: in capitals, or above a sentence."""
    if first.words > LONGEST_KICKER or not is_shaped(second):
        return False
    sentence = second.words >= SHORTEST_SENTENCE and capitals(second.text) <= MOST_CAPITALS
    return sentence or first.text.isupper()


def _is_story(block: Block) -> bool:
    return block.words >= STORY_WORDS and (block.ends or ". " in block.text)


def is_shaped(block: Block) -> bool:
    """Tell whether the block is shaped like a headline: a few words, no full stop, no bullet."""
    text = block.text
    last = text.rstrip(_QUOTES)[-1:]
    if not FEWEST <= block.words <= MOST or block.bullet or last in _NOT_LAST or len(text) > LONGEST:
        return False
    if block.words > LONGEST_EXCLAIMED and (last in "?!" or _SENTENCES.search(text)):
        return False
    return not _BREADCRUMB.search(text) and not is_date(text) and not is_labelled(text)
