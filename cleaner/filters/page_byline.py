"""Who wrote an HTML page."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING

from cleaner import picture_credits, told
from cleaner.data_lines import signature
from cleaner.document import Block, Document, Label, Mark
from cleaner.filters.byline import is_frame, is_labelled, small_words
from cleaner.labels import match
from cleaner.names import is_name
from cleaner.patterns import pattern
from cleaner.phrases import builtin_hits
from cleaner.zones import beside_title, key, title_block, told_blocks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

MOST = 24  # words of a line with names
MOST_BESIDE = 12  # words on it beside the names that the head tells
NEAR = 3  # lines between the title and a name alone
FEWEST_SMALL = 2  # small words of a sentence
NEAR_DATE = 2  # lines between a date and a name alone
_SIGNED = pattern(
    r"(?:^|[\s_-])(?:by-?lines?|authors?|autor(?:en|es|in)?|auteurs?|writers?|reporter)(?:$|[\s_-])|[aA]uthor|[bB]yline"
)
_ABOUT = pattern(r"bio|about|avatar|description|comment|photo|credit", re.IGNORECASE)


def page_byline(doc: Document) -> Iterator[Mark]:
    """Who wrote it: the line beside an HTML page's title that names the authors, and their names as its head has them."""
    if not doc.elements:
        return
    names = [block for block in told_blocks(doc) if _sources(block)]
    firms = told.firms(doc.hints)
    people = {block.index: found for block in names if (found := told.persons(block.text, firms))}
    source = next((name for name in told.AUTHORS for block in names if block.index in people and name in _sources(block)), "")
    kept = {block.index for block in names if block.index in people and source in _sources(block)}
    known = {key(name): name for index in kept for name in people[index]}
    shown = {block: signature(block.text, known.values()) for block in _shown(doc, known, firms)}
    signed = [block.text[slice(*span)] for block, span in shown.items() if span]
    own = {key(name): name for line in signed for name in told.signed(line, firms)}
    agreed = not own or (_is_shared(own.values(), known.values()) and not own.keys() > known.keys())
    yield from _lines(shown)
    for block in names:
        if agreed and block.index in kept:
            yield from block.marks(Label.BYLINE, "an author by the page's head")
        elif not signed and not kept and told.people(block.text):
            yield from block.marks(Label.BYLINE, "the firm that signs, by the page's head")
        else:
            yield from block.marks(Label.BOILERPLATE, "in the page's head, and no name that its byline has")


def _lines(shown: Mapping[Block, tuple[int, int] | None]) -> Iterator[Mark]:
    """Yield the marks of the lines that name authors: what of each is the byline, once, and what stands around it."""
    seen = ""
    for block, span in shown.items():
        if span != (0, len(block.text)):
            yield from block.marks(Label.BOILERPLATE, "beside the byline, and no name that signs")
        if span is None:
            continue
        own = key(block.text[slice(*span)])
        again = own in seen
        seen += f" {own}"
        yield from block.marks(
            *((Label.BOILERPLATE, "the byline again") if again else (Label.BYLINE, "names the authors beside the title")), *span
        )


def _is_shared(some: Iterable[str], others: Iterable[str]) -> bool:
    """Tell whether the names have a word in common, initials and particles aside."""
    words = (
        {word.casefold() for name in names for word in name.split() if len(word) > 3 or not word.isascii()}
        for names in (some, others)
    )
    return not set.isdisjoint(*words)


def _sources(block: Block) -> set[str]:
    return set(told.AUTHORS).intersection(block.element.names.split()) if block.element else set()


def _shown(doc: Document, known: Mapping[str, str], firms: frozenset[str]) -> Iterator[Block]:
    """Yield the lines beside the title that name authors: of those that only class or place tells, none unlike surer ones."""
    sure, likely = _candidates(doc, known, firms)
    named = [block for block in sure if signature(block.text, known.values())]
    alike = {block.element.names for block in named if block.element and block.element.names}
    said = {hit.block.index for hits in builtin_hits(doc).values() for hit in hits} if likely else set()
    likely = [block for block in likely if not named or (block.element and block.element.names in alike)]
    yield from sorted((*sure, *(block for block in likely if block.index not in said)), key=attrgetter("index"))


def _candidates(doc: Document, known: Collection[str], firms: frozenset[str]) -> tuple[list[Block], list[Block]]:
    """Return the lines beside the title whose words say that they name authors, and those of which class or place says so."""
    title = title_block(doc)
    beside = beside_title(doc)
    sure: list[Block] = []
    likely: list[Block] = []
    for i, block in enumerate(beside):
        if (
            block.words > MOST
            or (block.ends and block.words > MOST_BESIDE)
            or _is_sentence(block, known)
            or _is_credit(block.text)
        ):
            continue
        if _names_known(block, known) or is_labelled(block.text) or is_frame(block.text):
            sure.append(block)
            continue
        labelled = not block.ends and block.words <= MOST_BESIDE and match("byline", block.text) is not None
        worded = labelled or _is_labelled_above(beside, i)
        placed = worded or _is_signed(block) or (_is_near(title, block) and is_name(block.text) and _is_dated(doc, block))
        if placed and match("credit", block.text) is None and told.signed(block.text, firms):
            (sure if worded else likely).append(block)
    return sure, likely


def _is_near(title: Block | None, block: Block) -> bool:
    """Tell whether the block stands right under the title."""
    return title is not None and 0 < block.index - title.index <= NEAR


def _is_sentence(block: Block, known: Collection[str]) -> bool:
    """Tell whether the block is a sentence of the story, or of who the author is, that opens with an author's name."""
    opens = block.ends and any(key(block.text).startswith(name) for name in known)
    return opens and len(small_words(block.text)) >= FEWEST_SMALL and signature(block.text) == (0, len(block.text))


def _is_credit(text: str) -> bool:
    """Tell whether a line says who took a picture, and not who wrote: "Photo: Ann Lee", no "Text and photos: Ann Lee"."""
    return picture_credits.is_labelled(text) and match("byline", text) is None


def _is_dated(doc: Document, block: Block) -> bool:
    """Tell whether a date stands within two lines of the block."""
    around = doc.blocks[max(0, block.index - NEAR_DATE) : block.index + NEAR_DATE + 1]
    return any(mark.label is Label.DATE and around[0].start <= mark.start < around[-1].end for mark in doc.marks)


def _names_known(block: Block, known: Collection[str]) -> bool:
    bare = key(block.text)
    held = sum(name in bare for name in known)
    return bool(held) and block.words <= MOST_BESIDE + 3 * held


def _is_labelled_above(beside: Sequence[Block], i: int) -> bool:
    """Tell whether the line above is a byline's label and no more: "Written by"."""
    above = beside[i - 1].text if i else ""
    return bool(above) and match("byline", above) == len(above.rstrip(" :"))


def _is_signed(block: Block) -> bool:
    """Tell whether the class of the block, or of what it stands in, says that it names an author."""
    if block.element is None:
        return False
    around = block.element.parent
    classes = f"{block.element.names} {block.inline}"
    return bool(_SIGNED.search(f"{classes} {around.names if around else ''}")) and not _ABOUT.search(classes)
