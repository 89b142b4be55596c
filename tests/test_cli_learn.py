"""`cleaner learn`: from folders, files and rows to a profile for each site."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from cleaner import Profile, Profiles, learn
from cleaner.cli.main import main
from tests.sites import FOOTER, page

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("Amsel", "Buche", "Clara")
Captured = pytest.CaptureFixture[str]


def rows(host: str, field: str = "text") -> str:
    """Return pages of a site as JSON lines."""
    pages = ({"url": f"https://www.{host}/{name}", field: page(name)} for name in NAMES)
    return "".join(json.dumps(row) + "\n" for row in pages)


def test_rows_of_several_sites(tmp_path: Path, capsys: Captured) -> None:
    """Plain and compressed, in a folder below the folder; a site with one page has no profile."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.jsonl").write_text(rows("one.example") + "\n" + rows("two.example"), "utf-8")
    (tmp_path / "in" / "deep" / "b.jsonl.gz").write_bytes(gzip.compress(rows("two.example").encode()))
    (tmp_path / "in" / "c.jsonl").write_text(rows("alone.example").split("\n")[0], "utf-8")
    (tmp_path / "in" / "notes.doc").write_text("nothing to read", "utf-8")
    assert main(["learn", str(tmp_path / "in"), "-o", str(tmp_path / "out")]) == 0
    profiles = Profiles.load(tmp_path / "out")
    assert [(profile.site, profile.pages) for profile in profiles] == [("one.example", 3), ("two.example", 6)]
    shown = capsys.readouterr()
    assert f"{tmp_path / 'out' / 'one.example.json'}: 3 pages, " in shown.out
    assert "single page" in shown.err
    assert "alone.example" in shown.err


def test_pages_in_files(tmp_path: Path, capsys: Captured) -> None:
    """They have no address: --site names the site, and without it they are left out and told of."""
    for name in NAMES:
        (tmp_path / f"{name}.txt").write_bytes(page(name).encode("utf-16"))
    files = [str(tmp_path / f"{name}.txt") for name in NAMES]
    assert main(["learn", *files, "-o", str(tmp_path / "out"), "--site", "one.example"]) == 0
    assert Profile.load(tmp_path / "out" / "one.example.json") == learn(map(page, NAMES), site="one.example")
    assert main(["learn", *files, "-o", str(tmp_path / "out")]) == 1
    assert "name it with --site" in capsys.readouterr().err


def test_show(tmp_path: Path, capsys: Captured) -> None:
    """A profile as a table."""
    learn(map(page, NAMES), site="one.example").save(tmp_path / "one.json")
    assert main(["learn", "--show", str(tmp_path / "one.json")]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("one.example: 3 pages, ")
    assert all(line in shown for line in FOOTER)
    assert main(["learn", "--show", str(tmp_path / "none.json")]) == 1
    (tmp_path / "broken.json").write_text("{}")
    assert main(["learn", "--show", str(tmp_path / "broken.json")]) == 1
    assert "broken.json" in capsys.readouterr().err


def test_a_site_that_has_changed(tmp_path: Path, capsys: Captured) -> None:
    """The old profile is replaced, and it is said that it no longer fitted."""
    given = ["learn", str(tmp_path / "a.jsonl"), "-o", str(tmp_path)]
    (tmp_path / "a.jsonl").write_text(rows("one.example"), "utf-8")
    assert main(given) == main(given) == 0
    assert "the site has changed" not in capsys.readouterr().out
    new = [{"url": "https://one.example/", "html": page(name, menu=False, footer=False) + "\nAll new"} for name in NAMES]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, new)), "utf-8")
    assert main(given) == 0
    assert "the site has changed: 100% of what stood on its pages is gone" in capsys.readouterr().out
    assert Profile.load(tmp_path / "one.example.json").lines[0].line == "All new"


def test_what_cannot_be_read(tmp_path: Path, capsys: Captured) -> None:
    """It is named, the rest is done, and the exit code says so."""
    (tmp_path / "a.jsonl").write_text(rows("one.example"), "utf-8")
    (tmp_path / "broken.jsonl").write_text('{"url": "https://one.example/"', "utf-8")
    (tmp_path / "list.jsonl").write_text("[1]", "utf-8")
    (tmp_path / "empty.jsonl").write_text('{"url": "https://one.example/", "title": "x"}', "utf-8")
    (tmp_path / "no.jsonl.gz").write_text("no gzip", "utf-8")
    assert main(["learn", str(tmp_path), str(tmp_path / "none.txt"), "-o", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().err
    assert all(
        f"{tmp_path / name}: " in told for name in ("broken.jsonl", "list.jsonl", "empty.jsonl", "no.jsonl.gz", "none.txt")
    )
    assert len(Profiles.load(tmp_path / "out")) == 1


def test_field(tmp_path: Path) -> None:
    """Where the page is in a field of another name."""
    (tmp_path / "a.jsonl").write_text(rows("one.example", "page"), "utf-8")
    given = ["learn", str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "out")]
    assert main(given) == 1
    assert main([*given, "--field", "page"]) == 0


def test_nowhere_to_write(tmp_path: Path, capsys: Captured) -> None:
    """The file is named."""
    (tmp_path / "a.jsonl").write_text(rows("one.example"), "utf-8")
    (tmp_path / "out").write_text("a file")
    assert main(["learn", str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "out")]) == 1
    assert "one.example.json" in capsys.readouterr().err


def test_usage(tmp_path: Path, capsys: Captured) -> None:
    """Nothing to learn from is wrong usage; a folder without pages is a failure; help tells of the format."""
    with pytest.raises(SystemExit) as ended:
        main(["learn"])
    assert ended.value.code == 2
    assert main(["learn", str(tmp_path)]) == 1
    assert "no pages" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["learn", "--help"])
    assert ended.value.code == 0
    assert ".jsonl.gz" in capsys.readouterr().out
