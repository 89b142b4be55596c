"""What happened to every character of a document, as a value: to read, to store, to undo."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from cleaner.article import Article, Segment, assemble, segments
from cleaner.document import Document, Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.document import Block, Element

_NAME_WIDTH = 24  # characters


@dataclass(frozen=True)
class Explanation:
    """The document with all its marks. Its `article` is what `clean` returns: there is no other path to it."""

    document: Document

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The document cut into runs of one label, filter and reason, in order and without gaps."""
        return segments(self.document)

    @cached_property
    def article(self) -> Article:
        """The article that the marks describe."""
        return assemble(self.document, self.segments)

    def restore(self) -> str:
        """Return the document's text, put together from the segments: nothing was lost on the way."""
        return "".join(segment.text for segment in self.segments)

    def to_dict(self) -> dict[str, Any]:
        """Return the segments and the article as plain values, ready for JSON.

        Of an HTML page, each segment has a `path`: the places of its blocks on the page ("div.story > p"), in order.
        """
        rows = [{**part._asdict(), "label": part.label.value} for part in self.segments]
        if self.document.elements:
            for row, part in zip(rows, self.segments, strict=True):
                row["path"] = [place(block.element) for block in self._blocks(part.start, part.end)]
        return {"segments": rows, "article": self.article.to_dict()}

    def lines(self) -> Iterator[tuple[Label, str, str, str]]:
        """Yield (label, filter, reason, text) for each run of text, white space folded; runs of white space are left out."""
        return ((part.label, part.filter, part.reason, text) for part, text, _ in self._rows())

    def listing(self) -> str:
        """Return the document as a listing: label and filter, of an HTML page the place, then the text, and why it went there."""
        rows = list(self._rows())
        width = max((len(_gutter(part)) for part, _, _ in rows), default=0)
        wide = max((len(where) for _, _, where in rows), default=0)
        return "\n".join(
            f"{_gutter(part):{width}} | "
            + (f"{where:{wide}} | " if wide else "")
            + text
            + (f"  [{part.reason}]" if part.reason else "")
            for part, text, where in rows
        )

    __str__ = listing

    def _rows(self) -> Iterator[tuple[Segment, str, str]]:
        """Yield each line of each segment that is not blank: white space folded, and where it stands on the page."""
        for part in self.segments:
            at = part.start
            for line in part.text.splitlines(keepends=True):
                if line.strip():
                    found = self._blocks(at, at + len(line)) if self.document.elements else ()
                    yield part, " ".join(line.split()), place(found[0].element) if found else ""
                at += len(line)

    def _blocks(self, start: int, end: int) -> Sequence[Block]:
        blocks = self.document.blocks
        first = bisect_right(blocks, start, key=attrgetter("end"))
        return blocks[first : bisect_left(blocks, end, first, key=attrgetter("start"))]


def place(element: Element | None) -> str:
    """Return in a few words where something stands on a page: the nearest element with a class, and its own ("div.story > p")."""
    if element is None:
        return ""
    names = [_name(one) for one in islice((one for one in element.lineage() if one is element or one.names), 2)]
    return " > ".join(reversed(names))


def _name(element: Element) -> str:
    """Return the tag with the first of its class names, cut where it is long."""
    first = element.names.split(maxsplit=1)[:1]
    name = ".".join([element.tag, *first])
    return name if len(name) <= _NAME_WIDTH else name[: _NAME_WIDTH - 1] + "…"


def _gutter(part: Segment) -> str:
    """Return the left column of a listing's row; a leading `-` shows what left the article."""
    sign = "-" if part.label is Label.BOILERPLATE else " "
    return f"{sign} {part.label}" + (f" ({part.filter})" if part.filter else "")
