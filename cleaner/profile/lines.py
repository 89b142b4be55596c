"""What makes two lines the same line, and what a page has of them.

A line is compared as CCNet compares paragraphs (Wenzek et al. 2020, `dedup.py`): small letters, numbers as 0, no
punctuation. Dates fold with the numbers, so "Updated 3 May 2024" is the same line tomorrow.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner import resources
from cleaner.zones import is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.document import Block

BEFORE, INSIDE, AFTER = ZONES = ("before", "inside", "after")  # the story: where a line stands on its page
SHORT = 8  # words of prose that a short line takes from the stretch of blocks that it stands in

LONGEST_KEY, KEY_HEAD = 160, 100  # characters: a longer key is its head and its tail
LONGEST_EXAMPLE = 200  # characters
_BREAK = "\n"  # between the two keys of a run; no key has one
_DIGITS = re.compile(r"\d+")
_NOT_WORDS = re.compile(r"[\W_]+")


class Seen(NamedTuple):
    """A line, or a run of two, that a page has: its key, the zones in which it stands there, and how it reads."""

    key: str
    zones: frozenset[str]
    line: str


def line_key(text: str) -> str:
    """Return what `text` is compared by.

    >>> line_key("Updated: 3 May 2024, 11:58")
    'updated 0'
    >>> line_key("You may also like (12)")
    'you may also like 0'
    """
    folded = _NOT_WORDS.sub(" ", text.casefold()).strip()
    numbered = _DIGITS.sub("0", folded)
    if numbered != folded:
        numbered = " ".join(_without_dates(numbered.split()))
    if len(numbered) <= LONGEST_KEY:
        return numbered
    return f"{numbered[:KEY_HEAD]}…{numbered[KEY_HEAD - LONGEST_KEY + 1 :]}"


def _without_dates(words: list[str]) -> Iterator[str]:
    """Yield the words, numbers in a row and the months and weekdays beside them as one 0."""
    names, last = _calendar_names(), ""
    for i, word in enumerate(words):
        beside = last == "0" or words[i + 1 : i + 2] == ["0"]
        now = "0" if word in names and beside else word
        if not now == last == "0":
            yield now
        last = now


@cache
def _calendar_names() -> frozenset[str]:
    """Return the months and weekdays of all languages as a key has them."""
    found: set[str] = set()
    for language in resources.calendar().values():
        found.update(language["weekdays"], *language["months"])
    return frozenset(_NOT_WORDS.sub(" ", name.casefold()).strip() for name in found)


def has_words(key: str) -> bool:
    """Tell whether a key has more than numbers: these and dates alone repeat by their nature."""
    return key.strip("0 ") != ""


def run_key(first: str, second: str) -> str:
    """Return the key of a run of two lines, given theirs."""
    return first + _BREAK + second


def key_of_example(line: str) -> str:
    """Return the key of a line, or of a run of two with a line break between."""
    return _BREAK.join(line_key(part) for part in line.split(_BREAK))


def is_run(key: str) -> bool:
    """Tell whether a key is that of a run of two lines."""
    return _BREAK in key


def runs(blocks: Sequence[Block], keys: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield (index of the first, key) for each two neighbours. Two paragraphs of prose are a text, not a run of lines."""
    for i in range(len(blocks) - 1):
        words = has_words(keys[i]) or has_words(keys[i + 1])
        if words and keys[i] and keys[i + 1] and not (is_prose(blocks[i]) and is_prose(blocks[i + 1])):
            yield i, run_key(keys[i], keys[i + 1])


def seen(blocks: Sequence[Block]) -> Iterator[Seen]:
    """Yield every line, and every run of two, of a page once."""
    keys = [line_key(block.text) for block in blocks]
    places = page_zones(blocks)
    found: dict[str, tuple[set[str], str]] = {}
    for i, key in enumerate(keys):
        if has_words(key):
            found.setdefault(key, (set(), _example(blocks[i].text)))[0].add(places[i])
    for i, key in runs(blocks, keys):
        both = f"{_example(blocks[i].text)}{_BREAK}{_example(blocks[i + 1].text)}"
        found.setdefault(key, (set(), both))[0].add(places[i])
    for key, (zones, line) in found.items():
        yield Seen(key, frozenset(zones), line)


def page_zones(blocks: Sequence[Block]) -> list[str]:
    """Return where each block stands on its page, as far as the page alone can tell.

    The story is the stretch of blocks with the most words of prose less `SHORT` words for every block that is none
    (after Finn, Kushmerick and Smyth 2001). Without prose all blocks stand before it.
    """
    first = last = len(blocks)
    best = total = start = 0
    for i, block in enumerate(blocks):
        if total <= 0:
            total, start = 0, i
        total += block.words if is_prose(block) else -SHORT
        if total > best:
            best, first, last = total, start, i
    return [BEFORE if i < first else AFTER if i > last else INSIDE for i in range(len(blocks))]


def _example(text: str) -> str:
    return text if len(text) <= LONGEST_EXAMPLE else f"{text[: LONGEST_EXAMPLE - 1].rstrip()}…"
