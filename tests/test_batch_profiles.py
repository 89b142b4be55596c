"""`cleaner learn` and then `cleaner batch --profiles`: the round trip, what a resume notices, and what the summary says of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from cleaner import Profiles, clean
from cleaner.cli.main import main
from cleaner.corpus import run as runs
from tests.sites import FOOTER, page

if TYPE_CHECKING:
    from pathlib import Path

SITES = {"one.example": range(4), "two.example": range(4, 8)}
ROWS = [{"url": f"https://www.{site}/{n}", "text": page(n)} for site, numbers in SITES.items() for n in numbers]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a corpus of two sites and a page of no site, beside the profiles that were learned from it."""
    path = tmp_path / "pages.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    assert main(["learn", str(path), "-o", str(tmp_path / "profiles")]) == 0
    with path.open("a") as file:
        file.write(json.dumps({"text": page(9)}) + "\n")
    return path


def batch(corpus: Path, out: str, *options: str) -> int:
    """Run the command with the profiles beside the corpus."""
    folder = corpus.parent
    given = ["batch", str(corpus), "-o", str(folder / out), "--profiles", str(folder / "profiles"), "--workers", "1", *options]
    return main(given)


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_round_trip(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every page is cleaned with the profile of its site, as `Profiles.pipeline` gives it; the summary counts."""
    assert batch(corpus, "out.jsonl", "--removed") == 0
    profiles = Profiles.load(tmp_path / "profiles")
    found = rows(tmp_path / "out.jsonl")
    for row, got in zip(ROWS, found, strict=False):
        assert got["body"] == clean(row["text"], url=row["url"], pipeline=profiles.pipeline(row["url"])).body
        assert not any(line in got["body"] for line in FOOTER)
        assert "profile" in {removal["filter"] for removal in got["removed"]}
    assert "profile" not in {removal["filter"] for removal in found[-1]["removed"]}
    told = capsys.readouterr().err
    assert "profiles: 8 documents of 2 sites had one" in told
    assert "has changed" not in told
    assert batch(corpus, "two.jsonl", "--removed", "--workers", "2") == 0
    assert (tmp_path / "two.jsonl").read_bytes() == (tmp_path / "out.jsonl").read_bytes()


def test_a_site_that_has_changed(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named; a site that is as it was is not, nor one of which there is a page."""
    new = [{**row, "text": page(n, menu=False, footer=False)} for n, row in enumerate(ROWS[:4])]
    corpus.write_text("".join(json.dumps(row) + "\n" for row in new + ROWS[4:]), "utf-8")
    assert batch(corpus, "out.jsonl") == 0
    told = capsys.readouterr().err
    assert "one.example has changed: 96% of what its pages had is gone; learn it again" in told
    assert "two.example has" not in told
    corpus.write_text(json.dumps(new[0]) + "\n", "utf-8")
    assert batch(corpus, "alone.jsonl") == 0
    assert "has changed" not in capsys.readouterr().err


def test_resume_notices_other_profiles(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run goes on with the same profiles, wherever they lie, to the same bytes; with others, or none, it does not."""
    monkeypatch.setattr(runs, "_MOST_ITEMS", 2)
    assert batch(corpus, "whole.jsonl") == 0
    with monkeypatch.context() as stopped:
        stopped.setattr(runs.Counts, "add", _stop)
        assert batch(corpus, "out.jsonl", "--checkpoint", "0") == 130
    profile = tmp_path / "profiles" / "one.example.json"
    text = profile.read_text("utf-8")
    profile.write_text(text.replace('"line": "Fishing"', '"line": "Angling"'), "utf-8")
    with pytest.raises(SystemExit):
        batch(corpus, "out.jsonl", "--resume")
    assert "it had other profiles" in capsys.readouterr().err
    profile.write_text(text, "utf-8")
    assert batch(corpus, "out.jsonl", "--resume") == 0
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(("content", "told"), [(None, "No such file"), ("", "no profiles there"), ("{}", "not a profile")])
def test_no_profiles(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, told: str) -> None:
    """A folder that is not there, is empty, or holds something else is wrong usage."""
    for file in (tmp_path / "profiles").iterdir():
        file.unlink()
    if content is None:
        (tmp_path / "profiles").rmdir()
    elif content:
        (tmp_path / "profiles" / "x.json").write_text(content, "utf-8")
    with pytest.raises(SystemExit) as ended:
        batch(corpus, "out.jsonl")
    assert ended.value.code == 2
    assert told in capsys.readouterr().err
