"""The readers: a file to the items in it, one for each record, in order. A reader is a function in the table `READERS`."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from cleaner.corpus.items import Bad, Fields, Item, Line, Place, Record, Skip
from cleaner.corpus.streams import broken_file_errors, need, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fastwarc.warc import WarcRecord

    from cleaner.corpus.inputs import File
    from cleaner.pipeline import Kind

_PIECE = 1 << 20  # bytes of a line that is too long to be kept, at a time
_ROWS = 64  # of Parquet, at a time
_HTTP_RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
)
_PAGES = ("text/html", "application/xhtml+xml")


class Reading(NamedTuple):
    """A file that is being read: its description, the file as it lies on the disk, as what it holds, and how to read it."""

    file: File
    raw: IO[bytes]
    stream: IO[bytes]
    fields: Fields
    limit: int

    def place(self, unit: str, number: int, offset: int | None = None) -> Place:
        """Return a place in this file."""
        return Place(self.file.name, unit, number, offset)


def read(file: File, fields: Fields, limit: int, done: int = 0) -> Iterator[tuple[Item | Skip, int]]:
    """Yield the items of a file after the first `done`, each with the bytes of the file that were read so far.

    A record of more than `limit` bytes is bad. If the file breaks off or is damaged, that is the last item.
    """
    seen = 0
    try:
        with opened(Path(file.name), "" if file.format in _UNPACK else file.compression) as (raw, stream):
            for item in READERS[file.format](Reading(file, raw, stream, fields, limit)):
                seen += 1
                if seen > done:
                    yield item, raw.tell()
    except broken_file_errors() as error:
        if seen >= done:
            why = str(error) or type(error).__name__
            yield Bad(Place(file.name, "record", seen + 1), f"the file cannot be read from here on: {why}"), file.size


def _too_long(size: int, limit: int) -> str:
    return f"a record of {size / 1e6:.1f} MB; the most is {limit / 1e6:.1f} MB (--max-size)"


def _lines(reading: Reading) -> Iterator[tuple[int, int, bytes, int]]:
    """Yield number, offset, line and size of each line; of one that is longer than the limit only the beginning is kept."""
    offset = number = 0
    readline, limit = reading.stream.readline, reading.limit
    while line := readline(limit + 1):
        size = len(line)
        if size > limit and not line.endswith(b"\n"):
            line = line[:100]
            while more := readline(_PIECE):
                size += len(more)
                if more.endswith(b"\n"):
                    break
        number += 1
        yield number, offset, line, size
        offset += size


def _read_jsonl(reading: Reading) -> Iterator[Item | Skip]:
    """A record a line."""
    for number, offset, line, size in _lines(reading):
        place = reading.place("line", number, offset)
        if size > reading.limit:
            yield Bad(place, _too_long(size, reading.limit))
        elif line.isspace():
            yield Skip("blank line")
        else:
            yield Line(place, line)


def _read_csv(reading: Reading, delimiter: str = ",") -> Iterator[Item | Skip]:
    """A record a row, under the names of the first row; a row may go over several lines."""
    taken: list[int] = []  # numbers of the lines of the row that is being put together
    long: list[Bad] = []  # lines that were left out of it

    def lines() -> Iterator[str]:
        for number, offset, line, size in _lines(reading):
            if size > reading.limit:
                long.append(Bad(reading.place("line", number, offset), _too_long(size, reading.limit)))
            else:
                taken.append(number)
                yield line.decode("utf-8-sig" if number == 1 else "utf-8", "surrogateescape")

    csv.field_size_limit(reading.limit)
    rows = csv.reader(lines(), delimiter=delimiter)
    names: list[str] | None = None
    while True:
        taken.clear()
        long.clear()
        found: Item | Skip | None = None
        try:
            row = next(rows, None)
        except csv.Error as error:
            row, found = [], Bad(reading.place("line", taken[0] if taken else 1), f"not CSV: {error}")
        yield from long
        if row is None:
            return
        if found is None and names is None:
            names = row
        else:
            yield found or _csv_row(reading, names or [], row, reading.place("line", taken[0]))


def _csv_row(reading: Reading, names: list[str], row: list[str], place: Place) -> Item | Skip:
    if not row:
        return Skip("blank line")
    if any("\udc80" <= letter <= "\udcff" for value in row if not value.isascii() for letter in value):
        return Bad(place, "not UTF-8")
    return reading.fields.record(place, dict(zip(names, row)))  # noqa: B905  (a short row lacks its last fields)


def _read_tsv(reading: Reading) -> Iterator[Item | Skip]:
    """As CSV, with tabs."""
    return _read_csv(reading, "\t")


def _read_page(reading: Reading) -> Iterator[Item | Skip]:
    """A file that is one record."""
    place = reading.place("record", 1)
    source = reading.stream.read(reading.limit + 1)
    if len(source) > reading.limit:
        yield Bad(place, f"more than the {reading.limit / 1e6:.1f} MB that a record may have (--max-size)")
    else:
        kind = "html" if reading.file.format == "html" else reading.fields.kind
        yield Record(place, source, reading.file.name, kind=kind)


def _read_parquet(reading: Reading) -> Iterator[Item | Skip]:
    """A record a row."""
    parquet = need("pyarrow.parquet", f"{reading.file.name}: reading it")
    with parquet.ParquetFile(reading.raw, pre_buffer=False) as table:
        there = table.schema_arrow.names
        columns = reading.fields.columns(there)
        number = 0
        for batch in table.iter_batches(_ROWS, columns=columns, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                found = reading.fields.record(reading.place("record", number), row if columns else dict.fromkeys(there))
                size = len(found.source) if isinstance(found, Record) else 0
                yield Bad(found.place, _too_long(size, reading.limit)) if size > reading.limit else found


def _read_warc(reading: Reading) -> Iterator[Item | Skip]:
    """WARC: the HTML of HTTP responses. WET: the text of conversion records. Whatever else there is, is skipped."""
    warc = need("fastwarc.warc", f"{reading.file.name}: reading it")
    for number, record in enumerate(warc.ArchiveIterator(reading.raw, parse_http=False), 1):
        place = reading.place("record", number, record.stream_pos)
        if record.record_type == warc.response and record.is_http:
            yield _response(reading, place, record)
        elif record.record_type == warc.conversion:
            yield _page(reading, place, record, record.reader.read(reading.limit + 1), "text")
        else:
            yield Skip(f"WARC {record.headers.get('WARC-Type', 'unknown')}")


def _response(reading: Reading, place: Place, record: WarcRecord) -> Item | Skip:
    """Return the page that an HTTP response holds, if it does."""
    try:
        http = _apart(record, reading.limit)
        http.parse_http(auto_decode="all")
        status, content_type = http.http_headers.status_code, (http.http_content_type or "none").lower()
        if status is not None and not 200 <= status < 300:
            return Skip(f"HTTP {status}")
        if content_type not in _PAGES:
            return Skip(f"HTTP {content_type.partition('/')[0]}")
        if record.content_length > reading.limit:
            return Bad(place, _too_long(record.content_length, reading.limit))
        return _page(reading, place, record, http.reader.read(reading.limit + 1), "html")
    except (OSError, ValueError) as error:
        return Bad(place, f"not HTTP, or its content cannot be decoded: {error}")


def _apart(record: WarcRecord, limit: int) -> WarcRecord:
    """Return a record that holds the content of this one, up to the limit.

    It is decoded apart, because an error there, or chunks of gzip, leave fastwarc 2.0 at the wrong place of the file.
    """
    block = record.reader.read(limit)
    return type(record).from_bytes(_HTTP_RECORD % len(block) + block)


def _page(reading: Reading, place: Place, record: WarcRecord, source: bytes, kind: Kind) -> Item | Skip:
    """Return a record of WARC as a page."""
    if len(source) > reading.limit:
        return Bad(place, f"more than the {reading.limit / 1e6:.1f} MB that a record may have (--max-size)")
    return Record(place, source, record.record_id or str(place), record.headers.get("WARC-Target-URI"), kind)


#: How each format is read.
READERS: dict[str, Callable[[Reading], Iterator[Item | Skip]]] = {
    "text": _read_page,
    "html": _read_page,
    "jsonl": _read_jsonl,
    "csv": _read_csv,
    "tsv": _read_tsv,
    "parquet": _read_parquet,
    "warc": _read_warc,
}
#: Formats whose reader unpacks by itself.
_UNPACK = ("warc",)
