"""The article that is read off a document's marks."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner import told
from cleaner.dates import read_date
from cleaner.document import Block, Document, Label, Mark
from cleaner.names import read_names
from cleaner.patterns import pattern
from cleaner.zones import in_head, key

if TYPE_CHECKING:
    from collections.abc import Iterator

# "WASHINGTON (AP) — ", "KATHMANDU, April 25 (Reuters) - ": place in capitals, date and agency if any, then a dash.
_DATELINE = pattern(r"([A-ZÀ-ÞŁŚŻŞİ][A-ZÀ-ÞŁŚŻŞİ.'’ /-]{2,40}(?:, [^()–—]{2,30}?)?(?: ?\([^()]{2,40}\))?) ?(?:[–—]|- )")


@dataclass(frozen=True)
class Removal:
    """A piece of the document that is in no field: its text, its offsets, the filter that took it, and why."""

    text: str
    start: int
    end: int
    filter: str
    reason: str


@dataclass(frozen=True)
class Article:
    """A clean article, and everything that was taken away from around it.

    `body` is paragraphs, sub-headings and list items joined by a blank line. `date` is ISO 8601, or None when there is
    none or it cannot be read. `quality` is between 0 and 1: how likely it is that this is an article and that it is right
    (`cleaner.model.quality`).
    """

    title: str | None = None
    deck: str | None = None
    byline: str | None = None
    date: str | None = None
    body: str = ""
    captions: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    quality: float = 0.0
    removed: tuple[Removal, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's paragraphs, sub-headings and list items, in order."""
        return tuple(self.body.split("\n\n")) if self.body else ()

    @property
    def dateline(self) -> str | None:
        """The place (and agency) that opens the body, `WASHINGTON (AP)`; it stays in the body, where it belongs."""
        found = _DATELINE.match(self.body)
        return found[1].strip(" ,") if found else None

    def to_dict(self) -> dict[str, Any]:
        """Return the article as plain values, ready for JSON."""
        return asdict(self)


class Segment(NamedTuple):
    """A run of the document under one mark, or under none: then it is body."""

    start: int
    end: int
    label: Label
    filter: str
    reason: str
    text: str


def segments(doc: Document) -> tuple[Segment, ...]:
    """Return the document cut into runs of one mark each, in order and without gaps; the latest mark over a run wins."""
    edges = sorted({0, len(doc.text), *(mark.start for mark in doc.marks), *(mark.end for mark in doc.marks)})
    where = {at: i for i, at in enumerate(edges)}
    owners: list[Mark | None] = [None] * len(edges)
    after = list(range(len(edges) + 1))  # from each edge, the next one that nobody owns yet

    def free(i: int) -> int:
        while after[i] != i:
            after[i] = after[after[i]]
            i = after[i]
        return i

    for mark in reversed(doc.marks):
        i, end = where[mark.start], where[mark.end]
        if after[i] != i:
            i = free(i)
        while i < end:
            owners[i] = mark
            i += 1
            after[i - 1] = i
            if after[i] != i:
                i = free(i)
    return tuple(_runs(doc.text, edges, owners))


def _runs(text: str, edges: list[int], owners: list[Mark | None]) -> Iterator[Segment]:
    """Yield the segments between `edges`, neighbours of one owner made one."""
    first = 0
    for i in range(1, len(edges)):
        if i + 1 < len(edges) and owners[i] is owners[first]:
            continue
        start, end, mark = edges[first], edges[i], owners[first]
        if mark is None:
            yield Segment(start, end, Label.BODY, "", "", text[start:end])
        else:
            yield Segment(start, end, mark.label, mark.filter, mark.reason, text[start:end])
        first = i


class _Piece(NamedTuple):
    """What one block gives to one field."""

    block: Block
    text: str


def assemble(doc: Document, parts: tuple[Segment, ...] | None = None) -> Article:
    """Return the article that the document's marks describe."""
    parts = segments(doc) if parts is None else parts
    fields = _fields(doc, parts)
    title, deck = (_line(fields[label]) for label in (Label.TITLE, Label.DECK))
    return Article(
        title=title,
        deck=deck,
        byline=_line([piece for piece in fields[Label.BYLINE] if not _in_head(piece)] or fields[Label.BYLINE]),
        date=next(filter(None, (read_date(piece.text) for piece in fields[Label.DATE])), None),
        body=_body(fields[Label.BODY]),
        captions=tuple(piece.text for piece in fields[Label.CAPTION]),
        credits=tuple(piece.text for piece in fields[Label.CREDIT]),
        notes=tuple(piece.text for piece in fields[Label.NOTE]),
        authors=_authors(doc, fields[Label.BYLINE]),
        quality=_quality(doc, fields[Label.BODY]),
        removed=tuple(_removed(parts)),
    )


def _removed(parts: tuple[Segment, ...]) -> Iterator[Removal]:
    """Yield what is in no field, without the white space around it."""
    for start, _, label, name, reason, text in parts:
        if label is Label.BOILERPLATE or label is Label.DATE:
            kept = text.strip()
            if kept:
                first = start + text.index(kept[0])  # white space is all that stands before it
                yield Removal(kept, first, first + len(kept), name, reason)


def _fields(doc: Document, parts: tuple[Segment, ...]) -> dict[Label, list[_Piece]]:
    """Return, for each label of a field, the text that each block has under it."""
    fields: dict[Label, list[_Piece]] = {label: [] for label in Label}
    i = 0
    for block in doc.blocks:
        start, end = block.start, block.end
        while parts[i].end <= start:
            i += 1
        if parts[i].end >= end:
            if parts[i].label is not Label.BOILERPLATE:
                fields[parts[i].label].append(_Piece(block, block.text))
            continue
        runs: dict[Label, list[str]] = {}
        for j in range(i, len(parts)):
            part = parts[j]
            if part.start >= end:
                break
            runs.setdefault(part.label, []).append(doc.text[max(part.start, start) : min(part.end, end)])
        for label, texts in runs.items():
            text = " ".join("".join(texts).split())
            if text:
                fields[label].append(_Piece(block, text))
    return fields


def _in_head(piece: _Piece) -> bool:
    """Tell whether an HTML page's head has the piece; the page does not show it there."""
    return in_head(piece.block)


def _authors(doc: Document, pieces: list[_Piece]) -> tuple[str, ...]:
    """Return the names in the byline, or those that an HTML page's head has, where they are apart from each other."""
    if not doc.elements:
        return tuple(name for piece in pieces for name in read_names(piece.text))
    firms = told.firms(doc.hints)
    head = [piece for piece in pieces if _in_head(piece)]
    read = told.persons if head else told.signed
    names: dict[str, str] = {}
    for name in (name for piece in head or pieces for name in read(piece.text, firms)):
        names.setdefault(key(name), name)
    return tuple(names.values())


def _line(pieces: list[_Piece]) -> str | None:
    """Return a field that is one line: its pieces in order."""
    return " ".join(piece.text for piece in pieces) or None


def _body(pieces: list[_Piece]) -> str:
    """Return the paragraphs; blocks that stood on one line, with nothing taken from between them, stay on one."""
    joined: list[str] = []
    last = -2
    for block, text in pieces:
        if joined:
            joined.append(" " if block.gap == 0 and block.index - last <= 1 else "\n\n")
        joined.append(text)
        last = block.index
    return "".join(joined)


def _quality(doc: Document, pieces: list[_Piece]) -> float:
    """Return how sure the labeller may be of the article, 0 where there is none."""
    if not pieces:
        return 0.0
    from cleaner.model.labeller import quality_of  # noqa: PLC0415  (`import cleaner` does not pay for numpy)

    return round(quality_of(doc), 3)
