"""Counting lines over pages: what makes two lines one, the laws of merging, and what is promised when memory is bounded."""

from __future__ import annotations

from collections import Counter
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Profile, learn
from cleaner.profile import Counts
from cleaner.profile.lines import line_key, page_zones, seen
from cleaner.read import read
from tests.sites import FOOTER, MENU, page, paragraph

few = settings(max_examples=60, deadline=None)
LINES = ("Home", "World", "Log in", "Updated 3 May 2024", "Updated 4 June 2023", "12", paragraph(1), paragraph(2), "Imprint")
pages_of_lines = st.lists(st.lists(st.sampled_from(LINES), max_size=6).map("\n".join), max_size=5)
shards = st.lists(pages_of_lines.map(Counts.of), min_size=3, max_size=3)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Updated: 3 May 2024, 11:58", "updated 12 December 2023 9:05"),
        ("Montag, 5. Mai 2025", "Dienstag, 17. Juni 2025"),
        ("Most read (12)", "MOST READ 7"),
        ("1.204 Kommentare", "17 Kommentare"),
        ("“Log in”", "Log in!"),
        ("最新ニュース 3件", "最新ニュース 12件"),
    ],
)
def test_lines_that_are_one(one: str, other: str) -> None:
    """Letter case, numbers, dates and punctuation do not count."""
    assert line_key(one) == line_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("May we help you?", "March we help you?"),
        ("Log in", "Log in here"),
        ("Room 12 is open in May", "Room 12 is open in June"),
        ("word " * 60 + "and one end", "word " * 60 + "and another one"),
    ],
)
def test_lines_that_are_two(one: str, other: str) -> None:
    """A month is a date beside a number only; long lines differ by their tails too."""
    assert line_key(one) != line_key(other)


@few
@given(st.text(max_size=400))
def test_any_line_has_a_key(text: str) -> None:
    """Of bounded length, without line breaks, and the same for the line in other white space."""
    key = line_key(text)
    assert len(key) <= 160
    assert "\n" not in key
    assert key == line_key(f" {text}\t")


def test_zones() -> None:
    """A page tells by its prose alone what stands before, inside and after."""
    blocks = read(page("Amsel")).blocks
    zones = dict(zip((block.text for block in blocks), page_zones(blocks), strict=True))
    assert zones[MENU[0]] == "before"
    assert zones[FOOTER[0]] == "after"
    assert list(zones.values()).count("inside") >= 4
    assert page_zones(read("Home\nWorld").blocks) == ["before", "before"]


def test_a_page_counts_once() -> None:
    """However often it says a line."""
    assert {one.key: one.zones for one in seen(read("Home\nWorld\nHome").blocks)}["home"] == {"before"}
    assert Counts.of(["Home\nHome\nHome", "Home"]).table["home"].pages == 2


def test_numbers_alone_are_not_lines() -> None:
    """They repeat by their nature; beside a line they are part of a run."""
    assert set(Counts.of(["12\nComments\n13", "14"]).table) == {"comments", "0\ncomments", "comments\n0"}


@few
@given(shards)
def test_merging(parts: list[Counts]) -> None:
    """Associative and commutative, with the empty counts as zero: the same as counting all pages in one go."""
    one, two, three = parts
    assert one.merge(two) == two.merge(one)
    assert one.merge(two).merge(three) == one.merge(two.merge(three))
    assert one.merge(Counts()) == one
    assert Counts.from_bytes(one.to_bytes()) == one


@few
@given(st.lists(pages_of_lines, max_size=4))
def test_shards_are_the_whole(parts: list[list[str]]) -> None:
    """While no more lines than the bound have been seen, nothing depends on how pages are spread."""
    whole = learn(text for part in parts for text in part)
    assert reduce(Counts.merge, map(Counts.of, parts), Counts()).profile() == whole


@few
@given(shards)
def test_merging_profiles(parts: list[Counts]) -> None:
    """Associative and commutative too; a count is never higher than that over all pages."""
    one, two, three = (part.profile() for part in parts)
    assert one.merge(two) == two.merge(one)
    assert one.merge(two).merge(three) == one.merge(two.merge(three))
    assert one.merge(Profile()) == one
    exact = reduce(Counts.merge, parts).table
    assert all(repeat.pages <= exact[repeat.key].pages for repeat in one.merge(two).merge(three).lines)


@few
@given(st.lists(pages_of_lines, min_size=1, max_size=6), st.integers(1, 6), st.permutations(range(6)))
def test_bounded(parts: list[list[str]], bound: int, order: list[int]) -> None:
    """Beyond the bound: never too high, too low by at most `error`, which is within the bound of the sketch, in any order."""
    exact = reduce(Counts.merge, map(Counts.of, parts)).table
    given_order = [parts[at] for at in order if at < len(parts)]
    counts = reduce(Counts.merge, (Counts.of(part, bound=bound) for part in given_order))
    assert len(counts.table) <= 2 * bound
    assert counts.error <= sum(repeat.pages for repeat in exact.values()) / (bound + 1)
    for key, repeat in exact.items():
        found = counts.table[key].pages if key in counts.table else 0
        assert repeat.pages - counts.error <= found <= repeat.pages


def test_a_huge_site_in_little_memory() -> None:
    """What stands on every page is found though a hundred times more lines have passed than are kept."""
    pages = (page(f"page {number}") for number in range(400))
    profile = learn(pages, bound=60)
    assert 0 < profile.error < 400 * len(page("x").split("\n")) * 2 / 60
    keys = {repeat.key for repeat in profile.lines}
    assert {line_key(line) for line in (*MENU, *FOOTER)} <= keys
    assert not any(repeat.pages > 400 for repeat in profile.lines)


def test_sites() -> None:
    """Pages with URLs name their site; two sites are none."""
    two = [("https://www.example.com/1", page("Amsel")), ("https://news.example.com/2", page("Buche"))]
    assert learn(two).site == "example.com"
    assert learn(two, site="ours").site == "ours"
    assert learn([(None, page("Amsel")), *two]).site == "example.com"
    with pytest.raises(ValueError, match=r"example\.com and of example\.org"):
        learn([*two, ("https://example.org/3", page("Clara"))])
    with pytest.raises(ValueError, match=r"one\.example and of two\.example"):
        Counts("one.example").merge(Counts("two.example"))
    with pytest.raises(ValueError, match=r"one\.example and of two\.example"):
        Profile("one.example").merge(Profile("two.example"))


@pytest.mark.parametrize("state", [b"", b"x", Counts().to_bytes()[:-3]])
def test_bytes_that_are_no_counts(state: bytes) -> None:
    """ValueError says what writes them."""
    with pytest.raises(ValueError, match="to_bytes"):
        Counts.from_bytes(state)


def test_counts_hold_what_was_read() -> None:
    """Bytes and text are one; every line is counted under its key."""
    text = page("Amsel")
    assert learn([text, text.encode("utf-16")]) == learn([text, text])
    counted = Counter(line_key(line) for line in text.split("\n"))
    assert all(key in Counts.of([text]).table for key in counted if any(char.isalpha() for char in key))
