"""On how many pages of a site each line stands: the state from which a profile is made, to be merged across shards."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from cleaner.profile.lines import AFTER, BEFORE, INSIDE, seen
from cleaner.profile.profile import FEWEST, LEAST, Profile, Repeat
from cleaner.profile.sites import common_site
from cleaner.read import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.document import Document

    Source = str | bytes | tuple[str | None, str | bytes]

BOUND = 50_000  # lines and runs of lines that are counted at a time; each takes some 300 bytes
VERSION = 1


class Tally(NamedTuple):
    """A line's example, the number of pages that have it, and of those that have it before, inside and after the story."""

    line: str
    pages: int
    before: int
    inside: int
    after: int

    def plus(self, other: Tally) -> Tally:
        """Return the sum. The example is the shorter, then the first by alphabet, so that order does not matter."""
        line = min((self.line, other.line), key=lambda text: (len(text), text))
        return Tally(line, *(one + two for one, two in zip(self[1:], other[1:], strict=True)))

    def less(self, pages: int) -> Tally:
        """Return the tally with every count that much lower, none below 0."""
        return Tally(self.line, *(max(0, count - pages) for count in self[1:]))


@dataclass
class Counts:
    """The lines of a site's pages with the number of pages that have each: to be added to, merged, and made a profile.

    Memory is bounded by a Misra-Gries summary: beyond twice `bound` lines, all counts are lowered by that of the
    `bound + 1`-th, and those at 0 go. While no more than `bound` different lines have been seen, counts are exact, and
    `merge` is associative and commutative to the last bit. Beyond, a count is too low by at most `error` pages and
    never too high, and `error` is at most (lines counted over all pages) / (`bound` + 1), in whatever order shards are
    merged (Agarwal et al. 2012, "Mergeable Summaries").
    """

    site: str = ""
    pages: int = 0
    bound: int = BOUND
    error: int = 0
    table: dict[str, Tally] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Iterable[Source], *, site: str | None = None, bound: int = BOUND) -> Counts:
        """Return the counts of `documents`: sources, or pairs of a URL and a source. ValueError for pages of several sites."""
        counts = cls(site or "", bound=bound)
        for document in documents:
            url, source = document if isinstance(document, tuple) else (None, document)
            if site is None and url is not None:
                counts.site = common_site(counts.site, url)
            counts.add(read(source, url=url))
        return counts

    def add(self, doc: Document) -> None:
        """Count the lines of one page as it was read. A page without a line is none."""
        if not doc.blocks:
            return
        self.pages += 1
        for key, zones, line in seen(doc.blocks):
            one = Tally(line, 1, BEFORE in zones, INSIDE in zones, AFTER in zones)
            self.table[key] = self.table[key].plus(one) if key in self.table else Tally(*one[:2], *map(int, one[2:]))
        self._shrink()

    def merge(self, other: Counts) -> Counts:
        """Return the counts over the pages of both. ValueError when they are of different sites."""
        if self.site and other.site and self.site != other.site:
            raise ValueError(f"counts of {self.site} and of {other.site} do not add up")
        table = dict(self.table)
        for key, tally in other.table.items():
            table[key] = table[key].plus(tally) if key in table else tally
        bound = min(self.bound, other.bound)
        merged = Counts(self.site or other.site, self.pages + other.pages, bound, self.error + other.error, table)
        merged._shrink()  # noqa: SLF001  (its own kind)
        return merged

    def _shrink(self) -> None:
        """Lower all counts, when there are too many lines, so that at most `bound` of them stay."""
        if len(self.table) <= 2 * self.bound:
            return
        cut = sorted((tally.pages for tally in self.table.values()), reverse=True)[self.bound]
        self.error += cut
        self.table = {key: tally.less(cut) for key, tally in self.table.items() if tally.pages > cut}

    def profile(self) -> Profile:
        """Return what stands on two pages and more, and on one of a hundred."""
        fewest = max(FEWEST, ceil(LEAST * self.pages))
        found = [Repeat(key, *tally) for key, tally in self.table.items() if tally.pages >= fewest]
        found.sort(key=lambda repeat: (-repeat.pages, repeat.key))
        return Profile(self.site, self.pages, tuple(found), self.error)

    def to_bytes(self) -> bytes:
        """Return the counts as compressed JSON: what a shard hands to the one that merges."""
        rows = [[key, *tally] for key, tally in sorted(self.table.items())]
        state = [VERSION, self.site, self.pages, self.bound, self.error, rows]
        return zlib.compress(json.dumps(state, ensure_ascii=True).encode("ascii"))

    @classmethod
    def from_bytes(cls, state: bytes) -> Counts:
        """Return the counts that `to_bytes` wrote. ValueError for anything else."""
        try:
            version, site, pages, bound, error, rows = json.loads(zlib.decompress(state))
        except (zlib.error, ValueError) as problem:
            raise ValueError("these bytes are no counts: Counts.to_bytes writes them") from problem
        if version != VERSION:
            raise ValueError(f"counts of version {version!r}; this release reads version {VERSION}")
        return cls(site, pages, bound, error, {key: Tally(*tally) for key, *tally in rows})


def learn(documents: Iterable[Source], *, site: str | None = None, bound: int = BOUND) -> Profile:
    """Return what the pages of one site repeat.

    `documents` are sources, text or bytes as `clean` takes them, or pairs of a URL and a source; each is read once, as
    `clean` reads it, and not kept. `site` is taken from the URLs unless it is given. At most about twice `bound` lines
    are counted at a time: see `Counts`, which is also what to use when the pages lie in several places. ValueError when
    the URLs are of several sites: `Profiles.learn` tells them apart.
    """
    return Counts.of(documents, site=site, bound=bound).profile()
