"""What happened to every character of a document, as a value: to read, to store, to undo."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cleaner.article import Article, Segment, assemble, segments
from cleaner.document import Document, Label

if TYPE_CHECKING:
    from collections.abc import Iterator


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
        """Return the segments and the article as plain values, ready for JSON."""
        return {
            "segments": [{**part._asdict(), "label": part.label.value} for part in self.segments],
            "article": self.article.to_dict(),
        }

    def lines(self) -> Iterator[tuple[Label, str, str, str]]:
        """Yield (label, filter, reason, text) for each run of text, white space folded; runs of white space are left out."""
        for part in self.segments:
            for line in part.text.splitlines():
                if line.strip():
                    yield part.label, part.filter, part.reason, " ".join(line.split())

    def listing(self) -> str:
        """Return the document as a listing: a gutter with label and filter, then the text, and why it went there."""
        rows = list(self.lines())
        width = max((len(_gutter(label, name)) for label, name, _, _ in rows), default=0)
        return "\n".join(
            f"{_gutter(label, name):{width}} | {text}" + (f"  [{reason}]" if reason else "") for label, name, reason, text in rows
        )

    __str__ = listing


def _gutter(label: Label, name: str) -> str:
    """Return the left column of a listing's row; a leading `-` shows what left the article."""
    sign = "-" if label is Label.BOILERPLATE else " "
    return f"{sign} {label}" + (f" ({name})" if name else "")
