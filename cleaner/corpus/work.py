"""What the worker processes do: an item to a row, or to a row of errors."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from textwrap import shorten
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.corpus.items import Bad, Fields, Item, Line, Record
from cleaner.corpus.rows import explained, fields_of
from cleaner.corpus.streams import compressor
from cleaner.parallel import DIED, Job
from cleaner.profile import Profiles

if TYPE_CHECKING:
    from cleaner.corpus.rows import Choice

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
    sites: dict[str, list[int]] = field(default_factory=dict)  # of each profile: pages, and lines of it on them (`Profile.found`)

    def add(self, other: Counts) -> None:
        """Count in what `other` has counted."""
        self.rows += other.rows
        self.errors += other.errors
        for what, number in other.skipped.items():
            self.skipped[what] = self.skipped.get(what, 0) + number
        _add(self.removed, other.removed)
        _add(self.sites, other.sites)


def _add(table: dict[str, list[int]], other: dict[str, list[int]]) -> None:
    """Add up the numbers of the same name."""
    for name, numbers in other.items():
        table[name] = [one + more for one, more in zip(table.get(name, [0] * len(numbers)), numbers, strict=True)]


class Done(NamedTuple):
    """What came of an item: its row, or a row of errors; what each filter removed, in characters; the lines of a profile."""

    row: str = ""
    error: str = ""
    removed: tuple[tuple[str, int], ...] = ()
    sites: tuple[tuple[str, int], ...] = ()


class Part(NamedTuple):
    """What came of a batch: a piece of the output, a piece of the file of errors, and what it adds to the counts."""

    rows: bytes
    errors: bytes
    counts: Counts


@dataclass(frozen=True)
class Work(Job[Item, Done, Part]):
    """The job of a run: how items are read, cleaned and written. `pipeline` may be a function of the page's address.

    How well the pages fit `profiles` is counted; what uses them is the pipeline.
    """

    pipeline: Choice
    fields: Fields = field(default_factory=Fields)
    removed: bool = False
    compression: str = ""
    profiles: Profiles = field(default_factory=Profiles)

    def each(self, item: Item) -> Done:
        """Return what comes of one item. Whatever goes wrong with it is a row of errors."""
        found = self.fields.parse(item) if isinstance(item, Line) else item
        if isinstance(found, Bad):
            return _failed(found.place.to_dict(), found.reason)
        return self._cleaned(found)

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
            _add(counts.sites, {site: [1, lines] for site, lines in done.sites})
        rows = "".join([done.row for done in results])
        errors = "".join([done.error for done in results])
        return Part(compressor(self.compression)(_bytes(rows)) if rows else b"", _bytes(errors), counts)

    def died(self, item: Item) -> Done:
        """Return the row of errors of an item over which a process died."""
        found = self.fields.parse(item) if isinstance(item, Line) else item
        return _failed(_named(found) if isinstance(found, Record) else found.place.to_dict(), DIED)

    def _cleaned(self, record: Record) -> Done:
        found = explained(record.source, record.url, record.kind, self.pipeline)
        if isinstance(found, str):
            return _failed(_named(record), found)
        article = found.article
        row = {"id": record.id, "url": record.url, **fields_of(article, removed=self.removed)}
        removed = tuple((removal.filter, len(removal.text)) for removal in article.removed)
        profile = self.profiles.for_url(record.url)
        sites = () if profile is None else ((profile.site, profile.found(found.document)),)
        return Done(_line(row), removed=removed, sites=sites)


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
