"""The data that every other part passes along: labels, blocks, marks, and the document that holds them.

The text never changes. A reader cuts it into blocks, filters paint marks over it, and the article is read off the marks.
A later mark covers an earlier one, so a rescue is an ordinary last filter and nothing has to be undone. What no mark has
covered is *open*: `Document.open` is all that a filter normally looks at, and what is still open at the end is the body.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum
from functools import cache, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

T = TypeVar("T")
_NOWHERE: frozenset[str] = frozenset()


class Label(str, Enum):
    """Where a piece of text goes. Why it goes there is said by the filter's name and the mark's reason."""

    BODY = "body"
    TITLE = "title"
    DECK = "deck"
    BYLINE = "byline"
    DATE = "date"
    CAPTION = "caption"
    CREDIT = "credit"
    NOTE = "note"
    BOILERPLATE = "boilerplate"

    def __str__(self) -> str:
        """Return the label as it is shown to people."""
        return self.value


class Element:
    """An element of an HTML page that starts a line of its own, or a picture: what blocks stand in.

    `index` is its number in the order of the page, `last` the number of the first element after it and all it holds.
    `names` are its class, id and role as they are written. `context` are the tags of itself and of all it stands in.
    `alt` is what a picture or a video says of itself to those who do not see it.
    """

    __slots__ = ("alt", "context", "depth", "index", "last", "names", "parent", "tag")

    def __init__(self, index: int, tag: str, names: str, parent: Element | None, alt: str = "") -> None:
        """Hang the element below `parent`; `last` is known once the page is read."""
        self.index = index
        self.tag = tag
        self.names = names
        self.parent = parent
        self.alt = alt
        self.last = index + 1
        above = _NOWHERE if parent is None else parent.context
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.context: frozenset[str] = above if tag in above else _within(above, tag)

    def __eq__(self, other: object) -> bool:
        """Tell whether two readings of a page have the same element here."""
        return isinstance(other, Element) and (self.index, self.tag, self.names) == (other.index, other.tag, other.names)

    def __hash__(self) -> int:
        """Return a hash that goes with equality."""
        return hash((self.index, self.tag, self.names))

    def __str__(self) -> str:
        """Return the element as a selector would name it: "div.story-body"."""
        return ".".join([self.tag, *self.names.split()])

    def lineage(self) -> Iterator[Element]:
        """Yield the element and all that it stands in, from the inside out."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent


@lru_cache(maxsize=4096)
def _within(above: frozenset[str], tag: str) -> frozenset[str]:
    """Return `above` and `tag`: one set for all elements that stand in the same tags."""
    return above | {tag}


class Block(NamedTuple):
    """A paragraph, a heading, a list item or a line: the unit that filters look at.

    `text` is the slice `[start, end)` of the document with white space collapsed, and without what marks have already
    taken out of it. `offsets` gives, for each character of `text`, its offset in the document; it is None when `text`
    is the slice as it stands. `holes` are the spans inside it that marks have taken. `gap` is the number of line breaks
    before the block: 0 when it follows on the same line. `words` counts its words, and `ends` says whether it closes as
    a sentence does.

    HTML adds the `element` that the block stands in, how many of its characters are links' (`link_chars`) and emphasised
    (`strong_chars`), and the class of an inline element that holds all of it (`inline`).
    """

    index: int  # type: ignore[assignment]  # hides a method of tuple that nobody calls
    start: int
    end: int
    text: str
    words: int
    ends: bool
    gap: int = 1
    indent: int = 0
    bullet: bool = False
    offsets: tuple[int, ...] | None = None
    holes: tuple[tuple[int, int], ...] = ()
    element: Element | None = None
    link_chars: int = 0
    strong_chars: int = 0
    inline: str = ""

    @property
    def tag(self) -> str:
        """The tag of the element that the block stands in; empty in plain text."""
        return self.element.tag if self.element else ""

    @property
    def path(self) -> tuple[str, ...]:
        """The elements around the block from the outside in, as "div.story-body#main"; empty in plain text."""
        return tuple(map(str, self.element.lineage()))[::-1] if self.element else ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the document of `text[start:end]` (not empty)."""
        if self.offsets is None:
            return self.start + start, self.start + end
        return self.offsets[start], self.offsets[end - 1] + 1

    def marks(self, label: Label, reason: str, start: int = 0, end: int | None = None) -> Iterator[Mark]:
        """Yield the marks that put `text[start:end]`, by default the whole block, under `label`; holes stay as they are."""
        first, last = self.span(start, len(self.text) if end is None else end)
        for left, right in self.holes:
            if first < left < last:
                yield Mark(first, left, label, reason)
                first = right
        yield Mark(first, last, label, reason)


class Mark(NamedTuple):
    """A filter's claim on the document's characters `[start, end)`. The engine stamps the filter's name, never the filter."""

    start: int
    end: int
    label: Label
    reason: str
    filter: str = ""


_END = attrgetter("end")
# Scripts written without spaces between words: one character weighs about half a word.
CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
_SPACED = re.compile(r"\w+")  # words, three times as fast as by `_word`, where they are written apart
_SIGNS = bytes(code if chr(code).isalnum() or chr(code) == "_" else ord(" ") for code in range(256))  # blanks for ASCII's signs
# What ends a sentence, and what may stand after it. A colon introduces what follows, so it ends a block of prose too.
_TERMINALS = frozenset(".!?:;…。！？：；؟۔।॥")
_CLOSERS = "\"'”’»›)]」』）】*_ "


@cache
def _unspaced() -> re.Pattern[str]:
    """Return the pattern of a character of those scripts: so wide a set is dear to compile, and English needs none."""
    return re.compile(f"[{CJK}]")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"[{CJK}]|[^\W{CJK}]+")


def count_words(text: str) -> int:
    """Return the number of words in `text`; two characters of Chinese, Japanese or Thai count as one word."""
    if text.isascii():
        return text.count(" ") + 1
    unspaced = len(_unspaced().findall(text))
    return text.count(" ") + (unspaced // 2 if unspaced else 1)


def words_of(folded: str) -> list[str]:
    """Return the words of a text in small letters, signs apart; in scripts without spaces between words, its characters."""
    if folded.isascii():  # a third of what the pattern costs
        return folded.encode().translate(_SIGNS).decode().split()
    return (_word() if has_unspaced(folded) else _SPACED).findall(folded)


def ends_sentence(text: str) -> bool:
    """Tell whether `text` closes as a sentence does: a terminal, then closing quotes or brackets if any."""
    return text.rstrip(_CLOSERS)[-1:] in _TERMINALS


def has_unspaced(text: str) -> bool:
    """Tell whether `text` has a character of a script that writes words without spaces between them."""
    return not text.isascii() and _unspaced().search(text) is not None


@dataclass(frozen=True)
class Document:
    """A text, its blocks, and the marks painted on it so far. Frozen: `paint` returns another document.

    `hints` is what the head of an HTML page says of it, `elements` is the page's tree in the order of the page, and
    `markup` the page as it was given. `memo` holds facts computed from text and blocks alone; every
    version of the document shares it, and it never takes part in comparison.
    """

    text: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...] = ()
    hints: Mapping[str, Any] = field(default_factory=dict)
    url: str | None = None
    open: tuple[Block, ...] = ()
    elements: tuple[Element, ...] = ()
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    markup: str | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(
        cls,
        text: str,
        blocks: Iterable[Block],
        *,
        hints: Mapping[str, Any] | None = None,
        url: str | None = None,
        elements: Iterable[Element] = (),
        markup: str | None = None,
    ) -> Document:
        """Return a fresh document in which every block is open."""
        blocks = tuple(blocks)
        return cls(text, blocks, (), hints or {}, url, blocks, tuple(elements), markup=markup)

    def paint(self, marks: Iterable[Mark]) -> Document:
        """Return the document with `marks` painted over those it has."""
        marks = tuple(marks)
        if not marks:
            return self
        left = tuple(_narrow(self.text, self.open, marks))
        return Document(
            self.text, self.blocks, self.marks + marks, self.hints, self.url, left, self.elements, self.memo, self.markup
        )

    @property
    def folded(self) -> str:
        """The text in small letters (case-folded, so offsets may differ): for looking whether anything is there at all."""
        return self.fact("folded", _folded)

    @property
    def bracketed(self) -> frozenset[str]:
        """The first four characters after each opening bracket, in small letters: what a bracket opens with, asked at once."""
        return self.fact("bracketed", _bracketed)

    def fact(self, name: str, compute: Callable[[Document], T]) -> T:
        """Return `compute(self)`, remembered under `name`; it may depend on text, blocks, hints and url only."""
        if name not in self.memo:
            self.memo[name] = compute(self)
        found: T = self.memo[name]
        return found


def _folded(doc: Document) -> str:
    return doc.text.casefold()


def _bracketed(doc: Document) -> frozenset[str]:
    return frozenset(piece[:4] for sign in "([（" if sign in doc.folded for piece in doc.folded.split(sign)[1:])


def _narrow(text: str, blocks: tuple[Block, ...], marks: tuple[Mark, ...]) -> list[Block]:
    """Return what is left of `blocks` (in order, apart from each other) once `marks` are painted."""
    size = len(blocks)
    touched: dict[int, list[Mark]] = {}  # no marks of a block that one of them covers
    for mark in marks:
        start, end = mark.start, mark.end
        at = bisect_right(blocks, start, key=_END)
        while at < size:
            block = blocks[at]
            if block.start >= end:
                break
            if start <= block.start and block.end <= end:
                touched[at] = []
            elif at not in touched:
                touched[at] = [mark]
            elif touched[at]:
                touched[at].append(mark)
            at += 1
    left: list[Block] = []
    last = 0
    for i in sorted(touched):
        left += blocks[last:i]
        last = i + 1
        if touched[i]:
            left += _without(text, blocks[i], touched[i])
    left += blocks[last:]
    return left


def _without(text: str, block: Block, marks: list[Mark]) -> Iterator[Block]:
    """Yield `block` without the characters under `marks`, or nothing when only white space is left."""
    offsets = block.offsets or range(block.start, block.end)
    taken = bytearray(block.end - block.start)
    for mark in marks:
        first, last = max(mark.start, block.start) - block.start, min(mark.end, block.end) - block.start
        taken[first:last] = b"\1" * (last - first)
    left = [at for at in offsets if not taken[at - block.start]]
    while left and text[left[0]].isspace():
        left.pop(0)
    while left and text[left[-1]].isspace():
        left.pop()
    if not left:
        return
    rest = [at for i, at in enumerate(left) if not (text[at].isspace() and text[left[i - 1]].isspace())]
    kept = "".join(" " if text[at].isspace() else text[at] for at in rest)
    yield block._replace(
        start=rest[0],
        end=rest[-1] + 1,
        text=kept,
        words=count_words(kept),
        ends=ends_sentence(kept),
        offsets=None if rest[-1] + 1 - rest[0] == len(rest) else tuple(rest),
        holes=(*block.holes, *((mark.start, mark.end) for mark in sorted(marks))),
    )
