"""`cleaner batch`: runs that are stopped and go on, usage, what is missing, and what people are told."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import time
from contextlib import redirect_stderr
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cleaner.cli.main import main
from cleaner.corpus import output, progress, streams
from cleaner.corpus import run as runs
from cleaner.corpus.progress import Progress, summary
from cleaner.corpus.work import Counts
from tests.test_corpus import ROWS, jsonl

if TYPE_CHECKING:
    from cleaner.corpus.output import Checkpoint
    from cleaner.corpus.work import Part

Captured = pytest.CaptureFixture[str]
OUTPUTS = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")


class Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of three files with errors among the records; batches are of two items, with a checkpoint after each."""
    monkeypatch.setattr(runs, "_MOST_ITEMS", 2)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(jsonl(ROWS[:3]) + b"{\n\n" + jsonl(ROWS[3:]))
    (folder / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\2\x08\x06\xff\xf3")
    (folder / "c.csv").write_bytes(b"text\nOne.\nTwo.\nThree.\n")
    return folder


def batch(corpus: Path, out: Path, *options: str) -> int:
    """Run the command in this process."""
    return main(["batch", str(corpus), "-o", str(out), "--workers", "1", "--checkpoint", "0", *options])


def files(out: Path) -> dict[str, bytes]:
    """Return what lies beside an output, and it."""
    return {path.name.removeprefix(out.name): path.read_bytes() for path in out.parent.iterdir() if path.is_file()}


def numbers(told: str) -> list[str]:
    """Return the summary without the time."""
    return [line.rpartition(", ")[0] if " s in this run" in line else line for line in told.splitlines()]


# --- going on -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", OUTPUTS)
def test_going_on_gives_the_same_bytes(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, ending: str
) -> None:
    """Wherever a run ends, with more written than its checkpoint knows of: gone on with, it ends as one that did not stop."""
    (tmp_path / "whole").mkdir()
    assert batch(corpus, tmp_path / "whole" / f"out{ending}") == 1
    whole, told = files(tmp_path / "whole" / f"out{ending}"), capsys.readouterr().err.replace("whole", "XXXXX")
    assert set(whole) == {"", ".errors.jsonl"}
    write = output.Output.write

    for stop in range(8):
        folder = tmp_path / f"cut{stop:02}"
        folder.mkdir()
        left = stop

        def cut(self: output.Output, part: Part, at: Checkpoint) -> None:
            nonlocal left
            left -= 1
            write(self, part, at)
            if left < 0:
                for file in self._files:
                    file.write(b"half a row")
                raise Killed

        with monkeypatch.context() as patch:
            patch.setattr(output.Output, "write", cut)
            try:
                batch(corpus, folder / f"out{ending}")
            except Killed:
                assert not (folder / f"out{ending}").exists()
        capsys.readouterr()
        batch(corpus, folder / f"out{ending}", "--resume")
        assert files(folder / f"out{ending}") == whole
        if left < 0:
            assert numbers(capsys.readouterr().err.replace(folder.name, "XXXXX")) == numbers(told)


@pytest.mark.parametrize("ending", [".jsonl", ".parquet"])
def test_the_last_steps_can_be_done_again(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    """A run that ends between two of its renamings and removals goes on with the next."""
    (tmp_path / "whole").mkdir()
    batch(corpus, tmp_path / "whole" / f"out{ending}", "--quiet")
    whole = files(tmp_path / "whole" / f"out{ending}")
    stops = 0
    for name in ("replace", "unlink"):
        for stop in range(12):
            real, left = getattr(Path, name), stop

            def end(self: Path, *args: object, _real: object = real, **options: object) -> object:
                nonlocal left
                left -= 1
                if left < 0:
                    raise Killed
                return _real(self, *args, **options)  # type: ignore[operator]

            folder = tmp_path / f"{name}{stop}"
            folder.mkdir()
            with monkeypatch.context() as patch:
                patch.setattr(Path, name, end)
                try:
                    batch(corpus, folder / f"out{ending}", "--quiet")
                except Killed:
                    stops += 1
            assert batch(corpus, folder / f"out{ending}", "--resume", "--quiet") == 1
            assert files(folder / f"out{ending}") == whole, (name, stop)
    assert stops > 10


def test_a_run_that_was_killed(tmp_path: Path) -> None:
    """After SIGKILL in the middle, two workers at it: no process is left, and going on gives the same bytes."""
    (tmp_path / "in.jsonl").write_bytes(jsonl(ROWS) * 500)
    words = [
        sys.executable,
        "-m",
        "cleaner",
        "batch",
        str(tmp_path / "in.jsonl"),
        "--workers",
        "2",
        "--quiet",
        "--checkpoint",
        "0",
    ]
    (tmp_path / "a").mkdir()
    out, checkpoint = tmp_path / "a" / "out.jsonl.gz", tmp_path / "a" / "out.jsonl.gz.checkpoint"
    process = subprocess.Popen([*words, "-o", str(out)])
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (checkpoint.exists() and json.loads(checkpoint.read_bytes())["record"] > 300):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not out.exists()
    assert subprocess.run([*words, "-o", str(out), "--resume"], check=False).returncode == 0
    whole = tmp_path / "whole.jsonl.gz"
    assert subprocess.run([*words, "-o", str(whole)], check=False).returncode == 0
    assert files(out) == {"": whole.read_bytes()}


def test_what_cannot_go_on(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """A run in the way is not overwritten, and another is not mixed into it."""
    out = tmp_path / "out.jsonl"
    with monkeypatch.context() as patch:
        patch.setattr(output.Output, "finish", lambda *_: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            batch(corpus, out, "--quiet")
    for options, words in (
        ((), "--resume"),
        (("--resume", "--removed"), "other removed"),
        (("--resume", "--kind", "text"), "other fields"),
    ):
        with pytest.raises(SystemExit) as stop:
            batch(corpus, out, *options)
        assert stop.value.code == 2
        assert words in capsys.readouterr().err
    (corpus / "new.txt").write_text("New.")
    with pytest.raises(SystemExit):
        batch(corpus, out, "--resume")
    assert "other inputs" in capsys.readouterr().err
    (corpus / "new.txt").unlink()
    assert batch(corpus, out, "--resume", "--quiet") == 1
    assert batch(corpus, out, "--resume") == 1
    assert "complete" in capsys.readouterr().err
    assert batch(corpus, out, "--quiet") == 1  # anew, over the old one


def test_two_runs_at_once(corpus: Path, tmp_path: Path, capsys: Captured) -> None:
    """A second run of the same output stops before it touches anything."""
    pytest.importorskip("fcntl")
    first = output.Output(tmp_path / "out.jsonl")
    first.open(output.Checkpoint({}))
    first.checkpoint_path.unlink()
    assert batch(corpus, tmp_path / "out.jsonl") == 1
    assert "another run" in capsys.readouterr().err
    first.close()


# --- usage --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["in", "-o", "out.xml"], "ending"),
        (["in"], "--output"),
        (["nothing", "-o", "out.jsonl"], "no such file"),
        (["no*", "-o", "out.jsonl"], "no file is called so"),
        (["in/x.dat", "-o", "out.jsonl"], "its ending says no format"),
        (["empty", "-o", "out.jsonl"], "nothing to read"),
        (["in", "-o", "out.jsonl", "--workers", "0"], "--workers"),
        (["in", "-o", "out.jsonl", "--without", "nonsense"], "nonsense"),
        (["in/a.jsonl", "-o", "in/a.jsonl"], "is an input too"),
    ],
)
def test_wrong_usage(corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, words: list[str], said: str) -> None:
    """What makes no sense is said before anything is done, with exit code 2."""
    monkeypatch.chdir(corpus.parent)
    (corpus / "x.dat").write_text("x")
    Path("empty").mkdir()
    with pytest.raises(SystemExit) as stop:
        main(["batch", *words])
    assert stop.value.code == 2
    assert said in capsys.readouterr().err
    assert not Path("out.jsonl").exists()


@pytest.mark.parametrize(
    ("names", "module", "extra"),
    [
        (("a.warc", "out.jsonl"), "fastwarc.warc", "warc"),
        (("a.parquet", "out.jsonl"), "pyarrow.parquet", "parquet"),
        (("a.txt.zst", "out.jsonl"), streams.ZSTD, "batch"),
        (("a.txt", "out.jsonl.zst"), streams.ZSTD, "batch"),
        (("a.txt", "out.parquet"), "pyarrow.parquet", "parquet"),
    ],
)
def test_a_missing_extra(corpus: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, str], module: str, extra: str) -> None:
    """It is said before anything is done, with what installs it."""
    monkeypatch.setitem(sys.modules, module, None)
    source, out = (corpus.parent / name for name in names)
    source.write_text("x")
    done = io.StringIO()
    with pytest.raises(SystemExit) as stop, redirect_stderr(done):
        batch(source, out)
    assert stop.value.code == 2
    assert f"pip install 'article-cleaner[{extra}]'" in done.getvalue()


def test_an_output_that_cannot_be_written(corpus: Path, tmp_path: Path, capsys: Captured) -> None:
    """The file is named, with the reason."""
    assert batch(corpus, tmp_path / "no" / "out.jsonl") == 1
    assert "No such file or directory" in capsys.readouterr().err


def test_formats_by_name(tmp_path: Path) -> None:
    """--from reads a file as what it is said to be."""
    (tmp_path / "dump").write_bytes(jsonl(ROWS))
    out = tmp_path / "out.jsonl"
    assert batch(tmp_path / "dump", out, "--from", "jsonl", "--quiet") == 0
    assert len(out.read_bytes().splitlines()) == len(ROWS)


# --- what people are told -----------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """With records, rate and errors; without tqdm there are lines."""
    screen = Terminal()
    bar = Progress(100, screen)
    bar(Counts(rows=7, errors=1), 50)
    bar.close()
    assert "50%" in screen.getvalue()
    assert "8 records" in screen.getvalue()
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert Progress(100, screen).bar is None


def test_a_line_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere a line now and then says how far it is and how long it will take."""
    monkeypatch.setattr(progress, "_PAUSE", 0.0)
    log = io.StringIO()
    lines = Progress(1000, log)
    lines(Counts(rows=10), 100)
    lines.began -= 100
    lines(Counts(rows=110), 600)
    lines.close()
    assert "110 records, 1/s, 0 errors; 60.0% of the input, 1 min left" in log.getvalue()


def test_summary() -> None:
    """Numbers, what was skipped, and each filter's share, the busiest first."""
    told = summary(Counts(5, 1, {"HTTP image": 2}, {"app": [1, 20, 1], "share": [3, 30, 2]}), "out.jsonl", 2.0)
    assert told.splitlines()[0] == "cleaner: 5 rows in out.jsonl, 1 errors, 2.0 s in this run"
    assert "2 HTTP image" in told
    assert told.index("share") < told.index("app ")


def test_quiet(corpus: Path, tmp_path: Path, capsys: Captured) -> None:
    """--quiet leaves only what went wrong."""
    assert batch(corpus, tmp_path / "out.jsonl", "--quiet") == 1
    assert capsys.readouterr().err.startswith("cleaner: 2 records could not be cleaned")
