"""What the worker processes do: an item to a row, or to a row of errors."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from textwrap import shorten
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.corpus.items import Bad, Fields, Item, Line, Record
from cleaner.corpus.streams import compressor
from cleaner.parallel import DIED, Job
from cleaner.pipeline import Pipeline, clean
from cleaner.read.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleaner.article import Article

#: The columns of a row, in order; `removed` only if asked for.
COLUMNS = (
    "id",
    "url",
    "title",
    "deck",
    "byline",
    "authors",
    "date",
    "body",
    "captions",
    "credits",
    "notes",
    "quality",
    "removed",
)

_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAKS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}  # line breaks to some readers, though a row is one line
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass
class Counts:
    """What came of a corpus: rows, errors, what was skipped, and for each filter the pieces and characters it removed."""

    rows: int = 0
    errors: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    removed: dict[str, list[int]] = field(default_factory=dict)  # of each filter: pieces, characters, documents

    def add(self, other: Counts) -> None:
        """Count in what `other` has counted."""
        self.rows += other.rows
        self.errors += other.errors
        for what, number in other.skipped.items():
            self.skipped[what] = self.skipped.get(what, 0) + number
        for name, numbers in other.removed.items():
            own = self.removed.setdefault(name, [0, 0, 0])
            own[:] = [one + more for one, more in zip(own, numbers, strict=True)]


class Done(NamedTuple):
    """What came of an item: its row, or a row of errors; and what each filter removed, in pieces and characters."""

    row: str = ""
    error: str = ""
    removed: tuple[tuple[str, int], ...] = ()


class Part(NamedTuple):
    """What came of a batch: a piece of the output, a piece of the file of errors, and what it adds to the counts."""

    rows: bytes
    errors: bytes
    counts: Counts


@dataclass(frozen=True)
class Work(Job[Item, Done, Part]):
    """The job of a run: how items are read, cleaned and written. `pipeline` may be a function of the page's address."""

    pipeline: Pipeline | Callable[[str | None], Pipeline]
    fields: Fields = field(default_factory=Fields)
    removed: bool = False
    compression: str = ""

    def each(self, item: Item) -> Done:
        """Return what comes of one item. Whatever goes wrong with it is a row of errors."""
        found = self.fields.parse(item) if isinstance(item, Line) else item
        if isinstance(found, Bad):
            return _failed(found.place.to_dict(), found.reason)
        if isinstance(found.source, bytes) and b"\0" in found.source and "\0" in decode(found.source):
            return _failed(_named(found), "binary data, not text")
        try:
            return self._cleaned(found)
        except Exception as error:  # noqa: BLE001  (a record that cannot be cleaned must not stop the others)
            return _failed(_named(found), f"{type(error).__name__}: {error}")

    def whole(self, results: list[Done]) -> Part:
        """Return the batch's piece of the output, packed, and its counts."""
        counts = Counts()
        for done in results:
            counts.rows += bool(done.row)
            counts.errors += bool(done.error)
            for name, characters in done.removed:
                numbers = counts.removed.setdefault(name, [0, 0, 0])
                numbers[0] += 1
                numbers[1] += characters
            for name in {name for name, _ in done.removed}:
                counts.removed[name][2] += 1
        rows = "".join([done.row for done in results])
        errors = "".join([done.error for done in results])
        return Part(compressor(self.compression)(_bytes(rows)) if rows else b"", _bytes(errors), counts)

    def died(self, item: Item) -> Done:
        """Return the row of errors of an item over which a process died."""
        found = self.fields.parse(item) if isinstance(item, Line) else item
        return _failed(_named(found) if isinstance(found, Record) else found.place.to_dict(), DIED)

    def _cleaned(self, record: Record) -> Done:
        pipeline = self.pipeline if isinstance(self.pipeline, Pipeline) else self.pipeline(record.url)
        article = clean(record.source, url=record.url, kind=record.kind, pipeline=pipeline)
        removed = tuple((removal.filter, len(removal.text)) for removal in article.removed)
        return Done(_line(self._row(record, article)), removed=removed)

    def _row(self, record: Record, article: Article) -> dict[str, Any]:
        row: dict[str, Any] = {"id": record.id, "url": record.url}
        row.update((name, getattr(article, name)) for name in COLUMNS[2:-1])
        if self.removed:
            row["removed"] = [vars(removal) for removal in article.removed]
        return row


def _named(record: Record) -> dict[str, Any]:
    return {**record.place.to_dict(), "id": record.id, "url": record.url}


def _failed(where: dict[str, Any], reason: str) -> Done:
    return Done(error=_line({**where, "reason": shorten(reason, 300)}))


def _line(row: dict[str, Any]) -> str:
    """Return the row as a line of JSON."""
    line = _encode(row)
    for sign, escape in _BREAKS.items():
        if sign in line:
            line = line.replace(sign, escape)
    return line + "\n"


def _bytes(lines: str) -> bytes:
    """Return the lines in UTF-8; half a surrogate pair, which no encoding can say, becomes U+FFFD."""
    try:
        return lines.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", lines).encode()
