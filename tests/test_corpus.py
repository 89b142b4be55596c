"""A corpus in, rows out: every format, every ending, and what happens when records are bad or processes die."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cleaner import PIPELINE, Pipeline, clean, clean_many
from cleaner.cli.main import main
from cleaner.corpus import run as runs
from cleaner.corpus import sources, streams
from cleaner.corpus.inputs import ENDINGS, Inputs
from cleaner.corpus.items import Bad, Fields, Line, Place, Record, Skip
from cleaner.corpus.output import Output
from cleaner.corpus.rows import COLUMNS
from cleaner.corpus.work import Counts, Work
from cleaner.parallel import WorkerDiedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cleaner import Document, Mark

STORY = (
    "The minister said on Monday that bridge number {} over the river would be open before the end of the year, two years late."
)
TEXTS = [f"Bridge {i} opens, at last\n\nBy Jane Doe\n\n{STORY.format(i)}\n\nSign up for our newsletter" for i in range(5)]
ROWS = [{"id": f"n{i}", "url": f"https://example.org/{i}", "text": text} for i, text in enumerate(TEXTS)]


def dies(doc: Document) -> Iterator[Mark]:
    """Ends its process over a text that says so."""
    if "end of all days" in doc.text:
        os._exit(3)
    return iter(())


def by_address(url: str | None) -> Pipeline:
    """Return no filters for one page, and all for the others."""
    return Pipeline() if url == "https://example.org/1" else PIPELINE


def jsonl(rows: list[dict[str, Any]]) -> bytes:
    """Return rows as lines of JSON."""
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def table(delimiter: str) -> bytes:
    """Return the rows as CSV, the texts in quotes over several lines."""
    file = io.StringIO()
    writer = csv.DictWriter(file, ["id", "url", "text"], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(ROWS)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def parquet() -> bytes:
    """Return the rows as Parquet, in row groups of two."""
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet as pq  # noqa: PLC0415

    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), file, row_group_size=2)
    return file.getvalue()


def record(kind: str, head: bytes, body: bytes, number: int = 0) -> bytes:
    """Return a record of WARC: an answer of HTTP if there is a head, else plain text."""
    block = head + b"\r\n" + body if head else body
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:n{number}>",
        "WARC-Target-URI": f"https://example.org/{number}",
        "WARC-Date": "2026-01-01T00:00:00Z",
        "Content-Type": "application/http; msgtype=response" if head else "text/plain",
        "Content-Length": len(block),
    }
    return (
        "".join(["WARC/1.0\r\n", *(f"{name}: {value}\r\n" for name, value in fields.items()), "\r\n"]).encode()
        + block
        + b"\r\n\r\n"
    )


def warc(kind: str, head: bytes = b"") -> bytes:
    """Return the texts as records of WARC."""
    return b"".join(record(kind, head, text.encode(), number) for number, text in enumerate(TEXTS))


HTTP = b"HTTP/1.1 %s\r\nContent-Type: %s\r\n"
FORMATS: dict[str, Callable[[], bytes]] = {
    ".jsonl": lambda: jsonl(ROWS),
    ".csv": lambda: table(","),
    ".tsv": lambda: table("\t"),
    ".parquet": parquet,
    ".wet": lambda: warc("conversion"),
}
PACKED = [(ending, packed) for ending in FORMATS for packed in ("", ".gz", ".zst") if not (ending == ".parquet" and packed)]


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Return the rows that a run has written, whatever its ending."""
    if path.suffix == ".parquet":
        from pyarrow import parquet as pq  # noqa: PLC0415

        found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
        return found
    with streams.opened(path, path.suffix if path.suffix in streams.COMPRESSIONS else "") as (_, lines):
        return [json.loads(line) for line in lines]


def errors_of(path: Path) -> list[dict[str, Any]]:
    """Return the rows of the file of errors beside an output."""
    return rows_of(path.with_name(path.name + ".errors.jsonl"))


def read(path: Path, **options: Any) -> list[Any]:
    """Return the items of one file."""
    (file,) = Inputs((str(path),))()
    return [item for item, _ in sources.read(file, Fields(), **{"limit": 10_000, **options})]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make batches of two items, so that a small corpus has some."""
    monkeypatch.setattr(runs, "_MOST_ITEMS", 2)


# --- formats ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ending", "packed"), PACKED)
def test_every_format_gives_the_articles(tmp_path: Path, ending: str, packed: str) -> None:
    """A row a record, in order, with the record's own id and address."""
    source, out = tmp_path / f"pages{ending}{packed}", tmp_path / "out.jsonl"
    source.write_bytes(streams.compressor(packed)(FORMATS[ending]()))
    assert main(["batch", str(source), "-o", str(out), "--workers", "1", "--quiet"]) == 0
    found = rows_of(out)
    assert [row["body"] for row in found] == [clean(text).body for text in TEXTS]
    assert [row["url"] for row in found] == [row["url"] for row in ROWS]
    assert [row["id"].removeprefix("<urn:uuid:").removesuffix(">") for row in found] == [row["id"] for row in ROWS]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([source.name, out.name])


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet"])
@pytest.mark.usefixtures("small")
def test_every_output_holds_the_same_rows(tmp_path: Path, ending: str) -> None:
    """The columns are those of the documentation, in its order, with what `clean` gives."""
    source, out = tmp_path / "pages.jsonl", tmp_path / f"out{ending}"
    source.write_bytes(jsonl(ROWS))
    assert main(["batch", str(source), "-o", str(out), "--workers", "1", "--quiet", "--removed"]) == 0
    found = rows_of(out)
    assert all(tuple(row) == COLUMNS for row in found)
    article = json.loads(json.dumps(clean(TEXTS[0]).to_dict()))
    assert found[0] == {"id": "n0", "url": "https://example.org/0", **article}
    assert len(found[0]["removed"]) == 1


def test_documented_columns() -> None:
    """The table of columns in the documentation is the table of the code."""
    text = (Path(__file__).parent.parent / "docs" / "corpus.md").read_text("utf-8")
    listed = [line.split("`")[1] for line in text.split("## Columns")[1].split("\n## ")[0].splitlines() if line.startswith("| `")]
    assert tuple(listed) == COLUMNS
    assert all(ending in text for ending in ENDINGS)


def test_folders_and_patterns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder gives every file in it whose ending is known, by name; so does a pattern; hidden files are left alone."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for name, text in (("b.txt", TEXTS[1]), ("deep/c.txt", TEXTS[2]), ("a.txt", TEXTS[0]), (".x.txt", "No"), ("d.jpg", "No")):
        (tmp_path / "in" / name).write_text(text, "utf-8")
    (tmp_path / "in" / "d.txt.gz").write_bytes(gzip.compress(TEXTS[3].encode("utf-16")))
    assert main(["batch", "in", "in/b*.txt", "-o", "in/out.jsonl", "--workers", "1", "--quiet"]) == 0
    assert [row["id"] for row in rows_of(Path("in/out.jsonl"))] == [
        "in/a.txt",
        "in/b.txt",
        "in/d.txt.gz",
        "in/deep/c.txt",
        "in/b.txt",
    ]
    assert [row["title"] for row in rows_of(Path("in/out.jsonl"))][2] == "Bridge 3 opens, at last"
    excluded = frozenset(path.resolve() for path in Output(Path("in/out.jsonl")).all_paths)
    assert [file.name for file in Inputs(("in",), excluded=excluded)()] == [
        "in/a.txt",
        "in/b.txt",
        "in/d.txt.gz",
        "in/deep/c.txt",
    ]


def test_html_goes_on_as_bytes(tmp_path: Path) -> None:
    """A page is given to `clean` as it lies there, as HTML; a page of WARC with its address."""
    page = tmp_path / "a.htm"
    page.write_bytes(b"<p>\xe9</p>")
    assert read(page) == [Record(Place(str(page), "record", 1), b"<p>\xe9</p>", str(page), None, "html")]
    pages = tmp_path / "a.warc.gz"
    pages.write_bytes(gzip.compress(warc("response", HTTP % (b"200 OK", b"text/html; charset=x"))))
    assert read(pages)[1] == Record(
        Place(str(pages), "record", 2, read(pages)[1].place.offset),
        TEXTS[1].encode(),
        "<urn:uuid:n1>",
        "https://example.org/1",
        "html",
    )


def test_what_is_no_page_in_warc_is_skipped(tmp_path: Path) -> None:
    """Requests, pictures and answers that are not the page are counted by what they are."""
    path = tmp_path / "a.warc"
    for block, kind in (
        (HTTP % (b"200 OK", b"image/png"), "response"),
        (HTTP % (b"404 Gone", b"text/html"), "response"),
        (b"GET", "request"),
    ):
        path.write_bytes(warc(kind, block))
        assert len(set(read(path))) == 1, block
    path.write_bytes(
        warc("response", HTTP % (b"200 OK", b"image/png"))
        + warc("request", b"x")
        + warc("response", HTTP % (b"301 X", b"text/html"))
    )
    assert read(path) == [*[Skip("HTTP image")] * 5, *[Skip("WARC request")] * 5, *[Skip("HTTP 301")] * 5]
    out = tmp_path / "out.jsonl"
    assert main(["batch", str(path), "-o", str(out), "--workers", "1"]) == 0
    assert out.read_bytes() == b""


def test_pages_that_are_coded(tmp_path: Path) -> None:
    """What HTTP packed or cut into chunks is decoded; what does not decode is an error, and the records behind it are read."""
    page = b"<p>" + os.urandom(9000).hex().encode()
    packed = gzip.compress(page)
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(packed[i : i + 999]), packed[i : i + 999]) for i in range(0, len(packed), 999))
    zipped, chunked = b"Content-Encoding: gzip\r\n", b"Transfer-Encoding: chunked\r\n"
    blocks = ((zipped + chunked, chunks + b"0\r\n\r\n"), (zipped, page), (chunked, page), (b"", page))
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(record("response", HTTP % (b"200 OK", b"text/html") + head, body) for head, body in blocks))
    found = read(path, limit=100_000)
    assert [type(item) for item in found] == [Record, Bad, Bad, Record]
    assert [item.source for item in found if isinstance(item, Record)] == [page, page]
    assert all(isinstance(item, Bad) for item in read(path, limit=5000))


# --- records that are none ----------------------------------------------------------------------------------------------


def test_bad_records_are_told_of_by_line(tmp_path: Path) -> None:
    """None is lost, none stops the run, and each has its line, its byte and its reason."""
    good = jsonl(ROWS[:1])
    bad = [
        b'{"text": "cut',
        b'{"id": "x"}',
        b'{"text": null}',
        b"[1]",
        b"\xff\xfe\x00\x01",
        b"[" * 9000,
        b'{"text": "' + b"x" * 20_000 + b'"}',
    ]
    (tmp_path / "in.jsonl").write_bytes(b"".join(line + b"\n" + good for line in bad) + b"\n" + b'{"text": 1}')
    out = tmp_path / "out.jsonl"
    assert main(["batch", str(tmp_path / "in.jsonl"), "-o", str(out), "--workers", "1", "--max-size", "0.01", "--quiet"]) == 1
    told = errors_of(out)
    assert len(rows_of(out)) == len(bad)
    assert [row["line"] for row in told] == [1, 3, 5, 7, 9, 11, 13, 16]
    whole = (tmp_path / "in.jsonl").read_bytes()
    assert all(whole[row["offset"] :].startswith(line) for row, line in zip(told, bad, strict=False))
    said = ["not JSON", "no field 'text'", "is null", "an array", "not UTF-8", "not JSON", "a record of 0.0 MB", "is a number"]
    assert all(words in row["reason"] for words, row in zip(said, told, strict=True)), told


def test_a_bad_table(tmp_path: Path) -> None:
    """Rows of CSV that are short, long, or not text are told of by the line they begin on."""
    path = tmp_path / "a.csv"
    path.write_bytes(b'id,text\n1,"a\nb"\n2\n3,' + b"x" * 20_000 + b"\n4,\xff\n\n5,b\n")
    found = read(path)
    assert [type(item) for item in found] == [Record, Bad, Bad, Bad, Skip, Record]
    assert [item.place.number for item in found if not isinstance(item, Skip)] == [2, 4, 5, 6, 8]
    assert (found[0].source, found[0].id) == ("a\nb", "1")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl.gz", gzip.compress(jsonl(ROWS * 100))[:-200]),
        ("a.jsonl.zst", streams.compressor(".zst")(jsonl(ROWS * 100))[:-200]),
        ("a.jsonl.zst", b"not zst at all"),
        ("a.parquet", b"PAR1 and no more"),
        ("a.warc.gz", gzip.compress(warc("conversion"))[:-60]),
        ("a.txt", TEXTS[0].encode()[:40] + b"\0\0\x01\x02"),
    ],
)
def test_files_that_break_off(tmp_path: Path, name: str, content: bytes) -> None:
    """What can be read is cleaned, the rest is an error, and the next file is read."""
    (tmp_path / name).write_bytes(content)
    (tmp_path / "z.jsonl").write_bytes(jsonl(ROWS))
    out = tmp_path / "out.jsonl"
    names = [str(tmp_path / name), str(tmp_path / "z.jsonl")]
    assert main(["batch", *names, "-o", str(out), "--workers", "1", "--quiet"]) == 1
    assert errors_of(out)[0]["file"] == names[0]
    assert [row["id"] for row in rows_of(out)][-5:] == [row["id"] for row in ROWS]


def test_reading_goes_on_after_what_is_done(tmp_path: Path) -> None:
    """The items after the first so many are the last of all items, also where the file is damaged."""
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(jsonl(ROWS * 100))[:-200])
    every = read(path)
    assert isinstance(every[-1], Bad)
    assert isinstance(every[0], Line)
    for done in (0, 1, 7, len(every) - 1, len(every)):
        assert read(path, done=done) == every[done:]


def test_fields() -> None:
    """Named fields, numbers for ids, and HTML by the name of its field."""
    place = Place("a", "line", 1)
    fields = Fields("t", "i", "u", "text")
    assert fields.record(place, {"t": "x", "i": 7, "u": "y", "text": "no"}) == Record(place, "x", "7", "y", "text")
    assert Fields().record(place, {"html": "<p>", "uri": 3}) == Record(place, "<p>", "a:1", None, "html")
    assert isinstance(fields.record(place, {"text": "x"}), Bad)


def test_what_utf8_cannot_say(tmp_path: Path) -> None:
    """Half a surrogate pair is replaced, in rows and errors, so that every reader can read them."""
    (tmp_path / "in.jsonl").write_text('{"id": "\\ud800", "text": "One \\ud800 two\\u2028three"}\n{"id": "\\ud800", "text": 1}\n')
    for ending in (".jsonl", ".parquet"):
        out = tmp_path / f"out{ending}"
        assert main(["batch", str(tmp_path / "in.jsonl"), "-o", str(out), "--workers", "1", "--quiet"]) == 1
        assert rows_of(out)[0]["id"] == "\ufffd"
    assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == 1


# --- processes ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("small")
def test_workers_do_not_change_a_byte(tmp_path: Path) -> None:
    """Two workers write what one writes."""
    (tmp_path / "in.jsonl").write_bytes(jsonl(ROWS) * 4 + b"{\n")
    outs = [tmp_path / f"out{workers}.jsonl.gz" for workers in (1, 2)]
    for workers, out in enumerate(outs, 1):
        assert main(["batch", str(tmp_path / "in.jsonl"), "-o", str(out), "--workers", str(workers), "--quiet"]) == 1
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert errors_of(outs[0]) == errors_of(outs[1])


@pytest.mark.usefixtures("small")
def test_a_record_that_kills_its_process(tmp_path: Path) -> None:
    """It is an error of its own; all other records are cleaned."""
    rows = [*ROWS[:3], {"id": "doom", "text": "The end of all days"}, *ROWS[3:]] * 2
    (tmp_path / "in.jsonl").write_bytes(jsonl(rows))
    inputs = Inputs((str(tmp_path / "in.jsonl"),))
    output = Output(tmp_path / "out.jsonl")
    plan = runs.Plan(inputs, output, Work(Pipeline((dies,))), {"removed": False}, workers=2)
    start = runs.start_of(plan, inputs.total(), resume=False)
    assert start is not None
    counts = runs.run(plan, inputs.total(), start, lambda _counts, _read: None)
    assert (counts.rows, counts.errors) == (10, 2)
    assert [row["id"] for row in rows_of(output.path)] == [row["id"] for row in rows if row["id"] != "doom"]
    assert [(row["line"], row["id"]) for row in errors_of(output.path)] == [(4, "doom"), (10, "doom")]
    assert "process" in errors_of(output.path)[0]["reason"]


def test_clean_many_names_the_source_that_kills() -> None:
    """What was cleaned before it comes, then an error that says which source it was."""
    articles = clean_many([*TEXTS * 20, "The end of all days"], workers=2, pipeline=Pipeline((dies,)))
    assert len([next(articles) for _ in range(100)]) == 100
    with pytest.raises(WorkerDiedError, match=r"source 100: .*end of all days"):
        next(articles)


def test_a_pipeline_for_each_address(tmp_path: Path) -> None:
    """The pipeline of a run may be a function of the page's address."""
    work = Work(by_address, Fields())
    done = [work.each(Line(Place("a", "line", i), jsonl([row]))) for i, row in enumerate(ROWS[:2])]
    assert [bool(one.removed) for one in done] == [True, False]


def test_counts_add_up() -> None:
    """Counts of two parts are those of the whole."""
    one, two = Counts(1, 2, {"a": 1}, {"x": [1, 2, 3]}), Counts(3, 4, {"a": 2, "b": 1}, {"x": [1, 1, 1], "y": [5, 5, 5]})
    one.add(two)
    assert one == Counts(4, 6, {"a": 3, "b": 1}, {"x": [2, 3, 4], "y": [5, 5, 5]})
