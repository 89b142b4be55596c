"""Profiles in files and folders: written to be reviewed, read back as they were, picked by URL."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING

import pytest

from cleaner import PIPELINE, Profile, Profiles, clean, learn
from cleaner.profile import Repeat, site_of
from cleaner.profile.pages import host_of
from tests.sites import FOOTER, MENU, page

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("Amsel", "Buche", "Clara", "Dorn")
PAGES = [page(name) for name in NAMES]
PAIRS = [(f"https://www.example.com/{name}", text) for name, text in zip(NAMES, PAGES, strict=True)]


def test_json_and_back() -> None:
    """Equal to the last field, lone surrogates and all."""
    profile = learn([*PAIRS, ("http://example.com/", "\ud800 odd\nHome"), ("http://example.com/", "\ud800 odd\nHome")])
    assert Profile.from_json(profile.to_json()) == profile
    assert Profile.from_json(Profile().to_json()) == Profile()


def test_a_file_is_for_people(tmp_path: Path) -> None:
    """A row a line with the line as it reads, and where it stands on how many pages."""
    learn(PAIRS).save(tmp_path / "example.com.json")
    text = (tmp_path / "example.com.json").read_text("utf-8")
    assert json.loads(text)["version"] == 1
    row = next(row for row in text.split("\n") if '"Fishing"' in row)
    assert json.loads(row.rstrip(",")) == {
        "line": "Fishing",
        "pages": 4,
        "share": 1.0,
        "zones": {"before": 0, "inside": 0, "after": 4},
        "varies": False,
        "key": "fishing",
    }
    assert Profile.load(tmp_path / "example.com.json") == learn(PAIRS)


def test_rows_may_be_taken_out_and_put_in() -> None:
    """A reviewer deletes a row, or adds one with a line and a number of pages."""
    rows = json.loads(learn(PAIRS).to_json())
    rows["lines"] = [row for row in rows["lines"] if "fishing" not in row["key"]]
    rows["lines"].append({"line": "Read the\nHerald (5)!", "pages": 9})
    profile = Profile.from_json(json.dumps(rows))
    assert profile.lines[0] == Repeat("read the\nherald 0", "Read the\nHerald (5)!", 9)
    assert not any(repeat.line == "Fishing" for repeat in profile.lines)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "cleaner site profile", "version": 1}', "7"])
def test_what_is_no_profile(text: str, tmp_path: Path) -> None:
    """ValueError, and it names the file."""
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(ValueError, match=r"x\.json: not a profile"):
        Profile.load(tmp_path / "x.json")


def test_a_version_to_come() -> None:
    """It is not guessed at."""
    with pytest.raises(ValueError, match="version 2; this release reads"):
        Profile.from_json(Profile().to_json().replace('"version": 1', '"version": 2'))


def test_report() -> None:
    """The most frequent lines, without the runs."""
    report = learn(PAIRS).report(most=3)
    assert report.startswith("example.com: 4 pages, ")
    assert "    4  100%  after                Fishing" in learn(PAIRS).report()
    assert "lines more" in report.split("\n")[-1]
    assert Profile().report().startswith("a site: 0 pages")


def test_staleness() -> None:
    """0 on pages as they were, 1 on pages of another site, between on a site that lost its footer."""
    profile = learn(PAIRS)
    assert profile.staleness(page(f"new {i}") for i in range(3)) == 0
    assert profile.staleness(["Another site\nentirely"]) == 1
    assert 0.3 < profile.staleness([page("Amsel", footer=False)]) < 0.7
    assert profile.staleness([]) == Profile().staleness(PAGES) == 0


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.example.com/a?b#c", "example.com"),
        ("https://user:pw@news.example.com:8080/a", "example.com"),
        ("HTTP://EXAMPLE.COM", "example.com"),
        ("example.com/a", "example.com"),
        ("//cdn.example.com./", "example.com"),
        ("https://news.metro.example.co.uk/", "example.co.uk"),
        ("https://www.co.uk/", "co.uk"),
        ("https://a.example.com.au/", "example.com.au"),
        ("https://m.example.de/", "example.de"),
        ("http://10.1.2.3/", "10.1.2.3"),
        ("http://localhost:80/", "localhost"),
        ("https://日本.example.jp/", "example.jp"),
        ("", ""),
        ("https:///a", ""),
        ("http://[::1]/", ""),
        ("http://[::1", ""),
        ("https://../../etc", ""),
        ("https://a/../b", "a"),
        ("https://a..b/", ""),
        ("https://a\\..\\b/", ""),
    ],
)
def test_the_site_of_a_url(url: str, site: str) -> None:
    """By shape alone; never anything that could not be the name of a file."""
    assert site_of(url) == site
    assert not set(host_of(url)) & set("/\\:")


def test_a_folder(tmp_path: Path) -> None:
    """A profile for each site, picked by URL; the host's own comes before its site's."""
    others = [(f"https://mine.example.org/{name}", page(name, menu=False)) for name in NAMES]
    profiles = Profiles.learn([*PAIRS, *others, ("https:///", "x"), ("", "y")])
    assert [profile.site for profile in profiles] == ["example.com", "example.org"]
    profiles.save(tmp_path / "made" / "here")
    loaded = Profiles.load(tmp_path / "made" / "here")
    assert loaded == profiles == pickle.loads(pickle.dumps(profiles))
    assert len(loaded) == 2
    assert loaded.for_url("https://www.example.com/new") == learn(PAIRS)
    assert loaded.for_url("https://example.net/") is None
    assert loaded.for_url(None) is None
    special = Profiles((*loaded, Profile("mine.example.org", 3)))
    assert special.for_url("https://mine.example.org/") == Profile("mine.example.org", 3)
    assert special.for_url("https://very.mine.example.org/") == Profile("mine.example.org", 3)
    assert special.for_url("https://yours.example.org/") == loaded.for_url("https://example.org/")


def test_the_pipeline_for_a_url() -> None:
    """The profile before the headline is looked for; nothing changes where there is none."""
    profiles = Profiles.learn(PAIRS)
    url = PAIRS[0][0]
    names = profiles.pipeline(url).names
    assert names.index("profile") + 1 == names.index("headline")
    assert profiles.pipeline("https://example.net/") is PIPELINE
    assert profiles.pipeline(None) is PIPELINE
    assert profiles.pipeline(url, PIPELINE.only("tune_in")).names == ("profile", "tune_in")
    body = clean(PAGES[0], url=url, pipeline=profiles.pipeline(url)).body
    assert not any(line in body for line in (*MENU, *FOOTER))


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    """A missing folder is an OSError, a broken file is named."""
    with pytest.raises(FileNotFoundError):
        Profiles.load(tmp_path / "none")
    (tmp_path / "broken.json").write_text("{")
    with pytest.raises(ValueError, match=r"broken\.json"):
        Profiles.load(tmp_path)
