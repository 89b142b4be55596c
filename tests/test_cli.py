"""The command line, as people use it: what it prints, what it complains about, how it ends."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import cleaner
from cleaner import PIPELINE, Article, Document, Label, Mark, Pipeline, clean, explain
from cleaner.cli import show
from cleaner.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from subprocess import CompletedProcess

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "000_2d71a5276bdd5cac.txt"
TITLE = "Obama offers to work with Russia against ISIS under one condition"
PROSE = "The minister said on Monday that the new bridge over the river would be open to all traffic before the end of the year."
Captured = pytest.CaptureFixture[str]
CapturedBytes = pytest.CaptureFixture[bytes]


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a command: without what a developer's own shell may say about colours."""
    own = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    return {**own, "PYTHONPATH": str(ROOT), "TERM": "xterm", **more}


def article() -> Article:
    """Return the seed's article."""
    return clean(SEED.read_bytes())


def by_prefix(doc: Document) -> Iterator[Mark]:
    """Labels lines by their own word: "deck=A line"."""
    for block in doc.open:
        label, sign, _ = block.text.partition("=")
        if sign:
            yield from block.marks(Label.BOILERPLATE, "a prefix", 0, len(label) + 1)
            yield from block.marks(Label(label), "says so", len(label) + 1)


EVERY_FIELD = b"title=T*\ndeck=D\nOne.\nbyline=By Jane Doe\ndate=August 30, 2016\ncaption=C*\ncredit=R\nnote=N\n# Two."
BY_PREFIX = show.Request("-", Pipeline((by_prefix,)))


def command(*arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", **more: str) -> CompletedProcess[bytes]:
    """Run `python -m cleaner` in a process of its own."""
    line = [sys.executable, "-m", "cleaner", *map(str, arguments)]
    return subprocess.run(line, input=stdin, capture_output=True, check=False, cwd=cwd, env=environment(**more), timeout=60)


def stdin_of(data: bytes) -> io.TextIOWrapper:
    """Return a standard input that holds `data`."""
    return io.TextIOWrapper(io.BytesIO(data))


# What is printed


def test_text_is_title_body_and_the_named_rest(capsys: Captured) -> None:
    """Title, blank line, body; then a line for each other field."""
    assert main([str(SEED)]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{TITLE}\n\n{article().body}\n\nCaption: ")
    captions = [line.removeprefix("Caption: ") for line in out.splitlines() if line.startswith("Caption: ")]
    assert captions == list(article().captions)
    assert out.endswith("Pool\n")


def test_text_names_every_field() -> None:
    """The fields beside title and body stand below, each under its name."""
    rest = "Deck: D\nByline: By Jane Doe\nDate: 2016-08-30\nCaption: C*\nCredit: R\nNote: N\n"
    assert show.article_text(EVERY_FIELD, BY_PREFIX) == f"T*\n\nOne.\n\n# Two.\n\n{rest}"


def test_json_is_one_line_with_the_source_first(capsys: Captured) -> None:
    """A JSON object holds what `to_dict` gives, the source before it."""
    assert main(["--format", "json", str(SEED), str(SEED)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    row = json.loads(lines[0])
    assert next(iter(row)) == "source"
    assert row == {"source": str(SEED), **json.loads(json.dumps(article().to_dict()))}


def test_json_stays_on_one_line(capsysbinary: CapturedBytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line break of Unicode breaks the object in two."""
    monkeypatch.setattr(sys, "stdin", stdin_of(f"One\u2028Two\u2029Three\u0085Four\u000b\u000c{PROSE}".encode()))
    assert main(["explain", "--format", "json"]) == 0
    out = capsysbinary.readouterr().out.decode()
    assert len(out.splitlines()) == 1
    assert "".join(part["text"] for part in json.loads(out)["segments"]).startswith("One\u2028Two\u2029Three\u0085")


def test_markdown(capsys: Captured) -> None:
    """A heading, the body, the captions as a list."""
    assert main(["--format", "markdown", str(SEED)]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"# {TITLE}\n\nThe Russian prime minister said")
    assert out.count("\n- Caption: ") == 2


def test_markdown_has_every_field() -> None:
    """A heading, the deck in italics, the body, a list of the rest."""
    rest = "- Byline: By Jane Doe\n- Date: 2016-08-30\n- Caption: C\\*\n- Credit: R\n- Note: N\n"
    assert show.article_markdown(EVERY_FIELD, BY_PREFIX) == f"# T\\*\n\n*D*\n\nOne.\n\n\\# Two.\n\n{rest}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 * 3 [sic] snake_case _so_ <b> C:\\x `y`", "2 \\* 3 \\[sic\\] snake_case \\_so\\_ \\<b> C:\\\\x \\`y\\`"),
        ("#1 in the charts", "\\#1 in the charts"),
        ("> said", "\\> said"),
        ("• an item", "- an item"),
        ("- an *item*", "- an \\*item\\*"),
        ("1. first", "1. first"),
        ("— Non, dit-il.", "— Non, dit-il."),
    ],
)
def test_markdown_shows_the_text_as_it_is(text: str, expected: str) -> None:
    """Signs that Markdown would take for its own are escaped; items stay items."""
    assert show._paragraph(text) == expected


def test_several_files_stand_under_their_names(capsys: Captured) -> None:
    """Articles can be told apart where there are several."""
    assert main([str(SEED), str(SEED)]) == 0
    assert capsys.readouterr().out.count(f"==> {SEED} <==\n\n{TITLE}") == 2
    assert main(["--format", "markdown", str(SEED), str(SEED)]) == 0
    assert capsys.readouterr().out.count(f"<!-- {SEED} -->\n\n# {TITLE}") == 2


def test_explain_is_the_listing(capsys: Captured) -> None:
    """Without a terminal the listing is plain."""
    assert main(["explain", str(SEED)]) == 0
    assert capsys.readouterr().out == explain(SEED.read_bytes()).listing() + "\n"


def test_explain_json(capsys: Captured) -> None:
    """The explanation as JSON gives the document back."""
    assert main(["explain", "--format", "json", str(SEED)]) == 0
    row = json.loads(capsys.readouterr().out)
    assert list(row) == ["source", "segments", "article"]
    assert "".join(part["text"] for part in row["segments"]).encode() == SEED.read_bytes()


def test_filters_is_a_table_of_the_whole_pipeline(capsys: Captured) -> None:
    """Every filter has its row, numbered in order; no chapter was forgotten."""
    assert main(["filters"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert [(row[0], row[1]) for row in rows] == [(str(number), name) for number, name in enumerate(PIPELINE.names, 1)]
    assert all(len(row) > 2 for row in rows)


def test_filters_shows_the_edited_pipeline(capsys: Captured) -> None:
    """--without and --only hold for the table, too; empty chapters go."""
    assert main(["filters", "--only", "app", "--only", "rescue"]) == 0
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")] == ["app", "rescue"]


def test_version(capsys: Captured) -> None:
    """--version gives the version."""
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"cleaner {cleaner.__version__}\n"


def test_help_says_how_to_name_a_file_like_a_command(capsys: Captured) -> None:
    """--help tells of ./explain, of the exit codes and of NO_COLOR."""
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    out = capsys.readouterr().out
    assert end.value.code == 0
    for word in ("./explain", "exit codes", "NO_COLOR", "cleaner filters"):
        assert word in out


# What is read


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_standard_input(arguments: list[str], capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a file, or for -, the standard input is read."""
    monkeypatch.setattr(sys, "stdin", stdin_of(SEED.read_bytes()))
    assert main([*arguments, "--format", "json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["source"], row["title"]) == ("-", TITLE)


def test_bytes_in_cp1252() -> None:
    """Files are bytes: their encoding is found, and what is written is UTF-8 in any locale."""
    text = f"The café’s owner said “no”. {PROSE}"
    done = command(stdin=text.encode("cp1252"), LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "The café’s owner said “no”." in done.stdout.decode("utf-8")


def test_empty_input_is_an_empty_article() -> None:
    """Nothing in, nothing out, and nothing wrong."""
    done = command()
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_lone_surrogates_are_written_as_escapes(capsysbinary: CapturedBytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """What UTF-8 cannot say does not stop the output; in JSON it is even read back."""
    monkeypatch.setattr(show, "explain", lambda _, **__: explain(f"\ud800 {PROSE}"))
    monkeypatch.setattr(sys, "stdin", stdin_of(b""))
    assert main(["--format", "json"]) == 0
    assert "\ud800" in json.loads(capsysbinary.readouterr().out)["body"]


def test_the_command_wins_over_a_file_of_its_name(tmp_path: Path) -> None:
    """`explain` is the command; `./explain`, or not in the first place, it is the file."""
    (tmp_path / "explain").write_bytes(SEED.read_bytes())
    assert command("explain", "explain", cwd=tmp_path).stdout.startswith(b"- boilerplate")
    assert command("./explain", cwd=tmp_path).stdout.startswith(TITLE.encode())
    assert command("--format", "text", "explain", cwd=tmp_path).stdout == b""


def test_two_dashes_end_the_options(tmp_path: Path) -> None:
    """What follows -- is a file, whatever it looks like."""
    for name in ("-a.txt", "explain"):
        (tmp_path / name).write_bytes(SEED.read_bytes())
        assert command("--", name, cwd=tmp_path).stdout.startswith(TITLE.encode())
    assert command("explain", "--", "-a.txt", cwd=tmp_path).stdout.startswith(b"- boilerplate")


def test_options_may_stand_anywhere(capsys: Captured) -> None:
    """Before the command, between the files, after them."""
    assert main(["--without", "app", "explain", str(SEED), "--format", "json", str(SEED)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_url_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """--url reaches the library."""
    seen: dict[str, object] = {}
    monkeypatch.setattr(show, "explain", lambda source, **options: seen.update(options) or explain(source, **options))
    assert main([str(SEED), "--url", "https://news.example/a"]) == 0
    assert seen["url"] == "https://news.example/a"


# Pages

PAGE = (
    "<!DOCTYPE html><html><head><title>Bridge</title></head><body><nav class=menu><a href=/>Home</a></nav>"
    f"<main class=story><h1>Bridge opens</h1><p>{PROSE}</p><p>Advertisement</p><p>{PROSE[::-1]}.</p></main></body></html>"
)


def test_a_page_is_a_file_like_others(tmp_path: Path) -> None:
    """A file of HTML, or HTML on the standard input, just works."""
    file = tmp_path / "page.html"
    file.write_text(PAGE, "utf-8")
    done = command("--format", "json", file, file)
    assert (done.returncode, done.stderr) == (0, b"")
    for line in done.stdout.splitlines():
        assert json.loads(line)["body"] == clean(PAGE).body
    assert json.loads(command("--format", "json", stdin=PAGE.encode("utf-16")).stdout)["body"] == clean(PAGE).body
    assert "<" not in clean(PAGE).body


def test_kind_overrides(capsysbinary: CapturedBytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """--kind says what the input is, whatever it looks like."""
    for kind, source, expected in (("text", PAGE, PAGE), ("html", f"{PROSE} <b>Bold</b> words.", f"{PROSE} Bold words.")):
        monkeypatch.setattr(sys, "stdin", stdin_of(source.encode()))
        assert main(["explain", "--kind", kind, "--format", "json"]) == 0
        out = json.loads(capsysbinary.readouterr().out)
        assert "".join(part["text"] for part in out["segments"]) == expected


def test_explain_shows_places(capsys: Captured, tmp_path: Path) -> None:
    """Each line of a page has its place in a column of its own, and in JSON each segment has a path."""
    file = tmp_path / "page.html"
    file.write_text(PAGE, "utf-8")
    assert main(["explain", str(file)]) == 0
    out = capsys.readouterr().out
    assert out == explain(PAGE).listing() + "\n"
    rows = [tuple(part.strip() for part in row.split(" | ")) for row in out.splitlines()]
    assert ("body", "main.story > p", PROSE) in rows
    assert ("- boilerplate (ads)", "main.story > p") in [row[:2] for row in rows]
    assert main(["explain", "--format", "json", str(file)]) == 0
    paths = {part["text"]: part["path"] for part in json.loads(capsys.readouterr().out)["segments"]}
    assert paths["Advertisement"] == ["main.story > p"]


def test_compressed_pages_are_named_and_the_rest_is_done(tmp_path: Path) -> None:
    """What cannot be read for what it is is told like what cannot be read at all."""
    file = tmp_path / "page.html.gz"
    file.write_bytes(gzip.compress(PAGE.encode()))
    done = command(file, SEED)
    assert done.returncode == 1
    assert done.stderr.decode() == f"cleaner: {file}: the bytes are compressed with gzip: decompress them first\n"
    assert TITLE.encode() in done.stdout


# The pipeline


def test_without_and_only(capsys: Captured) -> None:
    """The pipeline is edited by name."""
    assert main(["--without", "tune_in", "--only", "app", "--only", "tune_in", "explain", str(SEED)]) == 0
    out = capsys.readouterr().out
    assert "(app)" in out
    assert all(f"({name})" not in out for name in PIPELINE.names if name != "app")


@pytest.mark.parametrize("option", ["--without", "--only"])
def test_unknown_filter(option: str, capsys: Captured) -> None:
    """A name that there is not ends with 2 and the list of those that there are."""
    with pytest.raises(SystemExit) as end:
        main([option, "nonsense", str(SEED)])
    err = capsys.readouterr().err
    assert end.value.code == 2
    assert err.startswith("cleaner: no filter 'nonsense'")
    assert all(name in err for name in PIPELINE.names)


# What goes wrong


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "html"], "text, json, markdown"),
        (["explain", "--format", "markdown"], "text, json"),
        (["filters", "--format", "json"], "text"),
        (["filters", "a.txt"], "a.txt"),
        (["--nonsense"], "--nonsense"),
        (["--url"], "--url"),
        (["--kind", "pdf"], "pdf"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str, capsys: Captured) -> None:
    """Wrong usage ends with 2 and says what would be right."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert said in capsys.readouterr().err.splitlines()[-1]


def test_inputs_that_fail_are_named_and_the_rest_is_done(tmp_path: Path) -> None:
    """Each is named on the standard error with the reason; the exit code is 1."""
    done = command("missing.txt", SEED, tmp_path, "--format", "json", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "cleaner: missing.txt: No such file or directory",
        f"cleaner: {tmp_path}: Is a directory",
    ]
    assert [json.loads(line)["source"] for line in done.stdout.splitlines()] == [str(SEED)]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="whoever is root may read everything")
def test_unreadable_file(tmp_path: Path) -> None:
    """A file that one may not read is named."""
    file = tmp_path / "secret.txt"
    file.write_bytes(b"x")
    file.chmod(0)
    done = command(file)
    assert (done.returncode, done.stderr.decode()) == (1, f"cleaner: {file}: Permission denied\n")


def test_output_file(tmp_path: Path) -> None:
    """-o writes there and prints nothing."""
    out = tmp_path / "out.txt"
    done = command(SEED, "-o", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert out.read_bytes() == command(SEED).stdout


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    """The reason, not a traceback."""
    done = command(SEED, "-o", tmp_path / "no" / "out.txt")
    assert done.returncode == 1
    assert done.stderr.decode() == f"cleaner: {tmp_path / 'no' / 'out.txt'}: No such file or directory\n"


def test_output_that_is_an_input_is_refused(tmp_path: Path) -> None:
    """No input is ever written over."""
    file = tmp_path / "a.txt"
    file.write_bytes(SEED.read_bytes())
    done = command(SEED, file, "-o", file)
    assert done.returncode == 2
    assert file.read_bytes() == SEED.read_bytes()


def test_an_output_stays_when_no_input_can_be_read(tmp_path: Path) -> None:
    """The file of --output is opened when there is something to write to it."""
    out = tmp_path / "out.txt"
    out.write_bytes(b"kept")
    assert command("missing.txt", "-o", out, cwd=tmp_path).returncode == 1
    assert out.read_bytes() == b"kept"


def test_broken_pipe_ends_quietly() -> None:
    """`cleaner big.txt | head -1` leaves nothing on the standard error."""
    line = [sys.executable, "-m", "cleaner", "--format", "json", *[str(SEED)] * 60]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"source"')
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_full_disk() -> None:
    """A standard output that is full is told of in a line."""
    line = [sys.executable, "-m", "cleaner", str(SEED)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, check=False, env=environment(), timeout=60)
    assert (done.returncode, done.stderr) == (1, b"cleaner: standard output: No space left on device\n")


def opened(fifo: Path, process: subprocess.Popen[bytes]) -> int:
    """Return the writing end of the pipe, once the process has opened the other."""
    while process.poll() is None:
        try:
            return os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.01)
    raise AssertionError("the command ended before it read anything")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_interrupt_ends_quietly(tmp_path: Path) -> None:
    """Ctrl-C ends with 130 and without a traceback."""
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    line = [sys.executable, "-m", "cleaner", str(fifo)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        writer = opened(fifo, process)
        for _ in range(60):  # a signal between two system calls is seen after the second, which here waits for ever
            process.send_signal(signal.SIGINT)
            try:
                out, err = process.communicate(timeout=1)
                break
            except subprocess.TimeoutExpired:
                continue
        else:
            process.kill()
            out, err = process.communicate()
        os.close(writer)
    assert (process.returncode, out, err) == (130, b"", b"")


# Colours


def on_a_terminal(*arguments: str, **more: str) -> str:
    """Return what the command prints when its standard output is a terminal."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    line = [sys.executable, "-m", "cleaner", *arguments]
    with subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=theirs, env=environment(**more)) as process:
        os.close(theirs)
        found = b""
        with suppress(OSError):  # Linux, when the other end is closed
            while chunk := os.read(ours, 65536):
                found += chunk
        os.close(ours)
    assert process.returncode == 0
    return found.decode().replace("\r\n", "\n")


def test_colours_on_a_terminal() -> None:
    """Removed lines have a red left column and are dim; the title's is another colour; the text is the listing's."""
    out = on_a_terminal("explain", str(SEED))
    rows = out.splitlines()
    assert rows[0].startswith("\033[31m- boilerplate (tune_in)")
    assert "\033[2mWatch CBS News" in rows[0]
    assert rows[1].startswith("\033[1;36m  title (headline)")
    plain = out
    for code in ("\033[0m", "\033[2m", *show._COLOURS.values()):
        plain = plain.replace(code, "")
    assert plain == explain(SEED.read_bytes()).listing() + "\n"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_colours_where_they_are_not_wanted(name: str, value: str) -> None:
    """NO_COLOR that is not empty, and a terminal that is dumb."""
    assert "\033" not in on_a_terminal("explain", str(SEED), **{name: value})


def test_an_empty_no_color_does_not_count() -> None:
    """See no-color.org: set, and not empty."""
    assert "\033" in on_a_terminal("explain", str(SEED), NO_COLOR="")


def test_articles_have_no_colours() -> None:
    """An article is text, on a terminal too."""
    assert "\033" not in on_a_terminal(str(SEED))
