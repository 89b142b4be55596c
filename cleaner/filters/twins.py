"""Lines said twice."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from cleaner import picture_credits
from cleaner.document import Block, Document, Label, Mark, words_of
from cleaner.patterns import pattern
from cleaner.zones import head, is_prose, key, tail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NEAR = 3  # blocks
LONGEST = 120  # words
PASSAGE, PASSAGE_WORDS = 3, 120  # blocks, and words in them, of a passage that is no refrain
FEWEST_WORDS_TWICE = 7  # of a line said twice: shorter ones are the titles and trades in lists
FEWEST_WORDS = 4  # of the block that a repeated passage opens with
FEWEST, FEWEST_CUT = 40, 20  # letters and digits, below which a line may repeat by chance: whole, and cut short
ABOVE = 8  # lines at the top among which the headline may stand again in nearly the same words
LONGEST_HEADLINE, LETTERS = 32, 3  # words, and letters of a word that counts
MOST_COPIES = 2
FEWEST_SHARED, ALIKE = 3, 0.7  # words that count, and how much of both is the same
_CUT = pattern(r"\s*(?:\.\.\.|…|\[…\]|\[\.\.\.\])$")


def twins(doc: Document) -> Iterator[Mark]:
    """Copies: the headline or deck again, a line said twice within three lines or cut short with "...", a passage said again."""
    yield from _copies_of_the_frame(doc)
    yield from _headline_in_other_words(doc)
    yield from _repeated_passages(doc)
    near: deque[tuple[str, Block]] = deque(maxlen=NEAR)
    openings = [_opening(block) for block in doc.open]
    for block, opening in zip(doc.open, openings, strict=True) if _has_twice(filter(None, openings)) else ():
        twin = next((other for own, other in near if own == opening), None) if opening else None
        copy = twin and _copy(twin, block)
        if copy:
            why = "said a moment before" if copy is block else "cut short, and said in full below"
            yield from copy.marks(Label.BOILERPLATE, why)
        if copy is not block:
            near.append((opening, block))


def _opening(block: Block) -> str:
    """Return the first letters of a block that may have a twin: the cheap question before the dear one."""
    if block.bullet or block.words > LONGEST or len(block.text) < FEWEST_CUT:
        return ""
    return block.text[:16].lstrip(" \"'“„«-–—")[:12].casefold()


def _has_twice(texts: Iterable[str]) -> bool:
    """Tell whether one of `texts` is there twice."""
    each = list(texts)
    return len(set(each)) < len(each)


def _copy(first: Block, second: Block) -> Block | None:
    """Return the one of two blocks that only repeats the other, or None."""
    one, two = key(first.text), key(second.text)
    if one == two:
        return second if len(one) >= FEWEST and second.words >= FEWEST_WORDS_TWICE else None
    if min(len(one), len(two)) < FEWEST_CUT:
        return None
    if _CUT.search(second.text) and one.startswith(two):
        return second
    return first if _CUT.search(first.text) and two.startswith(one) else None


def _repeated_passages(doc: Document) -> Iterator[Mark]:
    """Yield passages of three blocks and more that stand above word for word: the whole text again, as some pages have it."""
    blocks = doc.open
    first: dict[str, int] = {}
    at = 0 if _has_twice(block.text for block in blocks) else len(blocks)
    while at < len(blocks):
        earlier = first.get(blocks[at].text)
        length = _same(blocks, earlier, at) if earlier is not None and blocks[at].words >= FEWEST_WORDS else 0
        if length >= PASSAGE and sum(block.words for block in blocks[at : at + length]) >= PASSAGE_WORDS:
            for block in blocks[at : at + length]:
                yield from block.marks(Label.BOILERPLATE, "in a passage said before")
        else:
            length = 1
            first.setdefault(blocks[at].text, at)
        at += length


def _same(blocks: tuple[Block, ...], earlier: int, later: int) -> int:
    """Return how many blocks from `later` on say the same as those from `earlier` on."""
    length = 0
    while (
        later + length < len(blocks) and earlier + length < later and blocks[earlier + length].text == blocks[later + length].text
    ):
        length += 1
    return length


def _copies_of_the_frame(doc: Document) -> Iterator[Mark]:
    """Yield the copies of headline, deck and captions: in text, of what may be a sub-heading, above and below the story alone."""
    said = dict(_said(doc))
    said.pop("", None)
    if not said:
        return
    longest = 2 * max(map(len, said))
    firsts = {line[0] for line in said}
    blocks = doc.open if doc.elements else (*head(doc, prose=2), *tail(doc))
    around = {block.index for block in blocks}
    for block in doc.open if Label.CAPTION in said.values() else blocks:
        if len(block.text) > longest or _first(block.text) not in firsts:
            continue
        label = said.get(key(_CUT.sub("", block.text)))
        if label and (block.index in around or (label is Label.CAPTION and block.words >= FEWEST_WORDS_TWICE)):
            yield from block.marks(Label.BOILERPLATE, f"the {label} again")


def _said(doc: Document) -> Iterator[tuple[str, Label]]:
    """Yield what may be said again, as keys: headline, deck and captions, these without their credit, too."""
    for mark in doc.marks:
        if mark.label in (Label.TITLE, Label.DECK, Label.CAPTION):
            text = doc.text[mark.start : mark.end]
            yield key(text), mark.label
            if mark.label is Label.CAPTION and (start := picture_credits.find(text)):
                yield key(text[:start]), mark.label


def _headline_in_other_words(doc: Document) -> Iterator[Mark]:
    """Yield, in text, lines beside the headline that say nearly the same ("... - News - The Gazette"), if they head no paragraph."""
    title = next((mark for mark in doc.marks if mark.label is Label.TITLE), None)
    if title is None or doc.elements:
        return
    above = head(doc)
    if not above:
        return
    said = _content_words(doc.text[title.start : title.end])
    found = []
    for block, below in zip(above[:ABOVE], doc.open[1:], strict=False):
        own = _content_words(block.text) if not block.ends and block.words <= LONGEST_HEADLINE else set()
        alike = 2 * len(own & said) >= ALIKE * (len(own) + len(said))
        if alike and min(len(own), len(said)) >= FEWEST_SHARED and not is_prose(below):
            found.append(block)
    if len(found) <= MOST_COPIES and len(above) < len(doc.open):  # more of them are a list, and so is a text without prose
        for block in found:
            yield from block.marks(Label.BOILERPLATE, "the headline in nearly the same words")


def _content_words(text: str) -> set[str]:
    return {word for word in words_of(text.casefold()) if len(word) >= LETTERS}


def _first(text: str) -> str:
    """Return what `key(text)` opens with: the cheap question before the dear one."""
    for char in text:
        if char.isalnum():
            return char.casefold()[0]
    return ""
