"""The first words of a line whose rest is free: "Read more: ...", "Photo: ...", "By ..."."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cleaner import resources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.document import Block, Document

_AROUND = " \t•|>»→+–—-*([{【▶►_\"“„«'‘’#©·▪●"  # what may stand before a label
_LETTERS = 2


@cache
def pattern(name: str) -> str:
    """Return a pattern (no groups) of the labels `name` in all languages, the longest first; letter case is up to the caller."""
    found = sorted(resources.table("labels").get(name, ()), key=lambda label: (-len(label), label))
    return "(?:" + "|".join(re.escape(label).replace(r"\ ", r"\s+").replace("'", "['’]") for label in found) + ")" if found else r"(?!)"


@cache
def openings(name: str) -> frozenset[str]:
    """Return the first letters of each label `name`."""
    return frozenset(opening(label) for label in resources.table("labels").get(name, ()))


def opening(text: str) -> str:
    """Return the first letters of a line, small, past bullets and brackets."""
    return text.lstrip(_AROUND)[:_LETTERS].casefold()


def candidates(doc: Document, letters: frozenset[str]) -> Iterator[Block]:
    """Yield the open blocks whose first letters are among `letters`: the few that a label's pattern is worth trying on."""
    found = doc.fact("openings", _by_opening)
    wanted = {index for key in letters & found.keys() for index in found[key]}
    if wanted:
        yield from (block for block in doc.open if block.index in wanted)


def _by_opening(doc: Document) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for block in doc.blocks:
        found.setdefault(opening(block.text), []).append(block.index)
    return found
