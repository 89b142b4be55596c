"""What a site repeats, as a value to read, to keep, and to put into a pipeline as a filter."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.document import Block, Document, Label, Mark
from cleaner.profile.lines import is_run
from cleaner.profile.matching import taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

FORMAT, VERSION = "cleaner site profile", 1
FEWEST, LEAST = 2, 0.01  # pages, and share of the pages, of a line that is worth a row


class Repeat(NamedTuple):
    """A line, or a run of two, that stands on several pages: on how many, and on how many before, inside, after the story."""

    key: str
    line: str
    pages: int
    before: int
    inside: int
    after: int


@dataclass(frozen=True)
class Profile:
    """What the pages of a site repeat. It is a filter."""

    site: str = ""
    pages: int = 0
    lines: tuple[Repeat, ...] = ()
    error: int = 0
    name: str = "profile"
    about: str = "lines that the pages of this site repeat"

    @cached_property
    def _table(self) -> dict[str, Repeat]:
        return {repeat.key: repeat for repeat in self.lines}

    def __call__(self, doc: Document) -> Iterator[Mark]:
        """Yield a mark for each open block that is the site's."""
        for block, reason in taken(doc, self._table, self.pages):
            yield from block.marks(Label.BOILERPLATE, reason)
